import type { TargetResult } from '../model/fleet.ts';
import { printable } from './printable.ts';
import type { Surroundings } from './surroundings.ts';

/** What a run of many targets tells while it goes on. */
export interface BatchProgress {
  /** One target more has a result. */
  next(result: TargetResult): void;
  /** A line about the run itself. */
  note(text: string): void;
  /** The last line. */
  end(): void;
}

export interface BatchProgressOptions {
  /** Of the whole run, and how many of them had a result before. */
  readonly total: number;
  readonly before: number;
  readonly wanted: 'auto' | 'off';
}

const atTerminal = 200;
const elsewhere = 60_000;

/**
 * How many targets are done, how fast, how long it will take and what failed: a line that is rewritten at a terminal, a line a minute in a
 * pipe or pipeline. A target that could not be looked at is told at once.
 */
export function startBatchProgress(surroundings: Surroundings, options: BatchProgressOptions): BatchProgress {
  const { stderr, ticks, env } = surroundings;
  const isTerminal = stderr.isTTY === true && (env.CI === undefined || env.CI === '');
  const { total, before, wanted } = options;
  if (wanted === 'off') return { next: () => {}, note: () => {}, end: () => {} };
  const began = ticks();
  let count = before;
  let failed = 0;
  let last = began;
  const clear = (): string => (isTerminal ? '\r\u001b[2K' : '');
  const show = (): void => {
    last = ticks();
    const text = progressLine({ count, before, total, failed, milliseconds: last - began });
    stderr.write(isTerminal ? `${clear()}${text.slice(0, (stderr.columns ?? 80) - 1)}` : `${text}\n`);
  };
  const due = (): void => {
    if (ticks() - last >= (isTerminal ? atTerminal : elsewhere)) show();
  };
  // Also while no target comes to an end: a run that hangs would look as if it were dead.
  const timer = setInterval(due, isTerminal ? 1000 : 5000);
  timer.unref();
  return {
    next(result) {
      count++;
      if (result.status !== 'done') {
        failed++;
        stderr.write(`${clear()}${printable(result.target)}: ${result.status}, ${printable(result.reason ?? '')}\n`);
      }
      due();
    },
    note: (text) => void stderr.write(`${clear()}${printable(text)}\n`),
    end() {
      clearInterval(timer);
      stderr.write(clear());
      stderr.write(`${progressLine({ count, before, total, failed, milliseconds: ticks() - began })}\n`);
    },
  };
}

/** `320 of 10000 targets, 41.2 a second, 3 min 55 s left, 2 failed`. The rate is that of this process, not of what was done before. */
export function progressLine(state: {
  readonly count: number;
  readonly before: number;
  readonly total: number;
  readonly failed: number;
  readonly milliseconds: number;
}): string {
  const { count, before, total, failed, milliseconds } = state;
  const rate = (count - before) / Math.max(0.001, milliseconds / 1000);
  const left = count >= total ? '' : rate === 0 ? ', time left unknown' : `, ${span((total - count) / rate)} left`;
  return `${count} of ${total} targets, ${rate.toFixed(1)} a second${left}, ${failed} failed`;
}

/** The two largest units of a time in seconds, rounded up. */
function span(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}
