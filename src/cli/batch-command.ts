import { createHash } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fleetReport, keyOf } from '../fleet/fleet-report.ts';
import { sweepClones } from '../fleet/git-clone.ts';
import { openRepository } from '../fleet/git-repository.ts';
import { plainCommit } from '../fleet/plain-ref.ts';
import { runPool } from '../fleet/pool.ts';
import { openResults, readRows } from '../fleet/result-file.ts';
import { readTargets, shardOf, type Target } from '../fleet/targets.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import { numberOf } from './batch-flags.ts';
import { type BatchJob, childProgram, givenUp, poolSettings, targetOf } from './batch-jobs.ts';
import { startBatchProgress } from './batch-progress.ts';
import { type BatchSetup, clonesName, configurationOf, identityOf, policyOf } from './batch-setup.ts';
import { runInStore } from './batch-store.ts';
import { writeFleet } from './fleet-outputs.ts';
import { loadKnowledge } from './load-knowledge.ts';
import {
  finishRematch,
  lockFolder,
  nextRunName,
  prepareFolder,
  type RunFile,
  readRunFile,
  rematchedName,
  resultsName,
  resultsOf,
  sortedResults,
} from './run-folder.ts';
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
  readonly store?: string;
  readonly lostAfter: string;
}

/** `wherefrom batch`: many targets, each in a child process. Exit code as the fleet's report has it. */
export async function batchCommand(listed: string, flags: BatchFlags, surroundings: Surroundings): Promise<number> {
  if (flags.rematch && flags.store !== undefined)
    throw new UsageError('--rematch: judges what lies in --out; leave --store out');
  const setup = setupOf(listed, flags, surroundings);
  const configuration = configurationOf(setup);
  const knowledge = await loadKnowledge([...configuration.rules, ...setup.rules], setup.defaultRules, setup.cwd);
  for (const id of setup.profiles)
    if (!knowledge.profiles.has(id)) throw new UsageError(`--profile ${id}: there is no such profile`);
  const shard = shardFlag(flags.shard);
  const all = readTargets(resolve(surroundings.cwd, listed), setup.folder);
  const targets = all.filter((target) => shard.count === 1 || shardOf(target.id, shard.count) === shard.index);
  const run = runFileOf(setup, configuration, knowledge, shard, targets, all);
  const unlock = lockFolder(setup.folder);
  try {
    prepareFolder(setup.folder, run, flags);
    sweepClones(join(setup.cache.folder, clonesName));
    const signal = await work(setup, targets, run, flags, surroundings);
    if (signal !== undefined) return stopCodes[signal];
    const { targets: expected } = readRunFile(setup.folder);
    const results = () => resultsOf([join(setup.folder, resultsName)], expected);
    const report = fleetReport({
      tool: { name: 'wherefrom', version },
      knowledge: run.knowledge,
      policy: run.policy,
      expected,
      results: results(),
      allowIncomplete: flags.allowIncomplete ? 'yes' : 'no',
      earlier: flags.previous === undefined ? undefined : findingKeys(resolve(surroundings.cwd, flags.previous)),
    });
    await writeFleet(report, results, setup.folder, flags, surroundings);
    return report.exitCode;
  } finally {
    unlock();
  }
}

/** Everything up to the report. Gives the signal that stopped it, and has then said how to go on. */
async function work(
  setup: BatchSetup,
  targets: readonly Target[],
  run: RunFile,
  flags: BatchFlags,
  surroundings: Surroundings,
): Promise<keyof typeof stopCodes | undefined> {
  const results = join(setup.folder, resultsName);
  const { done, end } = doneTargets(results, surroundings);
  // What is matched anew stands beside the results until it is whole.
  const writing = flags.rematch ? join(setup.folder, rematchedName) : results;
  // The results of a run in the store are fetched whole.
  const file = openResults<TargetResult>(writing, flags.rematch || flags.store !== undefined ? 0 : end);
  const waiting =
    flags.store === undefined
      ? targets.filter((target) => !done.has(target.id) || hasMoved(target, done.get(target.id), setup))
      : targets;
  const jobs: Iterable<BatchJob> = flags.rematch ? earlierJobs(results) : waiting.map((target) => ({ target }));
  const count = flags.rematch ? done.size : waiting.length;
  const before = flags.rematch ? 0 : targets.length - waiting.length;
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
  const limits = {
    time: numberOf(flags.timeLimit, '--time-limit', 600),
    memory: numberOf(flags.memoryLimit, '--memory-limit', 1024),
  };
  const size = numberOf(flags.jobs === '0' ? undefined : flags.jobs, '--jobs', availableParallelism());
  let lastSync = surroundings.ticks();
  const keep = (result: TargetResult): void => {
    noRoom(writing, () => file.append(result));
    progress.next(result);
    if (surroundings.ticks() - lastSync < 1000) return;
    noRoom(writing, file.sync);
    lastSync = surroundings.ticks();
  };
  try {
    if (flags.store === undefined)
      await runPool<BatchJob, TargetResult, BatchSetup>(
        jobs,
        {
          ...poolSettings(setup, limits, { jobs: Math.max(1, Math.min(count, size)), path: surroundings.env.PATH }),
          program: childProgram(),
          onNote: progress.note,
          stop: stopping.signal,
        },
        (_job, result) => keep(result),
        ({ job, reason }) =>
          keep(givenUp(targetOf(job), 'earlier' in job ? job.earlier.kind : job.target.kind, reason)),
      );
    else
      await runInStore(
        {
          address: flags.store,
          setup,
          run,
          targets,
          limits,
          lostAfter: numberOf(flags.lostAfter, '--lost-after', 60),
          resume: flags.resume === true ? 'yes' : 'no',
          jobs: flags.jobs === '0' ? 0 : size,
          stop: stopping.signal,
          onResult: progress.next,
          onNote: progress.note,
        },
        (result) => noRoom(writing, () => file.append(result)),
      );
    noRoom(writing, file.sync);
  } finally {
    file.close();
    sweepClones(join(setup.cache.folder, clonesName));
    progress.end();
    stopped();
    if (flags.rematch && signal !== undefined) rmSync(writing, { force: true });
  }
  if (signal !== undefined)
    surroundings.stderr.write(
      flags.rematch
        ? 'stopped; the results are as they were, and the same command begins again\n'
        : 'stopped; what was done is kept, and the same command with --resume goes on\n',
    );
  else if (flags.rematch) {
    const { targets: ids, shard, list } = readRunFile(setup.folder);
    const next = { ...run, targets: ids, shard, list };
    writeWhole(join(setup.folder, nextRunName), [`${JSON.stringify(next, null, 2)}\n`]);
    finishRematch(setup.folder);
  }
  return signal;
}

/** Targets that have a result, with the commit it is of, and where whole rows end. Says what is damaged. */
function doneTargets(
  results: string,
  { stderr }: Surroundings,
): { readonly done: ReadonlyMap<string, string | undefined>; readonly end: number } {
  const done = new Map<string, string | undefined>();
  let end = 0;
  for (const { row, offset, length } of readRows<TargetResult>(results)) {
    done.set(row.target, row.commit);
    end = offset + length;
  }
  const lost = existsSync(results) ? statSync(results).size - end : 0;
  if (lost > 0)
    stderr.write(
      `${resultsName}: its last ${lost} bytes, from byte ${end} on, are damaged; targets without a result are read again\n`,
    );
  return { done, end };
}

/** True where a repository stands at another commit than its result is of, or does not say where it stands. */
function hasMoved(target: Target, commit: string | undefined, { ref, searchPath }: BatchSetup): boolean {
  if (target.kind !== 'repository' || commit === undefined) return false;
  const now = plainCommit(target.place, ref);
  if (now !== undefined) return now !== commit;
  try {
    return openRepository(target.place, searchPath).commitOf(ref) !== commit;
  } catch {
    return true;
  }
}

/** The disk's trouble as the user's: what is written so far stays, and --resume goes on. */
function noRoom(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new UsageError(
        `${path}: could not be written (${String(error.code)}); what was done is kept, and the same command with --resume goes on`,
      );
    throw error;
  }
}

function setupOf(listed: string, flags: BatchFlags, surroundings: Surroundings): BatchSetup {
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
    roots: [resolve(cwd, listed)],
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
  all: readonly Target[],
): RunFile {
  const policy = policyOf(setup, configuration, knowledge);
  return {
    schemaVersion: '1',
    identity: identityOf(setup, configuration, knowledge),
    shard,
    targets: targets.map((target) => target.id),
    list: createHash('sha256')
      .update(all.map((target) => target.id).join('\n'))
      .digest('hex'),
    knowledge: { version: knowledge.version, digest: knowledge.digest },
    policy: { profiles: policy.profiles.map(({ id }) => id), failOn: policy.failOn, asOf: policy.asOf },
  };
}

function* earlierJobs(results: string): Iterable<BatchJob> {
  for (const earlier of sortedResults([results])) yield { earlier };
}

function findingKeys(folder: string): ReadonlySet<string> {
  readRunFile(folder);
  const keys = new Set<string>();
  for (const result of sortedResults([join(folder, resultsName)]))
    for (const finding of result.findings) keys.add(keyOf(result.target, finding));
  return keys;
}

function shardFlag(text: string | undefined): RunFile['shard'] {
  if (text === undefined) return { index: 1, count: 1 };
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count && shard.count <= 100_000))
    throw new UsageError(`--shard ${text}: expected i/n, 1/4 to 4/4`);
  return shard;
}
