/** A run that is stopped: what it says meanwhile, what it leaves, and how it goes on. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { progressLine, startBatchProgress } from '../src/cli/batch-progress.ts';
import { readRows } from '../src/fleet/result-file.ts';
import type { TargetResult } from '../src/model/fleet.ts';
import { npmLock, run } from './command-line.ts';

const room = mkdtempSync(join(tmpdir(), 'wherefrom-stop-'));
const program = resolve('bin/wherefrom.js');
afterAll(() => rmSync(room, { recursive: true, force: true }));

beforeAll(() => {
  for (let at = 0; at < 10; at++) {
    const path = join(room, 'source', `app-${at}`);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package-lock.json'), npmLock('left-pad@1.3.0', `ali-oss@6.${at}.0`));
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['commit', '-q', '-m', 'one'],
    ])
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd: path });
  }
});

const bytesOf = (folder: string) =>
  ['fleet.json', 'fleet.csv', 'fleet.html'].map((name) => readFileSync(join(room, folder, name), 'utf8'));
const rowsOf = (folder: string) =>
  [...readRows<TargetResult>(join(room, folder, 'results.ndjson'))].map(({ row }) => row);

/** A `git` that works for the first targets, and for `app-7` says that it is there and then does not come back. */
function slowGit(): { readonly path: string; readonly reached: string; readonly over: string } {
  const bin = mkdtempSync(join(room, 'bin-'));
  const [reached, over] = [join(bin, 'reached'), join(bin, 'over')];
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\ncase "$*" in *app-7/*) touch ${reached}; sleep 90; touch ${over};; esac\nexec ${real} "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  return { path: `${bin}:${process.env.PATH}`, reached, over };
}

/** The built command: what it went on with must be of the same version. */
function built(args: readonly string[]) {
  const ran = spawnSync(process.execPath, [program, ...args], { cwd: room, encoding: 'utf8' });
  return { code: ran.status, stderr: ran.stderr };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(20);
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('PROC-01: %s in the middle of a run', (signal, code) => {
  const out = `out-${signal}`;
  const args = ['batch', 'source', '--out', out, '--as-of', '2026-11-25', '--jobs', '1'];

  it('keeps what is done, waits for nobody, says how to go on, and goes on', async () => {
    const { path, reached, over } = slowGit();
    const child = spawn(process.execPath, [program, ...args], { cwd: room, env: { ...process.env, PATH: path } });
    let stderr = '';
    child.stderr.on('data', (piece) => (stderr += piece));
    const ended = new Promise<number | null>((done) => child.once('exit', (status) => done(status)));
    await until(() => existsSync(reached));
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(existsSync(over), 'did not wait for the target under way').toBe(false);
    expect(stderr).toContain('7 of 10 targets');
    expect(stderr).toMatch(/stopped; what was done is kept, and the same command with --resume goes on\n$/);
    expect(rowsOf(out).map((row) => row.target)).toEqual([0, 1, 2, 3, 4, 5, 6].map((at) => `app-${at}`));
    expect(readdirSync(join(room, out)).filter((name) => /fleet|tmp|clones/.test(name))).toEqual([]);

    const again = built([...args, '--resume']);
    expect(again.code, again.stderr).toBe(1);
    expect(again.stderr).toContain('10 of 10 targets');
    const whole = built(['batch', 'source', '--out', `whole-${signal}`, '--as-of', '2026-11-25']);
    expect(whole.code).toBe(1);
    expect(bytesOf(out)).toEqual(bytesOf(`whole-${signal}`));
  }, 60_000);
});

describe('a rematch', () => {
  it('that is stopped or killed leaves the run as it was; a whole one that was killed between two names is finished', async () => {
    const base = ['batch', 'source', '--out', 'judged', '--as-of', '2026-11-25'];
    expect((await run(base, { cwd: room })).code).toBe(1);
    const at = (name: string) => join(room, 'judged', name);
    const before = [readFileSync(at('run.json'), 'utf8'), readFileSync(at('results.ndjson'), 'utf8')];
    writeFileSync(at('results.rematch.ndjson'), 'torn');
    expect((await run([...base, '--resume'], { cwd: room })).code).toBe(1);
    expect([readFileSync(at('run.json'), 'utf8'), readFileSync(at('results.ndjson'), 'utf8')]).toEqual(before);

    expect((await run([...base, '--rematch', '-p', 'us-texas'], { cwd: room })).code).toBe(1);
    const after = [readFileSync(at('run.json'), 'utf8'), readFileSync(at('results.ndjson'), 'utf8')];
    const report = bytesOf('judged');
    expect(after).not.toEqual(before);
    // As a kill leaves it after the results were put in place and before the run file was.
    writeFileSync(at('run.next.json'), after[0] as string);
    writeFileSync(at('run.json'), before[0] as string);
    expect((await run([...base, '--resume', '-p', 'us-texas'], { cwd: room })).code).toBe(1);
    expect([readFileSync(at('run.json'), 'utf8'), readFileSync(at('results.ndjson'), 'utf8')]).toEqual(after);
    expect(bytesOf('judged')).toEqual(report);
    expect(existsSync(at('run.next.json'))).toBe(false);
  }, 60_000);
});

describe('progress', () => {
  const result = (target: string, status: TargetResult['status'] = 'done'): TargetResult => ({
    target,
    kind: 'repository',
    status,
    ...(status === 'done' ? {} : { reason: 'took longer than 5 s' }),
    complete: true,
    components: 0,
    inputs: { parsed: 0, partial: 0, failed: 0, skipped: 0 },
    findings: [],
    problems: [],
  });
  function told(stderr: { isTTY?: boolean; columns?: number }, env: Record<string, string>, clock: number[]): string {
    let text = '';
    let now = 0;
    const progress = startBatchProgress(
      {
        stderr: Object.assign({ write: (piece: string) => (text += piece) }, stderr),
        env,
        ticks: () => now,
      } as unknown as Parameters<typeof startBatchProgress>[0],
      { total: 10, before: 2, wanted: 'auto' },
    );
    for (const [index, at] of clock.entries()) {
      now = at;
      progress.next(result(`t-${index}`, index === 3 ? 'quarantined' : 'done'));
    }
    progress.end();
    return text;
  }
  const clock = [100, 30_000, 61_000, 62_000, 80_000, 122_000, 123_000, 124_000];

  it.each([
    [{ isTTY: true, columns: 200 }, { CI: 'true' }],
    [{}, {}],
  ])('is a line a minute outside a terminal, and failures at once', (stderr, env) => {
    expect(told(stderr, env, clock)).toBe(
      [
        '5 of 10 targets, 0.0 a second, 1 min 42 s left, 0 failed',
        't-3: quarantined, took longer than 5 s',
        '8 of 10 targets, 0.0 a second, 41 s left, 1 failed',
        '10 of 10 targets, 0.1 a second, 1 failed',
        '',
      ].join('\n'),
    );
  });
  it('is one line that is rewritten at a terminal', () => {
    const lines = told({ isTTY: true, columns: 30 }, {}, clock).split('\r\u001b[2K');
    expect(lines).toContain('5 of 10 targets, 0.0 a second');
    expect(lines).toContain('t-3: quarantined, took longer than 5 s\n');
    expect(lines.at(-1)).toBe('10 of 10 targets, 0.1 a second, 1 failed\n');
  });
  it.each([
    [
      { count: 0, before: 0, total: 9, failed: 0, milliseconds: 5 },
      '0 of 9 targets, 0.0 a second, time left unknown, 0 failed',
    ],
    [
      { count: 10, before: 0, total: 1e6, failed: 0, milliseconds: 1000 },
      '10 of 1000000 targets, 10.0 a second, 1 d 3 h left, 0 failed',
    ],
    [
      { count: 60, before: 50, total: 1e5, failed: 3, milliseconds: 1000 },
      '60 of 100000 targets, 10.0 a second, 2 h 46 min left, 3 failed',
    ],
  ])('%j', (state, line) => expect(progressLine(state)).toBe(line));
});
