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
  if (!mayRepeatName(text)) return [];
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

/** Names of one object that are looked through; wider ones have a set. */
const hashListLimit = 16;

/**
 * Whether two members of one object may have the same name: false is certain, true is so for names that are spelled with
 * escapes and for different names of one hash too. Looks at each character once and makes no text of any, because nearly
 * all documents have no such members.
 */
function mayRepeatName(text: string): boolean {
  const length = text.length;
  /** Hashes of the names of all open objects, innermost last. */
  let hashes = new Int32Array(256);
  let end = 0;
  /** Where the names of each open container begin; -1 for an array. */
  const starts: number[] = [];
  const sets: (Set<number> | undefined)[] = [];
  let start = -1;
  let set: Set<number> | undefined;
  let wantsName = false;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      if (!wantsName) {
        i = stringEnd(text, i + 1);
        continue;
      }
      wantsName = false;
      let hash = 0;
      for (i++; i < length; i++) {
        const n = text.charCodeAt(i);
        if (n === 34) break;
        if (n === 92) return true;
        hash = Math.imul(hash ^ n, 0x01000193);
      }
      if (set) {
        if (set.size === set.add(hash).size) return true;
        continue;
      }
      for (let at = start; at < end; at++) if (hashes[at] === hash) return true;
      if (end === hashes.length) {
        const wider = new Int32Array(end * 2);
        wider.set(hashes);
        hashes = wider;
      }
      hashes[end++] = hash;
      if (end - start > hashListLimit) {
        set = new Set(hashes.subarray(start, end));
        sets[sets.length - 1] = set;
      }
    } else if (c === 123 || c === 91) {
      start = c === 123 ? end : -1;
      set = undefined;
      wantsName = c === 123;
      starts.push(start);
      sets.push(undefined);
    } else if (c === 125 || c === 93) {
      if (start >= 0) end = start;
      starts.pop();
      sets.pop();
      start = starts.length === 0 ? -1 : (starts[starts.length - 1] as number);
      set = sets[sets.length - 1];
      wantsName = false;
    } else if (c === 44) wantsName = start >= 0;
  }
  return false;
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
