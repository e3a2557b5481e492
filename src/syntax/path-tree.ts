import type { Path } from './text.ts';

/**
 * Wanted paths as a tree, so that one pass over a text can resolve them all. A scanner enters nodes as it meets their
 * values; when a member appears twice the later one replaces the earlier with everything below it, which the visit
 * numbers express without clearing anything.
 */
export interface PathNode {
  readonly children: Map<string, PathNode>;
  /** Indexes into the list of paths that end here. */
  readonly ends: number[];
  readonly parent: PathNode | undefined;
  /** Number of the last visit, 0 before any; and the parent's visit it happened in. */
  visit: number;
  within: number;
  offset: number;
}

export function pathTree(paths: readonly Path[]): PathNode {
  const root = node(undefined);
  paths.forEach((path, index) => {
    let at = root;
    for (const part of path) {
      const key = String(part);
      let next = at.children.get(key);
      if (!next) {
        next = node(at);
        at.children.set(key, next);
      }
      at = next;
    }
    at.ends.push(index);
  });
  return root;
}

function node(parent: PathNode | undefined): PathNode {
  return { children: new Map(), ends: [], parent, visit: 0, within: 0, offset: -1 };
}

/** Notes that the value of a node begins now and that `offset` is its place. `visit` must grow with every call. */
export function enter(at: PathNode, offset: number, visit: number): void {
  at.visit = visit;
  at.within = at.parent ? at.parent.visit : 0;
  at.offset = offset;
}

/** Offsets by path index after the scan; undefined where the path was not met, or only in something replaced later. */
export function offsetsOf(root: PathNode, count: number): (number | undefined)[] {
  const offsets = new Array<number | undefined>(count).fill(undefined);
  const open = [root];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.visit === 0 || (at.parent && at.within !== at.parent.visit)) continue;
    for (const index of at.ends) offsets[index] = at.offset;
    for (const child of at.children.values()) open.push(child);
  }
  return offsets;
}
