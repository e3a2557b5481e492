import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';

/** One word of a directive, quotes removed. */
export interface GoWord {
  readonly text: string;
  /** 1-based. */
  readonly column: number;
}

/** One directive of a go.mod or go.work; each line of a block is one of its own, with the block's verb. */
export interface GoDirective {
  readonly verb: string;
  readonly words: readonly GoWord[];
  readonly line: number;
  /** The text behind `//` on the same line, trimmed; '' where there is none. */
  readonly comment: string;
}

/** A directive is a path and a version or two; a longer line is not from the go command. */
const longestLine = 100_000;

/**
 * The lines of a go.mod or go.work (Go Modules Reference, "Lexical elements" and "Grammar"). `//` begins a comment anywhere
 * outside of quotes. Throws `SyntaxFault` for a string or block that never ends and for a `)` without its `(`.
 */
export function readGoDirectives(text: string): GoDirective[] {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const directives: GoDirective[] = [];
  let block: { verb: string; line: number } | undefined;
  for (const [index, raw] of splitLines(text).entries()) {
    const line = index + 1;
    if (raw.length > longestLine)
      throw new SyntaxFault('line-too-long', `line ${line} is too long`, { line, column: 1 });
    const { words, comment } = wordsOf(raw, line);
    const first = words[0];
    if (!first) continue;
    if (block) {
      if (first.text === ')' && words.length === 1) block = undefined;
      else directives.push({ verb: block.verb, words, line, comment });
    } else if (first.text === ')') {
      throw new SyntaxFault('syntax', 'closes a block that is not open', { line, column: first.column });
    } else if (words.length === 2 && words[1]?.text === '(') {
      block = { verb: first.text, line };
    } else if (words.length === 3 && words[1]?.text === '(' && words[2]?.text === ')') {
      // An empty block declares nothing.
    } else directives.push({ verb: first.text, words: words.slice(1), line, comment });
  }
  if (block) throw new SyntaxFault('syntax', `the block "${block.verb} (" never ends`, { line: block.line, column: 1 });
  return directives;
}

function wordsOf(raw: string, line: number): { words: GoWord[]; comment: string } {
  const words: GoWord[] = [];
  let at = 0;
  while (at < raw.length) {
    const c = raw[at] as string;
    if (c === ' ' || c === '\t') {
      at++;
      continue;
    }
    if (c === '/' && raw[at + 1] === '/') return { words, comment: raw.slice(at + 2).trim() };
    const column = at + 1;
    if (c === '"' || c === '`') {
      const end = raw.indexOf(c, at + 1);
      if (end < 0) throw new SyntaxFault('syntax', 'a string never ends', { line, column });
      words.push({ text: raw.slice(at + 1, end), column: column + 1 });
      at = end + 1;
      continue;
    }
    if ('()[],'.includes(c)) {
      words.push({ text: c, column });
      at++;
      continue;
    }
    let end = at;
    while (
      end < raw.length &&
      !' \t()[],"`'.includes(raw[end] as string) &&
      !(raw[end] === '/' && raw[end + 1] === '/')
    )
      end++;
    words.push({ text: raw.slice(at, end), column });
    at = end;
  }
  return { words, comment: '' };
}
