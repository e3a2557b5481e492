import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { UsageError } from '../../model/problem.ts';

/** Sends one statement, or several in one text when there are no values. Rows in the server's order. */
export type Send = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A PostgreSQL server that may be away for a while: what fails because of that is tried again until it is back. */
export interface Database {
  readonly send: Send;
  /** All of `work` or nothing. It is begun anew when the server goes away in the middle, so it must bear that. */
  readonly transaction: <Result>(work: (send: Send) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export interface DatabaseOptions {
  /** Milliseconds to wait for a server that is away before giving up. */
  readonly patience: number;
  readonly onNote: (note: string) => void;
}

/** The pause doubles from the first to the last of these, in milliseconds. */
const firstPause = 250;
const longestPause = 5000;

/** @throws UsageError where the packages are missing, or the server refuses what the address says. Never shows a password. */
export async function openDatabase(address: string, options: DatabaseOptions): Promise<Database> {
  const shown = withoutPassword(address);
  const { default: postgres } = await import('pg').catch(() => {
    throw new UsageError('--store needs the packages pg and pg-boss beside wherefrom: npm install pg@8 pg-boss@10');
  });
  const pool: Pool = new postgres.Pool({ connectionString: address, max: 8, application_name: 'wherefrom' });
  // A connection that breaks while it is idle: the next statement opens another.
  pool.on('error', () => {});

  const patiently = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const giveUp = Date.now() + options.patience;
    for (let pause = firstPause; ; pause = Math.min(2 * pause, longestPause)) {
      try {
        return await work();
      } catch (error) {
        if (!isAway(error)) throw asUsageError(error, shown);
        if (Date.now() + pause > giveUp) throw new UsageError(`--store ${shown}: ${messageOf(error)}`);
        if (pause === firstPause) options.onNote(`the database at ${shown} is away, waiting: ${messageOf(error)}`);
        await sleep(pause);
      }
    }
  };
  const database: Database = {
    send: <Row>(text: string, values?: readonly unknown[]) =>
      patiently(async () => {
        const { rows } = await pool.query(text, values as unknown[] | undefined);
        return rows as Row[];
      }),
    transaction: (work) => patiently(() => inTransaction(pool, work)),
    close: () => pool.end(),
  };
  try {
    await database.send('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

async function inTransaction<Result>(pool: Pool, work: (send: Send) => Promise<Result>): Promise<Result> {
  const client: PoolClient = await pool.connect();
  // Without a listener a connection that breaks here would end the process; the statement under way fails as well.
  const ignore = (): void => {};
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(async <Row>(text: string, values?: readonly unknown[]) => {
      const { rows } = await client.query(text, values as unknown[] | undefined);
      return rows as Row[];
    });
    await client.query('commit');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** Classes of SQLSTATE that pass: connection exceptions, too many connections, the server stopping or starting, a lost race. */
const passing = /^(?:08...|53300|57P0[1-5]|40001|40P01)$/;
const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

function isAway(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return passing.test(code) || networkCodes.has(code) || /connection terminated|connection timeout/i.test(message);
}

/** A refused password, an unknown database: the user's to mend. Everything else is ours. */
function asUsageError(error: unknown, shown: string): unknown {
  const { code = '' } = error as { code?: string };
  return /^(?:28...|3D000|42501|ENOTFOUND|ERR_INVALID_URL)$/.test(code)
    ? new UsageError(`--store ${shown}: ${messageOf(error)}`)
    : error;
}

function messageOf(error: unknown): string {
  // A name with several addresses fails with one error for each.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  return first instanceof Error && first.message !== '' ? first.message : String((first as { code?: string }).code);
}

/** The address without its password, for people. */
export function withoutPassword(address: string): string {
  return address.replace(/^([a-z]+:\/\/)([^/]*)@/i, (_all, scheme: string, user: string) => {
    const name = user.split(':')[0];
    return name === '' ? scheme : `${scheme}${name}@`;
  });
}
