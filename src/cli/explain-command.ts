import type { Surroundings } from './surroundings.ts';
export interface ExplainFlags {
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly asOf?: string;
  readonly format: string;
  readonly color: boolean;
}
export async function explainCommand(
  _thing: string,
  _flags: ExplainFlags,
  _surroundings: Surroundings,
): Promise<number> {
  throw new Error('wired when match/explain.ts is there');
}
