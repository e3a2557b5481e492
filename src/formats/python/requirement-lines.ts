import { SyntaxFault } from '../../syntax/fault.ts';
import { splitLines } from '../../syntax/text.ts';

/** One logical line of a requirements file: continued lines joined, comments gone. */
export interface RequirementLine {
  readonly text: string;
  /** 1-based, of its first physical line that has content. */
  readonly line: number;
  /** Column of its first character. */
  readonly column: number;
  /** The comments on its lines and below it up to the next statement, without `#`: pip-compile says there who requires it. */
  readonly comments: readonly string[];
}

/** Hashes make long logical lines, but each physical line stays short. */
const longestLine = 1_000_000;

/** Splits as pip does ("Requirements File Format"): a backslash at the end continues, ` #` begins a comment. */
export function requirementLines(text: string): RequirementLine[] {
  const found: RequirementLine[] = [];
  let joined = '';
  let line = 0;
  let column = 1;
  let comments: string[] = [];
  const finish = (): void => {
    const trimmed = joined.trim();
    joined = '';
    if (trimmed !== '') found.push({ text: trimmed, line, column, comments });
  };
  for (const [index, raw] of splitLines(text).entries()) {
    if (raw.length > longestLine)
      throw new SyntaxFault('line-too-long', `line ${index + 1} is too long`, { line: index + 1, column: 1 });
    const cut = commentStart(raw);
    const bare = raw.slice(0, cut);
    if (joined.trim() === '' && bare.trim() !== '') {
      line = index + 1;
      column = bare.search(/\S/) + 1;
      comments = [];
    }
    if (cut < raw.length) comments.push(raw.slice(cut + 1).trim());
    const continues = cut === raw.length && bare.endsWith('\\');
    joined += continues ? bare.slice(0, -1) : bare;
    if (!continues) finish();
  }
  finish();
  return found;
}

/** The first `#` at the start or behind a blank, or the line's length; an address may hold one without. */
function commentStart(raw: string): number {
  for (let at = raw.indexOf('#'); at >= 0; at = raw.indexOf('#', at + 1)) {
    if (at === 0 || raw[at - 1] === ' ' || raw[at - 1] === '\t') return at;
  }
  return raw.length;
}
