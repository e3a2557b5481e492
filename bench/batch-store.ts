/**
 * A batch over generated small repositories through a PostgreSQL server, with one, two and four workers of one process each, against the same batch
 * through files with one process. `node scripts/run-ts.js bench/batch-store.ts [count] [postgres://...]`, 1,000 repositories by default; without
 * an address a server is started on this machine. Build first. On a machine of few cores more workers than cores gain nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { startPostgres } from '../test/postgres.ts';
import { makeRepositories } from './repositories.ts';

const count = Number(process.argv[2] ?? 1000);
const room = mkdtempSync(join(tmpdir(), 'wherefrom-bench-store-'));
const repositories = join(room, 'repositories');
makeRepositories(repositories, room, count);
const server = process.argv[3] === undefined ? await startPostgres() : undefined;
const address = process.argv[3] ?? (server?.address as string);

/** Runs the built program; a worker is no failure when it is stopped. */
async function wherefrom(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, ['bin/wherefrom.js', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`wherefrom ${args.join(' ')}: exit ${code}`);
}

/** Each run is judged on a day of its own, so that the database does not know it yet. */
let day = 0;
async function timed(title: string, workers: number, ...args: string[]): Promise<number> {
  const asOf = `2026-01-${String(++day).padStart(2, '0')}`;
  const out = join(room, `run-${day}`);
  const began = performance.now();
  const batch = wherefrom(['batch', repositories, '--out', out, '-q', '--fail-on', 'never', '--as-of', asOf, ...args]);
  // Workers that come before the run would find nothing to do and end.
  if (workers > 0) await new Promise((resolve) => setTimeout(resolve, 1000));
  const all = Array.from({ length: workers }, () =>
    wherefrom(['worker', '--store', address, '--jobs', '1', '--drain', '-q']),
  );
  await Promise.all([batch, ...all]);
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(
    `  ${title.padEnd(30)} ${seconds.toFixed(1).padStart(7)} s  ${(count / seconds).toFixed(0).padStart(5)} a second\n`,
  );
  return seconds;
}

try {
  process.stdout.write(`${count} repositories\n`);
  const files = await timed('through files, one process', 0, '--jobs', '1');
  const times: number[] = [];
  for (const workers of [1, 2, 4])
    times.push(await timed(`store, workers: ${workers}`, workers, '--store', address, '--jobs', '0'));
  const [one = 0, two = 0, four = 0] = times;
  process.stdout.write(
    `  store against files ${(one / files).toFixed(2)} x; two workers ${(one / two).toFixed(2)} x, four ${(one / four).toFixed(2)} x as fast as one\n`,
  );
} finally {
  server?.remove();
  rmSync(room, { recursive: true, force: true });
}
