/**
 * A tree of 100,000 files with 500 lockfiles among them, or any folder given as argument: the whole program against the bare walk that
 * reads the same files and parses them with nothing but a library (JSON.parse, js-yaml, smol-toml, saxes, split lines), each a process
 * of its own. Peers that are on the path run on the same folder in the same run. Build first.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { SaxesParser } from 'saxes';
import { parse as parseToml } from 'smol-toml';
import { pnpmLock } from './inputs.ts';
import { type Contender, compare, peakMemory, processContender } from './measure.ts';
import { peers } from './peer-scanners.ts';

const given = process.argv[2];
const floorList = process.env.BENCH_FLOOR_LIST;
if (floorList !== undefined) {
  const inputs = JSON.parse(readFileSync(floorList, 'utf8')) as readonly string[];
  bareFloor(process.env.BENCH_FLOOR === 'read' ? 'read' : 'parse', given as string, new Set(inputs));
  process.exit(0);
}
const root = given === undefined ? makeTree() : resolve(given);
const work = mkdtempSync(join(tmpdir(), 'wherefrom-bench-work-'));

function makeTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-tree-'));
  const npm = JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: Object.fromEntries(
        Array.from({ length: 400 }, (_, at) => [
          at === 0 ? '' : `node_modules/package-${at}`,
          { version: `1.${at}.0` },
        ]),
      ),
    },
    null,
    2,
  );
  const pnpm = pnpmLock(200);
  const cargo = `version = 4\n\n${Array.from({ length: 200 }, (_, at) => `[[package]]\nname = "crate-${at}"\nversion = "1.${at}.0"\nsource = "registry+https://crates.example/index"\n`).join('\n')}`;
  let files = 0;
  for (let at = 0; at < 500; at++) {
    const inner = join(folder, `group-${at % 20}`, `project-${at}`);
    for (const sub of ['src', 'src/lib', 'test', 'docs']) mkdirSync(join(inner, sub), { recursive: true });
    if (at % 3 === 0) writeFileSync(join(inner, 'package-lock.json'), npm);
    else if (at % 3 === 1) writeFileSync(join(inner, 'pnpm-lock.yaml'), pnpm);
    else writeFileSync(join(inner, 'Cargo.lock'), cargo);
    for (let file = 0; file < 199; file++)
      writeFileSync(
        join(
          inner,
          ['src', 'src/lib', 'test', 'docs'][file % 4] as string,
          `file-${file}.${['ts', 'rs', 'md', 'png'][file % 4]}`,
        ),
        'x',
      );
    files += 200;
  }
  process.stdout.write(`${files} files, 500 lockfiles\n`);
  return folder;
}

/** What any scanner must do at least: list the tree, read the same files, parse them with a library and drop what comes out. */
function bareFloor(parse: 'parse' | 'read', folder: string, inputs: ReadonlySet<string>): void {
  const stack = [folder];
  for (let inner = stack.pop(); inner !== undefined; inner = stack.pop()) {
    for (const entry of readdirSync(inner, { withFileTypes: true })) {
      const path = join(inner, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '.git') stack.push(path);
        continue;
      }
      if (!inputs.has(path.slice(folder.length + 1))) continue;
      const text = readFileSync(path, 'utf8');
      if (parse === 'parse') bareParse(entry.name, text);
    }
  }
}

function bareParse(name: string, text: string): void {
  try {
    if (/^\s*</.test(text)) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', () => undefined);
      parser.on('opentag', () => undefined);
      parser.on('text', () => undefined);
      parser.write(text).close();
    } else if (/^\s*[{[]/.test(text)) JSON.parse(text);
    else if (/\.ya?ml$|^pixi\.lock$/i.test(name) || (name === 'yarn.lock' && text.includes('\n__metadata:')))
      load(text, { schema: FAILSAFE_SCHEMA });
    else if (/\.toml$|^(?:cargo|poetry|uv|pdm)\.lock$/i.test(name)) parseToml(text);
    else text.split('\n');
  } catch {
    // Broken inputs are in the corpus on purpose; the floor only measures the attempt.
  }
}

const node = process.execPath;
const report = join(work, 'report.json');
const args = ['scan', root, '-q', '-f', `json=${report}`, '--fail-on', 'never', '--allow-incomplete'];
const ours = ['bin/wherefrom.js', ...args];

/** The files that a scan reads, so that the floor reads neither more nor less. */
function listInputs(): string {
  spawnSync(node, ours);
  const { inputs } = JSON.parse(readFileSync(report, 'utf8')) as { inputs: { path: string; status: string }[] };
  const list = join(work, 'inputs.json');
  writeFileSync(list, JSON.stringify(inputs.filter(({ status }) => status !== 'skipped').map(({ path }) => path)));
  return list;
}

const list = listInputs();
const floor = (parse: 'parse' | 'read'): Contender =>
  processContender(
    `floor: walk, read${parse === 'parse' ? ' and bare parse' : ' the inputs'}`,
    node,
    [fileURLToPath(import.meta.url), root],
    [0],
    { ...process.env, BENCH_FLOOR: parse, BENCH_FLOOR_LIST: list },
  );
const rounds = Number(process.env.BENCH_ROUNDS ?? (given === undefined ? 5 : 3));
/** A peer that takes longer is stopped and told. */
const peerSeconds = Number(process.env.BENCH_PEER_SECONDS ?? 900);

/** One run of a peer, with its time and peak memory; a peer that fails or takes too long costs only its own line. */
function timePeer({ name, command, args: argsOf, codes, env }: (typeof peers)[number], ownSeconds: number): string {
  const argv = ['-f', '%e %M', command, ...argsOf(root, join(work, `${name}.json`))];
  const began = performance.now();
  const done = spawnSync('/usr/bin/time', argv, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: peerSeconds * 1000,
    killSignal: 'SIGTERM',
    env: { ...process.env, ...env },
  });
  const seconds = (performance.now() - began) / 1000;
  const title = `  ${name.padEnd(44)}`;
  if (done.error !== undefined || done.signal !== null) return `${title} stopped after ${seconds.toFixed(0)} s`;
  if (!codes.includes(done.status ?? -1)) return `${title} exit ${done.status} after ${seconds.toFixed(1)} s`;
  const [elapsed = '', kib = ''] = done.stderr.trim().split('\n').at(-1)?.split(' ') ?? [];
  const ratio = (Number(elapsed) / ownSeconds).toFixed(1);
  return `${title} ${elapsed.padStart(9)} s   ${ratio} x of wherefrom, ${(Number(kib) / 1024).toFixed(0)} MiB`;
}

try {
  const scan = processContender('wherefrom scan', node, ours);
  compare('whole run', [floor('read'), floor('parse'), scan], rounds);
  process.stdout.write(`  peak memory of wherefrom: ${peakMemory(node, ours)?.toFixed(0) ?? 'not measured'} MiB\n`);
  const others = peers.filter(({ command, version }) => !spawnSync(command, version, { stdio: 'ignore' }).error);
  for (const peer of others) {
    // Ours just before each, so that both meet the same load.
    const began = performance.now();
    scan.run();
    const ownSeconds = (performance.now() - began) / 1000;
    process.stdout.write(`${timePeer(peer, ownSeconds)} (wherefrom beside it: ${ownSeconds.toFixed(1)} s)\n`);
  }
} finally {
  if (given === undefined) rmSync(root, { recursive: true, force: true });
  rmSync(work, { recursive: true, force: true });
}
