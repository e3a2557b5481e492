import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fleetReport } from '../fleet/fleet-report.ts';
import { readRows } from '../fleet/result-file.ts';
import { shardOf } from '../fleet/targets.ts';
import type { TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import { writeFleet } from './fleet-outputs.ts';
import { type RunFile, readRunFile, resultsName, resultsOf, runName } from './run-folder.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

export interface MergeFlags {
  readonly out?: string;
  readonly format: readonly string[];
  readonly threshold?: string;
  readonly allowIncomplete?: boolean;
  readonly quiet?: boolean;
}

/** `wherefrom merge`: shard results into one report. Refuses gaps, duplicates and mixed runs with exit 2. */
export async function mergeCommand(folder: string, flags: MergeFlags, surroundings: Surroundings): Promise<number> {
  const root = resolve(surroundings.cwd, folder);
  if (!existsSync(root)) throw new UsageError(`${folder}: there is no such folder`);
  const folders = [
    root,
    ...readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(root, entry.name))
      .sort(),
  ].filter((path) => existsSync(join(path, runName)));
  const runs = folders.map((path) => ({ path, run: readRunFile(path) }));
  const first = runs[0];
  if (!first) throw new UsageError(`${folder}: holds no shard of a run`);
  const missing = checkShards(runs, first.run);
  const threshold = flags.threshold === undefined ? 1 : Number(flags.threshold);
  if (!(threshold > 0 && threshold <= 1))
    throw new UsageError(`--threshold ${flags.threshold}: expected a share above 0 and at most 1`);
  const present = (first.run.shard.count - missing.length) / first.run.shard.count;
  if (missing.length > 0 && present < threshold)
    throw new UsageError(
      `shards ${missing.join(', ')} of ${first.run.shard.count} are missing; --threshold accepts a share of them and marks the report incomplete`,
    );
  for (const { path, run } of runs) {
    const done = new Set([...readRows<TargetResult>(join(path, resultsName))].map(({ row }) => row.target));
    const without = run.targets.filter((target) => !done.has(target)).length;
    if (without > 0)
      surroundings.stderr.write(
        `${path}: shard ${run.shard.index}/${run.shard.count} has no result of ${without} of its ${run.targets.length} targets\n`,
      );
  }
  const targets = runs.flatMap(({ run }) => run.targets);
  const results = () =>
    resultsOf(
      runs.map(({ path }) => join(path, resultsName)),
      targets,
    );
  const report = fleetReport({
    tool: { name: 'wherefrom', version },
    knowledge: first.run.knowledge,
    policy: first.run.policy,
    expected: [...targets, ...missing.map((index) => `shard ${index}/${first.run.shard.count}`)],
    results: results(),
    allowIncomplete: flags.allowIncomplete ? 'yes' : 'no',
  });
  const out = flags.out === undefined ? root : resolve(surroundings.cwd, flags.out);
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new UsageError(`${flags.out ?? folder}: could not be written (${(error as NodeJS.ErrnoException).code})`);
  }
  await writeFleet(report, results, out, flags, surroundings);
  return report.exitCode;
}

/** Numbers of the shards that are not there. Throws `UsageError` for what does not belong together. */
function checkShards(runs: readonly { readonly path: string; readonly run: RunFile }[], first: RunFile): number[] {
  const mistakes: string[] = [];
  const seen = new Map<number, string>();
  for (const { path, run } of runs) {
    for (const key of ['tool', 'knowledge', 'policy'] as const) {
      if (run.identity[key] !== first.identity[key])
        mistakes.push(
          `${path}: was made with another ${key === 'tool' ? 'version' : key === 'knowledge' ? 'knowledge base' : 'policy'}`,
        );
    }
    if (run.list !== first.list) mistakes.push(`${path}: was made of another list of targets`);
    if (run.shard.count !== first.shard.count)
      mistakes.push(`${path}: is shard ${run.shard.index}/${run.shard.count}, others are of ${first.shard.count}`);
    const other = seen.get(run.shard.index);
    if (other !== undefined) mistakes.push(`${path}: is shard ${run.shard.index}, and so is ${other}`);
    seen.set(run.shard.index, path);
    const foreign = run.targets.find(
      (target) => run.shard.count > 1 && shardOf(target, run.shard.count) !== run.shard.index,
    );
    if (foreign !== undefined) mistakes.push(`${path}: holds ${foreign}, which is of another shard`);
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return Array.from({ length: first.shard.count }, (_, at) => at + 1).filter((index) => !seen.has(index));
}
