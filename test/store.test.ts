/** Fleets on a real PostgreSQL server. Without one these tests are left out, and say so. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutPassword } from '../src/fleet/store/database.ts';
import { type FleetStore, openFleetStore } from '../src/fleet/store/fleet-store.ts';
import type { TargetResult } from '../src/model/fleet.ts';
import { UsageError } from '../src/model/problem.ts';
import { npmLock, run } from './command-line.ts';
import { hasPostgres, type Postgres, startPostgres } from './postgres.ts';

if (!hasPostgres) process.stderr.write('left out: fleets on PostgreSQL, there is no server (initdb, pg_ctl)\n');

const room = mkdtempSync(join(tmpdir(), 'wherefrom-store-'));
const source = join(room, 'source');
const targets = 24;
const program = resolve('bin/wherefrom.js');
let server: Postgres;

beforeAll(async () => {
  for (let at = 0; at < targets; at++) {
    const path = join(source, `app-${at}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(
      join(path, 'package-lock.json'),
      npmLock('left-pad@1.3.0', ...(at % 3 === 0 ? ['ali-oss@6.0.0'] : [])),
    );
    writeFileSync(join(path, 'name.txt'), `${at}`);
    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
        cwd: path,
        stdio: 'ignore',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'one');
  }
  if (hasPostgres) server = await startPostgres();
}, 120_000);
afterAll(() => {
  server?.remove();
  rmSync(room, { recursive: true, force: true });
});

/** Each run has a day of its own, so that none goes on with another's. */
let days = 0;
const nextDay = (): string => `2026-11-${String(++days).padStart(2, '0')}`;
const batch = (day: string, ...args: string[]) => run(['batch', 'source', '--as-of', day, ...args], { cwd: room });
const bytesOf = (folder: string) =>
  ['fleet.json', 'fleet.csv', 'fleet.html'].map((name) => readFileSync(join(room, folder, name), 'utf8'));
const started = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [program, ...args], { cwd: room, stdio: 'ignore' });
const codeOf = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? ((await once(child, 'exit'))[0] as number | null);

/** The built program: a worker refuses the runs of another version, and the tests' own sources are one. */
const built = (day: string, ...args: string[]): Promise<number | null> =>
  codeOf(started('batch', 'source', '--as-of', day, ...args));

async function asked<Row>(sql: string, ...values: unknown[]): Promise<Row[]> {
  const client = new pg.Client(server.address);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

const resultOf = (target: string, reason = 'x'): TargetResult => ({
  target,
  kind: 'repository',
  status: 'failed',
  reason,
  complete: false,
  components: 0,
  inputs: { parsed: 0, partial: 0, failed: 0, skipped: 0 },
  findings: [],
  problems: [],
});

describe('addresses', () => {
  it('lose their password before anybody sees them', () => {
    expect(withoutPassword('postgres://fleet:se:cr@et@db.example/f')).toBe('postgres://fleet@db.example/f');
    expect(withoutPassword('postgres://fleet:secret@db.example:5432/f')).toBe('postgres://fleet@db.example:5432/f');
    expect(withoutPassword('postgres://db.example/f')).toBe('postgres://db.example/f');
  });

  it('of nobody are a mistake of the user, told without the password', async () => {
    const options = { patience: 300, expiry: 60, lostAfter: 60, onNote: () => {} };
    const failed = await openFleetStore('postgres://fleet:secret@127.0.0.1:1/none', options).catch((error) => error);
    expect(failed).toBeInstanceOf(UsageError);
    expect(failed.message).toMatch(/^--store postgres:\/\/fleet@127\.0\.0\.1:1\/none: .*ECONNREFUSED/);
  });
});

describe.runIf(hasPostgres)('a run in the store', () => {
  it('gives the bytes of a run through files, and answers in SQL', async () => {
    const day = nextDay();
    await batch(day, '--out', 'files', '-q');
    const ran = await batch(day, '--out', 'stored', '--store', server.address);
    expect(ran.code, ran.stderr).toBe(1);
    expect(bytesOf('stored')).toEqual(bytesOf('files'));
    const [found] = await asked<{ count: string }>(
      "select count(distinct target) as count from wherefrom.findings where entity = 'alibaba'",
    );
    expect(found?.count).toBe(String(targets / 3));
    const documented = /```sql\n([^`]*wherefrom\.[^`]*)```/.exec(readFileSync('docs/batch.md', 'utf8'))?.[1] ?? '';
    const statements = documented.split(/;\n/).filter((text) => text.trim() !== '');
    expect(statements).toHaveLength(4);
    const answers = await Promise.all(statements.map((statement) => asked(statement)));
    expect(answers[1]).toHaveLength(targets / 3);
    expect(answers[2]).toEqual([{ status: 'done', count: String(targets) }]);
    expect(answers[3]).toEqual([]);
    const query = await run(['batch', 'query', 'ali-oss', '--out', 'stored'], { cwd: room });
    expect(query.stdout).toContain(`${targets / 3} targets`);
    const again = await batch(day, '--out', 'again', '--store', server.address);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('--resume goes on with it');
    rmSync(join(room, 'again'), { recursive: true, force: true });
    const resumed = await batch(day, '--out', 'again', '--store', server.address, '--resume', '-q');
    expect(resumed.code).toBe(1);
    expect(bytesOf('again')).toEqual(bytesOf('files'));
  }, 120_000);

  it('two workers, one of them killed: what it held goes to the other, and the bytes are the same', async () => {
    const day = nextDay();
    const store = ['--store', server.address];
    await built(day, '--out', 'alone');
    const doomed = started('worker', ...store, '--jobs', '1', '--lost-after', '2');
    const other = started('worker', ...store, '--jobs', '1', '--lost-after', '2');
    const waiting = built(day, '--out', 'shared', ...store, '--jobs', '0', '--lost-after', '2');
    for (;;) {
      const claims = await asked('select from wherefrom.claims').catch(() => []);
      if (claims.length > 0) break;
      await sleep(20);
    }
    doomed.kill('SIGKILL');
    expect(await waiting).toBe(1);
    expect(bytesOf('shared')).toEqual(bytesOf('alone'));
    // A worker without work is stopped by a signal and leaves nothing behind.
    other.kill('SIGTERM');
    expect(await codeOf(other)).toBe(143);
    expect(await asked('select from wherefrom.claims')).toEqual([]);
  }, 120_000);

  it('a worker that is stopped gives back what it holds', async () => {
    const day = nextDay();
    const store = ['--store', server.address];
    const waiting = built(day, '--out', 'given', ...store, '--jobs', '0');
    const worker = started('worker', ...store, '--jobs', '2');
    for (;;) {
      const claims = await asked('select from wherefrom.claims').catch(() => []);
      if (claims.length > 0) break;
      await sleep(5);
    }
    worker.kill('SIGTERM');
    expect(await codeOf(worker)).toBe(143);
    expect(await asked('select from wherefrom.claims')).toEqual([]);
    const last = started('worker', ...store, '--drain');
    expect(await waiting).toBe(1);
    expect(await codeOf(last)).toBe(0);
  }, 120_000);

  it('BATCH-09: waits for a database that goes away, and loses nothing', async () => {
    const day = nextDay();
    await batch(day, '--out', 'steady', '-q');
    const waiting = batch(day, '--out', 'cut', '--store', server.address, '--jobs', '1');
    for (;;) {
      const [row] = await asked<{ count: string }>('select count(*) from wherefrom.results').catch(() => []);
      const [of] = await asked<{ count: string }>('select count(*) from wherefrom.targets').catch(() => []);
      if (row && of && row.count !== of.count && Number(row.count) % targets > 1) break;
      await sleep(5);
    }
    server.kill();
    await sleep(1500);
    server.start();
    const ran = await waiting;
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stderr).toContain('is away, waiting');
    expect(ran.stderr).not.toContain('secret');
    expect(bytesOf('cut')).toEqual(bytesOf('steady'));
  }, 120_000);
});

describe.runIf(hasPostgres)('the store', () => {
  let store: FleetStore<string, string>;
  const notes: string[] = [];
  beforeAll(async () => {
    store = await openFleetStore(server.address, {
      patience: 5000,
      expiry: 60,
      lostAfter: 60,
      onNote: (note) => notes.push(note),
    });
  });
  afterAll(() => store?.close());
  const begin = (id: string, ...names: string[]) =>
    store.begin(
      { id, description: 'd', setup: 's' },
      names.map((name) => ({ id: name, kind: 'repository', place: `/${name}` })),
    );
  const textsOf = async (id: string): Promise<string[]> => {
    const texts: string[] = [];
    for await (const text of store.results(id)) texts.push(text);
    return texts;
  };
  const claimed = async (id: string) => {
    const claim = await store.claim(id);
    if (claim === undefined) throw new Error('nothing to claim');
    return claim;
  };

  it('begins a run once, and hands each target out once', async () => {
    expect(await begin('once', 'a', 'b')).toBe(true);
    expect(await begin('once', 'a', 'b')).toBe(false);
    const [one, two] = [await claimed('once'), await claimed('once')];
    expect([one.target.id, two.target.id].sort()).toEqual(['a', 'b']);
    expect(await store.claim('once')).toBeUndefined();
    await store.finish('once', one.job, resultOf(one.target.id), undefined);
    expect(await store.remaining('once')).toBe(1);
    await store.finish('once', two.job, resultOf(two.target.id), undefined);
    expect(await store.remaining('once')).toBe(0);
  });

  it('BATCH-03: a target that is finished twice has one result, the bytes of which are kept as they are', async () => {
    await begin('twice', 'a');
    const { job } = await claimed('twice');
    const odd = resultOf('a', 'a \0 b \ud800 "\u2028 é 😀');
    await store.finish('twice', job, odd, undefined);
    await store.finish('twice', job, odd, undefined);
    expect(await textsOf('twice')).toEqual([JSON.stringify(odd)]);
    expect(notes).toEqual([]);
    await store.finish('twice', job, resultOf('a', 'another'), undefined);
    expect(await textsOf('twice')).toEqual([JSON.stringify(odd)]);
    expect(notes).toEqual(['a: was worked on twice, with different results; the first stands']);
    expect(await asked('select from wherefrom.results where differing')).toHaveLength(1);
    const whole: TargetResult = { ...resultOf('a'), status: 'done' };
    await store.finish('twice', job, whole, undefined);
    expect(await textsOf('twice')).toEqual([JSON.stringify(whole)]);
  });

  it('keeps result and end of the claim together: neither without the other', async () => {
    await begin('whole', 'a');
    const { job } = await claimed('whole');
    await expect(store.finish('whole', job, resultOf('not a target'), undefined)).rejects.toThrow();
    expect(await store.remaining('whole')).toBe(1);
    expect(await asked('select from wherefrom.claims where job = $1', job)).toHaveLength(1);
    await store.finish('whole', job, resultOf('a'), undefined);
    expect(await asked('select from wherefrom.claims where job = $1', job)).toEqual([]);
  });

  it('sets a target aside that is lost again and again, with a result that says so', async () => {
    await begin('poison', 'a');
    for (let lost = 0; lost < 4; lost++) {
      // The pause before the next attempt is not waited for here.
      await asked("update wherefrom_queue.job set start_after = now() where name = 'run_poison'");
      await claimed('poison');
      await store.giveBack();
    }
    expect(await store.claim('poison')).toBeUndefined();
    await store.tend('poison', (target) => ({ ...resultOf(target), status: 'quarantined' }));
    expect((await textsOf('poison')).map((text) => JSON.parse(text).status)).toEqual(['quarantined']);
    expect(await store.remaining('poison')).toBe(0);
  });

  it('keeps results in the order of the report, whatever the database sorts by', async () => {
    const names = ['b', 'a', 'B', 'ä', '😀', '\uffff', 'a b', '_'];
    await begin('order', ...names);
    for (let at = 0; at < names.length; at++) {
      const claim = await claimed('order');
      await store.finish('order', claim.job, resultOf(claim.target.id), undefined);
    }
    const found = (await textsOf('order')).map((text) => JSON.parse(text).target as string);
    expect(found).toEqual([...names].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('refuses tables of another version', async () => {
    await asked('update wherefrom.version set version = 99');
    const options = { patience: 300, expiry: 60, lostAfter: 60, onNote: () => {} };
    await expect(openFleetStore(server.address, options)).rejects.toThrow('are of version 99');
    await asked('update wherefrom.version set version = 1');
  });
});
