/** What the beginning of a JSON text says about its outermost object. */
export interface JsonHead {
  /** First character that is no space, or '' for nothing. */
  readonly opens: string;
  /**
   * Members of the outermost object that begin in the text, in order, with the beginning of their value as written:
   * a scalar whole, up to 512 characters of an object or array. Of duplicates the first.
   */
  readonly members: ReadonlyMap<string, string>;
  /** Whether the outermost value ends in the text: then there are no other members. */
  readonly isWhole: boolean;
  /** Whether what was read is JSON as far as such a look can tell. */
  readonly isJson: boolean;
}

const shownValue = 512;

/**
 * Looks at the first piece of a JSON document, for recognisers: one pass over it, no parsing, never throws. The piece may
 * end anywhere.
 */
export function jsonHead(text: string): JsonHead {
  const members = new Map<string, string>();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  at = skipSpace(text, at);
  const opens = text.charAt(at);
  const said = (isWhole: boolean, isJson: boolean): JsonHead => ({ opens, members, isWhole, isJson });
  if (opens === '[') return said(false, true);
  if (opens !== '{') return said(false, false);
  at = skipSpace(text, at + 1);
  if (text.charAt(at) === '}') return said(true, true);
  while (at < text.length) {
    if (text.charCodeAt(at) !== 34) return said(false, false);
    const nameEnd = stringEnd(text, at);
    if (nameEnd < 0) return said(false, true);
    const name = text.slice(at + 1, nameEnd - 1);
    at = skipSpace(text, nameEnd);
    if (at >= text.length) return said(false, true);
    if (text.charCodeAt(at) !== 58) return said(false, false);
    at = skipSpace(text, at + 1);
    if (at >= text.length) return said(false, true);
    const end = valueEnd(text, at);
    if (!members.has(name)) members.set(name, text.slice(at, Math.min(end < 0 ? text.length : end, at + shownValue)));
    if (end < 0) return said(false, true);
    at = skipSpace(text, end);
    const c = text.charCodeAt(at);
    if (c === 125) return said(true, true);
    if (c !== 44) return said(false, at >= text.length);
    at = skipSpace(text, at + 1);
  }
  return said(false, true);
}

/** The text of a member that is a string, without escapes undone; undefined for other values and for none. */
export function headString(head: JsonHead, name: string): string | undefined {
  const raw = head.members.get(name);
  return raw?.charCodeAt(0) === 34 ? raw.slice(1, raw.endsWith('"') ? -1 : undefined) : undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
  }
  return at;
}

/** The offset behind the string at `start`, -1 where the text ends in it. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) return at + 1;
    if (c === 92) at++;
  }
  return -1;
}

function valueEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === 34) return stringEnd(text, start);
  if ((first | 32) !== 123) {
    for (let at = start; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 44 || c === 125 || c === 93 || c <= 32) return at;
    }
    return -1;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      at = stringEnd(text, at) - 1;
      if (at < 0) return -1;
    } else if ((c | 32) === 123) depth++;
    else if ((c | 32) === 125 && --depth === 0) return at + 1;
  }
  return -1;
}
