import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openFleetStore } from '../fleet/store/fleet-store.ts';
import type { Target } from '../fleet/targets.ts';
import type { TargetResult } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import type { BatchSetup } from './batch-setup.ts';
import type { RunFile } from './run-folder.ts';
import { type Store, workOnRun } from './store-work.ts';
import { type StoredSetup, storedSetup } from './stored-setup.ts';

export interface StoreRunOptions {
  readonly address: string;
  readonly setup: BatchSetup;
  readonly run: RunFile;
  readonly targets: readonly Target[];
  readonly limits: StoredSetup['limits'];
  /** Seconds after which a worker that was not heard of is dead. */
  readonly lostAfter: number;
  readonly resume: 'yes' | 'no';
  /** Processes of this machine; none: others do all the work. */
  readonly jobs: number;
  readonly stop: AbortSignal;
  readonly onResult: (result: TargetResult) => void;
  readonly onNote: (note: string) => void;
}

/** A database may be away for so long, in milliseconds: ten minutes. */
export const patience = 600_000;

/**
 * Begins a run in the store, or goes on with it, works along, and calls `keep` for each result once all are there; inventories are fetched into
 * the run's folder. Nothing is kept when it was stopped. @throws UsageError
 */
export async function runInStore(options: StoreRunOptions, keep: (result: TargetResult) => void): Promise<void> {
  const { setup, run, limits, stop, onNote } = options;
  const store: Store = await openFleetStore(options.address, {
    patience,
    // Both attempts of a worker, and time to write the result down.
    expiry: 2 * limits.time + 60,
    lostAfter: options.lostAfter,
    onNote,
  });
  try {
    const id = runId(run);
    const stored = { id, description: run, setup: storedSetup(setup, limits, run.identity) };
    if (!(await store.begin(stored, options.targets)) && options.resume === 'no')
      throw new UsageError(`--store: holds this run already, as ${id}; --resume goes on with it`);
    await workOnRun(store, stored, {
      local: { folder: setup.folder, cwd: setup.cwd, searchPath: setup.searchPath, cache: setup.cache },
      jobs: options.jobs,
      path: setup.searchPath,
      lostAfter: options.lostAfter,
      stop,
      onResult: options.onResult,
      onNote,
    });
    if (stop.aborted) return;
    for await (const text of store.results(id)) {
      const result = JSON.parse(text) as TargetResult;
      await fetchInventory(store, result, setup.folder);
      keep(result);
    }
  } finally {
    await store.close();
  }
}

/** The same for the same targets judged in the same way. */
export function runId({ identity, shard, targets }: RunFile): string {
  return createHash('sha256').update(JSON.stringify({ identity, shard, targets })).digest('hex').slice(0, 16);
}

async function fetchInventory(store: Store, { inventory }: TargetResult, folder: string): Promise<void> {
  if (inventory === undefined) return;
  const path = join(folder, 'inventories', basename(inventory));
  if (existsSync(path)) return;
  const body = await store.inventory(inventory);
  if (body === undefined) return;
  mkdirSync(join(folder, 'inventories'), { recursive: true });
  writeFileSync(path, body);
}
