import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import { compressed } from '../src/formats/sbom/compressed.ts';
import { cyclonedxJson } from '../src/formats/sbom/cyclonedx-json.ts';
import { cyclonedxXml } from '../src/formats/sbom/cyclonedx-xml.ts';
import { githubSnapshot } from '../src/formats/sbom/github-snapshot.ts';
import { grypeJson } from '../src/formats/sbom/grype-json.ts';
import { npmLs } from '../src/formats/sbom/npm-ls.ts';
import { osvScannerJson } from '../src/formats/sbom/osv-scanner-json.ts';
import { RefSet } from '../src/formats/sbom/ref-set.ts';
import { spdxJson } from '../src/formats/sbom/spdx-json.ts';
import { spdx3Json } from '../src/formats/sbom/spdx3-json.ts';
import { syftJson } from '../src/formats/sbom/syft-json.ts';
import { trivyJson } from '../src/formats/sbom/trivy-json.ts';
import type { Component, DependencyGraph, LateGraph, Place } from '../src/model/component.ts';
import type { DocumentFormat, Format } from '../src/model/format.ts';
import { withFacts } from '../src/model/late-facts.ts';
import type { Problem } from '../src/model/problem.ts';
import { chooseFormat } from '../src/scan/choose-format.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { shortestPaths } from '../src/scan/dependency-paths.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { type InputReading, type OpenDocument, readInput } from '../src/scan/read-input.ts';
import { atOnce } from '../src/scan/steps.ts';

const claims = compileClaims(formats);
const sbomFormats = formats.filter(({ id }) => id.startsWith('sbom/'));

interface Outcome {
  readonly reading: InputReading;
  /** Components with their places as lines and columns; identifiers too. */
  readonly components: readonly unknown[];
}

/** Everything that readers of a file can see of it, places worked out. */
function outcomeOf(format: Format, name: string, bytes: Uint8Array): Outcome {
  const components: Component[] = [];
  let late: LateGraph | undefined;
  const onComponents = (batch: readonly Component[], document: OpenDocument): void => {
    const places = batch.flatMap((component) => [
      component.at,
      ...(component.identifiers ?? []).map((identifier) => identifier.at ?? component.at),
    ]);
    const positions = document.locate(places);
    let next = 0;
    const position = (): Place => positions[next++] as Place;
    for (const component of batch) {
      const at = position();
      const identifiers = component.identifiers?.map((identifier) => ({ ...identifier, at: position() }));
      components.push({ ...component, at, identifiers });
    }
  };
  const reading = readInput(
    memoryTree(new Map([[name, bytes]])),
    name,
    format,
    { named: true },
    onComponents,
    (document) => {
      late = document.late?.graph();
    },
  );
  const whole = components.map((component) => (late ? withFacts(component, component.ref, late) : component));
  return { reading, components: whole };
}

/** The format with its limit below any document, so that the other path is taken. */
function streaming(format: DocumentFormat): DocumentFormat {
  return { ...format, maxBytes: 1 };
}

function problemsOf({ problems }: InputReading): string[] {
  return (
    problems
      // Where a list begins is behind by the time it is known to hold something twice, or a reference to nothing.
      .map(
        ({ code, message, line, weight }) =>
          `${code} ${/duplicate-ref|dangling-ref/.test(code) ? '' : line} ${message} ${weight}`,
      )
      .sort()
  );
}

const roots: readonly [DocumentFormat, string][] = [
  [cyclonedxJson, 'fixtures/formats/sbom/cyclonedx-json'],
  [cyclonedxXml, 'fixtures/formats/sbom/cyclonedx-xml'],
  [spdxJson, 'fixtures/formats/sbom/spdx-json'],
];

describe('a document as a whole and as a stream', () => {
  for (const [format, root] of roots) {
    for (const name of readdirSync(root)) {
      // As a stream both sections are read and nothing is lost.
      if (name === 'duplicate-section') continue;
      const { input } = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8')) as { input: string };
      it(`${format.id} ${name}`, () => {
        const bytes = readFileSync(join(root, name, input));
        const whole = outcomeOf(format, input, bytes);
        const stream = outcomeOf(streaming(format), input, bytes);
        if (whole.reading.status === 'failed') {
          expect(stream.reading.status).not.toBe('parsed');
          const codes = whole.reading.problems.map(({ code, line }) => [code, line]);
          expect(stream.reading.problems.map(({ code, line }) => [code, line])).toEqual(codes);
          return;
        }
        expect(stream.reading.status).toBe(whole.reading.status);
        expect(stream.components).toEqual(whole.components);
        expect(problemsOf(stream.reading)).toEqual(problemsOf(whole.reading));
      });
    }
  }
});

/** What the scan makes of one file: which format it chooses and what that reads. */
function scanned(
  name: string,
  bytes: Uint8Array,
): { format: string | undefined; status: string; components: number; problems: readonly Problem[] } {
  const tree = memoryTree(new Map([[name, bytes]]));
  const choice = atOnce(chooseFormat(tree, name, claims.claimsOf(name)));
  if (choice.kind !== 'read') return { format: undefined, status: choice.kind, components: 0, problems: [] };
  const reading = readInput(tree, name, choice.format, { named: false }, () => undefined);
  return {
    format: choice.format.id,
    status: reading.status,
    components: reading.components,
    problems: reading.problems,
  };
}

const text = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('which format reads a file', () => {
  const spdx = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [] };
  const cyclonedx = { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] };
  const long = 'x'.repeat(70_000);
  const cases: readonly (readonly [string, string, unknown, string | undefined])[] = [
    ['CycloneDX under any name', 'reports/output.json', cyclonedx, 'sbom/cyclonedx-json'],
    [
      'CycloneDX whose mark comes last',
      'out.json',
      { components: [{ 'bom-ref': 'a', type: 'library', name: long }], bomFormat: 'CycloneDX' },
      'sbom/cyclonedx-json',
    ],
    [
      'CycloneDX with only its schema',
      'out.json',
      { $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', specVersion: '1.5', components: [] },
      'sbom/cyclonedx-json',
    ],
    ['SPDX named as CycloneDX', 'sbom.json', spdx, 'sbom/spdx-json'],
    [
      'SPDX whose files come first',
      'manifest.spdx.json',
      { files: [{ SPDXID: 'SPDXRef-a', fileName: long }], ...spdx },
      'sbom/spdx-json',
    ],
    ['SPDX JSON named .spdx', '.spdx-app.spdx', spdx, 'sbom/spdx-json'],
    [
      'SPDX 3 named as SPDX 2',
      'a.spdx.json',
      { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] },
      'sbom/spdx3-json',
    ],
    [
      'tag-value behind comments',
      'a.spdx',
      `${'# comment\n'.repeat(50)}SPDXVersion: SPDX-2.2\nPackageName: a\n`,
      'sbom/spdx-tag-value',
    ],
    [
      'YAML without telling name',
      'deps.yaml',
      'SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\npackages: []\n',
      'sbom/spdx-yaml',
    ],
    [
      'XML without telling name',
      'deps.xml',
      '<?xml version="1.0"?>\n<!-- x -->\n<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.4"/>',
      'sbom/cyclonedx-xml',
    ],
    ['a list of purls', 'third-party.txt', '# ours\npkg:npm/a@1\n', 'sbom/identifier-list'],
    [
      'a JSON schema that names the format',
      'bom-1.6.schema.json',
      { $schema: 'http://json-schema.org/draft-07/schema#', properties: { bomFormat: { enum: ['CycloneDX'] } } },
      undefined,
    ],
    [
      'a schema named bom.json',
      'bom.json',
      { $schema: 'https://json-schema.org/draft/2020-12/schema', bomFormat: {} },
      undefined,
    ],
    ['another bom.json', 'bom.json', { parts: [{ name: 'bolt' }] }, undefined],
    ['OpenVEX', 'vex.json', { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] }, undefined],
    ['CSAF', 'csaf.json', { document: { category: 'csaf_vex' }, product_tree: {} }, undefined],
    ['a package.json', 'sub/config.json', { name: 'a', version: '1', dependencies: { b: '^1.0.0' } }, undefined],
    [
      'a vocabulary of SPDX 3',
      'spdx-context.json',
      { '@context': { software_Package: 'https://spdx.org/rdf/3.0.1/terms/Software/Package' } },
      undefined,
    ],
    ['test results', 'results.json', { results: [{ name: 'a', ok: true }] }, undefined],
    ['a Maven POM', 'pom-copy.xml', '<project xmlns="http://maven.apache.org/POM/4.0.0"/>', undefined],
    ['plain text', 'notes.txt', 'see pkg:npm/a@1\n', undefined],
  ];
  for (const [title, name, content, format] of cases)
    it(title, () => {
      expect(scanned(name, text(content)).format).toBe(format);
    });

  it('says look-alike where only the name is right', () => {
    expect(scanned('bom.json', text({ parts: [] })).status).toBe('look-alike');
  });

  it('takes bounded time on hostile beginnings, and never throws', () => {
    const heads = [
      '<bom ',
      '<!--',
      '<!DOCTYPE a [',
      '{"@context":[',
      '{"a":{',
      '[[[[',
      '"\\"',
      '{"results":[{"package":',
      '# \n',
      'pkg:',
      '<a b="',
      '((((',
      '{"dependencies":{"a":{',
    ];
    const began = performance.now();
    for (const head of heads) {
      const hostile = head.repeat(Math.ceil(65_536 / head.length)).slice(0, 65_536);
      for (const format of sbomFormats) format.recognise?.(hostile, 'a.cdx.json');
    }
    expect(performance.now() - began).toBeLessThan(3000);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (head) => {
        for (const format of sbomFormats) expect(typeof format.recognise?.(head, 'x.json')).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});

describe('broken input', () => {
  // Tag-value, lists and Protocol Buffers have no end of their own: cut between two entries they are whole.
  const cut: readonly (readonly [string, string])[] = [
    ['cyclonedx-json/basic', 'camera-hub.cdx.json'],
    ['cyclonedx-xml/basic', 'camera-hub.cdx.xml'],
    ['spdx-json/basic', 'hub.spdx.json'],
    ['spdx-rdf/basic', 'hub.spdx.rdf'],
    ['spdx3-json/basic', 'hub.spdx3.json'],
    ['syft-json/basic', 'app.syft.json'],
    ['compressed/basic', 'camera-hub.cdx.json.gz'],
    ['compressed/zstd', 'hub.spdx.zst'],
  ];
  for (const [folder, name] of cut)
    it(`never reads a cut ${name} as whole`, () => {
      const whole = readFileSync(join('fixtures/formats/sbom', folder, name));
      const format = sbomFormats.find((one) => folder.startsWith(one.id.slice(5))) as Format;
      const end = whole.toString('latin1').trimEnd().length;
      for (let at = 0; at < end; at += Math.max(1, Math.floor(end / 200))) {
        const { reading } = outcomeOf(format, name, whole.subarray(0, at));
        expect(['failed', 'partial'], `cut at ${at}: ${reading.status}`).toContain(reading.status);
      }
    });

  it('fails rather than skips where a telling name holds nothing', () => {
    for (const name of ['a.cdx.json', 'a.spdx.json', 'bom.json', 'a.cdx.xml', 'bom.xml'])
      for (const content of ['', ' \n', 'not JSON']) expect(scanned(name, text(content)).status, name).toBe('failed');
  });

  const documents: readonly (readonly [DocumentFormat, string])[] = [
    [cyclonedxJson, 'cyclonedx-json/basic/camera-hub.cdx.json'],
    [cyclonedxJson, 'cyclonedx-json/draft-2.0/board.cdx.json'],
    [spdxJson, 'spdx-json/basic/hub.spdx.json'],
    [spdx3Json, 'spdx3-json/basic/hub.spdx3.json'],
    [syftJson, 'syft-json/basic/app.syft.json'],
    [trivyJson, 'trivy-json/basic/app.trivy.json'],
    [grypeJson, 'grype-json/basic/app.grype.json'],
    [osvScannerJson, 'osv-scanner-json/basic/app.osv.json'],
    [githubSnapshot, 'github-snapshot/basic/dependency-snapshot.json'],
    [npmLs, 'npm-ls/basic/npm-ls.json'],
  ];
  for (const [format, path] of documents)
    it(`keeps its head where any value of ${path} is of another type`, () => {
      const original = readFileSync(join('fixtures/formats/sbom', path), 'utf8');
      const places = placesOf(JSON.parse(original));
      fc.assert(
        fc.property(
          fc.constantFrom(...places),
          fc.constantFrom(null, 7, '', 'text', [], [7], {}, { a: null }, true),
          (place, value) => {
            const changed = text(replaced(JSON.parse(original), place, value));
            for (const one of format.large ? [format, streaming(format)] : [format]) {
              const { reading } = outcomeOf(one, 'x.json', changed);
              expect(reading.problems.map(({ code }) => code)).not.toContain('internal-error');
            }
          },
        ),
        { numRuns: 300 },
      );
    });

  it('drops a bad entry and no other', () => {
    const good = { type: 'library', name: 'good', purl: 'pkg:npm/good@1.0.0' };
    for (const bad of [null, 7, 'x', [], {}, { type: 'library' }, { name: ['x'] }]) {
      const { reading, components } = outcomeOf(
        cyclonedxJson,
        'bom.json',
        text({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [good, bad, good] }),
      );
      expect([reading.status, components.length]).toEqual(['partial', 2]);
    }
  });

  it('keeps a component with a hostile purl under its name, and the purl as it stands', () => {
    const hostile = [
      'pkg:npm/%00',
      'pkg:npm/%2F..',
      'PKG:NPM/a@',
      'pkg:',
      'pkg:npm',
      'npm/a',
      `pkg:npm/${'a'.repeat(100_000)}`,
      'pkg:npm/%ZZ',
      '\u0000',
      'pkg:__proto__/constructor',
    ];
    for (const purl of hostile) {
      const { components, reading } = outcomeOf(
        cyclonedxJson,
        'bom.json',
        text({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          components: [{ type: 'library', name: 'named', version: '1', purl }],
        }),
      );
      expect(components.length).toBe(1);
      expect((components[0] as Component).purl).toBe(purl);
      expect(reading.problems.map(({ code }) => code)).not.toContain('internal-error');
    }
    expect(({} as Record<string, unknown>).constructor).toBe(Object);
  });

  it('bounds nesting', () => {
    const nested = (depth: number): unknown => {
      let value: Record<string, unknown> = { type: 'library', name: 'leaf' };
      for (let level = 1; level < depth; level++) value = { type: 'library', name: `n${level}`, components: [value] };
      return { bomFormat: 'CycloneDX', specVersion: '1.6', components: [value] };
    };
    expect(scanned('a.cdx.json', text(nested(90)))).toMatchObject({ status: 'parsed', components: 90 });
    expect(scanned('a.cdx.json', text(nested(150))).problems[0]?.code).toBe('too-deep');
    const brackets = `{"bomFormat":"CycloneDX","specVersion":"1.6","x":${'['.repeat(1_000_000)}`;
    expect(scanned('a.cdx.json', text(brackets)).problems[0]?.code).toBe('syntax');
    expect(scanned('a.cdx.json', text(`${brackets}${']'.repeat(1_000_000)},"components":[]}`)).status).toBe('parsed');
    const elements = `<bom xmlns="http://cyclonedx.org/schema/bom/1.4">${'<a>'.repeat(100_000)}`;
    expect(scanned('bom.xml', text(elements)).problems[0]?.code).toBe('too-deep');
  });

  it('reads UTF-16 and a byte order mark', () => {
    const document = '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"名前"}]}';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(document, 'utf16le')]);
    for (const bytes of [utf16, Buffer.from(`\ufeff${document}`)]) {
      const { components } = outcomeOf(cyclonedxJson, 'bom.json', bytes);
      expect(components[0]).toMatchObject({ name: '名前', at: { line: 1, column: document.indexOf('name":') + 1 } });
    }
  });

  it('does not expand bombs', () => {
    // A frame of Zstandard blocks that each repeat one byte 131,072 times (RFC 8878, sections 3.1.1.1 and 3.1.1.2).
    const blocks = 6000;
    const frame = Buffer.alloc(6 + blocks * 4, 0x61);
    frame.set([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]);
    for (let at = 0; at < blocks; at++)
      frame.writeUIntLE((131_072 << 3) | (1 << 1) | (at === blocks - 1 ? 1 : 0), 6 + at * 4, 3);
    const began = process.memoryUsage().rss;
    const { reading } = outcomeOf(compressed, 'bom.json.zst', frame);
    expect(reading.problems[0]?.code).toBe('over-limit');
    expect(process.memoryUsage().rss - began).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('references', () => {
  it('counts a million that lead nowhere, in time', () => {
    const dependencies = Array.from({ length: 250_000 }, (_, at) => ({
      ref: `r${at}`,
      dependsOn: [`a${at}`, `b${at}`, `c${at}`],
    }));
    const bom = text({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      components: [{ type: 'library', name: 'x', 'bom-ref': 'r0' }],
      dependencies,
    });
    const { reading } = outcomeOf(cyclonedxJson, 'bom.json', bom);
    expect(reading.problems.map(({ message }) => message)).toEqual([
      '999999 references lead to nothing in it, the first is "a0"',
    ]);
  });

  it('follow a cycle of ten thousand once around', () => {
    const count = 10_000;
    const components = Array.from({ length: count }, (_, at) => ({
      type: 'library',
      name: `n${at}`,
      'bom-ref': `n${at}`,
    }));
    const dependencies = components.map((_, at) => ({ ref: `n${at}`, dependsOn: [`n${(at + 1) % count}`] }));
    const root = {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: { component: { type: 'application', name: 'app', 'bom-ref': 'app' } },
      components,
      dependencies: [{ ref: 'app', dependsOn: ['n0'] }, ...dependencies],
    };
    const result = cyclonedxJson.parse({ path: 'bom.json', text: JSON.stringify(root), companions: new Map() });
    const graph = result.graph?.();
    expect(graph?.roots).toEqual(['app']);
    expect(shortestPaths(graph as DependencyGraph, ['n3']).get('n3')).toEqual([['app', 'n0', 'n1', 'n2', 'n3']]);
  });

  it('are known or not, and each counts once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 12 }), { maxLength: 300 }),
        fc.string({ maxLength: 12 }),
        (texts, other) => {
          const refs = new RefSet(2);
          const plain = new Set<string>();
          for (const one of texts) {
            expect(refs.add(one)).toBe(!plain.has(one));
            plain.add(one);
          }
          expect(refs.size).toBe(plain.size);
          expect(refs.has(other)).toBe(plain.has(other));
        },
      ),
    );
  });
});

type Route = readonly (string | number)[];

function placesOf(value: unknown, route: Route = []): Route[] {
  if (typeof value !== 'object' || value === null) return route.length > 0 ? [route] : [];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    placesOf(one, [...route, Array.isArray(value) ? Number(key) : key]),
  );
  return route.length > 0 ? [route, ...inner] : inner;
}

function replaced(root: unknown, route: Route, value: unknown): unknown {
  let at = root as Record<string | number, unknown>;
  for (const part of route.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  at[route[route.length - 1] as string | number] = value;
  return root;
}
