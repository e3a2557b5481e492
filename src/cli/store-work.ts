import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runPool } from '../fleet/pool.ts';
import type { Claim, FleetStore, StoredRun } from '../fleet/store/fleet-store.ts';
import type { TargetResult } from '../model/fleet.ts';
import { childProgram, givenUp, poolSettings } from './batch-jobs.ts';
import type { BatchSetup } from './batch-setup.ts';
import type { RunFile } from './run-folder.ts';
import { type Local, localSetup, type StoredSetup } from './stored-setup.ts';

export type Store = FleetStore<RunFile, StoredSetup>;

export interface StoreWork {
  readonly local: Local;
  /** Processes at a time; none: only wait until others are done. */
  readonly jobs: number;
  readonly path: string | undefined;
  /** Seconds after which a worker that was not heard of is dead. */
  readonly lostAfter: number;
  readonly stop: AbortSignal;
  readonly onResult: (result: TargetResult) => void;
  readonly onNote: (note: string) => void;
}

/** Milliseconds between two looks for work that somebody may give back. */
const glance = 500;

/**
 * Works on a run until every target of it has a result, whoever made it, or until it is stopped; what was under way then goes back.
 * @throws UsageError where this wherefrom would judge otherwise than the one that began the run, or the database stays away.
 */
export async function workOnRun(store: Store, run: StoredRun<RunFile, StoredSetup>, work: StoreWork): Promise<void> {
  const { local, stop, onNote } = work;
  mkdirSync(local.folder, { recursive: true });
  const setup = await localSetup(run.setup, local);
  const lost = (target: string): TargetResult =>
    givenUp(target, 'repository', 'its worker was lost again and again', 'with several workers');
  let isTending = false;
  const tend = async (): Promise<void> => {
    if (isTending) return;
    isTending = true;
    await store.tend(run.id, lost).finally(() => {
      isTending = false;
    });
  };
  await tend();
  const timer = setInterval(() => tend().catch((error: Error) => onNote(error.message)), work.lostAfter * 250);
  try {
    if (work.jobs === 0) for await (const _ of claims(store, run.id, stop, 'only wait'));
    else {
      await runPool<Claim, TargetResult, BatchSetup>(
        claims(store, run.id, stop, 'claim'),
        { ...poolSettings(setup, run.setup.limits, work), program: childProgram(), stop, onNote },
        async (claim, result) => {
          await store.finish(run.id, claim.job, result, inventoryOf(result, setup.folder));
          work.onResult(result);
        },
        async ({ job: claim, reason }) => {
          const result = givenUp(claim.target.id, claim.target.kind, reason);
          await store.finish(run.id, claim.job, result, undefined);
          work.onResult(result);
        },
      );
    }
  } finally {
    clearInterval(timer);
    await store.giveBack();
  }
}

/** Claims one by one until no target is without a result. */
async function* claims(
  store: Store,
  run: string,
  stop: AbortSignal,
  how: 'claim' | 'only wait',
): AsyncGenerator<Claim, void> {
  while (!stop.aborted) {
    const claim = how === 'claim' ? await store.claim(run) : undefined;
    if (claim !== undefined) yield claim;
    else if ((await store.remaining(run)) === 0) return;
    else await sleep(glance, undefined, { signal: stop }).catch(() => {});
  }
}

function inventoryOf({ inventory }: TargetResult, folder: string): Uint8Array | undefined {
  if (inventory === undefined) return undefined;
  const path = join(folder, 'inventories', basename(inventory));
  return existsSync(path) ? readFileSync(path) : undefined;
}
