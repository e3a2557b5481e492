import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openShipped } from '../src/cli/load-knowledge.ts';
import { formats } from '../src/formats/registry.ts';
import type { Policy } from '../src/model/policy.ts';
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
const common = { knowledge, policy, toolVersion: 'test', target: { path: '.' }, accept: [] } as const;

describe('an inventory that is stored and matched later', () => {
  const folders = [
    ...readdirSync('fixtures/repos').map((name) => join('fixtures/repos', name)),
    'fixtures/formats/javascript',
    'fixtures/formats/sbom',
    'fixtures/formats/inventory',
  ].filter((path) => statSync(path).isDirectory());
  it.each(folders)('gives the same report as a scan: %s', (folder) => {
    const tree = () => diskTree(folder, { starts: [''], exclude: () => undefined });
    const scanned = scanTarget({
      ...common,
      tree: tree(),
      formats,
      named: new Set(),
      include: [],
      exclude: [],
      scope: 'all',
      listComponents: 'no',
    });
    const inventory = takeInventory(tree(), {
      claims: compileClaims(formats),
      named: new Set(),
      wanted: () => true,
      scope: 'all',
    });
    const replayed = matchInventory(JSON.parse(JSON.stringify(inventory)), common);
    expect(replayed).toEqual(JSON.parse(JSON.stringify(scanned)));
    expect(scanned.inputs.length).toBeGreaterThan(0);
  });

  it('keeps what a package is called that no edge touches', () => {
    const packages = [
      ['app', 'a', 'app'],
      ['ali-oss', 'b', 'pkg:npm/ali-oss@6.0.0'],
    ].map(([name, id, purl]) => ({
      name,
      SPDXID: `SPDXRef-${id}`,
      versionInfo: '6.0.0',
      ...(purl?.startsWith('pkg:') && {
        externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
      }),
    }));
    const document = {
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'x',
      packages,
      relationships: [
        { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-a' },
      ],
    };
    const tree = () => memoryTree(new Map([['bom.spdx.json', JSON.stringify(document)]]));
    const scanned = scanTarget({
      ...common,
      tree: tree(),
      formats,
      named: new Set(),
      include: [],
      exclude: [],
      scope: 'all',
      listComponents: 'no',
    });
    const inventory = takeInventory(tree(), {
      claims: compileClaims(formats),
      named: new Set(),
      wanted: () => true,
      scope: 'all',
    });
    const replayed = matchInventory(JSON.parse(JSON.stringify(inventory)), common);
    expect(scanned.findings[0]?.paths).toEqual([['pkg:npm/ali-oss@6.0.0']]);
    expect(replayed.findings).toEqual(JSON.parse(JSON.stringify(scanned.findings)));
  });
});
