/** What only a real process shows: pipes, full disks, signals, several processes at once, a terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf, npmLock, run } from './command-line.ts';

const program = resolve('bin/wherefrom.js');
const node = process.execPath;
const removals: (() => void)[] = [];
afterAll(() => {
  for (const remove of removals) remove();
});
function folder(files: Readonly<Record<string, string>>): string {
  const made = folderOf(files);
  removals.push(made.remove);
  return made.path;
}

/** A report of several hundred KiB: many findings. */
let large = '';
beforeAll(() => {
  const names = Array.from({ length: 1500 }, (_, at) => `@alicloud/part-${at}@1.0.0`);
  large = folder({ 'package-lock.json': npmLock(...names) });
});

const shell = (command: string, cwd: string) =>
  spawnSync('bash', ['-c', command, 'bash', node, program], { cwd, encoding: 'utf8' });

describe('standard output', () => {
  it('OJSON-02: a slow reader of a pipe gets the whole document', () => {
    const ran = shell('set -o pipefail; "$1" "$2" scan -q -f json | (sleep 1; cat > got.json)', large);
    expect(ran.stderr).toBe('');
    const text = readFileSync(join(large, 'got.json'), 'utf8');
    expect(text.length).toBeGreaterThan(10 * 65_536);
    expect(JSON.parse(text).findings).toHaveLength(1500);
    expect(ran.status).toBe(1);
  });

  it('OJSON-03: a reader that stops is no error, and the files are whole', () => {
    const ran = shell('"$1" "$2" scan -q -f json -f sarif=whole.sarif | head -1; echo "$PIPESTATUS" >&2', large);
    expect(ran.stdout).toBe('{\n');
    expect(ran.stderr).toBe('1\n');
    expect(JSON.parse(readFileSync(join(large, 'whole.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  it('OFS-01: a full disk behind standard output is 2 with the reason, never 1', () => {
    const ran = shell('"$1" "$2" scan -q -f json > /dev/full', large);
    expect(ran).toMatchObject({ status: 2, stderr: 'standard output could not be written (ENOSPC)\n' });
  });
});

describe('report files', () => {
  it('OFS-01: where there is no room nothing stands under the name, and the old file stays', () => {
    const cwd = folder({ 'old.json': 'old' });
    // A limit on the size of files works without rights to mount anything; the system says EFBIG in place of ENOSPC.
    const limited = shell(`ulimit -f 64; "$1" "$2" scan ${large} -q -f json=old.json -f sarif=new.sarif`, cwd);
    expect(limited.status).toBe(2);
    expect(limited.stderr).toMatch(/old\.json: could not be written \(EFBIG\)/);
    expect(readdirSync(cwd)).toEqual(['old.json']);
    expect(readFileSync(join(cwd, 'old.json'), 'utf8')).toBe('old');
  });

  it('OFS-03: processes that write one name at once leave one whole report', async () => {
    const cwd = folder({ 'package-lock.json': npmLock('@alicloud/one@1.0.0', 'left-pad@1.3.0') });
    const codes = await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise<number | null>((done) => {
            spawn(node, [program, 'scan', '.', '-q', '-f', 'json=report.json'], { cwd, stdio: 'ignore' }).on(
              'exit',
              done,
            );
          }),
      ),
    );
    expect(new Set(codes)).toEqual(new Set([1]));
    expect(readdirSync(cwd).sort()).toEqual(['package-lock.json', 'report.json']);
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).findings).toHaveLength(1);
  });
});

describe('signals', () => {
  it('PROC-01: stop a scan at once, with nothing under the final name', async () => {
    // Long enough to be stopped in the middle: rows that all match.
    const rows = Array.from({ length: 300_000 }, (_, at) => `cam-${at},Hikvision,28:57:BE:01:02:03`);
    const cwd = folder({ 'cameras.csv': `Name,Manufacturer,MAC Address\n${rows.join('\n')}\n` });
    for (const [signal, after] of [
      ['SIGINT', 300],
      ['SIGTERM', 900],
    ] as const) {
      const child = spawn(node, [program, 'scan', '.', '-q', '-f', 'json=out.json'], { cwd, stdio: 'ignore' });
      let sent = 0;
      setTimeout(() => {
        sent = performance.now();
        child.kill(signal);
      }, after);
      const ended = await new Promise<unknown>((done) => child.on('exit', (code, by) => done(by ?? code)));
      expect([signal, signal === 'SIGINT' ? 130 : 143]).toContain(ended);
      expect(performance.now() - sent).toBeLessThan(2000);
      expect(readdirSync(cwd)).toEqual(['cameras.csv']);
    }
  });
});

describe('progress', () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `p${at}/${'deep-'.repeat(20)}\u202e/package-lock.json`,
      npmLock('left-pad@1.3.0'),
    ]),
  );
  /** Half a second is 500 ticks of the test's clock, which goes on by one a look; so a file counts as 20. */
  const slow = { ticks: 20 };

  it.each([80, 40])(
    'is one line within %d columns, gone at the end, without control characters of a path',
    async (terminal) => {
      const ran = await run(['scan'], { cwd: folder(files), terminal, ...slow });
      const shown = ran.stderr.split('\r\u001b[2K').filter((line) => /^\d+ of 60 files/.test(line));
      expect(shown.length).toBeGreaterThan(1);
      for (const line of shown) expect([...line].length).toBeLessThan(terminal);
      expect(shown.join('')).not.toMatch(/[\u202e\n]/);
      expect(ran.stderr.endsWith('\r\u001b[2K')).toBe(true);
      expect(ran.stdout).not.toContain('of 60 files');
    },
  );

  it.each([
    ['a pipe', {}, []],
    ['a pipeline', { terminal: 80, env: { CI: 'true' } }, []],
    ['--no-progress', { terminal: 80 }, ['--no-progress']],
    ['-q', { terminal: 80 }, ['-q']],
  ] as const)('is not shown: %s', async (_title, options, args) => {
    const ran = await run(['scan', ...args], { cwd: folder(files), ...options, ...slow });
    expect(ran.stderr).toBe('');
  });

  it('is not shown for work of less than half a second', async () => {
    expect((await run(['scan'], { cwd: folder(files), terminal: 80 })).stderr).toBe('');
  });

  it('-v tells where the time went', async () => {
    const ran = await run(['scan', '-v', '--no-progress'], {
      cwd: folder({ 'package-lock.json': npmLock('a@1.0.0') }),
    });
    expect(ran.stderr).toMatch(/milliseconds: start \d+, scan \d+, output \d+\n$/);
  });
});

it('an error nobody caught is 5, not the 1 of findings', () => {
  const cwd = folder({
    'hook.mjs': "process.stdout.write = () => queueMicrotask(() => { throw new Error('ours'); });\n",
  });
  const ran = spawnSync(node, ['--import', './hook.mjs', program, 'formats'], { cwd, encoding: 'utf8' });
  expect(ran.status).toBe(5);
  expect(ran.stderr).toContain('This is a bug in wherefrom');
});
