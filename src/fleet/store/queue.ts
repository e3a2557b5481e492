import { createHash } from 'node:crypto';
import type PgBoss from 'pg-boss';
import { UsageError } from '../../model/problem.ts';
import type { Database, Send } from './database.ts';

/** A target that was handed out, until it is finished or given back. */
export interface Claimed {
  readonly job: string;
  readonly target: string;
}

/** The work of a run: each target is handed out until somebody finishes it, and put aside when it was lost too often. */
export interface Queue {
  readonly open: (run: string) => Promise<void>;
  readonly add: (run: string, targets: readonly string[], send: Send) => Promise<void>;
  readonly claim: (run: string, send: Send) => Promise<Claimed | undefined>;
  readonly complete: (run: string, job: string, send: Send) => Promise<void>;
  /** Back to the others at once; counts as an attempt. */
  readonly giveBack: (run: string, jobs: readonly string[]) => Promise<void>;
  /** Targets that were lost with their worker again and again. */
  readonly lost: (run: string) => Promise<readonly Claimed[]>;
  readonly completeLost: (run: string, job: string, send: Send) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** How often a target may be lost with its worker before it is put aside; within a worker it has its own attempts. */
const retries = 3;
const schema = 'wherefrom_queue';
const perInsert = 5000;
/** A run may wait for workers for a long time. */
const retentionDays = 365;

interface Work {
  readonly target: string;
}

/** `expiry` is the seconds after which a target that nobody finished is handed out again, whatever its worker says. */
export async function openQueue(database: Database, expiry: number): Promise<Queue> {
  const { default: Boss } = await import('pg-boss').catch(() => {
    throw new UsageError('--store needs the package pg-boss beside wherefrom: npm install pg@8 pg-boss@10');
  });
  const through = (send: Send): PgBoss.Db => ({
    executeSql: async (text, values) => ({ rows: await send(text, values) }),
  });
  const boss = new Boss({ db: through(database.send), schema, schedule: false, maintenanceIntervalSeconds: 10 });
  // Its own upkeep is tried again; what concerns us fails where we call.
  boss.on('error', () => {});
  await boss.start();
  return {
    async open(run) {
      const [name, aside] = [nameOf(run), `${nameOf(run)}.lost`];
      // No more than a worker's own retries: what is put aside is only waiting to be written down.
      await boss.createQueue(aside, { name: aside, retryLimit: retries, expireInSeconds: expiry, retentionDays });
      await boss.createQueue(name, {
        name,
        retryLimit: retries,
        retryDelay: 1,
        retryBackoff: true,
        expireInSeconds: expiry,
        retentionDays,
        deadLetter: aside,
      });
    },
    async add(run, targets, send) {
      for (let at = 0; at < targets.length; at += perInsert) {
        const jobs = targets
          .slice(at, at + perInsert)
          .map((target) => ({ id: idOf(run, target), name: nameOf(run), data: { target } }));
        await boss.insert(jobs, { db: through(send) });
      }
    },
    async claim(run, send) {
      const [job] = await boss.fetch<Work>(nameOf(run), { batchSize: 1, db: through(send) });
      return job && { job: job.id, target: job.data.target };
    },
    complete: (run, job, send) => boss.complete(nameOf(run), job, {}, { db: through(send) }),
    giveBack: async (run, jobs) => {
      if (jobs.length > 0) await boss.fail(nameOf(run), [...jobs]);
    },
    async lost(run) {
      const jobs = await boss.fetch<Work>(`${nameOf(run)}.lost`, { batchSize: 100 });
      return jobs.map((job) => ({ job: job.id, target: job.data.target }));
    },
    completeLost: (run, job, send) => boss.complete(`${nameOf(run)}.lost`, job, {}, { db: through(send) }),
    close: () => boss.stop({ close: false, graceful: false, wait: false }),
  };
}

function nameOf(run: string): string {
  return `run_${run}`;
}

/** The same for the same target of the same run, so that adding it twice adds it once. */
function idOf(run: string, target: string): string {
  const hex = createHash('sha256').update(`${run}\n${target}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
