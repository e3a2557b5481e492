import type { Surroundings } from './surroundings.ts';
export async function rulesCheckCommand(_p: string[], _s: Surroundings): Promise<number> {
  throw new Error('x');
}
