import { stringEnd } from './json-string.ts';
import { lineIndex, type Path } from './text.ts';

/** A member that stands more than once in one object. The position is that of the later one's name. */
export interface DuplicateKey {
  readonly key: string;
  /** Path of the object that holds it. */
  readonly path: Path;
  readonly line: number;
  readonly column: number;
}

/** Below this many members a list is searched; most objects are small and a set for each would cost more. */
const listLimit = 8;

interface Level {
  /** Undefined for an array. */
  names: string[] | undefined;
  set: Set<string> | undefined;
  /** Name of the current member or index of the current element. */
  at: string | number;
}

/**
 * Members that `JSON.parse` would silently replace, at most `limit` of them, in order. Reads the text once, without
 * recursion. The text must have parsed; on anything else the result means nothing, but it ends.
 */
export function duplicateKeys(text: string, limit: number): DuplicateKey[] {
  const found: { key: string; path: Path; offset: number }[] = [];
  const levels: Level[] = [];
  let level: Level | undefined;
  let wantsName = false;
  for (let i = 0; i < text.length && found.length < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      const start = i + 1;
      i = stringEnd(text, start);
      if (!wantsName || !level?.names) continue;
      wantsName = false;
      const raw = text.slice(start, i);
      const key = raw.includes('\\') ? unescaped(raw) : raw;
      level.at = key;
      if (has(level, key)) {
        found.push({ key, path: levels.slice(0, -1).map((outer) => outer.at), offset: start });
      } else add(level, key);
    } else if (c === 123) {
      level = { names: [], set: undefined, at: '' };
      levels.push(level);
      wantsName = true;
    } else if (c === 91) {
      level = { names: undefined, set: undefined, at: 0 };
      levels.push(level);
    } else if (c === 125 || c === 93) {
      levels.pop();
      level = levels[levels.length - 1];
      wantsName = false;
    } else if (c === 44 && level) {
      if (level.names) wantsName = true;
      else level.at = (level.at as number) + 1;
    }
  }
  if (found.length === 0) return [];
  const lines = lineIndex(text);
  return found.map(({ key, path, offset }) => ({ key, path, ...lines.at(offset) }));
}

/**
 * Whether it is certain that `duplicateKeys` finds nothing in a text that parsed to `value`; costs a third of it. Every name
 * of the text that a colon follows at once is counted, and those in strings too; where no name is followed by space, the count
 * is at least that of the names, and `value` has one member less for each that stands twice: equal counts rule out both.
 */
export function repeatsNoName(text: string, value: unknown): boolean {
  if (/"[ \t\r\n]+:/.test(text)) return false;
  let names = 0;
  for (let at = text.indexOf('":'); at >= 0; at = text.indexOf('":', at + 2)) names++;
  return names === membersIn(value);
}

/** Members of all objects of a parsed document. */
function membersIn(value: unknown): number {
  let count = 0;
  const open: object[] = typeof value === 'object' && value !== null ? [value] : [];
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    const inner: readonly unknown[] = Array.isArray(container) ? container : Object.values(container);
    if (inner !== container) count += inner.length;
    for (let at = 0; at < inner.length; at++) {
      const one = inner[at];
      if (typeof one === 'object' && one !== null) open.push(one);
    }
  }
  return count;
}

function has(level: Level, key: string): boolean {
  return level.set ? level.set.has(key) : (level.names as string[]).includes(key);
}

function add(level: Level, key: string): void {
  if (level.set) {
    level.set.add(key);
    return;
  }
  const names = level.names as string[];
  names.push(key);
  if (names.length > listLimit) level.set = new Set(names);
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
