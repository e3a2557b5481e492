import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { readRows, rowsAt } from '../fleet/result-file.ts';
import type { FleetReport, RunIdentity, TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import { writeWhole } from './write-file.ts';

/** What stands in a run's folder beside its results. */
export interface RunFile {
  readonly schemaVersion: '1';
  readonly identity: RunIdentity;
  readonly shard: { readonly index: number; readonly count: number };
  /** Ids of this shard. */
  readonly targets: readonly string[];
  /** Digest of the ids of all shards: what was added to or taken from the list between two shards is a gap or stands twice. */
  readonly list: string;
  readonly knowledge: FleetReport['knowledge'];
  readonly policy: FleetReport['policy'];
}

export const runName = 'run.json';
export const resultsName = 'results.ndjson';
export const rematchedName = 'results.rematch.ndjson';
export const nextRunName = 'run.next.json';

/** What was asked of a folder. */
export interface FolderFlags {
  /** As the user wrote it. */
  readonly out: string;
  readonly resume?: boolean;
  readonly rematch?: boolean;
}

/** A folder for a new run, or the one of a run that goes on. */
export function prepareFolder(folder: string, run: RunFile, flags: FolderFlags): void {
  const path = join(folder, runName);
  if (!existsSync(path)) {
    if (flags.rematch) throw new UsageError(`--rematch: ${flags.out} holds no run`);
    if (readdirSync(folder).some((name) => name !== lockName))
      throw new UsageError(`--out ${flags.out}: is not empty and holds no run of wherefrom`);
    writeWhole(path, [`${JSON.stringify(run, null, 2)}\n`]);
    return;
  }
  const before = readRunFile(folder);
  if (flags.rematch) return;
  if (!flags.resume)
    throw new UsageError(`--out ${flags.out}: holds a run already; --resume goes on with it, --rematch judges it anew`);
  for (const key of ['tool', 'knowledge', 'policy'] as const) {
    if (before.identity[key] !== run.identity[key])
      throw new UsageError(
        `--resume: the run in ${flags.out} was started with another ${key === 'policy' ? 'policy' : key === 'tool' ? 'version' : 'knowledge base'}; --rematch judges what it has read anew`,
      );
  }
  if (before.shard.index !== run.shard.index || before.shard.count !== run.shard.count)
    throw new UsageError(`--resume: the run in ${flags.out} is shard ${before.shard.index}/${before.shard.count}`);
  writeWhole(path, [`${JSON.stringify(run, null, 2)}\n`]);
}

/** Puts results and run file in place that a rematch has written whole, also where it was stopped between the two. */
export function finishRematch(folder: string): void {
  const next = join(folder, nextRunName);
  if (!existsSync(next)) return;
  const rematched = join(folder, rematchedName);
  if (existsSync(rematched)) renameSync(rematched, join(folder, resultsName));
  renameSync(next, join(folder, runName));
}

/** @throws UsageError for a folder without a run, or one of another schema. */
export function readRunFile(folder: string): RunFile {
  finishRematch(folder);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, runName), 'utf8'));
  } catch {
    throw new UsageError(`${folder}: holds no run of wherefrom batch`);
  }
  const run = value as RunFile;
  if (run.schemaVersion !== '1' || !Array.isArray(run.targets))
    throw new UsageError(`${folder}: ${runName} is of another version`);
  return run;
}

/** Those of the targets that a run has now. */
export function* resultsOf(paths: readonly string[], targets: Iterable<string>): Iterable<TargetResult> {
  const wanted = new Set(targets);
  for (const result of sortedResults(paths)) if (wanted.has(result.target)) yield result;
}

/** Rows of result files by target, one a target; memory is that of one row and an index. */
export function* sortedResults(paths: readonly string[]): Iterable<TargetResult> {
  const places = new Map<string, { path: string; offset: number; length: number }>();
  for (const path of paths)
    for (const { row, offset, length } of readRows<TargetResult>(path))
      places.set(row.target, { path, offset, length });
  const sorted = [...places].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  yield* rowsAt<TargetResult>(sorted.map(([, place]) => place));
}

const lockName = 'run.lock';

/**
 * Only one process may write to a run's folder; gives what ends that. A lock whose process is gone, because it was killed, is taken over.
 * Throws `UsageError` naming the other process.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, lockName);
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, `${process.pid} ${hostname()}\n`, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new UsageError(`${folder}: could not be written (${(error as NodeJS.ErrnoException).code})`);
      const [pid = '', host = ''] = readText(path).trim().split(' ');
      if (attempt > 0 || (host !== '' && (host !== hostname() || isAlive(Number(pid)))))
        throw new UsageError(
          `${folder}: process ${pid} on ${host} works on this run; if it is gone for certain, remove ${lockName} there`,
        );
      rmSync(path, { force: true });
    }
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
