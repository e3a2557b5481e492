/** Damaged JSON, end to end: what a person is told and how the command ends. `damage.test.ts` does the same to every format at random. */
import { afterAll, describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { Component } from '../src/model/component.ts';
import type { Report } from '../src/model/report.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { folderOf, npmLock, run } from './command-line.ts';

const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});

async function scanned(
  name: string,
  content: string | Uint8Array,
): Promise<{ code: number; report: Report; text: string }> {
  const { path, remove } = folderOf({ [name]: content });
  removals.push(remove);
  const { code, stdout, stderr } = await run(['scan', '-f', 'json', '--components'], { cwd: path });
  expect(code, stderr).not.toBe(5);
  return { code, report: JSON.parse(stdout) as Report, text: stdout };
}

const lock = (packages: string, more = ''): string =>
  `{"name":"app","version":"1.0.0","lockfileVersion":3,"requires":true,${more}"packages":{"":{"name":"app"},${packages}}}`;

describe('JSON', () => {
  it.each([100, 1_000, 5_000, 100_000, 1_000_000])(
    'JSON-02: %i open brackets are a failed input, not an overflow',
    async (depth) => {
      for (const content of [
        '['.repeat(depth),
        lock(`"node_modules/a":{"version":"1.0.0","x":${'['.repeat(depth)}${']'.repeat(depth)}}`),
      ]) {
        const { code, report } = await scanned('package-lock.json', content);
        // Closed and not too deep it is sound: the lockfile's reader does not look inside.
        if (code === 0) expect(report.components?.map(({ name }) => name)).toEqual(['a']);
        else {
          expect(code).toBe(3);
          expect(report.inputs).toMatchObject([{ path: 'package-lock.json', status: 'failed' }]);
        }
      }
    },
  );

  it('JSON-03: a tree of version 1 that is 10,000 deep gives all packages or is too deep', async () => {
    const depth = 10_000;
    const open = Array.from({ length: depth }, (_, at) => `{"p${at}":{"version":"1.0.0","dependencies":`).join('');
    const { code, report } = await scanned(
      'package-lock.json',
      `{"name":"app","lockfileVersion":1,"dependencies":${open}{}${'}}'.repeat(depth)}}`,
    );
    if (code === 0) expect(report.components).toHaveLength(depth);
    else {
      expect(code).toBe(3);
      expect(report.problems.some(({ code: what, weight }) => what === 'too-deep' && weight === 'lost')).toBe(true);
    }
  });

  it('JSON-04: a key that stands twice is told, and the scan is not complete', async () => {
    const { code, report } = await scanned(
      'package-lock.json',
      lock('"node_modules/lodash":{"version":"1.0.0"},"node_modules/lodash":{"version":"4.0.0"}'),
    );
    expect(code).toBe(3);
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        path: 'package-lock.json',
        weight: 'lost',
        message: expect.stringContaining('lodash'),
      }),
    );
  });

  it('JSON-05: names of Object.prototype are names, and match nothing by inheritance', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const { code, report } = await scanned(
      'package-lock.json',
      lock(names.map((name) => `"node_modules/${name}":{"version":"1.0.0","__proto__":{"polluted":1}}`).join(',')),
    );
    expect(code).toBe(0);
    expect(report.components?.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(report.findings).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['NaN', 'NaN'],
    ['Infinity', '-Infinity'],
    ['a comment', '1 /* one */'],
    ['a trailing comma', '[1,]'],
    ['single quotes', "'1'"],
    ['a bare word', 'undefined'],
    ['a leading zero', '01'],
    ['a control character in a text', '"a\tb"'],
    ['an unknown escape', '"\\x41"'],
  ])('JSON-07: %s is no JSON: failed, with its line', async (_title, value) => {
    const { code, report } = await scanned(
      'package-lock.json',
      lock('"node_modules/a":{"version":"1.0.0"}', `"x":${value},`),
    );
    expect(code).toBe(3);
    expect(report.inputs).toMatchObject([{ status: 'failed' }]);
    expect(report.problems).toContainEqual(expect.objectContaining({ path: 'package-lock.json', line: 1 }));
  });

  it('JSON-08: numbers beyond what a double holds are no identity that could be rounded', async () => {
    const bom = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"a","version":"9007199254740993"},{"type":"library","name":"b","version":9007199254740993},{"type":"library","name":"c","version":1e400}]}`;
    const { code, report, text } = await scanned('bom.json', bom);
    expect(code).toBe(3);
    expect(report.components?.find(({ name }) => name === 'a')?.version).toBe('9007199254740993');
    expect(text).not.toContain('9007199254740992');
    expect(text).not.toContain('Infinity');
  });

  it.each([
    ['an empty file', ''],
    ['blanks', ' \n\t\n'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['a text', '"lock"'],
  ])(
    'JSON-09: %s under the name of a package-lock.json or a composer.lock failed; it is no clean result',
    async (_title, content) => {
      for (const name of ['package-lock.json', 'composer.lock']) {
        const { code, report } = await scanned(name, content);
        expect(code, name).toBe(3);
        expect(report.inputs, name).toMatchObject([{ path: name, status: 'failed' }]);
        expect(report.inputs[0]?.reason, name).toBeTruthy();
      }
    },
  );
  it('JSON-09: an empty yarn.lock is what yarn writes for no packages', async () => {
    const { code, report } = await scanned('yarn.lock', '# yarn lockfile v1\n\n\n');
    expect(code).toBe(0);
    expect(report.inputs).toMatchObject([{ status: 'parsed', components: 0 }]);
  });
});

describe('encodings', () => {
  it('ENCODING-08: a lone surrogate is kept apart and every output is sound UTF-8', async () => {
    const { path, remove } = folderOf({
      'package-lock.json': lock('"node_modules/@alicloud/a\\ud800":{"version":"1.0.0"}'),
    });
    removals.push(remove);
    for (const format of ['json', 'sarif', 'csv', 'table', 'html', 'cyclonedx', 'markdown', 'junit']) {
      const { code, stdout } = await run(['scan', '-f', format], { cwd: path });
      expect([0, 1], format).toContain(code);
      expect(Buffer.from(stdout).toString('utf8'), format).toBe(stdout);
    }
  });

  it.each([
    [
      'yarn.lock',
      'javascript/yarn-lock',
      '# yarn lockfile v1\n\n\nleft-pad@^1.3.0:\n  version "1.3.0"\n\nms@^2.0.0:\n  version "2.1.3"\n',
    ],
    [
      'Gemfile.lock',
      'ruby/gemfile-lock',
      'GEM\n  remote: https://gems.example/\n  specs:\n    rack (3.0.0)\n    rake (13.0.6)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rack\n  rake\n',
    ],
    ['go.sum', 'go/go-sum', 'example.org/a v1.0.0 h1:AAAA=\nexample.org/b v1.1.0 h1:BBBB=\n'],
    ['requirements.txt', 'python/requirements', 'requests==2.0.0\nflask==1.0\n'],
  ])('ENCODING-06: %s with CR, CRLF or both is what it is with LF, line for line', (name, id, text) => {
    const format = formats.find((one) => one.id === id);
    if (format === undefined) throw new Error(id);
    const read = (content: string): string[] => {
      const found: string[] = [];
      const reading = readInput(
        memoryTree(new Map([[name, Buffer.from(content)]])),
        name,
        format,
        { named: true },
        (batch, document) => {
          const places = document.locate(batch.map((one: Component) => one.at));
          for (const [at, one] of batch.entries()) found.push(`${one.name}@${one.version} line ${places[at]?.line}`);
        },
      );
      expect(reading.status, content).toBe('parsed');
      return found;
    };
    const want = read(text);
    expect(want).toHaveLength(2);
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(want);
    let turn = 0;
    expect(read(text.replaceAll('\n', () => (turn++ % 2 === 0 ? '\r\n' : '\n')))).toEqual(want);
    expect(read(text.replaceAll('\n', '\r'))).toEqual(want);
  });
});

it('JSON-01: a lockfile cut at 200 places never ends as complete', async () => {
  const text = npmLock('@alicloud/one@1.0.0', 'left-pad@1.3.0', 'ms@2.1.3');
  const format = formats.find(({ id }) => id === 'javascript/npm-lock');
  if (format === undefined) throw new Error('npm-lock');
  const end = text.trimEnd().length;
  for (let round = 0; round < 200; round++) {
    const at = Math.floor((round * end) / 200);
    const reading = readInput(
      memoryTree(new Map([['package-lock.json', Buffer.from(text.slice(0, at))]])),
      'package-lock.json',
      format,
      { named: true },
      () => {},
    );
    expect(reading.status, `cut at ${at}`).toBe('failed');
    expect(reading.problems[0]?.weight).toBe('lost');
  }
});
