/**
 * Our components of a folder beside those of every peer on the path (syft, scalibr, osv-scanner, trivy, cdxgen), file by file, each
 * run with the network off; with time and peak memory of each. `node scripts/run-ts.js bench/peers.ts <folder> [folder for the lists] [peer...]`.
 * Every difference goes to `<peer>.tsv` in the second folder; the summary is printed. Build first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import type { PeerComponent } from './peer-component.ts';
import { type Comparison, differencesOf, ecosystemOf } from './peer-differences.ts';
import { peers, type Scanner, wherefrom } from './peer-scanners.ts';

const [folderGiven, listsGiven, ...chosen] = process.argv.slice(2);
if (folderGiven === undefined) {
  process.stderr.write('usage: node scripts/run-ts.js bench/peers.ts <folder> [folder for the lists] [peer...]\n');
  process.exit(2);
}
const folder = resolve(folderGiven);
const lists = listsGiven ?? mkdtempSync(join(tmpdir(), 'wherefrom-peers-'));
mkdirSync(lists, { recursive: true });

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const found = (scanner: Scanner): boolean => !spawnSync(scanner.command, scanner.version, { stdio: 'ignore' }).error;

/** What it prints; one installed with `go install` does not know its version, and prints Go's only. */
function versionOf({ command, version }: Scanner): string {
  const { stdout, stderr } = spawnSync(command, version, { encoding: 'utf8' });
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => !/^go|\bgo\d|built|runtime|schema/i.test(line));
  const printed = /\d+\.\d+\.\d+/.exec(lines.join('\n'))?.[0];
  if (printed !== undefined) return printed;
  const path = (process.env.PATH ?? '')
    .split(':')
    .map((inner) => join(inner, command))
    .find(existsSync);
  const built = path === undefined ? '' : spawnSync('go', ['version', '-m', path], { encoding: 'utf8' }).stdout;
  return /^\tmod\t\S+\tv(\S+)/m.exec(built ?? '')?.[1] ?? 'unknown';
}

interface Run {
  readonly components: readonly PeerComponent[];
  readonly seconds: number;
  readonly kib: number;
}

function runIn(scanner: Scanner, inner: string): Run | string {
  const output = join(lists, `${scanner.name}.json`);
  rmSync(output, { force: true });
  const timed = existsSync('/usr/bin/time');
  const args = scanner.args(inner, output);
  const options = { encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, ...scanner.env } } as const;
  const began = performance.now();
  const done = timed
    ? spawnSync('/usr/bin/time', ['-f', '%M', scanner.command, ...args], options)
    : spawnSync(scanner.command, args, options);
  const seconds = (performance.now() - began) / 1000;
  const kib = timed ? Number(done.stderr.trim().split('\n').at(-1)) : Number.NaN;
  if (!scanner.codes.includes(done.status ?? -1) || !existsSync(output))
    return `exit ${done.status}: ${done.stderr.slice(-300)}`;
  return { components: scanner.read(output, inner), seconds, kib };
}

/** Of the whole folder; a scanner that gives up on one file of it is run on each folder in it, and says where it gave up. */
function runOf(scanner: Scanner): readonly PeerComponent[] | undefined {
  const title = `${scanner.name} ${versionOf(scanner)}`;
  const whole = runIn(scanner, folder);
  if (typeof whole === 'string') say(`${title} on the whole folder: ${whole.split('\n')[0]}`);
  const run = typeof whole === 'string' ? runInEach(scanner) : whole;
  if (run === undefined) return undefined;
  const { components, seconds, kib } = run;
  say(
    `${title.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s ${(kib / 1024).toFixed(0).padStart(6)} MiB ${String(components.length).padStart(8)} components in ${new Set(components.flatMap(({ files }) => files)).size} files`,
  );
  return components;
}

function runInEach(scanner: Scanner): Run | undefined {
  const components: PeerComponent[] = [];
  const failed: string[] = [];
  let seconds = 0;
  let kib = 0;
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of inner) {
    const run = runIn(scanner, join(folder, name));
    if (typeof run === 'string') {
      failed.push(name);
      continue;
    }
    seconds += run.seconds;
    kib = Math.max(kib, run.kib);
    for (const one of run.components) components.push({ ...one, files: one.files.map((file) => `${name}/${file}`) });
  }
  say(`  run on each of its ${inner.length} folders; gave up on ${failed.length}: ${failed.join(', ')}`);
  return failed.length === inner.length ? undefined : { components, seconds, kib };
}

/** The file's own kind: its name, with what varies left out. */
const kindOfFile = (file: string): string =>
  (file.split('/').at(-1) ?? file).replace(/^.*(\.(?:csproj|json|xml|ya?ml|toml|lock|txt))$/, (name, ending: string) =>
    /^[\w.-]{1,24}$/.test(name) ? name : `*${ending}`,
  );

function summary(name: string, { both, differences }: Comparison): void {
  const sum = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((all, count) => all + count, 0);
  say(`\n${name}: ${sum(both)} in both`);
  const sides = { ours: new Map<string, number>(), theirs: new Map<string, number>() };
  for (const { side, component } of differences) {
    const ecosystem = ecosystemOf(component);
    sides[side].set(ecosystem, (sides[side].get(ecosystem) ?? 0) + 1);
  }
  say(`  ${'ecosystem'.padEnd(14)} ${['both', 'ours only', 'theirs only'].map((head) => head.padStart(11)).join('')}`);
  const ecosystems = [...new Set([...both.keys(), ...sides.ours.keys(), ...sides.theirs.keys()])].sort();
  for (const ecosystem of ecosystems) {
    const counts = [both, sides.ours, sides.theirs].map((side) => String(side.get(ecosystem) ?? 0).padStart(11));
    say(`  ${ecosystem.padEnd(14)} ${counts.join('')}`);
  }
  const groups = new Map<string, number>();
  for (const { side, kind, file } of differences) {
    const group = `${side} only\t${kind}\t${kindOfFile(file)}`;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  for (const side of ['theirs', 'ours']) {
    const rows = [...groups].filter(([group]) => group.startsWith(side)).sort((a, b) => b[1] - a[1]);
    const total = rows.reduce((sum, [, count]) => sum + count, 0);
    const kinds = new Map<string, number>();
    for (const [group, count] of rows) {
      const kind = group.split('\t')[1] as string;
      kinds.set(kind, (kinds.get(kind) ?? 0) + count);
    }
    say(`  ${side} only: ${total} (${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')})`);
    for (const [group, count] of rows.slice(0, 40)) {
      const [, kind, file] = group.split('\t');
      say(`    ${String(count).padStart(6)}  ${kind?.padEnd(10)} ${file}`);
    }
  }
}

const ours = runOf(wherefrom);
if (ours === undefined) process.exit(2);
for (const peer of peers.filter(({ name }) => chosen.length === 0 || chosen.includes(name)).filter(found)) {
  const theirs = runOf(peer);
  if (theirs === undefined) continue;
  const comparison = differencesOf(ours, theirs);
  const rows = comparison.differences.map(({ side, kind, file, component, other }) =>
    [side, kind, file, component, other ?? ''].join('\t'),
  );
  writeFileSync(join(lists, `${peer.name}.tsv`), `${rows.sort().join('\n')}\n`);
  summary(peer.name, comparison);
}
say(`\nEvery difference: ${lists}`);
