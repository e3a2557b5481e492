import { splitLines, stripBom } from './text.ts';

/** One property. The position is that of the key's first character. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A Java properties text (java.util.Properties.load): `=`, `:` or white space separate, a backslash at the end of a line
 * goes on with the next, `\uXXXX` and the usual escapes are resolved in keys and values, `#` and `!` begin comments. Keys
 * may repeat, in order. Never throws; a broken `\u` escape stays as written.
 */
export function parseProperties(text: string): PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  const lines = splitLines(stripBom(text));
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index] as string;
    const trimmed = first.replace(/^[ \t\f]+/, '');
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('!')) continue;
    const line = index + 1;
    const column = first.length - trimmed.length + 1;
    const pieces = [trimmed];
    while (goesOn(pieces[pieces.length - 1] as string)) {
      const last = pieces.pop() as string;
      pieces.push(last.slice(0, -1));
      if (index + 1 >= lines.length) break;
      index++;
      pieces.push((lines[index] as string).replace(/^[ \t\f]+/, ''));
    }
    const logical = pieces.join('');
    const end = keyEnd(logical);
    let from = spaceEnd(logical, end);
    if (logical[from] === '=' || logical[from] === ':') from = spaceEnd(logical, from + 1);
    entries.push({ key: unescaped(logical.slice(0, end)), value: unescaped(logical.slice(from)), line, column });
  }
  return entries;
}

/** An odd number of backslashes at the end. */
function goesOn(piece: string): boolean {
  let count = 0;
  while (count < piece.length && piece[piece.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

function keyEnd(logical: string): number {
  for (let at = 0; at < logical.length; at++) {
    const c = logical[at];
    if (c === '\\') at++;
    else if (c === '=' || c === ':' || c === ' ' || c === '\t' || c === '\f') return at;
  }
  return logical.length;
}

function spaceEnd(logical: string, from: number): number {
  let at = from;
  while (logical[at] === ' ' || logical[at] === '\t' || logical[at] === '\f') at++;
  return at;
}

const letters: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([^u])|$)/g, (_, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return letter === undefined ? '' : (letters.get(letter) ?? letter);
  });
}
