import type { Readable, Writable } from 'node:stream';

/** Everything of the process that a command may use, so that the whole program is a function of it and tests need no process. */
export interface Surroundings {
  readonly stdout: Writable & { readonly columns?: number; readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly columns?: number; readonly isTTY?: boolean };
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back, for timings. */
  readonly ticks: () => number;
}

/** Today in UTC, `YYYY-MM-DD`: the same day everywhere, so that machines in two time zones judge alike. */
export function todayOf(surroundings: Surroundings): string {
  return new Date(surroundings.now()).toISOString().slice(0, 10);
}

/** Writes all of a text, waiting for a slow reader. Resolves once it is handed over; a closed pipe is no error. */
export async function writeAll(stream: Writable, pieces: Iterable<string>): Promise<void> {
  let pending = '';
  for (const piece of pieces) {
    pending += piece;
    if (pending.length < 64 * 1024) continue;
    if (!(await writeOne(stream, pending))) return;
    pending = '';
  }
  if (pending !== '') await writeOne(stream, pending);
}

/** False when the reader is gone. */
function writeOne(stream: Writable, text: string): Promise<boolean> {
  if (stream.destroyed || stream.writableEnded) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (!error) resolve(true);
      else if ('code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')) resolve(false);
      else reject(error);
    });
  });
}
