/** Hostile and oversized SBOMs, end to end: what a person is told and how the command ends. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { folderOf, run } from './command-line.ts';

const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const { path, remove } = folderOf(files);
  removals.push(remove);
  return path;
}

async function scanned(cwd: string, ...paths: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout, stderr } = await run(['scan', ...paths, '-f', 'json', '--components'], { cwd });
  expect(code, stderr).not.toBe(5);
  return { code, report: JSON.parse(stdout) as Report };
}

const component = (name: string, more = ''): string => `{"type":"library","name":"${name}"${more}}`;
const bom = (version: string, components: string): string =>
  `{"bomFormat":"CycloneDX","specVersion":"${version}","components":[${components}]}`;

describe('SBOM', () => {
  const unknown: readonly (readonly [string, string])[] = [
    ['bom.json', bom('9.4', '')],
    ['bom.json', bom('9.4', component('pump'))],
    ['bom.xml', `<bom xmlns="http://cyclonedx.org/schema/bom/9.4"><components/></bom>`],
    ['a.spdx.json', '{"spdxVersion":"SPDX-7.0","SPDXID":"SPDXRef-DOCUMENT","packages":[]}'],
    ['a.spdx', 'SPDXVersion: SPDX-7.0\nPackageName: pump\n'],
    ['a.spdx.yaml', 'spdxVersion: SPDX-7.0\nSPDXID: SPDXRef-DOCUMENT\npackages: []\n'],
  ];
  it.each(unknown)('SBOM-01: a version that nobody knows is told, %s', async (name, content) => {
    const { code, report } = await scanned(folder({ [name]: content }));
    expect(code).toBe(3);
    expect(report.complete).toBe(false);
    expect(report.problems.find(({ code: what }) => what === 'unsupported-version')).toMatchObject({
      path: name,
      weight: 'lost',
    });
  });

  const lookAlikes: readonly (readonly [string, string, string])[] = [
    [
      'VEX only',
      'bom.json',
      '{"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{"id":"CVE-2026-0001"}],"components":[]}',
    ],
    ['a parts list', 'bom.json', '{"parts":[{"name":"bolt"}]}'],
    ['a schema', 'bom.json', '{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"bomFormat":{}}}'],
  ];
  it.each(lookAlikes)(
    'SBOM-02: %s is skipped with a reason when found and an error when named',
    async (_, name, content) => {
      const cwd = folder({ [name]: content });
      const found = await scanned(cwd);
      expect(found.report.inputs).toMatchObject([
        { path: name, status: 'skipped', reason: expect.stringMatching(/\w/) },
      ]);
      // Nothing else is there: that nothing was scanned is told too.
      expect(found.code).toBe(4);
      const named = await scanned(cwd, name);
      expect(named.code).toBe(3);
      expect(named.report.problems.some(({ path, weight }) => path === name && weight === 'lost')).toBe(true);
    },
  );

  const purls = [
    'pkg:npm/%00',
    'pkg:npm/%2F..',
    'pkg:npm/a@',
    'PKG:NPM/a',
    `pkg:npm/${'a'.repeat(102_400)}`,
    '../../a',
  ];
  it('SBOM-03: hostile purls cost no entry', async () => {
    const components = purls.map((purl, at) => component(`n${at}`, `,"purl":${JSON.stringify(purl)}`)).join();
    const { code, report } = await scanned(folder({ 'bom.json': bom('1.6', components) }));
    expect(code).toBe(0);
    expect(report.components).toHaveLength(purls.length);
    // Without its scheme it is no purl to anybody: the entry keeps its name.
    expect(report.components?.map(({ purl, name }) => purl ?? name)).toEqual([...purls.slice(0, -1), 'n5']);
    expect(report.problems.filter(({ code: what }) => what === 'invalid-purl').length).toBeGreaterThan(0);
  });
});

/** The command as a process of its own, with this much heap in MB. */
function process(cwd: string, heap: number): Promise<{ code: number; report: Report }> {
  const args = [`--max-old-space-size=${heap}`, join(import.meta.dirname, '../bin/wherefrom.js'), 'scan', '-f', 'json'];
  return new Promise((resolve) => {
    execFile('node', args, { cwd, maxBuffer: 1 << 26 }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, report: JSON.parse(stdout) as Report });
    });
  });
}

describe('SIZE', () => {
  it('SIZE-02: an SBOM of 200 MiB is read in less memory than it has bytes', async () => {
    const cwd = folder({});
    const file = openSync(join(cwd, 'bom.json'), 'w');
    const text = component('pump', `,"description":"${'x'.repeat(2000)}"`);
    const piece = `${text},`.repeat(1000);
    let count = 0;
    writeSync(file, '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[');
    for (let size = 0; size < 200 * 1024 * 1024; size += piece.length) {
      writeSync(file, piece);
      count += 1000;
    }
    writeSync(file, `${text}]}`);
    closeSync(file);
    const { code, report } = await process(cwd, 128);
    expect(report.problems.map(({ code: what }) => what)).toEqual([]);
    expect(report.summary.components).toBe(count + 1);
    expect(code).toBe(0);
  });

  it('SIZE-03: a text that is longer than a string can be is never made one', async () => {
    const beginnings = {
      'a.spdx': 'SPDXVersion: SPDX-2.3\n',
      'a.spdx.yaml': 'spdxVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\n',
      'package-lock.json': '{"lockfileVersion":3,',
    };
    for (const [name, content] of Object.entries(beginnings)) {
      const cwd = folder({ [name]: content });
      truncateSync(join(cwd, name), 513 * 1024 * 1024);
      const { code, report } = await scanned(cwd);
      expect(code, name).toBe(3);
      expect(report.problems, name).toMatchObject([{ code: 'over-limit', path: name, weight: 'lost' }]);
    }
  });

  it('SIZE-04: one line of many megabytes is read, or is too long at its place', async () => {
    const components = Array.from({ length: 40_000 }, (_, at) =>
      component(`n${at}`, `,"description":"${'x'.repeat(500)}"`),
    );
    const whole = await scanned(folder({ 'bom.json': bom('1.6', components.join()) }));
    expect(whole.code).toBe(0);
    expect(whole.report.components?.at(-1)).toMatchObject({ name: 'n39999', line: 1 });
    const garbage = await scanned(folder({ 'requirements.txt': `a==1\n${'x'.repeat(20_000_000)}` }));
    expect(garbage.code).toBe(3);
    expect(garbage.report.problems).toMatchObject([{ code: 'line-too-long', path: 'requirements.txt', line: 2 }]);
  });

  it('SIZE-05: a bomb of a compressed SBOM stops at the limit', async () => {
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const cwd = folder({ 'bom.json.gz': Buffer.concat(Array.from({ length: 20 }, () => member)) });
    const { code, report } = await scanned(cwd);
    expect(code).toBe(3);
    expect(report.problems).toMatchObject([{ code: 'over-limit', path: 'bom.json.gz', weight: 'lost' }]);
  });
});
