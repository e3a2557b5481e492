import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';

/** A line of a tool's output is shorter by far. */
const longestLine = 100_000;

/** One line of a tool's output, 1-based, its end and trailing blanks cut. */
export interface OutputLine {
  readonly text: string;
  readonly line: number;
}

/** The lines of a tool's output. Throws for a line that no tool prints and for unresolved merge conflicts. */
export function outputLines(text: string): OutputLine[] {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  return splitLines(text).map((line, index) => {
    if (line.length > longestLine)
      throw new SyntaxFault('line-too-long', `has a line of more than ${longestLine} characters`, { line: index + 1 });
    return { text: line.trimEnd(), line: index + 1 };
  });
}

/** How many of the first lines with text a test is true of, and how many there are. */
export function countLines(
  head: string,
  test: (line: string) => boolean,
): { readonly hits: number; readonly lines: number } {
  let hits = 0;
  let lines = 0;
  for (const line of splitLines(head.slice(0, 16_384)).slice(0, 200)) {
    if (line.trim() === '' || line.length > 2000) continue;
    lines++;
    if (test(line)) hits++;
  }
  return { hits, lines };
}
