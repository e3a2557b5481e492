import { type ChildProcess, fork } from 'node:child_process';
import { kill } from 'node:process';
import { UsageError } from '../model/problem.ts';

/** What a child answers. `memory` is its resident size in bytes after the work. */
export interface ChildAnswer<Result> {
  readonly result: Result;
  readonly memory: number;
  /** What to tell that is about no job. */
  readonly notes?: readonly string[];
  /** Why no job can be done any more, in place of a result: no room on the disk. The pool stops and throws it. */
  readonly fatal?: string;
}

export interface PoolOptions<Setup> {
  /** The program of the children: it gets `{ setup }` once and `{ job }` each time, and answers with a `ChildAnswer`. */
  readonly program: string;
  readonly setup: Setup;
  readonly size: number;
  /** A job that takes longer takes its child with it. Milliseconds. */
  readonly timeLimit: number;
  /** Heap limit of a child, MiB. */
  readonly heapLimit: number;
  /** A child is replaced after so many jobs, or when it holds more than so many bytes. */
  readonly recycle: { readonly jobs: number; readonly memory: number };
  readonly environment: NodeJS.ProcessEnv;
  /** Jobs that fail this often are given up. */
  readonly attempts: number;
  readonly onNote?: (note: string) => void;
  /** No further job is begun and those under way are dropped, neither with a result nor given up. */
  readonly stop?: AbortSignal;
}

/** A job that was given up, and why. */
export interface GivenUp<Job> {
  readonly job: Job;
  readonly reason: string;
}

/**
 * Runs jobs in child processes. A crash, hang, abort or memory exhaustion costs its child and its job, which is tried again and then given
 * up; it never costs another job. Results come in the order they are ready. Resolves when every job has a result or is given up, or when
 * the pool was stopped.
 */
export async function runPool<Job, Result, Setup>(
  jobs: Iterable<Job> | AsyncIterable<Job>,
  options: PoolOptions<Setup>,
  onResult: (job: Job, result: Result) => unknown,
  onGivenUp: (given: GivenUp<Job>) => unknown,
): Promise<void> {
  const stopping = new AbortController();
  const stopAll = (): void => stopping.abort();
  if (options.stop?.aborted) stopAll();
  options.stop?.addEventListener('abort', stopAll);
  const waiting = Symbol.asyncIterator in jobs ? jobs[Symbol.asyncIterator]() : jobs[Symbol.iterator]();
  const again: { job: Job; attempt: number }[] = [];
  const next = async (): Promise<{ job: Job; attempt: number } | undefined> => {
    if (stopping.signal.aborted) return undefined;
    const retry = again.shift();
    if (retry) return retry;
    const { value, done } = await waiting.next();
    return done || stopping.signal.aborted ? undefined : { job: value, attempt: 1 };
  };
  const slot = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    let done = 0;
    try {
      for (let task = await next(); task !== undefined; task = await next()) {
        child ??= start(options);
        const outcome = await runOne<Job, Result>(child, task.job, options.timeLimit, stopping.signal);
        if ('stopped' in outcome) return;
        if ('answer' in outcome) {
          for (const note of outcome.answer.notes ?? []) options.onNote?.(note);
          if (outcome.answer.fatal !== undefined) throw new UsageError(outcome.answer.fatal);
          await onResult(task.job, outcome.answer.result);
          done++;
          if (done < options.recycle.jobs && outcome.answer.memory < options.recycle.memory) continue;
        } else if (task.attempt < options.attempts) again.push({ job: task.job, attempt: task.attempt + 1 });
        else await onGivenUp({ job: task.job, reason: outcome.reason });
        stop(child);
        child = undefined;
        done = 0;
      }
    } finally {
      if (child) stop(child);
    }
  };
  /** What one slot cannot go on with ends the others too, and is thrown when all have ended. */
  const guarded = async (): Promise<void> => {
    try {
      await slot();
    } catch (error) {
      failure ??= { error };
      stopAll();
    }
  };
  let failure: { readonly error: unknown } | undefined;
  await Promise.all(Array.from({ length: options.size }, guarded));
  // A job that failed while the other slots had already run dry.
  if (again.length > 0) await guarded();
  options.stop?.removeEventListener('abort', stopAll);
  if (failure) throw failure.error;
}

function start<Setup>({ program, setup, heapLimit, environment }: PoolOptions<Setup>): ChildProcess {
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${heapLimit}`],
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    // A group of its own: a signal of the terminal is for the parent, and what a child has started ends with it.
    detached: true,
  });
  // A child that dies while it is written to is found out by its exit.
  child.on('error', () => {});
  child.send({ setup }, () => {});
  return child;
}

function stop(child: ChildProcess): void {
  child.removeAllListeners();
  child.on('error', () => {});
  if (child.connected) child.disconnect();
  if (child.pid === undefined) return;
  try {
    kill(-child.pid, 'SIGKILL');
  } catch {
    // No process groups on this system, or it ended just now.
    child.kill('SIGKILL');
  }
}

type Outcome<Result> =
  | { readonly answer: ChildAnswer<Result> }
  | { readonly reason: string }
  | { readonly stopped: 'yes' };

function runOne<Job, Result>(
  child: ChildProcess,
  job: Job,
  timeLimit: number,
  stop: AbortSignal,
): Promise<Outcome<Result>> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome<Result>): void => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      stop.removeEventListener('abort', onStop);
      resolve(outcome);
    };
    const onMessage = (answer: unknown): void => finish({ answer: answer as ChildAnswer<Result> });
    const onExit = (code: number | null, signal: string | null): void =>
      finish({ reason: signal === null ? `its worker ended with code ${code}` : `its worker was ended by ${signal}` });
    const onStop = (): void => finish({ stopped: 'yes' });
    stop.addEventListener('abort', onStop);
    const timer = setTimeout(() => finish({ reason: `took longer than ${Math.round(timeLimit / 1000)} s` }), timeLimit);
    child.on('message', onMessage);
    child.on('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
    else child.send({ job }, (error) => error && onExit(child.exitCode, child.signalCode));
  });
}
