/**
 * CycloneDX documents of many components: the format against bare JSON.parse in one process, then whole processes with time and
 * peak memory, the streamed one among them. `node scripts/run-ts.js bench/sbom.ts [--large] [CycloneDX documents]`; with
 * `--large` also two million components, a file of some 700 MB that no JavaScript string can hold. Documents are made in the
 * temporary folder, or are those that are named. Syft and sbomqs take part where they are on the PATH.
 */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cyclonedxJson } from '../src/formats/sbom/cyclonedx-json.ts';
import type { Component } from '../src/model/component.ts';
import { compare, peakMemory, processContender } from './measure.ts';

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
    const documents = process.argv.slice(2).filter((one) => !one.startsWith('--'));
    const sizes = process.argv.includes('--large') ? [10_000, 300_000, 2_000_000] : [10_000, 300_000];
    for (const count of documents.length > 0 ? [] : sizes) {
      writeSbom(path, count);
      wholeProcesses(`${count.toLocaleString('en')} components`, count > 100_000 ? 3 : 7, bin);
    }
    for (const document of documents) {
      copyFileSync(document, path);
      const { components } = JSON.parse(readFileSync(path, 'utf8')) as { components: unknown[] };
      wholeProcesses(`${document}, ${components.length.toLocaleString('en')} components`, 7, bin);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Command {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

function has(tool: string): boolean {
  return spawnSync('which', [tool]).status === 0;
}

/** Whether a peer is installed and done with the document in a minute; says so where it is not. */
function takesPart({ name, command, args }: Command): boolean {
  const isInstalled = has(command);
  const done = isInstalled && spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000 });
  if (!done) say(`${name}: not installed`);
  else if (done.error && 'code' in done.error && done.error.code === 'ETIMEDOUT') say(`${name}: not done after 60 s`);
  else if (done.status !== 0) say(`${name}: exit ${done.status ?? done.signal}, ${String(done.stderr).slice(-200)}`);
  return done && done.status === 0;
}

/** The document at `path`, read by everybody who is installed. */
function wholeProcesses(what: string, rounds: number, bin: string): void {
  const size = statSync(path).size;
  const title = `whole process, ${what}, ${(size / 1e6).toFixed(0)} MB`;
  const scan = ['scan', path, '-f', 'json', '-o', join(folder, 'report.json'), '--no-progress', '-q'];
  const ours: Command = { name: 'wherefrom scan', command: process.execPath, args: [bin, ...scan] };
  const parse: Command = {
    name: 'node, JSON.parse and a prefix match',
    command: process.execPath,
    args: ['-e', bare, path],
  };
  const peers: Command[] = [
    { name: 'syft convert', command: 'syft', args: ['convert', path, '-q', '-o', 'spdx-json=/dev/null'] },
    { name: 'sbomqs score', command: 'sbomqs', args: ['score', path] },
  ];
  const isLarge = size >= 500e6;
  if (isLarge)
    say('no string of JavaScript is as long as the next document; peers that need minutes for less are not tried');
  const commands = isLarge ? [ours] : [parse, ...peers.filter(takesPart), ours];
  compare(
    title,
    commands.map(({ name, command, args }) => processContender(name, command, args, [0, 1])),
    isLarge ? 1 : rounds,
  );
  for (const { name, command, args } of commands) {
    const peak = peakMemory(command, args);
    if (peak !== undefined) say(`  peak memory of ${name} ${peak.toFixed(0)} MiB`);
  }
}
