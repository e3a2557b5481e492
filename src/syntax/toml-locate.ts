import { enter, offsetsOf, type PathNode, pathTree } from './path-tree.ts';
import { lineIndex, type Path, type Position, stripBom } from './text.ts';

/**
 * Where paths stand in a TOML text, one result a path, in order; undefined where a path is not in it. For a key the first
 * character of its name inside quotes, for a table the name in its header (the last part of a dotted one), for an array
 * element the first character of its value or of the name in its `[[header]]`. A table that only longer headers imply
 * stands where the first of them names it. The text must have parsed.
 */
export function locateToml(text: string, paths: readonly Path[]): (Position | undefined)[] {
  if (paths.length === 0) return [];
  const body = stripBom(text);
  const root = pathTree(paths);
  enter(root, 0, 1);
  scan(body, root);
  const lines = lineIndex(body);
  return offsetsOf(root, paths.length).map((offset) => (offset === undefined ? undefined : lines.at(offset)));
}

/** TOML never replaces a value, so every node is entered once; only a header that names it overrules an implied place. */
function mark(node: PathNode | undefined, offset: number): void {
  if (node && node.visit === 0) enter(node, offset, 1);
}

interface Name {
  readonly name: string;
  readonly offset: number;
}

function scan(text: string, root: PathNode): void {
  /** Elements so far of each array of tables, by the names and indexes that lead to it. */
  const arrays = new Map<string, number>();
  let table: PathNode | undefined = root;
  let at = 0;
  while (at < text.length) {
    at = blankEnd(text, at);
    if (at >= text.length) return;
    if (text.charCodeAt(at) === 91) {
      const isArray = text.charCodeAt(at + 1) === 91;
      const names: Name[] = [];
      at = namesEnd(text, at + (isArray ? 2 : 1), names);
      table = openTable(root, names, isArray ? 'array' : 'table', arrays);
      at = lineEnd(text, at);
      continue;
    }
    const names: Name[] = [];
    const from = at;
    at = namesEnd(text, at, names);
    const node = followed(table, names);
    at = spaceEnd(text, at);
    if (text.charCodeAt(at) !== 61) {
      at = Math.max(lineEnd(text, at), from + 1);
      continue;
    }
    at = valueEnd(text, at + 1, node);
    at = Math.max(lineEnd(text, at), from + 1);
  }
}

function openTable(
  root: PathNode,
  names: readonly Name[],
  kind: 'array' | 'table',
  arrays: Map<string, number>,
): PathNode | undefined {
  let node: PathNode | undefined = root;
  let key = '';
  names.forEach(({ name, offset }, position) => {
    const isLast = position === names.length - 1;
    key += `\u0000${name}`;
    node = node?.children.get(name);
    mark(node, offset);
    let count = arrays.get(key);
    if (isLast && kind === 'array') {
      count = (count ?? 0) + 1;
      arrays.set(key, count);
    } else if (isLast && node && count === undefined) node.offset = offset;
    if (count === undefined) return;
    key += `\u0000\u0000${count - 1}`;
    node = node?.children.get(String(count - 1));
    mark(node, offset);
  });
  return node;
}

function followed(from: PathNode | undefined, names: readonly Name[]): PathNode | undefined {
  let node = from;
  for (const { name, offset } of names) {
    node = node?.children.get(name);
    mark(node, offset);
  }
  return node;
}

interface Frame {
  readonly isTable: boolean;
  readonly node: PathNode | undefined;
  index: number;
}

/** The offset behind the value that begins at or after `start`; marks what is wanted inside it. Iterative. */
function valueEnd(text: string, start: number, wantedAtStart: PathNode | undefined): number {
  const frames: Frame[] = [];
  let wanted = wantedAtStart;
  let at = spaceEnd(text, start);
  while (at < text.length) {
    const c = text.charCodeAt(at);
    let beginsNext = false;
    if (c === 91 || c === 123) {
      frames.push({ isTable: c === 123, node: wanted, index: -1 });
      at = blankEnd(text, at + 1);
      beginsNext = true;
    } else {
      const end = scalarEnd(text, at);
      at = end;
    }
    while (frames.length > 0) {
      const frame = frames[frames.length - 1] as Frame;
      at = blankEnd(text, at);
      const next = text.charCodeAt(at);
      if (next === 93 || next === 125) {
        frames.pop();
        at++;
        beginsNext = false;
        continue;
      }
      if (!beginsNext) {
        if (next !== 44) return at;
        at++;
        beginsNext = true;
        continue;
      }
      if (frame.isTable) {
        const names: Name[] = [];
        at = spaceEnd(text, namesEnd(text, at, names));
        if (text.charCodeAt(at) !== 61) return at;
        wanted = followed(frame.node, names);
        at = blankEnd(text, at + 1);
      } else {
        frame.index++;
        wanted = frame.node?.children.get(String(frame.index));
        mark(wanted, at);
      }
      break;
    }
    if (frames.length === 0) return at;
  }
  return at;
}

/** Reads a dotted name; the result is the offset behind it. */
function namesEnd(text: string, start: number, names: Name[]): number {
  let at = start;
  while (at < text.length) {
    at = spaceEnd(text, at);
    const c = text.charCodeAt(at);
    if (c === 34 || c === 39) {
      const end = stringEnd(text, at);
      const raw = text.slice(at + 1, end - 1);
      names.push({ name: c === 34 && raw.includes('\\') ? unescaped(raw) : raw, offset: at + 1 });
      at = end;
    } else {
      const from = at;
      while (at < text.length && isBare(text.charCodeAt(at))) at++;
      if (at === from) return at;
      names.push({ name: text.slice(from, at), offset: from });
    }
    at = spaceEnd(text, at);
    if (text.charCodeAt(at) !== 46) return at;
    at++;
  }
  return at;
}

function isBare(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 45 || c === 95 || c > 127;
}

function unescaped(raw: string): string {
  return raw.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))/g,
    (_, short, long, byte, letter) => {
      const hex = short ?? long ?? byte;
      if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
      return { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b' }[letter as string] ?? letter;
    },
  );
}

/** The offset behind a string of any of the four kinds. */
function stringEnd(text: string, start: number): number {
  const quote = text[start] as string;
  const isBasic = quote === '"';
  if (text.startsWith(quote.repeat(3), start)) {
    for (let at = start + 3; at < text.length; at++) {
      if (isBasic && text.charCodeAt(at) === 92) at++;
      else if (text[at] === quote && text.startsWith(quote.repeat(3), at)) {
        let end = at + 3;
        // Up to two quotes may stand directly before the closing three.
        while (end < at + 5 && text[end] === quote) end++;
        return end;
      }
    }
    return text.length;
  }
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (text[at] === quote) return at + 1;
    if (isBasic && c === 92) at++;
    else if (c === 10 || c === 13) return at;
  }
  return text.length;
}

function scalarEnd(text: string, start: number): number {
  const c = text.charCodeAt(start);
  if (c === 34 || c === 39) return stringEnd(text, start);
  let at = start;
  for (; at < text.length; at++) {
    const s = text.charCodeAt(at);
    if (s === 44 || s === 93 || s === 125 || s === 35 || s === 10 || s === 13) break;
  }
  return at;
}

function spaceEnd(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}

/** Behind white space, line ends and comments. */
function blankEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 35) at = lineEnd(text, at);
    else if (c === 32 || c === 9 || c === 10 || c === 13) at++;
    else break;
  }
  return at;
}

function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}
