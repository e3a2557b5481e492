/**
 * CycloneDX documents of many components: the format against bare JSON.parse in one process, then whole processes with time and
 * peak memory, the streamed one among them. `node scripts/run-ts.js bench/sbom.ts [--large]`; with `--large` also two million
 * components, a file of some 700 MB that no JavaScript string can hold. Documents are made in the temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cyclonedxJson } from '../src/formats/sbom/cyclonedx-json.ts';
import type { Component } from '../src/model/component.ts';
import { compare, fastest, peakMemory, processContender } from './measure.ts';

/** A document as package managers' tools write it: 375 bytes a component, its place in the dependencies included. */
function writeSbom(path: string, count: number): void {
  const file = openSync(path, 'w');
  const purl = (at: number): string =>
    `pkg:npm/${at % 3 === 0 ? `%40scope${at % 977}/` : ''}package-${at}@1.${at % 50}.0`;
  let text =
    '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"component":{"type":"application","bom-ref":"root","name":"big"}},"components":[';
  const pour = (): void => {
    writeSync(file, text);
    text = '';
  };
  for (let at = 0; at < count; at++) {
    const component = {
      'bom-ref': purl(at),
      type: 'library',
      name: `package-${at}`,
      version: `1.${at % 50}.0`,
      purl: purl(at),
      licenses: [{ license: { id: 'MIT' } }],
      externalReferences: [{ type: 'vcs', url: `https://git.example/team${at % 500}/package-${at}` }],
    };
    text += `${at === 0 ? '' : ','}\n${JSON.stringify(component)}`;
    if (text.length > 1 << 20) pour();
  }
  text += `],"dependencies":[{"ref":"root","dependsOn":["${purl(0)}"]}`;
  for (let at = 0; at < count; at++) {
    text += `,\n{"ref":"${purl(at)}","dependsOn":[${at + 1 < count ? `"${purl(at + 1)}"` : ''}]}`;
    if (text.length > 1 << 20) pour();
  }
  text += ']}\n';
  pour();
  closeSync(file);
}

function read(text: string): number {
  let count = 0;
  const emit = (_: Component): void => {
    count++;
  };
  cyclonedxJson.parseEach?.({ path: 'bom.json', text, companions: new Map() }, emit);
  return count;
}

const bare =
  'const d=JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"));let n=0;' +
  'for(const c of d.components)if(c.purl.startsWith("pkg:npm/%40scope7/"))n++;console.log(n)';

const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-'));
const path = join(folder, 'bom.json');
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
try {
  writeSbom(path, 200_000);
  const text = readFileSync(path, 'utf8');
  say(`200,000 components, ${(text.length / 1e6).toFixed(0)} MB, ${read(text)} read with the described one`);
  compare(
    'CycloneDX JSON, from text to components',
    [
      { name: 'JSON.parse', run: () => JSON.parse(text) },
      { name: 'sbom/cyclonedx-json', run: () => read(text) },
    ],
    7,
    2,
  );
  const bin = join(process.cwd(), 'bin', 'wherefrom.js');
  if (!existsSync(bin) || !existsSync(join(process.cwd(), 'dist', 'start.js')))
    say('whole processes: run npm run build first');
  else {
    const sizes = process.argv.includes('--large') ? [10_000, 300_000, 2_000_000] : [10_000, 300_000];
    for (const count of sizes) wholeProcesses(count, bin);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function wholeProcesses(count: number, bin: string): void {
  writeSbom(path, count);
  const size = statSync(path).size;
  const title = `whole process, ${count.toLocaleString('en')} components, ${(size / 1e6).toFixed(0)} MB`;
  const scan = ['scan', path, '-f', 'json', '-o', join(folder, 'report.json'), '--no-progress', '-q'];
  const ours = processContender('wherefrom scan', process.execPath, [bin, ...scan], [0, 1]);
  if (size < 500e6) {
    const parse = processContender('node, JSON.parse and a prefix match', process.execPath, ['-e', bare, path]);
    const others = ['sbomqs', 'syft'].filter((tool) => spawnSync('which', [tool]).status === 0);
    const contenders = others.map((tool) =>
      tool === 'syft'
        ? processContender('syft convert', tool, ['convert', path, '-o', 'spdx-json=/dev/null'])
        : processContender('sbomqs score', tool, ['score', path]),
    );
    compare(title, [parse, ...contenders, ours], count > 100_000 ? 3 : 7);
  } else {
    const [time = 0] = fastest([ours], 1);
    say(`${title}\n  wherefrom scan, streamed  ${(time / 1000).toFixed(1)} s`);
  }
  const peak = peakMemory(process.execPath, [bin, ...scan]);
  if (peak !== undefined) say(`  peak memory ${peak.toFixed(0)} MiB`);
}
