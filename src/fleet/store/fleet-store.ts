import { randomUUID } from 'node:crypto';
import type { TargetResult } from '../../model/fleet.ts';
import type { Target } from '../targets.ts';
import { openDatabase, type Send } from './database.ts';
import { openQueue } from './queue.ts';
import { prepareTables } from './tables.ts';

/** A run as it was begun. What stands in `description` and `setup` is the caller's. */
export interface StoredRun<Description, Setup> {
  readonly id: string;
  readonly description: Description;
  readonly setup: Setup;
}

export type StoredTarget = Pick<Target, 'id' | 'kind' | 'place'>;

export interface Claim {
  readonly job: string;
  readonly target: StoredTarget;
}

/** Runs, their work and their results in a PostgreSQL database that many machines share. Every method waits for a database that is away. */
export interface FleetStore<Description, Setup> {
  /** False where the run is there already; then nothing is changed. */
  readonly begin: (run: StoredRun<Description, Setup>, targets: readonly StoredTarget[]) => Promise<boolean>;
  readonly run: (id: string) => Promise<StoredRun<Description, Setup> | undefined>;
  /** The run that was begun first of those that have work. */
  readonly nextRun: () => Promise<StoredRun<Description, Setup> | undefined>;
  /** Targets without a result. */
  readonly remaining: (run: string) => Promise<number>;
  /** Undefined: nothing is to be handed out at the moment. */
  readonly claim: (run: string) => Promise<Claim | undefined>;
  /** The result and its inventory, with the end of the claim: all of it or nothing. A second result of a target is ignored, and told where it is another one; only one that is whole takes the place of one that is not. */
  readonly finish: (run: string, job: string, result: TargetResult, inventory: Uint8Array | undefined) => Promise<void>;
  /** What this worker still holds goes back to the others. */
  readonly giveBack: () => Promise<void>;
  /** Says that this worker lives, hands out again what dead workers held, and writes down targets that were lost too often. */
  readonly tend: (run: string, lost: (target: string) => TargetResult) => Promise<void>;
  /** Results by target, as text; the same bytes as in a result file. */
  readonly results: (run: string) => AsyncIterable<string>;
  /** As stored by `finish`. */
  readonly inventory: (name: string) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
}

export interface StoreOptions {
  /** Milliseconds to wait for a database that is away. */
  readonly patience: number;
  /** Seconds after which an unfinished target is handed out again, whatever its worker says. */
  readonly expiry: number;
  /** Seconds after which a worker that was not heard of is dead; a living one is heard of with every `tend`. */
  readonly lostAfter: number;
  readonly onNote: (note: string) => void;
}

const perPage = 200;
const perInsert = 5000;

/** `address`: `postgres://user@host/database`. Makes its tables where they are missing. @throws UsageError */
export async function openFleetStore<Description, Setup>(
  address: string,
  options: StoreOptions,
): Promise<FleetStore<Description, Setup>> {
  const database = await openDatabase(address, options);
  const worker = randomUUID();
  await prepareTables(database);
  const queue = await openQueue(database, options.expiry);
  const { send, transaction } = database;

  const runs = `select run as id, description, setup from wherefrom.runs`;

  return {
    async begin(run, targets) {
      await queue.open(run.id);
      return transaction(async (inside) => {
        const added = await inside(
          'insert into wherefrom.runs (run, description, setup) values ($1, $2, $3) on conflict do nothing returning run',
          [run.id, JSON.stringify(run.description), JSON.stringify(run.setup)],
        );
        if (added.length === 0) return false;
        for (let at = 0; at < targets.length; at += perInsert) {
          const page = targets.slice(at, at + perInsert).map(({ id, kind, place }) => ({ id, kind, place }));
          await inside(
            `insert into wherefrom.targets (run, target, kind, place)
             select $1, id, kind, place from json_to_recordset($2) as page (id text, kind text, place text)`,
            [run.id, JSON.stringify(page)],
          );
        }
        await queue.add(
          run.id,
          targets.map(({ id }) => id),
          inside,
        );
        return true;
      });
    },
    run: async (id) => (await send<StoredRun<Description, Setup>>(`${runs} where run = $1`, [id]))[0],
    nextRun: async () =>
      (
        await send<StoredRun<Description, Setup>>(
          `${runs} where exists (
             select from wherefrom.targets where targets.run = runs.run
             and not exists (select from wherefrom.results where (results.run, results.target) = (targets.run, targets.target))
           ) order by begun, run limit 1`,
        )
      )[0],
    async remaining(run) {
      const [row] = await send<{ count: string }>(
        `select (select count(*) from wherefrom.targets where run = $1) - (select count(*) from wherefrom.results where run = $1) as count`,
        [run],
      );
      return Number(row?.count ?? 0);
    },
    // Handed out and noted down at once: a worker that dies in between would hold a target that nobody misses.
    claim: (run) =>
      transaction(async (inside) => {
        const claimed = await queue.claim(run, inside);
        if (claimed === undefined) return undefined;
        await inside(
          'insert into wherefrom.claims values ($1, $2, $3, $4) on conflict (job) do update set worker = $4',
          [claimed.job, run, claimed.target, worker],
        );
        const [target] = await inside<StoredTarget>(
          'select target as id, kind, place from wherefrom.targets where run = $1 and target = $2',
          [run, claimed.target],
        );
        return target && { job: claimed.job, target };
      }),
    finish: (run, job, result, inventory) =>
      transaction(async (inside) => {
        if ((await keep(inside, run, result, inventory)) === 'differs')
          options.onNote(`${result.target}: was worked on twice, with different results; the first stands`);
        await inside('delete from wherefrom.claims where job = $1', [job]);
        await queue.complete(run, job, inside);
      }),
    async giveBack() {
      const held = await send<{ job: string; run: string }>(
        'delete from wherefrom.claims where worker = $1 returning job, run',
        [worker],
      );
      for (const [run, jobs] of byRun(held)) await queue.giveBack(run, jobs);
      await send('delete from wherefrom.workers where worker = $1', [worker]);
    },
    async tend(run, lost) {
      await send('insert into wherefrom.workers values ($1, now()) on conflict (worker) do update set seen = now()', [
        worker,
      ]);
      const orphans = await send<{ job: string; run: string }>(
        `delete from wherefrom.claims where not exists (
           select from wherefrom.workers where workers.worker = claims.worker and seen > now() - $1 * interval '1 second'
         ) returning job, run`,
        [options.lostAfter],
      );
      for (const [of, jobs] of byRun(orphans)) await queue.giveBack(of, jobs);
      for (const { job, target } of await queue.lost(run)) {
        await transaction(async (inside) => {
          const done = await inside('select from wherefrom.results where run = $1 and target = $2', [run, target]);
          if (done.length === 0) await keep(inside, run, lost(target), undefined);
          await queue.completeLost(run, job, inside);
        });
      }
    },
    async *results(run) {
      const rows = await send<{ target: string }>('select target from wherefrom.results where run = $1', [run]);
      // As the report sorts them: the database's own order is another.
      const names = rows.map(({ target }) => target).sort((a, b) => (a < b ? -1 : 1));
      for (let at = 0; at < names.length; at += perPage) {
        const page = names.slice(at, at + perPage);
        const found = await send<{ target: string; row: string }>(
          'select target, row::text from wherefrom.results where run = $1 and target = any ($2)',
          [run, page],
        );
        const byName = new Map(found.map(({ target, row }) => [target, row]));
        for (const name of page) yield byName.get(name) as string;
      }
    },
    async inventory(name) {
      const [row] = await send<{ body: Uint8Array }>('select body from wherefrom.inventories where name = $1', [name]);
      return row?.body;
    },
    async close() {
      await queue.close();
      await database.close();
    },
  };
}

function byRun(rows: readonly { readonly job: string; readonly run: string }[]): ReadonlyMap<string, string[]> {
  const jobs = new Map<string, string[]>();
  for (const { job, run } of rows) jobs.set(run, [...(jobs.get(run) ?? []), job]);
  return jobs;
}

async function keep(
  send: Send,
  run: string,
  result: TargetResult,
  inventory: Uint8Array | undefined,
): Promise<'kept' | 'known' | 'differs'> {
  const { target, commit, status, complete, components } = result;
  const text = JSON.stringify(result);
  const [earlier] = await send<{ row: string; status: string }>(
    'select row::text, status from wherefrom.results where run = $1 and target = $2 for update',
    [run, target],
  );
  if (earlier?.row === text) return 'known';
  if (earlier !== undefined && (earlier.status === 'done' || status !== 'done')) {
    await send('update wherefrom.results set differing = true where run = $1 and target = $2', [run, target]);
    return 'differs';
  }
  if (inventory !== undefined && result.inventory !== undefined)
    await send('insert into wherefrom.inventories values ($1, $2) on conflict do nothing', [
      result.inventory,
      inventory,
    ]);
  await send(
    `insert into wherefrom.results (run, target, commit, status, complete, components, inventory, row)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (run, target) do update set (commit, status, complete, components, inventory, row, finished) =
       (excluded.commit, excluded.status, excluded.complete, excluded.components, excluded.inventory, excluded.row, now())`,
    [run, target, commit, status, complete, components, result.inventory, text],
  );
  await send('delete from wherefrom.findings where run = $1 and target = $2', [run, target]);
  const columns = result.findings.map(({ id, severity, status: state, rule, entity, component, evidence }) => ({
    finding: id,
    severity,
    status: state,
    rule,
    entity: entity?.id,
    entity_name: entity?.name,
    country: entity?.country,
    component: component.name,
    component_version: component.version,
    purl: component.purl,
    path: evidence[0]?.path,
    line: evidence[0]?.line,
  }));
  // PostgreSQL text holds no NUL; the row itself keeps it, written as an escape.
  const rows = JSON.stringify(columns, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value,
  );
  await send(
    `insert into wherefrom.findings
     select $1, $2, * from json_to_recordset($3) as page (finding text, severity text, status text, rule text, entity text,
       entity_name text, country text, component text, component_version text, purl text, path text, line integer)
     on conflict do nothing`,
    [run, target, rows],
  );
  return 'kept';
}
