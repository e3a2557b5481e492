/** Timing for the benchmarks. The machine is noisy: contenders take turns, and the fastest of many runs speaks for each. */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Milliseconds of the fastest run of each, in order, all taken in turns within this one call. */
export function fastest(contenders: readonly Contender[], rounds: number): number[] {
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [at, { run }] of contenders.entries()) {
      globalThis.gc?.();
      const began = performance.now();
      run();
      best[at] = Math.min(best[at] as number, performance.now() - began);
    }
  }
  return best;
}

/** Prints each contender with its time and its ratio to the first one. */
export function compare(title: string, contenders: readonly Contender[], rounds: number, limit?: number): void {
  const times = fastest(contenders, rounds);
  const floor = times[0] as number;
  process.stdout.write(`${title}\n`);
  for (const [at, { name }] of contenders.entries()) {
    const time = times[at] as number;
    const aim = at === contenders.length - 1 && limit !== undefined ? `  (aim: at most ${limit})` : '';
    process.stdout.write(
      `  ${name.padEnd(44)} ${time.toFixed(1).padStart(9)} ms  ${(time / floor).toFixed(2)} x${aim}\n`,
    );
  }
}

/** A whole process as a contender. Throws when it does not end with one of the expected codes. */
export function processContender(
  name: string,
  command: string,
  args: readonly string[],
  codes: readonly number[] = [0],
  env: NodeJS.ProcessEnv = process.env,
): Contender {
  return {
    name,
    run() {
      const done = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 26, env });
      if (!codes.includes(done.status ?? -1))
        throw new Error(`${name}: exit ${done.status} ${String(done.stderr).slice(0, 300)}`);
    },
  };
}

/** Peak resident memory in MiB of a process, from GNU time. Undefined where it is not installed. */
export function peakMemory(command: string, args: readonly string[]): number | undefined {
  const done = spawnSync('/usr/bin/time', ['-f', '%M', command, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const kib = Number(done.stderr?.trim().split('\n').at(-1));
  return Number.isFinite(kib) && kib > 0 ? kib / 1024 : undefined;
}
