import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../src/cli/run.ts';

/** What a command said and how it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Columns of a terminal on both outputs; absent: pipes. */
  readonly terminal?: number;
  /** Milliseconds that pass each time the program looks at the clock of timings; absent: one. */
  readonly ticks?: number;
  /** The day that "today" is. */
  readonly today?: string;
}

/** Runs the command line inside the test, with streams, environment and clock of its own. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => {
    const stream = new Writable({
      decodeStrings: false,
      write(piece, _encoding, done) {
        said[name] += piece;
        done();
      },
    });
    return Object.assign(stream, options.terminal === undefined ? {} : { isTTY: true, columns: options.terminal });
  };
  const stdin = options.stdin === undefined ? Readable.from([]) : Readable.from([Buffer.from(options.stdin)]);
  let ticks = 0;
  const code = await runCommandLine(args, {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    stdin,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    now: () => Date.parse(`${options.today ?? '2026-11-25'}T12:00:00Z`),
    ticks: () => {
      ticks += options.ticks ?? 1;
      return ticks;
    },
  });
  return { code, ...said };
}

/** A folder with these files, and how to remove it. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly path: string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), 'wherefrom-cli-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An npm lockfile with these packages, `name@version`, all required by the project. */
export function npmLock(...packages: readonly string[]): string {
  const entries: Record<string, object> = { '': { name: 'app', version: '1.0.0', dependencies: {} } };
  const dependencies: Record<string, string> = {};
  for (const one of packages) {
    const at = one.lastIndexOf('@');
    dependencies[one.slice(0, at)] = one.slice(at + 1);
    entries[`node_modules/${one.slice(0, at)}`] = { version: one.slice(at + 1) };
  }
  entries[''] = { name: 'app', version: '1.0.0', dependencies };
  return `${JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages: entries }, null, 2)}\n`;
}
