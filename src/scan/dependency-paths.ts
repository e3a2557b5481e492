import type { DependencyGraph, NumberedGraph } from '../model/component.ts';
import { numberedGraph } from '../model/numbered-graph.ts';

/** Five are enough to act on, and keep a dense graph's exponential number of paths out of reports. */
export const maxPaths = 5;
const maxDepth = 200;

/**
 * Up to five shortest paths from the graph's roots to each wanted ref, as labels, root first and the wanted one last;
 * shortest first, then in edge order. A ref that no root reaches gives one path of itself. Linear in edges: one breadth
 * first pass over the whole graph, then a bounded walk back over predecessors for each wanted ref.
 */
export function shortestPaths(
  of: DependencyGraph | NumberedGraph,
  wanted: readonly string[],
): Map<string, readonly (readonly string[])[]> {
  const graph = 'from' in of ? of : numberedGraph(of, wanted);
  const reached = breadthFirst(graph);
  const result = new Map<string, readonly (readonly string[])[]>();
  for (const ref of wanted) {
    const node = graph.nodeOf(ref);
    const paths = node === undefined ? [] : pathsTo(node, reached);
    result.set(ref, node === undefined ? [[ref]] : paths.map((path) => path.map(graph.label)));
  }
  return result;
}

interface Reached {
  /** Steps from a root; -1 where none leads there. */
  readonly depth: Int32Array;
  /** Up to five nodes one step nearer to the roots, in the order in which the pass came by. */
  readonly before: (node: number) => readonly number[];
}

function breadthFirst({ nodes, roots, from, to }: NumberedGraph): Reached {
  const { starts, targets } = byNode(nodes, from, to);
  const depth = new Int32Array(nodes).fill(-1);
  const queue = new Int32Array(nodes);
  let end = 0;
  for (const root of roots) {
    if (depth[root] !== -1) continue;
    depth[root] = 0;
    queue[end++] = root;
  }
  // Lists of predecessors, as chains: an entry's node, and where the list goes on.
  const first = new Int32Array(nodes).fill(-1);
  const node = new Int32Array(targets.length);
  const next = new Int32Array(targets.length);
  let entries = 0;
  for (let at = 0; at < end; at++) {
    const here = queue[at] as number;
    const deeper = (depth[here] as number) + 1;
    const stop = starts[here + 1] as number;
    for (let edge = starts[here] as number; edge < stop; edge++) {
      const target = targets[edge] as number;
      if (depth[target] === -1) {
        depth[target] = deeper;
        queue[end++] = target;
      }
      // Edges that do not lead further from the roots would make cycles of the walk back.
      if (depth[target] === deeper && noted(target, here)) entries++;
    }
  }

  /** Puts `here` at the end of the list of `target`; false where it is there or the list is full. */
  function noted(target: number, here: number): boolean {
    let last = -1;
    let count = 0;
    for (let entry = first[target] as number; entry !== -1; entry = next[entry] as number) {
      if (node[entry] === here || ++count === maxPaths) return false;
      last = entry;
    }
    node[entries] = here;
    next[entries] = -1;
    if (last === -1) first[target] = entries;
    else next[last] = entries;
    return true;
  }

  return {
    depth,
    before(target) {
      const list: number[] = [];
      for (let entry = first[target] as number; entry !== -1; entry = next[entry] as number)
        list.push(node[entry] as number);
      return list;
    },
  };
}

/** Edges in order of the node they leave: those of node n are `targets` from `starts[n]` to before `starts[n + 1]`. */
function byNode(nodes: number, from: Int32Array, to: Int32Array): { starts: Int32Array; targets: Int32Array } {
  const starts = new Int32Array(nodes + 1);
  for (let edge = 0; edge < from.length; edge++) {
    const after = (from[edge] as number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const filled = starts.slice();
  const targets = new Int32Array(from.length);
  for (let edge = 0; edge < from.length; edge++) {
    const node = from[edge] as number;
    const place = filled[node] as number;
    targets[place] = to[edge] as number;
    filled[node] = place + 1;
  }
  return { starts, targets };
}

function pathsTo(wanted: number, { depth, before }: Reached): number[][] {
  if (depth[wanted] === -1) return [[wanted]];
  const done: number[][] = [];
  let open: number[][] = [[wanted]];
  for (let step = 0; step < maxDepth && open.length > 0 && done.length < maxPaths; step++) {
    const next: number[][] = [];
    for (const path of open) {
      const head = path[0] as number;
      if (depth[head] === 0) {
        done.push(path);
        continue;
      }
      for (const previous of before(head)) if (next.length < maxPaths * 4) next.push([previous, ...path]);
    }
    open = next;
  }
  return done.slice(0, maxPaths);
}
