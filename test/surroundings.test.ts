/** Where the program runs: time zones and languages, old versions of Node, users without a home. And what happens when a parser has a bug. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { runPool } from '../src/fleet/pool.ts';
import { formats } from '../src/formats/registry.ts';
import type { Format } from '../src/model/format.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';
import { npmLock } from './command-line.ts';
import { makeRepository } from './repositories.ts';

const program = resolve('bin/wherefrom.js');
const room = mkdtempSync(join(tmpdir(), 'wherefrom-where-'));
afterAll(() => {
  chmodSync(room, 0o755);
  rmSync(room, { recursive: true, force: true });
});

describe('PROC-03: a bug in a parser', () => {
  const broken = (format: Format): Format => {
    const fail = (): never => {
      throw new TypeError('planted');
    };
    const functions = Object.entries(format).filter(
      ([key, value]) => typeof value === 'function' && key !== 'recognise',
    );
    return { ...format, ...Object.fromEntries(functions.map(([key]) => [key, fail])) };
  };
  it('is a problem of its file with a code and no stack, in every format', () => {
    for (const format of formats) {
      const tree = memoryTree(new Map([['a/file', 'x']]));
      const reading = readInput(tree, 'a/file', broken(format), { named: false }, () => {});
      expect(reading, format.id).toEqual({
        status: 'failed',
        reason: 'wherefrom failed on this file: planted',
        components: 0,
        problems: [
          {
            code: 'internal-error',
            path: 'a/file',
            message: 'wherefrom failed on this file: planted',
            weight: 'lost',
          },
        ],
      });
    }
  });
});

describe('PROC-04: clocks and languages', () => {
  const places: Record<string, string>[] = [
    {},
    { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/Los_Angeles', LC_ALL: 'C' },
    { TZ: 'Europe/Lisbon', LANG: 'az_AZ.UTF-8', LANGUAGE: 'az' },
    { TZ: 'No/Such', LANG: 'xx' },
  ];
  it('give the same bytes', () => {
    const reports = places.map((env) => {
      const ran = spawnSync(
        process.execPath,
        [
          program,
          'scan',
          'fixtures/repos/demo',
          'fixtures/formats/inventory',
          '-q',
          '-f',
          'json',
          '--as-of',
          '2026-11-25',
          '-p',
          'us-federal-contractor',
        ],
        { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8', maxBuffer: 1 << 28 },
      );
      expect(ran.status, ran.stderr).toBe(1);
      return ran.stdout;
    });
    expect(reports[0]?.length).toBeGreaterThan(10_000);
    for (const [at, report] of reports.entries()) expect(report === reports[0], JSON.stringify(places[at])).toBe(true);
  }, 120_000);
});

describe('PROC-05: a Node that is too old', () => {
  it.each(['12.22.12', '18.20.4'])('is told before any work, with exit 2: %s', (version) => {
    const preload = join(room, `node-${version}.cjs`);
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    );
    const ran = spawnSync(process.execPath, ['--require', preload, program, 'scan', '.'], { encoding: 'utf8' });
    expect(ran).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `wherefrom needs Node 20 or newer; this is ${version}\n`,
    });
  });
});

describe('PROC-06: a user without a home', () => {
  it('works with no HOME, an unknown user and folders that may not be written, and writes where it was told only', () => {
    const cwd = join(room, 'read-only');
    const out = join(room, 'out');
    makeRepository(join(cwd, 'source/app'), { 'package-lock.json': npmLock('ali-oss@6.0.0') });
    mkdirSync(out);
    chmodSync(room, 0o755);
    chmodSync(out, 0o777);
    const uid = process.getuid?.() === 0 ? 12_345 : undefined;
    const as = {
      cwd,
      env: { PATH: process.env.PATH, HOME: undefined },
      encoding: 'utf8',
      ...(uid && { uid, gid: uid }),
    } as const;
    const start = (...args: string[]) => spawnSync(process.execPath, [program, ...args, '--as-of', '2026-11-25'], as);
    // Where the checkout itself is closed to others, only the missing home is left to try.
    const isOpen = spawnSync(process.execPath, [program, '--version'], as).status === 0;
    expect(uid === undefined || isOpen, 'the checkout can be read by others').toBe(true);
    const before = readdirSync(cwd, { recursive: true }).sort();
    const scanned = start('scan', 'source', '-q', '-f', `json=${join(out, 'report.json')}`);
    expect(scanned.status, scanned.stderr).toBe(1);
    expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')).findings).toHaveLength(1);
    const batched = start('batch', 'source', '--out', join(out, 'run'), '-q');
    expect(batched.status, batched.stderr).toBe(1);
    expect(JSON.parse(readFileSync(join(out, 'run/fleet.json'), 'utf8')).summary).toMatchObject({ done: 1, failed: 0 });
    if (uid !== undefined) {
      const refused = start('batch', 'source', '--out', 'run', '-q');
      expect(refused.status).toBe(2);
      expect(refused.stderr).toMatch(/could not be written \(EACCES\)\n$/);
    }
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(before);
    expect(readdirSync(out).sort()).toEqual(['report.json', 'run']);
  }, 60_000);
});

describe('BATCH-08: memory that creeps up', () => {
  it.each([
    ['after so many jobs', { jobs: 3, memory: 1e9 }, 1000, 3],
    ['above so much memory', { jobs: 100, memory: 1e6 }, 2e6, 1],
  ] as const)('a process is replaced %s', async (_title, recycle, memory, most) => {
    const child = join(room, 'counting.mjs');
    writeFileSync(
      child,
      `process.on('message', ({ job, setup }) => { if (job !== undefined) process.send({ result: process.pid, memory: ${memory} }); });
      process.on('disconnect', () => process.exit(0));`,
    );
    const used = new Map<number, number>();
    await runPool<number, number, object>(
      Array.from({ length: 10 }, (_, at) => at),
      {
        program: child,
        setup: {},
        size: 2,
        timeLimit: 60_000,
        heapLimit: 64,
        recycle,
        environment: { PATH: process.env.PATH },
        attempts: 2,
      },
      (_job, pid) => used.set(pid, (used.get(pid) ?? 0) + 1),
      ({ reason }) => expect.unreachable(reason),
    );
    expect([...used.values()].reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(Math.max(...used.values())).toBe(most);
  });
});
