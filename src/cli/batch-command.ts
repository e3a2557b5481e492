import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fleetReport, keyOf } from '../fleet/fleet-report.ts';
import { runPool } from '../fleet/pool.ts';
import { openResults, readRow, readRows } from '../fleet/result-file.ts';
import { readTargets, shardOf, type Target } from '../fleet/targets.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { FleetReport, RunIdentity, TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import type { BatchJob } from './batch-child.ts';
import { startBatchProgress } from './batch-progress.ts';
import { type BatchSetup, configurationOf, identityOf, policyOf } from './batch-setup.ts';
import { writeFleet } from './fleet-outputs.ts';
import { loadKnowledge } from './load-knowledge.ts';
import type { ScanFlags } from './scan-command.ts';
import { type Surroundings, todayOf } from './surroundings.ts';
import { version } from './version.ts';
import { stopCodes, stopWith, writeWhole } from './write-file.ts';

export interface BatchFlags extends ScanFlags {
  readonly out: string;
  readonly resume?: boolean;
  readonly rematch?: boolean;
  readonly shard?: string;
  readonly jobs?: string;
  readonly ref: string;
  readonly timeLimit: string;
  readonly memoryLimit: string;
  readonly previous?: string;
  readonly cache?: string;
  readonly cacheSize: string;
}

/** What stands in a run's folder beside its results. */
export interface RunFile {
  readonly schemaVersion: '1';
  readonly identity: RunIdentity;
  readonly shard: { readonly index: number; readonly count: number };
  readonly targets: readonly string[];
  readonly knowledge: FleetReport['knowledge'];
  readonly policy: FleetReport['policy'];
}

export const runName = 'run.json';
export const resultsName = 'results.ndjson';
const rematchedName = 'results.rematch.ndjson';
const nextRunName = 'run.next.json';
const attempts = 2;

/** `wherefrom batch`: many targets, each in a child process. Exit code as the fleet's report has it. */
export async function batchCommand(listed: string, flags: BatchFlags, surroundings: Surroundings): Promise<number> {
  const setup = setupOf(flags, surroundings);
  const configuration = configurationOf(setup);
  const knowledge = loadKnowledge([...configuration.rules, ...setup.rules], setup.defaultRules, setup.cwd);
  for (const id of setup.profiles)
    if (!knowledge.profiles.has(id)) throw new UsageError(`--profile ${id}: there is no such profile`);
  const shard = shardFlag(flags.shard);
  const all = readTargets(resolve(surroundings.cwd, listed));
  const targets = all.filter((target) => shard.count === 1 || shardOf(target.id, shard.count) === shard.index);
  const run = runFileOf(setup, configuration, knowledge, shard, targets);
  const results = join(setup.folder, resultsName);
  prepareFolder(setup.folder, run, flags);
  const done = new Set<string>();
  let end = 0;
  for (const { row, offset, length } of readRows<TargetResult>(results)) {
    done.add(row.target);
    end = offset + length;
  }
  // What is matched anew stands beside the results until it is whole.
  const writing = flags.rematch ? join(setup.folder, rematchedName) : results;
  const file = openResults<TargetResult>(writing, flags.rematch ? 0 : end);
  const waiting = targets.filter((target) => !done.has(target.id));
  const jobs: Iterable<BatchJob> = flags.rematch ? earlierJobs(results) : waiting.map((target) => ({ target }));
  const count = flags.rematch ? done.size : waiting.length;
  const before = flags.rematch ? 0 : done.size;
  const progress = startBatchProgress(surroundings, {
    total: before + count,
    before,
    wanted: flags.quiet === true || !flags.progress ? 'off' : 'auto',
  });
  const stopping = new AbortController();
  let signal: keyof typeof stopCodes | undefined;
  const stopped = stopWith((name) => {
    signal = name;
    stopping.abort();
  });
  let lastSync = surroundings.ticks();
  const keep = (result: TargetResult): void => {
    file.append(result);
    progress.next(result);
    if (surroundings.ticks() - lastSync < 1000) return;
    file.sync();
    lastSync = surroundings.ticks();
  };
  await runPool<BatchJob, TargetResult, BatchSetup>(
    jobs,
    {
      program: childProgram(),
      setup,
      size: Math.max(1, Math.min(count, numberOf(flags.jobs, '--jobs', availableParallelism()))),
      timeLimit: numberOf(flags.timeLimit, '--time-limit', 600) * 1000,
      heapLimit: numberOf(flags.memoryLimit, '--memory-limit', 1024),
      recycle: { jobs: 500, memory: numberOf(flags.memoryLimit, '--memory-limit', 1024) * 1024 * 1024 },
      environment: { PATH: surroundings.env.PATH },
      attempts,
      nameOf: targetOf,
      onNote: progress.note,
      stop: stopping.signal,
    },
    (_job, result) => keep(result),
    ({ job, reason }) => keep(givenUp(job, reason)),
  );
  file.sync();
  file.close();
  progress.end();
  stopped();
  rmSync(join(setup.folder, 'clones'), { recursive: true, force: true });
  if (signal !== undefined) {
    if (flags.rematch) rmSync(writing, { force: true });
    surroundings.stderr.write(
      flags.rematch
        ? 'stopped; the results are as they were, and the same command begins again\n'
        : 'stopped; what was done is kept, and the same command with --resume goes on\n',
    );
    return stopCodes[signal];
  }
  if (flags.rematch) {
    const old = readRunFile(setup.folder);
    writeWhole(join(setup.folder, nextRunName), [
      `${JSON.stringify({ ...run, targets: old.targets, shard: old.shard }, null, 2)}\n`,
    ]);
    finishRematch(setup.folder);
  }
  const report = fleetReport({
    tool: { name: 'wherefrom', version },
    knowledge: run.knowledge,
    policy: run.policy,
    expected: readRunFile(setup.folder).targets,
    results: sortedResults([results]),
    allowIncomplete: flags.allowIncomplete ? 'yes' : 'no',
    earlier: flags.previous === undefined ? undefined : findingKeys(resolve(surroundings.cwd, flags.previous)),
  });
  await writeFleet(report, setup.folder, flags, surroundings);
  return report.exitCode;
}

function setupOf(flags: BatchFlags, surroundings: Surroundings): BatchSetup {
  const { cwd } = surroundings;
  const base = {
    folder: resolve(cwd, flags.out),
    cwd,
    config: flags.config === undefined ? undefined : resolve(cwd, flags.config),
    rules: flags.rules.map((path) => resolve(cwd, path)),
    defaultRules: flags.defaultRules,
    profiles: flags.profile,
    failOn: flags.failOn ?? 'high',
    minConfidence: flags.minConfidence,
    asOf: flags.asOf ?? todayOf(surroundings),
    include: flags.include,
    exclude: flags.exclude,
    scope: flags.scope,
    ref: flags.ref,
    cloneLimit: 4 * 1024 ** 3,
    searchPath: surroundings.env.PATH,
    cache: {
      folder: flags.cache === undefined ? join(resolve(cwd, flags.out), 'cache') : resolve(cwd, flags.cache),
      maxBytes: numberOf(flags.cacheSize, '--cache-size', 1024) * 1024 ** 2,
    },
  } satisfies BatchSetup;
  const configuration = configurationOf(base);
  return {
    ...base,
    profiles: flags.profile.length > 0 ? flags.profile : configuration.profiles,
    failOn: flags.failOn ?? configuration.failOn ?? 'high',
    minConfidence: flags.minConfidence ?? configuration.minConfidence,
    include: flags.include.length > 0 ? flags.include : configuration.include,
    exclude: [...configuration.exclude, ...flags.exclude],
  };
}

function runFileOf(
  setup: BatchSetup,
  configuration: ReturnType<typeof configurationOf>,
  knowledge: Knowledge,
  shard: RunFile['shard'],
  targets: readonly Target[],
): RunFile {
  const policy = policyOf(setup, configuration, knowledge);
  return {
    schemaVersion: '1',
    identity: identityOf(setup, configuration, knowledge),
    shard,
    targets: targets.map((target) => target.id),
    knowledge: { version: knowledge.version, digest: knowledge.digest },
    policy: { profiles: policy.profiles.map(({ id }) => id), failOn: policy.failOn, asOf: policy.asOf },
  };
}

/** A folder for a new run, or the one of a run that goes on. */
function prepareFolder(folder: string, run: RunFile, flags: BatchFlags): void {
  const path = join(folder, runName);
  if (!existsSync(path)) {
    if (flags.rematch) throw new UsageError(`--rematch: ${flags.out} holds no run`);
    if (existsSync(folder) && readdirSync(folder).length > 0)
      throw new UsageError(`--out ${flags.out}: is not empty and holds no run of wherefrom`);
    mkdirSync(folder, { recursive: true });
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
function finishRematch(folder: string): void {
  const next = join(folder, nextRunName);
  if (!existsSync(next)) return;
  const rematched = join(folder, rematchedName);
  if (existsSync(rematched)) renameSync(rematched, join(folder, resultsName));
  renameSync(next, join(folder, runName));
}

function* earlierJobs(results: string): Iterable<BatchJob> {
  for (const earlier of sortedResults([results])) yield { earlier };
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

/** Rows of result files by target, one a target; memory is that of one row and an index. */
export function* sortedResults(paths: readonly string[]): Iterable<TargetResult> {
  const places = new Map<string, { path: string; offset: number; length: number }>();
  for (const path of paths)
    for (const { row, offset, length } of readRows<TargetResult>(path))
      places.set(row.target, { path, offset, length });
  for (const [, place] of [...places].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
    yield readRow<TargetResult>(place.path, place);
}

function findingKeys(folder: string): ReadonlySet<string> {
  readRunFile(folder);
  const keys = new Set<string>();
  for (const result of sortedResults([join(folder, resultsName)]))
    for (const finding of result.findings) keys.add(keyOf(result.target, finding));
  return keys;
}

function targetOf(job: BatchJob): string {
  return 'earlier' in job ? job.earlier.target : job.target.id;
}

function givenUp(job: BatchJob, reason: string): TargetResult {
  const kind = 'earlier' in job ? job.earlier.kind : job.target.kind;
  return {
    target: targetOf(job),
    kind,
    status: 'quarantined',
    reason,
    complete: false,
    components: 0,
    inputs: { parsed: 0, partial: 0, failed: 0, skipped: 0 },
    findings: [],
    problems: [{ code: 'quarantined', path: '.', message: `${reason}, ${attempts} times`, weight: 'lost' }],
  };
}

function shardFlag(text: string | undefined): RunFile['shard'] {
  if (text === undefined) return { index: 1, count: 1 };
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count && shard.count <= 100_000))
    throw new UsageError(`--shard ${text}: expected i/n, 1/4 to 4/4`);
  return shard;
}

function numberOf(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new UsageError(`${name} ${text}: expected a whole number above 0`);
  return value;
}

/** Beside the bundle or its parts, or in dist/ when the sources run unbuilt. */
function childProgram(): string {
  for (const place of ['./batch-child.js', '../batch-child.js', '../../dist/batch-child.js']) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new UsageError('the program of the batch children is missing; run "npm run build" in the folder of wherefrom');
}
