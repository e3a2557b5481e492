import { UsageError } from '../model/problem.ts';

/** A whole number above 0, or `otherwise` where the option was not given. @throws UsageError naming the option */
export function numberOf(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 1_000_000)
    throw new UsageError(`${name} ${text}: expected a whole number above 0`);
  return value;
}
