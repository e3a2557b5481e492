import { SyntaxFault } from './fault.ts';
import { positionAt } from './text.ts';

/**
 * Blanks comments and trailing commas, so that what is left is JSON of the same length and every offset still holds. A
 * comma is trailing only behind a value: `[,]` stays an error. Throws `syntax` for a comment that never ends.
 */
export function stripJsonc(text: string): string {
  const pieces: string[] = [];
  let kept = 0;
  const blank = (from: number, to: number): void => {
    pieces.push(text.slice(kept, from), ' '.repeat(to - from));
    kept = to;
  };
  /** Cuts are made in order; a trailing comma is only known later, so comments behind an open comma wait. */
  let comma = -1;
  let afterValue = false;
  const waiting: [number, number][] = [];
  const flush = (): void => {
    for (const [from, to] of waiting) blank(from, to);
    waiting.length = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 32 || c === 10 || c === 13 || c === 9) continue;
    if (c === 47) {
      const end = commentEnd(text, i);
      if (end < 0) {
        afterValue = false;
        continue;
      }
      if (comma >= 0) waiting.push([i, end]);
      else blank(i, end);
      i = end - 1;
      continue;
    }
    if (comma >= 0) {
      if ((c | 32) === 125) blank(comma, comma + 1);
      comma = -1;
      flush();
    }
    if (c === 44) {
      if (afterValue) comma = i;
      afterValue = false;
    } else if (c === 34) {
      for (i++; i < text.length; i++) {
        const s = text.charCodeAt(i);
        if (s === 34 || s === 10) break;
        if (s === 92) i++;
      }
      afterValue = true;
    } else afterValue = (c | 32) !== 123 && c !== 58;
  }
  flush();
  if (kept === 0) return text;
  pieces.push(text.slice(kept));
  return pieces.join('');
}

/** The offset behind the comment that begins at a slash; -1 where the slash begins none. */
function commentEnd(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === 47) {
    let end = start + 2;
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
    return end;
  }
  if (next !== 42) return -1;
  const close = text.indexOf('*/', start + 2);
  if (close < 0) throw new SyntaxFault('syntax', 'has a comment that never ends', positionAt(text, start));
  return close + 2;
}
