import type { DependencyGraph } from '../model/component.ts';

/** Five are enough to act on, and keep a dense graph's exponential number of paths out of reports. */
export const maxPaths = 5;
const maxDepth = 200;

/**
 * Up to five shortest paths from the graph's roots to each wanted ref, as labels, root first and the wanted one last;
 * shortest first, then in edge order. A ref that no root reaches gives one path of itself. Linear in edges: one breadth
 * first pass over the whole graph, then a bounded walk back over predecessors for each wanted ref.
 */
export function shortestPaths(
  graph: DependencyGraph,
  wanted: readonly string[],
): Map<string, readonly (readonly string[])[]> {
  const depth = new Map<string, number>();
  const before = new Map<string, string[]>();
  const queue: string[] = [];
  for (const root of graph.roots) {
    if (depth.has(root)) continue;
    depth.set(root, 0);
    queue.push(root);
  }
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] as string;
    const here = depth.get(node) as number;
    for (const next of graph.edges.get(node) ?? []) {
      const known = depth.get(next);
      if (known === undefined) {
        depth.set(next, here + 1);
        queue.push(next);
      }
      // Edges that do not lead further from the roots would make cycles of the walk back.
      if (known === undefined || known > here) {
        const list = before.get(next);
        if (!list) before.set(next, [node]);
        else if (list.length < maxPaths && !list.includes(node)) list.push(node);
      }
    }
  }
  const label = graph.label ?? ((ref: string) => ref);
  const result = new Map<string, readonly (readonly string[])[]>();
  for (const ref of wanted)
    result.set(
      ref,
      pathsTo(ref, depth, before).map((path) => path.map(label)),
    );
  return result;
}

function pathsTo(
  ref: string,
  depth: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, readonly string[]>,
): string[][] {
  if (!depth.has(ref)) return [[ref]];
  const done: string[][] = [];
  let open: string[][] = [[ref]];
  for (let step = 0; step < maxDepth && open.length > 0 && done.length < maxPaths; step++) {
    const next: string[][] = [];
    for (const path of open) {
      const head = path[0] as string;
      if (depth.get(head) === 0) {
        done.push(path);
        continue;
      }
      for (const previous of before.get(head) ?? []) if (next.length < maxPaths * 4) next.push([previous, ...path]);
    }
    open = next;
  }
  return done.slice(0, maxPaths);
}
