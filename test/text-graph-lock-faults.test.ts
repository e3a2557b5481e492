/** Fault table, areas text, graph and lock. Each test is named after its row. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { DependencyGraph } from '../src/model/component.ts';
import type { DocumentFormat } from '../src/model/format.ts';
import { NotThisFormat, UnreadableInput } from '../src/model/problem.ts';
import { shortestPaths } from '../src/scan/dependency-paths.ts';
import { SyntaxFault } from '../src/syntax/fault.ts';
import { scannedFiles } from './scanned-files.ts';

const documents = formats.filter((format): format is DocumentFormat => 'parse' in format);
/** A name that each format's first pattern fits. */
const sampleName = (format: DocumentFormat): string =>
  (format.files[0] ?? format.mayBe?.[0] ?? 'x').replaceAll('**', 'a').replaceAll('*', 'x');

/** What makes patterns that look back take quadratic or exponential time. */
const runs = [
  ' ', '\t', '@', '/', '.', '-', '=', '"', "'", '(', '[', '{', '<', '#', ',', ':', ';', '\\', '\n', 'a', '0', '&', '!', '*', '|', '$', '%',
  'a ', ' a', 'a.', 'a/', '@a', '=a', '- ', ': ', '\\\n', '"a', "'a", '${', '{{', '<a ', '1.', 'a,', ' \n', '\n ', '(a', '[a', 'a=', '--a', '/*', '*/', '//', '"""', 'a: [',
]; // biome-ignore format: a list

describe('text', () => {
  // Quadratic time in 24 KiB is most of a second for each of these texts, over the limit of a test for all of them together.
  it.each(documents.map((format) => [format.id, format] as const))(
    'TEXT-01: %s takes long runs of one text without going quadratic',
    (_id, format) => {
      const path = sampleName(format);
      const starts = startsOf(format);
      for (const run of runs)
        for (const start of starts) {
          const text = `${start}${run.repeat(Math.ceil(24_576 / run.length))}x`;
          format.recognise?.(text, path);
          try {
            format.parse({ path, text, companions: new Map() });
          } catch (error) {
            const isKnown =
              error instanceof UnreadableInput || error instanceof NotThisFormat || error instanceof SyntaxFault;
            if (!isKnown) throw error;
          }
        }
    },
  );

  it('TEXT-02: includes of requirements end in a loop once, and lead neither out of the root nor to the network', () => {
    const found = scannedFiles({
      'requirements.txt':
        'one==1.0 \\\n    --hash=sha256:00\n-r requirements/a.txt\n-c ../constraints.txt\n-r /etc/passwd\n-r https://attacker.example/r.txt\ntwo==2.0 ; python_version < "3"\n',
      'requirements/a.txt': 'three==3.0\n-r b.txt\n',
      'requirements/b.txt': 'four==4.0\n-r a.txt\n',
    });
    expect([...new Set(found.names)].sort()).toEqual(['four@4.0', 'one@1.0', 'three@3.0', 'two@2.0']);
    const own = found.problems.filter(({ path }) => path === 'requirements.txt');
    for (const what of ['../constraints.txt', '/etc/passwd', 'https://attacker.example/r.txt'])
      expect(own.map(({ message }) => message).join('\n')).toContain(what);
    expect(own.every(({ line }) => line !== undefined)).toBe(true);
  });

  it('TEXT-03: workspaces and modules outside the root are not followed', () => {
    const found = scannedFiles({
      'package.json': '{"name":"app","workspaces":["../other","/abs"],"dependencies":{"a":"1.0.0"}}',
      'yarn.lock': '# yarn lockfile v1\n\n\na@1.0.0:\n  version "1.0.0"\n',
      'java/pom.xml':
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version><relativePath>../../outside/pom.xml</relativePath></parent><artifactId>a</artifactId><modules><module>../../other</module></modules></project>\n',
      'requirements.txt': '-r ../../secret.txt\nok==1\n',
    });
    expect(found.names.filter((name) => name.startsWith('a@') || name.startsWith('ok@'))).not.toEqual([]);
    expect(found.problems.map(({ code }) => code)).toContain('include-outside-root');
    expect(found.inputs.every(({ path }) => !path.includes('..'))).toBe(true);
  });
});

/** The beginnings of the format's own fixture, so that its recogniser and its first lines let a run through. */
function startsOf(format: DocumentFormat): string[] {
  try {
    const folder = `fixtures/formats/${format.id}/basic`;
    const { input } = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as { input: string };
    const text = readFileSync(`${folder}/${input}`, 'utf8');
    return ['', text.slice(0, Math.floor(text.length / 2))];
  } catch {
    return [''];
  }
}

describe('graph', () => {
  const npm = (packages: Record<string, unknown>): string =>
    JSON.stringify({ name: 'app', lockfileVersion: 3, packages });

  it('GRAPH-01: cycles are followed once: npm, CycloneDX, SPDX, Maven parents', () => {
    const format = documents.find(({ id }) => id === 'javascript/npm-lock') as DocumentFormat;
    const count = 10_000;
    const packages: Record<string, unknown> = { '': { name: 'app', dependencies: { n0: '1' } } };
    for (let at = 0; at < count; at++)
      packages[`node_modules/n${at}`] = {
        version: '1.0.0',
        dependencies: { [`n${(at + 1) % count}`]: '1', [`n${at}`]: '1' },
      };
    const result = format.parse({ path: 'package-lock.json', text: npm(packages), companions: new Map() });
    expect(result.components).toHaveLength(count);
    const graph = result.graph?.() as DependencyGraph;
    const third = result.components[3]?.ref as string;
    const paths = shortestPaths(graph, [third]).get(third) as readonly (readonly string[])[];
    expect(paths[0]).toEqual(['app', 'n0@1.0.0', 'n1@1.0.0', 'n2@1.0.0', 'n3@1.0.0']);

    const parent = (own: string, up: string): string =>
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>${own}</artifactId><version>1</version><parent><groupId>g</groupId><artifactId>${up}</artifactId><version>1</version><relativePath>../${up}/pom.xml</relativePath></parent><dependencies><dependency><groupId>k</groupId><artifactId>${own}-kit</artifactId><version>\${v}</version></dependency></dependencies></project>\n`;
    const maven = scannedFiles({ 'a/pom.xml': parent('a', 'b'), 'b/pom.xml': parent('b', 'a') });
    expect(maven.names).toEqual(expect.arrayContaining(['k:a-kit', 'k:b-kit']));

    const spdx = scannedFiles({
      'bom.spdx.json': JSON.stringify({
        spdxVersion: 'SPDX-2.3',
        SPDXID: 'SPDXRef-DOCUMENT',
        name: 'x',
        packages: ['a', 'b'].map((name) => ({
          name,
          SPDXID: `SPDXRef-${name}`,
          versionInfo: '1',
          downloadLocation: 'NOASSERTION',
        })),
        relationships: [
          ['DOCUMENT', 'DESCRIBES', 'a'],
          ['a', 'DEPENDS_ON', 'b'],
          ['b', 'DEPENDS_ON', 'a'],
          ['a', 'DEPENDS_ON', 'a'],
        ].map(([from, type, to]) => ({
          spdxElementId: `SPDXRef-${from}`,
          relationshipType: type,
          relatedSpdxElement: `SPDXRef-${to}`,
        })),
      }),
    });
    expect(spdx.status).toEqual({ 'bom.spdx.json': 'parsed' });
    expect(spdx.names).toEqual(['a@1', 'b@1']);
  });

  it('GRAPH-02: of paths without number, the five shortest', () => {
    const layers = 30;
    const width = 10;
    const edges = new Map<string, readonly string[]>();
    const layer = (at: number): string[] => Array.from({ length: width }, (_, index) => `${at}-${index}`);
    edges.set('root', layer(0));
    for (let at = 0; at < layers - 1; at++) for (const ref of layer(at)) edges.set(ref, layer(at + 1));
    const found = shortestPaths({ roots: ['root'], edges }, [`${layers - 1}-3`]).get(`${layers - 1}-3`);
    expect(found).toHaveLength(5);
    for (const path of found ?? []) expect(path).toHaveLength(layers + 1);
    expect(new Set(found?.map((path) => path.join())).size).toBe(5);
  });

  it('GRAPH-03: references that stand twice and references that lead nowhere are told with their number', () => {
    const { names, problems } = scannedFiles({
      'bom.json': JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        components: ['a', 'a', 'b'].map((ref, at) => ({
          type: 'library',
          name: `n${at}`,
          version: '1',
          'bom-ref': ref,
        })),
        dependencies: [{ ref: 'a', dependsOn: ['b', 'nowhere', 'neither'] }],
      }),
    });
    expect(names).toEqual(['n0@1', 'n1@1', 'n2@1']);
    expect(problems.map(({ code, message }) => `${code} ${/\d+/.exec(message)?.[0]}`)).toEqual([
      'duplicate-ref 1',
      'dangling-ref 2',
    ]);
  });
});

describe('lockfiles', () => {
  /** A lockfile of a version that nobody has written yet. */
  const future: Readonly<Record<string, string>> = {
    'package-lock.json': '{"name":"app","lockfileVersion":99,"packages":{"":{"name":"app"},"node_modules/a":{"version":"1.0.0"}}}',
    'pnpm-lock.yaml': "lockfileVersion: '99.0'\nimporters: {.: {}}\npackages:\n  a@1.0.0: {}\n",
    'yarn.lock': '__metadata:\n  version: 99\n\n"a@npm:1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n',
    'bun.lock': '{"lockfileVersion":99,"workspaces":{"":{"name":"app"}},"packages":{"a":["a@1.0.0","",{},""]}}',
    'deno.lock': '{"version":"99","npm":{"a@1.0.0":{"integrity":"x"}}}',
    'Cargo.lock': 'version = 99\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
    'poetry.lock': '[[package]]\nname = "a"\nversion = "1.0.0"\n\n[metadata]\nlock-version = "99.0"\n',
    'uv.lock': 'version = 99\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
    'pdm.lock': '[metadata]\nlock_version = "99.0"\n\n[[package]]\nname = "a"\nversion = "1.0.0"\n',
    'pylock.toml': 'lock-version = "99.0"\ncreated-by = "x"\n\n[[packages]]\nname = "a"\nversion = "1.0.0"\n',
    'Pipfile.lock': '{"_meta":{"pipfile-spec":99,"hash":{},"sources":[]},"default":{"a":{"version":"==1.0.0"}},"develop":{}}',
    'packages.lock.json': '{"version":99,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}',
    'Package.resolved': '{"version":99,"pins":[{"identity":"a","location":"https://git.example/o/a","state":{"version":"1.0.0"}}]}',
    'conan.lock': '{"version":"99.0","requires":["a/1.0.0"]}',
    'flake.lock': '{"version":99,"root":"root","nodes":{"root":{"inputs":{"a":"a"}},"a":{"locked":{"type":"github","owner":"o","repo":"a","rev":"0"}}}}',
    'pixi.lock': 'version: 99\nenvironments: {}\npackages:\n- conda: https://conda.example/a/linux-64/a-1.0-0.conda\n',
  }; // biome-ignore format: a table

  it.each(Object.entries(future))('LOCK-01: %s of a version that is not known is not complete', (path, text) => {
    const { status, problems } = scannedFiles({ [path]: text });
    expect(['partial', 'failed']).toContain(status[path]);
    expect(problems.map(({ code }) => code)).toContain('unsupported-version');
  });

  it('LOCK-02: what only has the name is skipped with a reason or fails by name, and stops nothing', () => {
    const found = scannedFiles({
      'a/yarn.lock': 'Package: yarn\nVersion: 1.0\nMaintainer: nobody\n',
      'b/yarn.lock': '[[package]]\nname = "a"\n',
      'c/package.json': '{"name":"app","lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}',
      'd/.package-lock.json': '{"name":"app","lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}',
      'e/Cargo.lock': '{"not":"toml"}',
      'f/requirements.txt': 'This text tells what the program requires of its readers.\n',
      'g/Gemfile.lock': '{}',
      'h/package-lock.json':
        '{"name":"app","lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
    });
    expect(found.status['h/package-lock.json']).toBe('parsed');
    for (const path of ['a/yarn.lock', 'b/yarn.lock', 'e/Cargo.lock', 'f/requirements.txt', 'g/Gemfile.lock'])
      expect(['skipped', 'failed'], path).toContain(found.status[path]);
    for (const input of found.inputs) if (input.status !== 'parsed') expect(input.reason, input.path).toBeTruthy();
    expect(found.problems.map(({ code }) => code)).not.toContain('internal-error');
  });

  it('LOCK-03: every kind of entry is listed with its kind, and an alias under its real name', () => {
    const { components } = scannedFiles({
      'package-lock.json': JSON.stringify({
        name: 'app',
        lockfileVersion: 3,
        packages: {
          '': {
            name: 'app',
            workspaces: ['own'],
            dependencies: { other: 'npm:real@1', git: 'x', plain: '1', file: 'file:x.tgz' },
          },
          own: { version: '0.1.0' },
          'node_modules/own': { resolved: 'own', link: true },
          'node_modules/plain': { version: '1.0.0' },
          'node_modules/other': { name: 'real', version: '1.0.0' },
          'node_modules/git': { version: '1.0.0', resolved: 'git+ssh://git@git.example/o/git.git#0123456' },
          'node_modules/file': { version: '1.0.0', resolved: 'file:x.tgz' },
          'node_modules/left': { version: '1.0.0', extraneous: true },
          'node_modules/inside': { version: '1.0.0', inBundle: true },
          'node_modules/peer': { version: '1.0.0', peer: true },
          'node_modules/maybe': { version: '1.0.0', optional: true },
          'node_modules/tool': { version: '1.0.0', dev: true },
          'node_modules/bare': {},
        },
      }),
    });
    const own = components.filter(({ name }) => name === 'own').map(({ entry }) => entry);
    expect(own).toEqual(['workspace', 'link']);
    const told = Object.fromEntries(components.map(({ name, entry, scope }) => [name, entry ?? scope]));
    expect(told).toMatchObject({
      plain: 'runtime',
      real: 'alias',
      git: 'git',
      file: 'file',
      left: 'extraneous',
      inside: 'bundled',
      peer: 'peer',
      maybe: 'optional',
      tool: 'dev',
    });
    expect(Object.keys(told)).toContain('bare');
    expect(Object.keys(told)).not.toContain('other');
  });

  it('LOCK-04: a binary lockfile with any byte changed is never complete with less, and one of another format fails', () => {
    const sound = readFileSync('fixtures/formats/javascript/bun-lockb/real-3/bun.lockb');
    const whole = scannedFiles({ 'bun.lockb': sound });
    expect(whole.status['bun.lockb']).toBe('parsed');
    for (let at = 0; at < sound.length; at += 7) {
      const bytes = Buffer.from(sound);
      bytes[at] = (bytes[at] as number) ^ 0xff;
      const { status, components, problems } = scannedFiles({ 'bun.lockb': bytes });
      expect(problems.map(({ code }) => code)).not.toContain('internal-error');
      if (status['bun.lockb'] === 'parsed') expect(components.length, `byte ${at}`).toBe(whole.components.length);
    }
    expect(scannedFiles({ 'bun.lockb': sound.subarray(0, 900) }).status['bun.lockb']).toBe('failed');
    expect(scannedFiles({ 'bun.lockb': Buffer.from('not a lockfile') }).status['bun.lockb']).toBe('failed');
  });
});
