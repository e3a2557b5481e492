/**
 * A batch over generated small repositories, half bare and half checked out: rate with one and two processes, peak memory of the parent, and
 * the cost of resuming a finished run. `node scripts/run-ts.js bench/batch.ts [count]`, 10,000 by default. Build first.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { pnpmLock } from './inputs.ts';

const count = Number(process.argv[2] ?? 10_000);
const room = mkdtempSync(join(tmpdir(), 'wherefrom-bench-batch-'));
const repositories = join(room, 'repositories');

/** A few real repositories are made by git; the rest are copies of them, which is what git would have written. */
function make(): void {
  mkdirSync(repositories);
  const models = Array.from({ length: 20 }, (_, at) => {
    const path = join(room, `model-${at}`);
    mkdirSync(join(path, 'web'), { recursive: true });
    writeFileSync(join(path, 'web', 'pnpm-lock.yaml'), pnpmLock(60 + at * 5));
    writeFileSync(
      join(path, 'package.json'),
      JSON.stringify({ name: `app-${at}`, dependencies: at % 4 === 0 ? { 'ali-oss': '6.0.0' } : { zod: '3.0.0' } }),
    );
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=b', '-c', 'user.email=b@b.example', ...args], {
        cwd: path,
        stdio: 'ignore',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
    return path;
  });
  for (let at = 0; at < count; at++) {
    const model = models[at % models.length] as string;
    if (at % 2 === 0) cpSync(model, join(repositories, `app-${at}`), { recursive: true });
    else {
      cpSync(join(model, '.git'), join(repositories, `bare-${at}.tmp`), { recursive: true });
      renameSync(join(repositories, `bare-${at}.tmp`), join(repositories, `bare-${at}.git`));
    }
  }
}

function timed(title: string, out: string, ...args: string[]): number {
  const began = performance.now();
  const done = spawnSync(
    '/usr/bin/time',
    [
      '-f',
      '%M',
      process.execPath,
      'bin/wherefrom.js',
      'batch',
      repositories,
      '--out',
      join(room, out),
      '-q',
      '--fail-on',
      'never',
      ...args,
    ],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - began) / 1000;
  if (done.status !== 0) throw new Error(`${title}: exit ${done.status} ${done.stderr}`);
  const memory = Number(done.stderr.trim().split('\n').at(-1)) / 1024;
  process.stdout.write(
    `  ${title.padEnd(34)} ${seconds.toFixed(1).padStart(8)} s  ${(count / seconds).toFixed(0).padStart(6)} a second  largest process ${memory.toFixed(0)} MiB\n`,
  );
  return seconds;
}

try {
  make();
  process.stdout.write(`${count} repositories\n`);
  const one = timed('one process', 'one', '--jobs', '1');
  const two = timed('two processes', 'two', '--jobs', '2');
  const again = timed('resume of the finished run', 'two', '--jobs', '2', '--resume');
  process.stdout.write(
    `  two against one ${(one / two).toFixed(2)} x (aim: 1.8); resume ${((again / two) * 100).toFixed(1)} percent of the run (aim: 2)\n`,
  );
} finally {
  rmSync(room, { recursive: true, force: true });
}
