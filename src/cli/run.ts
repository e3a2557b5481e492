import process from 'node:process';
import { UsageError } from '../model/problem.ts';
import { printable } from './printable.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { finishFilesFirst } from './write-file.ts';

/** Codes that are not a report's: the user's mistake, and ours. */
export const exitCodes = { usage: 2, bug: 5 } as const;

/** Runs one command line and gives its exit code. Never throws and never exits. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await createProgram(surroundings).run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      surroundings.stderr.write(`${error.lines.map((line) => printable(line)).join('\n')}\n`);
      return exitCodes.usage;
    }
    surroundings.stderr.write(`This is a bug in wherefrom. Please report it with this text:\n${stackOf(error)}\n`);
    return exitCodes.bug;
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The same for the real process. `exitCode` is set, never `exit` called, so that a slow pipe gets every byte. */
export async function runProcess(args: readonly string[]): Promise<void> {
  // A reader that closes early (`| head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`standard output could not be written (${error.code ?? error.message})\n`);
    process.exit(exitCodes.usage);
  });
  process.stderr.on('error', () => {});
  const { stdout, stderr, stdin, env } = process;
  const surroundings: Surroundings = {
    stdout,
    stderr,
    stdin,
    env,
    cwd: process.cwd(),
    now: () => Date.now(),
    ticks: () => performance.now(),
  };
  finishFilesFirst();
  process.exitCode = await runCommandLine(args, surroundings);
}
