import type { OnEvent } from '../model/event.ts';
import { printable } from './printable.ts';
import type { Surroundings } from './surroundings.ts';

/** A line on standard error that is rewritten while work goes on. */
export interface Progress {
  readonly onEvent: OnEvent;
  /** Removes the line. */
  clear(): void;
}

/** Work shorter than half a second shows nothing. */
const firstAfter = 500;
const every = 100;

/** Progress for a person at a terminal; nothing in a pipeline (`CI`), in a pipe, or when it is turned off. */
export function startProgress(surroundings: Surroundings, wanted: 'auto' | 'off'): Progress {
  const { stderr, env, ticks } = surroundings;
  if (wanted === 'off' || stderr.isTTY !== true || (env.CI !== undefined && env.CI !== ''))
    return { onEvent: () => {}, clear: () => {} };
  const began = ticks();
  let last = began + firstAfter - every;
  let shown = false;
  return {
    onEvent(event) {
      if (event.type !== 'input') return;
      const now = ticks();
      if (now - last < every) return;
      last = now;
      shown = true;
      const width = (stderr.columns ?? 80) - 1;
      const line = `${event.done} of ${event.total} files  ${printable(event.path)}`;
      stderr.write(`\r\u001b[2K${line.length > width ? line.slice(0, width) : line}`);
    },
    clear() {
      if (shown) stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}
