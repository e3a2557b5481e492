import { enter, offsetsOf, type PathNode, pathTree } from './path-tree.ts';
import { lineIndex, type Path, type Position } from './text.ts';

/**
 * Where paths stand in a JSON or JSONC text, one result a path, in order; undefined where a path is not in it. For a member
 * the first character of its name inside the quotes, so that the line holds the name; for an array element the first
 * character of its value. Of duplicate members the last counts, as for `JSON.parse`. One pass, without recursion.
 */
export function locateJson(text: string, paths: readonly Path[]): (Position | undefined)[] {
  return locate(text, paths, 'name');
}

/** As `locateJson`, but the first character of the value for members too. */
export function locateJsonValue(text: string, paths: readonly Path[]): (Position | undefined)[] {
  return locate(text, paths, 'value');
}

interface Level {
  readonly node: PathNode;
  readonly isObject: boolean;
  index: number;
}

function locate(text: string, paths: readonly Path[], place: 'name' | 'value'): (Position | undefined)[] {
  if (paths.length === 0) return [];
  const root = pathTree(paths);
  scan(text, root, place);
  const lines = lineIndex(text);
  return offsetsOf(root, paths.length).map((offset) => (offset === undefined ? undefined : lines.at(offset)));
}

function scan(text: string, root: PathNode, place: 'name' | 'value'): void {
  const length = text.length;
  const levels: Level[] = [];
  let level: Level | undefined;
  let visit = 0;
  let at = 0;
  /** The node of the value that comes next; undefined: nothing below it is wanted. */
  let wanted: PathNode | undefined = root;
  let nameOffset = -1;
  let wantsName = false;
  while (at < length) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 10 || c === 13 || c === 9 || c === 0xfeff || c === 58) {
      at++;
    } else if (c === 47) {
      at = commentEnd(text, at);
    } else if (c === 44) {
      at++;
      if (!level) continue;
      if (level.isObject) wantsName = true;
      else {
        level.index++;
        wanted = level.node.children.get(String(level.index));
        nameOffset = -1;
      }
    } else if ((c | 32) === 125) {
      at++;
      levels.pop();
      level = levels[levels.length - 1];
      wantsName = false;
    } else if (wantsName && level && c === 34) {
      const end = stringEnd(text, at);
      wanted = level.node.children.get(nameAt(text, at, end));
      nameOffset = at + 1;
      wantsName = false;
      at = end;
    } else {
      if (wanted) enter(wanted, place === 'name' && nameOffset >= 0 ? nameOffset : at, ++visit);
      if ((c | 32) === 123) {
        if (wanted && wanted.children.size > 0) {
          level = { node: wanted, isObject: c === 123, index: 0 };
          levels.push(level);
          wantsName = level.isObject;
          wanted = level.isObject ? undefined : wanted.children.get('0');
          nameOffset = -1;
          at++;
        } else {
          at = containerEnd(text, at);
          wanted = undefined;
        }
      } else {
        at = c === 34 ? stringEnd(text, at) : scalarEnd(text, at);
        wanted = undefined;
      }
    }
  }
}

function nameAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** The offset behind the string that begins at `start`. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) return at + 1;
    if (c === 92) at++;
  }
  return text.length;
}

function scalarEnd(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 44 || c === 93 || c === 125 || c === 47 || c <= 32) break;
  }
  return at;
}

function commentEnd(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  if (next === 42) {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? text.length : close + 2;
  }
  if (next !== 47) return start + 1;
  let at = start + 2;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function containerEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      at = stringEnd(text, at);
      continue;
    }
    if (c === 47) {
      at = commentEnd(text, at);
      continue;
    }
    at++;
    if ((c | 32) === 123) depth++;
    else if ((c | 32) === 125 && --depth === 0) return at;
  }
  return text.length;
}
