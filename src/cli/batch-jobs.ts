import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PoolOptions } from '../fleet/pool.ts';
import type { Target } from '../fleet/targets.ts';
import type { TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import type { BatchSetup } from './batch-setup.ts';

/** A target to look at, or a stored inventory to match again. */
export type BatchJob = { readonly target: Target } | { readonly earlier: TargetResult };

/** How often a target may take its process down before it is given up. */
const attempts = 2;
/** A process is replaced after so many targets: what its parsers hold is given back. */
const jobsPerProcess = 500;

/** How targets are run in processes of their own. `limits`: seconds and MiB of heap for one target. */
export function poolSettings(
  setup: BatchSetup,
  limits: { readonly time: number; readonly memory: number },
  { jobs, path }: { readonly jobs: number; readonly path: string | undefined },
): Omit<PoolOptions<BatchSetup>, 'program' | 'onNote' | 'stop'> {
  return {
    setup,
    size: jobs,
    timeLimit: limits.time * 1000,
    heapLimit: limits.memory,
    recycle: { jobs: jobsPerProcess, memory: limits.memory * 1024 * 1024 },
    environment: { PATH: path },
    attempts,
  };
}

/** Id of the target that a job is about. */
export function targetOf(job: BatchJob): string {
  return 'earlier' in job ? job.earlier.target : job.target.id;
}

/** The result of a target that cannot be looked at without losing the process that does. */
export function givenUp(
  target: string,
  kind: TargetResult['kind'],
  reason: string,
  how = `${attempts} times`,
): TargetResult {
  return {
    target,
    kind,
    status: 'quarantined',
    reason,
    complete: false,
    components: 0,
    inputs: { parsed: 0, partial: 0, failed: 0, skipped: 0 },
    findings: [],
    problems: [{ code: 'quarantined', path: '.', message: `${reason}, ${how}`, weight: 'lost' }],
  };
}

/** Beside the bundle or its parts, or in dist/ when the sources run unbuilt. */
export function childProgram(): string {
  for (const place of ['./batch-child.js', '../batch-child.js', '../../dist/batch-child.js']) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new UsageError('the program of the batch children is missing; run "npm run build" in the folder of wherefrom');
}
