/**
 * A batch over generated small repositories, half bare and half checked out: rate with one and two processes, memory of the parent and of
 * its workers early and late, and the cost of resuming a finished run and of a second run with the cache of the first.
 * `node scripts/run-ts.js bench/batch.ts [count] [folder]`, 10,000 by default; a folder is made once and used again. Build first.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { makeRepositories } from './repositories.ts';

const count = Number(process.argv[2] ?? 10_000);
const room = mkdtempSync(join(tmpdir(), 'wherefrom-bench-batch-'));
const repositories = process.argv[3] === undefined ? join(room, 'repositories') : resolve(process.argv[3]);

/** Largest resident sizes of parent and workers, MiB, seen once a second: over the first fifth and over the last. */
interface Memory {
  readonly at: number;
  readonly parent: number;
  readonly worker: number;
}

function memoryOf(pid: number): { parent: number; worker: number } {
  const sizeOf = (of: string): number => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${of}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  };
  let workers: string[] = [];
  try {
    workers = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  } catch {
    // It has just ended.
  }
  return { parent: sizeOf(String(pid)), worker: Math.max(0, ...workers.map(sizeOf)) };
}

async function timed(title: string, out: string, ...args: string[]): Promise<number> {
  const began = performance.now();
  const options = ['batch', repositories, '--out', join(room, out), '-q', '--fail-on', 'never', ...args];
  const child = spawn(process.execPath, ['bin/wherefrom.js', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const seen: Memory[] = [];
  const timer = setInterval(() => seen.push({ at: performance.now() - began, ...memoryOf(child.pid as number) }), 1000);
  const code = await new Promise((done) => child.once('exit', done));
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  const { summary } = JSON.parse(readFileSync(join(room, out, 'fleet.json'), 'utf8'));
  if (code !== 0) throw new Error(`${title}: exit ${code} ${JSON.stringify(summary)}`);
  const rate = `${seconds.toFixed(1).padStart(8)} s  ${(count / seconds).toFixed(0).padStart(6)} a second`;
  process.stdout.write(`  ${title.padEnd(44)} ${rate}\n`);
  const fifths = [seen.filter(({ at }) => at < seconds * 200), seen.filter(({ at }) => at > seconds * 800)];
  const largest = (key: 'parent' | 'worker') =>
    fifths.map((part) => Math.max(0, ...part.map((one) => one[key])).toFixed(0)).join(' then ');
  if (seen.length >= 10)
    process.stdout.write(
      `  ${''.padEnd(44)} parent ${largest('parent')} MiB, largest worker ${largest('worker')} MiB\n`,
    );
  return seconds;
}

try {
  if (!existsSync(repositories)) makeRepositories(repositories, room, count);
  process.stdout.write(`${count} repositories\n`);
  const one = await timed('one process', 'one', '--jobs', '1');
  const two = await timed('two processes', 'two', '--jobs', '2');
  const again = await timed('resume of the finished run', 'two', '--jobs', '2', '--resume');
  const cached = await timed(
    'two processes, with the cache of a run',
    'three',
    '--jobs',
    '2',
    '--cache',
    join(room, 'two/cache'),
  );
  process.stdout.write(
    `  two against one ${(one / two).toFixed(2)} x (aim: 1.8); resume ${((again / two) * 100).toFixed(1)} percent of the run (aim: 2); ` +
      `cache ${(two / cached).toFixed(2)} x\n`,
  );
} finally {
  rmSync(room, { recursive: true, force: true });
}
