import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openShipped } from '../src/cli/load-knowledge.ts';
import { formats } from '../src/formats/registry.ts';
import type { FileTree } from '../src/model/file-tree.ts';
import type { Format } from '../src/model/format.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Report } from '../src/model/report.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { diskTree } from '../src/scan/disk-tree.ts';
import { matchInventory, takeInventory } from '../src/scan/inventory.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { scanTarget } from '../src/scan/scan-target.ts';

const knowledge = openShipped();
const profile = knowledge.profiles.get('default');
const policy: Policy = {
  profiles: profile ? [profile] : [],
  lists: knowledge.lists,
  failOn: 'high',
  asOf: '2026-11-25',
  waivers: [],
  baseline: new Set(),
  allowed: new Map(),
};

/** What reads large documents as streams reads every document so: no file is within its limit. */
const streaming = formats.map((format): Format => {
  if (!('large' in format) || format.large === undefined || !format.id.startsWith('sbom/')) return format;
  return { ...format, maxBytes: 1 };
});

function scanned(
  tree: FileTree,
  using: readonly Format[],
  more: Partial<Parameters<typeof scanTarget>[0]> = {},
): Report {
  return scanTarget({
    knowledge,
    policy,
    toolVersion: 'test',
    target: { path: '.' },
    accept: [],
    tree,
    formats: using,
    named: new Set(),
    include: [],
    // As a stream both sections are read and nothing is lost.
    exclude: ['duplicate-section/**'],
    scope: 'all',
    listComponents: 'no',
    ...more,
  });
}

/** Components by input. A stream that ends badly has given what came before, so only what is read as a whole compares. */
function read({ inputs }: Report, whole: Report): unknown[] {
  const good = new Set(whole.inputs.flatMap(({ path, status }) => (/parsed|partial/.test(status) ? [path] : [])));
  return inputs.filter(({ path }) => good.has(path)).map(({ path, status, components }) => [path, status, components]);
}

describe('findings of documents that are read as streams', () => {
  const folders = streaming.flatMap((format, at) =>
    format === formats[at] ? [] : [`fixtures/formats/${(formats[at] as Format).id}`],
  );

  it('are of every format that streams', () => {
    expect(folders.length).toBe(3);
    for (const folder of folders) expect(existsSync(folder), folder).toBe(true);
  });

  it.each(folders)('are those of documents read as a whole: %s', (folder) => {
    const tree = diskTree(folder, { starts: [''], exclude: () => undefined });
    const whole = scanned(tree, formats);
    const stream = scanned(tree, streaming);
    expect(whole.findings.length).toBeGreaterThan(0);
    expect(stream.findings).toEqual(whole.findings);
    expect(whole.findings.some(({ paths }) => paths.some((path) => path.length > 1))).toBe(true);
    expect(stream.findings.every(({ evidence }) => evidence.every(({ line, column }) => line && column))).toBe(true);
    expect(read(stream, whole)).toEqual(read(whole, whole));
  });

  /** A subject that needs a package that needs a flagged one, in an assembly; one flagged package is for development. */
  const purl = 'pkg:npm/%40tiktok/api@1.0.0';
  const cyclonedx = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { type: 'application', 'bom-ref': 'app', name: 'app' } },
    components: [
      {
        type: 'library',
        'bom-ref': 'a',
        name: 'a',
        version: '1',
        components: [{ type: 'library', 'bom-ref': 'in', name: 'in' }],
      },
      { type: 'library', 'bom-ref': 'x', name: '@alipay/sdk', version: '1.0.0', purl: 'pkg:npm/%40alipay/sdk@1.0.0' },
      { type: 'library', 'bom-ref': 'y', name: 'api', version: '1.0.0', purl, scope: 'optional' },
    ],
    services: [{ 'bom-ref': 's', name: 'cloud', endpoints: ['https://oss-cn-hangzhou.aliyuncs.com'] }],
    dependencies: [
      { ref: 'app', dependsOn: ['a', 's'] },
      { ref: 'in', dependsOn: ['x', 'gone'] },
      { ref: 's', provides: ['y'] },
      { ref: 'app', dependsOn: ['x'] },
    ],
  };
  const spdxPackage = (id: string, locator?: string): unknown => ({
    SPDXID: `SPDXRef-${id}`,
    name: id,
    versionInfo: '1.0.0',
    downloadLocation: 'NOASSERTION',
    externalRefs: locator && [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: locator },
    ],
  });
  const relation = (from: string, relationshipType: string, to: string): unknown => ({
    spdxElementId: `SPDXRef-${from}`,
    relationshipType,
    relatedSpdxElement: `SPDXRef-${to}`,
  });
  const spdx = {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    packages: [
      spdxPackage('app'),
      spdxPackage('a'),
      spdxPackage('x', 'pkg:npm/%40alipay/sdk@1.0.0'),
      spdxPackage('y', purl),
    ],
    relationships: [
      relation('DOCUMENT', 'DESCRIBES', 'app'),
      relation('app', 'DEPENDS_ON', 'a'),
      relation('a', 'DEPENDS_ON', 'x'),
      relation('y', 'DEV_DEPENDENCY_OF', 'app'),
      relation('a', 'DEPENDS_ON', 'gone'),
    ],
  };
  /** As `jq -S` writes it, and with everything the other way round. */
  const sorted = (document: Record<string, unknown>, way: 1 | -1): string =>
    JSON.stringify(Object.fromEntries(Object.entries(document).sort(([a], [b]) => (a < b ? -way : way))), undefined, 1);

  for (const [name, document] of [
    ['bom.json', cyclonedx],
    ['app.spdx.json', spdx],
  ] as const)
    for (const way of [1, -1] as const)
      for (const scope of ['all', 'runtime', 'dev'] as const)
        it(`does not depend on the order of sections: ${name}, ${way === 1 ? 'rising' : 'falling'}, scope ${scope}`, () => {
          const tree = memoryTree(new Map([[name, Buffer.from(sorted(document, way))]]));
          const more = { scope, listComponents: 'yes' } as const;
          const whole = scanned(tree, formats, more);
          const stream = scanned(tree, streaming, more);
          const byName = ({ findings }: Report): unknown[] =>
            [...findings].sort((a, b) => (a.component.name < b.component.name ? -1 : 1));
          expect(byName(stream)).toEqual(byName(whole));
          expect(whole.findings.length > 0 || scope === 'dev').toBe(true);
          const listed = (report: Report): unknown[] =>
            [...(report.components ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
          expect(listed(stream)).toEqual(listed(whole));
          expect(stream.inputs).toEqual(whole.inputs);
          expect(stream.summary).toEqual(whole.summary);
          const said = ({ problems }: Report): unknown[] => problems.map(({ code, message }) => [code, message]);
          expect(said(stream)).toEqual(said(whole));
          expect(said(whole)).toContainEqual(['dangling-ref', expect.stringMatching(/^1 .*gone/)]);
        });

  it.each([
    ['bom.json', cyclonedx],
    ['app.spdx.json', spdx],
  ])('are those of an inventory that is matched later: %s', (name, document) => {
    const tree = memoryTree(new Map([[name, Buffer.from(sorted(document, 1))]]));
    const scan = scanned(tree, streaming);
    const options = {
      claims: compileClaims(streaming),
      named: new Set<string>(),
      wanted: () => true,
      scope: 'all',
    } as const;
    const inventory = takeInventory(tree, options);
    const matched = matchInventory(JSON.parse(JSON.stringify(inventory)), {
      knowledge,
      policy,
      toolVersion: 'test',
      target: { path: '.' },
      accept: [],
    });
    expect(matched.findings).toEqual(scan.findings);
    expect(scan.findings.some(({ paths }) => paths.some((path) => path.length > 1))).toBe(true);
  });

  it.each([
    ['bom.json', cyclonedx],
    ['app.spdx.json', spdx],
  ])('say nothing of edges where the document is cut off: %s', (name, document) => {
    // The last two bytes are missing: everything but the end of the relationships has been read.
    const text = sorted(document, 1).slice(0, -2);
    const scope = 'runtime';
    const cut = scanned(memoryTree(new Map([[name, Buffer.from(text)]])), streaming, { scope });
    expect(cut.inputs.map(({ status }) => status)).toEqual(['partial']);
    expect(cut.findings.map(({ component }) => component.name)).toContain('@alipay/sdk');
    for (const { paths, component } of cut.findings) {
      expect(paths).toEqual([]);
      expect(component.direct).toBeUndefined();
    }
    // Nothing is left out for a scope that was only half told.
    const { length } = scanned(memoryTree(new Map([[name, Buffer.from(text)]])), streaming).findings;
    expect(cut.findings.length).toBe(length);
    expect(cut.problems.map(({ weight }) => weight)).toEqual(['lost']);
  });

  it('are those of a document that streams out of a compressed file', () => {
    const component = (ref: string, more: string): string =>
      `<component type="library" bom-ref="${ref}"><name>${ref}</name><version>1</version>${more}</component>`;
    // Above 32 MiB of XML the reader is a stream.
    const padding = `<description>${'x'.repeat(1024 * 1024)}</description>`;
    const text = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata>${component('app', '')}</metadata><components>${[
      component('a', ''),
      component('sdk', '<purl>pkg:npm/%40alipay/sdk@1.0.0</purl>'),
      ...Array.from({ length: 33 }, (_, at) => component(`pad-${at}`, padding)),
    ].join('')}</components><dependencies><dependency ref="app"><dependency ref="a"/></dependency>
      <dependency ref="a"><dependency ref="sdk"/></dependency></dependencies></bom>`;
    const gz = scanned(memoryTree(new Map([['bom.xml.gz', gzipSync(text, { level: 1 })]])), formats);
    const plain = scanned(memoryTree(new Map([['bom.xml', Buffer.from(text)]])), formats);
    expect(gz.findings.map(({ paths }) => paths)).toEqual([[['app@1', 'a@1', 'pkg:npm/%40alipay/sdk@1.0.0']]]);
    expect(gz.findings[0]?.component.direct).toBe(false);
    expect(plain.findings.map(({ paths, component: { direct } }) => [paths, direct])).toEqual(
      gz.findings.map(({ paths, component: { direct } }) => [paths, direct]),
    );
  });
});
