import type { Problem } from '../../model/problem.ts';
import { lineIndex } from '../../syntax/text.ts';
import type { RepeatedMember } from '../../syntax/yaml-construct.ts';

/** So many are told; a damaged lockfile does not become a damaged report. */
const limit = 20;

/** A problem for each key that stands twice: what the second one holds may be missing. */
export function repeatProblems(text: string, repeats: readonly RepeatedMember[]): Problem[] {
  if (repeats.length === 0) return [];
  const lines = lineIndex(text);
  return repeats.slice(0, limit).map(({ key, offset }) => ({
    code: 'duplicate-key',
    line: lines.at(offset).line,
    message: `has the key ${JSON.stringify(key)} twice in one mapping`,
    weight: 'lost',
  }));
}
