import type { RuleSet } from '../../model/knowledge.ts';

/** Folders of the shipped rules, one kind of row a file; `own` is a team's own file with all kinds in it. */
export const rulePlaces = ['lists', 'entities', 'origins', 'profiles', 'duties', 'own'] as const;
export type RulePlace = (typeof rulePlaces)[number];

/** One rule file, read but not parsed. `path` is what mistakes print. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
  readonly place: RulePlace;
}

/** What is wrong at one place of one rule file. Line and column are 1-based; a file that could not be opened has none. */
export interface RuleMistake {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** Turns an object of the rule set, or one of its members or elements, into where it was written. */
export type RuleLocator = (of: object, member?: string | number) => RuleTextPlace | undefined;
export interface RuleTextPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Rows without mistakes, and every mistake of every file. Rules may be used only when `mistakes` is empty. */
export interface RuleReading {
  readonly rules: RuleSet;
  readonly mistakes: readonly RuleMistake[];
  readonly warnings: readonly RuleMistake[];
  readonly placeOf: RuleLocator;
}

/** Ids that rule files may name although another file, usually the shipped knowledge, defines them. */
export interface KnownIds {
  readonly lists: Iterable<string>;
  readonly entities: Iterable<string>;
  readonly origins: Iterable<string>;
  readonly profiles: Iterable<string>;
  readonly duties: Iterable<string>;
}

/** `readRuleFiles` in `read-rule-files.ts`: never throws on any text. */
export type ReadRuleFiles = (files: readonly RuleFile[], options?: { readonly known?: KnownIds }) => RuleReading;

/** `flagged.yaml:2:5: unknown key "nam", did you mean "name"?` */
export function formatMistake(mistake: RuleMistake): string {
  const line = mistake.line === undefined ? '' : `:${mistake.line}`;
  const column = mistake.line === undefined || mistake.column === undefined ? '' : `:${mistake.column}`;
  return `${mistake.path}${line}${column}: ${mistake.message}`;
}

/** By path, line and column; the order in which a reader works through them. */
export function compareMistakes(one: RuleMistake, other: RuleMistake): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  const line = (one.line ?? 0) - (other.line ?? 0);
  if (line !== 0) return line;
  const column = (one.column ?? 0) - (other.column ?? 0);
  if (column !== 0) return column;
  return one.message < other.message ? -1 : one.message > other.message ? 1 : 0;
}
