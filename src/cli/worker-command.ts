import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openFleetStore } from '../fleet/store/fleet-store.ts';
import { numberOf } from './batch-flags.ts';
import { startBatchProgress } from './batch-progress.ts';
import { patience } from './batch-store.ts';
import { type Store, workOnRun } from './store-work.ts';
import type { Surroundings } from './surroundings.ts';
import { stopCodes, stopWith } from './write-file.ts';

export interface WorkerFlags {
  readonly store: string;
  readonly jobs?: string;
  readonly drain?: boolean;
  readonly lostAfter: string;
  readonly cache?: string;
  readonly cacheSize: string;
  readonly quiet?: boolean;
  readonly progress: boolean;
}

/** Milliseconds between two looks for a run that has work. */
const glance = 2000;

/**
 * `wherefrom worker`: takes targets of runs in the store and writes their results there, until it is stopped, or with `--drain` until no run
 * has work. Exit 0, or that of the signal; what was under way is given back.
 */
export async function workerCommand(flags: WorkerFlags, surroundings: Surroundings): Promise<number> {
  const stopping = new AbortController();
  let signal: keyof typeof stopCodes | undefined;
  const stopped = stopWith((name) => {
    signal = name;
    stopping.abort();
  });
  const lostAfter = numberOf(flags.lostAfter, '--lost-after', 60);
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-worker-'));
  const wanted = flags.quiet === true || !flags.progress ? 'off' : 'auto';
  const onNote = (text: string): void => void (wanted === 'auto' && surroundings.stderr.write(`${text}\n`));
  try {
    const store: Store = await openFleetStore(flags.store, { patience, expiry: 1800, lostAfter, onNote });
    try {
      while (!stopping.signal.aborted) {
        const run = await store.nextRun();
        if (run === undefined) {
          if (flags.drain) break;
          await sleep(glance, undefined, { signal: stopping.signal }).catch(() => {});
          continue;
        }
        const total = run.description.targets.length;
        const before = total - (await store.remaining(run.id));
        onNote(`run ${run.id}: ${total} targets`);
        const progress = startBatchProgress(surroundings, { total, before, wanted });
        await workOnRun(store, run, {
          local: {
            folder: join(folder, run.id),
            cwd: surroundings.cwd,
            searchPath: surroundings.env.PATH,
            cache: {
              folder: flags.cache === undefined ? join(folder, 'cache') : resolve(surroundings.cwd, flags.cache),
              maxBytes: numberOf(flags.cacheSize, '--cache-size', 1024) * 1024 ** 2,
            },
          },
          jobs: numberOf(flags.jobs, '--jobs', availableParallelism()),
          path: surroundings.env.PATH,
          lostAfter,
          stop: stopping.signal,
          onResult: progress.next,
          onNote: progress.note,
        });
        progress.end();
        rmSync(join(folder, run.id), { recursive: true, force: true });
      }
    } finally {
      await store.close();
    }
  } finally {
    stopped();
    rmSync(folder, { recursive: true, force: true });
  }
  return signal === undefined ? 0 : stopCodes[signal];
}
