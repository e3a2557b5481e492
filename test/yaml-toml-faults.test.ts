/** Fault table, areas yaml and toml: what a lockfile or manifest in these may hold besides honest text. Each test is named after its row. */
import { describe, expect, it } from 'vitest';
import { SyntaxFault } from '../src/syntax/fault.ts';
import { parseToml } from '../src/syntax/toml.ts';
import { parseYamlAll } from '../src/syntax/yaml.ts';
import { scannedFiles } from './scanned-files.ts';

const pnpm = (packages: string): string =>
  `lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\npackages:\n\n${packages}`;
const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n    spec:\n      containers:\n        - {name: shop, image: "${image}"}\n`;

describe('YAML', () => {
  it('YAML-01: an alias bomb is refused where aliases count, and expanded nowhere', () => {
    const levels = 'bcdefghij'.split('');
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${levels
      .map((name, at) => {
        const before = at === 0 ? 'a' : levels[at - 1];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]\n`;
      })
      .join('')}`;
    const before = process.memoryUsage().rss;
    const { status, problems } = scannedFiles({
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\n${bomb}`,
      'compose.yml': `services: {web: {image: a.example/b}}\n${bomb}`,
      'app/yarn.lock': `__metadata:\n  version: 8\n${bomb}`,
    });
    expect(status).toEqual({ 'app/yarn.lock': 'failed', 'compose.yml': 'parsed', 'pnpm-lock.yaml': 'failed' });
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['alias-limit']));
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });

  it('YAML-02: brackets 900 deep in several files are too deep, and the next file is read', () => {
    const deep = `x: ${'['.repeat(900)}${']'.repeat(900)}\n`;
    const { status, problems, names } = scannedFiles({
      'a/pnpm-lock.yaml': `lockfileVersion: '9.0'\n${deep}`,
      'b/pnpm-lock.yaml': `lockfileVersion: '9.0'\n${deep}`,
      'c/pubspec.lock': `packages: {}\n${deep}`,
      'd/pnpm-lock.yaml': pnpm('  a@1.0.0: {}\n'),
    });
    expect(status).toMatchObject({
      'a/pnpm-lock.yaml': 'failed',
      'b/pnpm-lock.yaml': 'failed',
      'c/pubspec.lock': 'failed',
      'd/pnpm-lock.yaml': 'parsed',
    });
    expect(problems.map(({ code }) => code)).toEqual(['too-deep', 'too-deep', 'too-deep']);
    expect(names).toEqual(['a@1.0.0']);
  });

  it('YAML-03: a thousand merge sources, each of a thousand, cost no more than their text', () => {
    const sources = Array.from({ length: 1000 }, (_, at) => `  - &s${at} {k${at}: v}\n`).join('');
    const merged = Array.from({ length: 1000 }, (_, at) => `*s${at}`).join(', ');
    const services = Array.from(
      { length: 100 },
      (_, at) => `  s${at}:\n    <<: [${merged}]\n    image: a.example/i${at}:1\n`,
    );
    const { status, names } = scannedFiles({ 'compose.yml': `x-sources:\n${sources}services:\n${services.join('')}` });
    expect(status).toEqual({ 'compose.yml': 'parsed' });
    expect(names).toHaveLength(100);
  });

  it('YAML-04: tags run nothing and stay text', () => {
    const { status, names } = scannedFiles({
      'pnpm-lock.yaml': pnpm(
        "  a@1.0.0:\n    resolution: {integrity: !!js/function 'function () { globalThis.taggedRan = true }'}\n  b@2.0.0: !!python/object/apply:os.system {}\n",
      ),
      'template.yaml':
        'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Name: !GetAtt [A, Arn]\n      ContainerDefinitions:\n        - {Name: !Ref Name, Image: registry.example/shop:1}\n',
      'playbook/pubspec.lock':
        'packages:\n  a:\n    dependency: transitive\n    description: {name: a, url: "https://pub.example"}\n    source: hosted\n    version: !vault "1.0.0"\nsdks: {dart: ">=3"}\n',
    });
    expect('taggedRan' in globalThis).toBe(false);
    expect(status).toMatchObject({
      'pnpm-lock.yaml': 'parsed',
      'template.yaml': 'parsed',
      'playbook/pubspec.lock': 'parsed',
    });
    expect(names).toEqual(expect.arrayContaining(['a@1.0.0', 'b@2.0.0', 'registry.example/shop@1']));
  });

  it('YAML-05: a key that stands twice is told with its line, and never the last one silently', () => {
    const entry = (version: string): string =>
      `  a:\n    dependency: transitive\n    description: {name: a, url: "https://pub.example"}\n    source: hosted\n    version: "${version}"\n`;
    const { problems, status } = scannedFiles({
      'pnpm-lock.yaml': pnpm('  a@1.0.0: {}\n  b@1.0.0: {}\n  a@1.0.0: {}\n'),
      'pubspec.lock': `packages:\n${entry('1.0.0')}${entry('2.0.0')}sdks: {dart: ">=3"}\n`,
    });
    expect(status).toEqual({ 'pnpm-lock.yaml': 'partial', 'pubspec.lock': 'failed' });
    expect(problems.map(({ path, code, line }) => ({ path, code, line }))).toEqual([
      { path: 'pnpm-lock.yaml', code: 'duplicate-key', line: 11 },
      { path: 'pubspec.lock', code: 'duplicate-key', line: 7 },
    ]);
  });

  it('YAML-06: all documents of a file are read; what stands before a broken one is kept and the loss is told', () => {
    const whole = scannedFiles({
      'all.yaml': [deployment('a.example/one:1'), deployment('a.example/two:2'), deployment('a.example/three:3')].join(
        '---\n',
      ),
    });
    expect(whole.names).toEqual(['a.example/one@1', 'a.example/two@2', 'a.example/three@3']);
    const broken = scannedFiles({
      'all.yaml': [deployment('a.example/one:1'), 'kind: [unclosed\n', deployment('a.example/three:3')].join('---\n'),
    });
    expect(broken.status).toEqual({ 'all.yaml': 'partial' });
    expect(broken.names).toContain('a.example/one@1');
    expect(broken.problems).toContainEqual(expect.objectContaining({ code: 'syntax', weight: 'lost' }));
    const two = scannedFiles({ 'pnpm-lock.yaml': `${pnpm('  a@1.0.0: {}\n')}---\n${pnpm('  b@1.0.0: {}\n')}` });
    expect(two.names).toEqual(['a@1.0.0', 'b@1.0.0']);
  });

  it('YAML-07: versions stay as they are written', () => {
    for (const version of ['1.10', '1e3', '0o17', '0x1F', 'no', 'null0', '2024-01-01', '1_000', '12:30:45', '1.0']) {
      const { names } = scannedFiles({
        'pubspec.lock': `packages:\n  a:\n    dependency: transitive\n    description: {name: a, url: "https://pub.example"}\n    source: hosted\n    version: ${version}\nsdks: {dart: ">=3"}\n`,
        'compose.yml': `services: {web: {image: registry.example/a:${version.replaceAll(':', '-')}}}\n`,
      });
      expect(names).toEqual([`registry.example/a@${version.replaceAll(':', '-')}`, `a@${version}`]);
    }
  });

  const accepted: readonly (readonly [string, unknown])[] = [
    ['%YAML 1.2\n---\na: b\n', [{ a: 'b' }]],
    ['\ufeffa: b\r\nc: d\r\n', [{ a: 'b', c: 'd' }]],
    ['a:\tb\n', [{ a: 'b' }]],
    ['&k a: &v b\nc: *v\n', [{ a: 'b', c: 'b' }]],
    ['? a\n: b\n', [{ a: 'b' }]],
    ['- a\n-\n- ~\n', [['a', null, null]]],
    ['a: |\n  one\n  two\nb: >-\n  three\n  four\n', [{ a: 'one\ntwo\n', b: 'three four' }]],
    ["\"a\\tb\": 'it''s'\n", [{ 'a\tb': "it's" }]],
    ['# only a comment\n', []],
    ['--- a\n...\n--- b\n', ['a', 'b']],
    ['{a: [b, {c: d}], "e": f,}\n', [{ a: ['b', { c: 'd' }], e: 'f' }]],
    ['a: b # comment\nc: d#no\n', [{ a: 'b', c: 'd#no' }]],
  ];
  it.each(accepted)('YAML-08: %j is read as YAML has it', (text, value) => {
    expect(parseYamlAll(text)).toEqual(value);
  });

  it.each([
    'a:\n\tb: c\n',
    'a: [b\n',
    'a: {b: c\n',
    'a: "b\n',
    'a: b\n c: d\n',
    '- a\nb: c\n',
    'a: *nowhere\n',
    'a: b: c\n',
    '? [a, b]\n: c\n',
    '%YAML 1.2\na: b\n',
    'a: @b\n',
    'a: `b\n',
    '[a, b]: {c: d\n',
    'a: |\n one\n  two\nthree\n',
    'a: "\\x"\n',
  ])('YAML-08: %j is refused with its place', (text) => {
    let fault: unknown;
    try {
      parseYamlAll(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(SyntaxFault);
    expect((fault as SyntaxFault).line).toBeGreaterThan(0);
  });
});

describe('TOML', () => {
  it.each([
    'a = ',
    'a',
    '= 1',
    'a = 1 b = 2',
    'a = "b',
    "a = 'b",
    'a = """b',
    '[a',
    'a]',
    '[[a]',
    '[]',
    '[a.]',
    '[.a]',
    'a. = 1',
    'a = [1, 2',
    'a = {b = 1',
    'a = {b = 1,, c = 2}',
    'a = 01',
    'a = 1_',
    'a = _1',
    'a = 1__0',
    'a = 1.',
    'a = .1',
    'a = 1e',
    'a = 0xG',
    'a = 0b2',
    'a = 0o8',
    'a = +0x1',
    'a = tru',
    'a = True',
    'a = nan0',
    'a = 1979-13-01',
    'a = 1979-01-32',
    'a = 25:00:00',
    'a = 1979-01-01T',
    'a = "\\q"',
    'a = "\\u12"',
    'a = "\\ud800"',
    'a = "\u0001"',
    'a b = 1',
    'a = 1\na = 2',
    '[a]\n[a]',
    '[a]\nb = 1\n[a.b]',
    'a = 1\n[a]',
    'a = [1]\n[[a]]',
    '[[a]]\n[a]',
    'a.b = 1\na = 2',
    'a = {b = 1}\na.c = 2',
    'a = "x" # \u0000',
    "'''a",
    "a = '\n'",
  ])('TOML-01: %j is refused with its place', (text) => {
    // biome-ignore format: a table
    let fault: unknown;
    try {
      parseToml(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(SyntaxFault);
    expect((fault as SyntaxFault).line).toBeGreaterThan(0);
    const { status, components } = scannedFiles({
      'Cargo.lock': `version = 4\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n\n[[package]]\n${text}\n`,
    });
    expect(components.length === 0 ? ['failed'] : ['partial', 'failed']).toContain(status['Cargo.lock']);
  });

  const valid: readonly (readonly [string, unknown])[] = [
    ['a = 1\r\nb = "x"\r\n', { a: 1, b: 'x' }],
    ['a.b.c = true', { a: { b: { c: true } } }],
    ['"quoted key" = 1\n\'other\' = 2', { 'quoted key': 1, other: 2 }],
    ['a = """\\\n  one \\\n  two"""', { a: 'one two' }],
    ["a = '''\n'x''''", { a: "'x'" }],
    ['a = [1, 2, # three\n 3,]', { a: [1, 2, 3] }],
    ['[[a]]\nb = 1\n[[a]]\nb = 2', { a: [{ b: 1 }, { b: 2 }] }],
    ['[a.b]\nc = 1\n[a]\nd = 2', { a: { b: { c: 1 }, d: 2 } }],
    ['a = 0xff\nb = 0o17\nc = 0b11\nd = 1_000', { a: 255, b: 15, c: 3, d: 1000 }],
    ['a = "\\u00e9\\U0001F600"', { a: '\u00e9\u{1F600}' }],
    ['a = { b = 1, c = [ { d = 2 } ] }', { a: { b: 1, c: [{ d: 2 }] } }],
    ['# nothing', {}],
    ['', {}],
  ];
  it.each(valid)('TOML-01: %j is read', (text, value) => {
    expect(parseToml(text)).toEqual(value);
  });

  it('TOML-02: depth ends in an error, breadth does not, and no name reaches a prototype', () => {
    const deep = scannedFiles({
      'Cargo.lock': `version = 4\nx = ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      'a/Cargo.lock': `version = 4\n${Array(20_000).fill('k').join('.')} = 1\n`,
      'b/Cargo.lock': `version = 4\nx = ${'{a='.repeat(50_000)}1${'}'.repeat(50_000)}\n`,
    });
    expect(deep.status).toEqual({ 'Cargo.lock': 'failed', 'a/Cargo.lock': 'failed', 'b/Cargo.lock': 'failed' });
    expect(new Set(deep.problems.map(({ code }) => code))).toEqual(new Set(['too-deep']));
    const keys = Array.from({ length: 20_000 }, (_, at) => `a.k${at} = ${at}`).join('\n');
    const broad = scannedFiles({
      'Cargo.lock': `version = 4\n\n[metadata]\n${keys}\n\n[[package]]\nname = "__proto__"\nversion = "1.0.0"\n\n[__proto__]\npolluted = true\n`,
    });
    expect(broad.names).toEqual(['__proto__@1.0.0']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
