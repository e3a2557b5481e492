import type { Problem } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';

/** No line that a package manager writes comes near. */
const longestLine = 100_000;

/** The lines of a line-based text. Throws `SyntaxFault`: `conflict-markers` or `line-too-long`. */
export function plainLines(text: string): readonly string[] {
  refuseConflicts(text);
  const lines = splitLines(text);
  const long = text.length > longestLine ? lines.findIndex((line) => line.length > longestLine) : -1;
  if (long >= 0) throw new SyntaxFault('line-too-long', `line ${long + 1} is too long`, { line: long + 1, column: 1 });
  return lines;
}

/** Throws `SyntaxFault` for a text that an unresolved merge left behind. */
export function refuseConflicts(text: string): void {
  const line = conflictMarkerLine(text);
  if (line !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line, column: 1 });
}

/**
 * A problem where a text that a program writes, always to the end of its last line, stops in the middle of one; `ending` is
 * what such a text ends with. An empty text is whole.
 */
export function cutProblems(text: string, ending: 'line' | 'empty line'): Problem[] {
  const isWhole = text === '' || (ending === 'line' ? /[\r\n]$/ : /(?:\n\n|\r\n\r\n|\r\r)$/).test(text);
  if (isWhole) return [];
  return [
    {
      code: 'truncated',
      message: `does not end with ${ending === 'line' ? 'a line end' : 'an empty line'}; what follows is missing`,
      weight: 'lost',
    },
  ];
}

/** The line without a comment: a `#` at its start or behind white space, and what follows. Trimmed at both ends. */
export function withoutHashComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
    if (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t') return line.slice(0, at).trim();
  }
  return line.trim();
}
