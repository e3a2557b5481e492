import { Chalk, type ChalkInstance } from 'chalk';
import type { PaintRole, RenderOptions } from '../model/report.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Colours for one stream. `--no-color` and `NO_COLOR` (any value but the empty one) turn them off, `FORCE_COLOR` on (except 0),
 * else they follow the terminal.
 */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  surroundings: Surroundings,
  wanted: 'auto' | 'off',
): RenderOptions['paint'] {
  const { env } = surroundings;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  const off =
    wanted === 'off' ||
    (env.NO_COLOR !== undefined && env.NO_COLOR !== '') ||
    env.FORCE_COLOR === '0' ||
    env.TERM === 'dumb';
  if (off || !(forced || stream.isTTY === true)) return (_role, text) => text;
  const chalk = new Chalk({ level: 1 });
  const styles: Record<PaintRole, ChalkInstance> = {
    critical: chalk.bold.red,
    high: chalk.red,
    medium: chalk.yellow,
    low: chalk.cyan,
    info: chalk.gray,
    strong: chalk.bold,
    dim: chalk.dim,
    path: chalk.underline,
    good: chalk.green,
    bad: chalk.red,
  };
  return (role, text) => styles[role](text);
}
