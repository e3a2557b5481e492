import type { DependencyGraph, NumberedGraph } from './component.ts';

/** A graph with its refs, and those of `others`, as numbers in the order in which they are met. */
export function numberedGraph(graph: DependencyGraph, others: Iterable<string>): NumberedGraph {
  const numbers = new Map<string, number>();
  const refs: string[] = [];
  const numberOf = (ref: string): number => {
    const known = numbers.get(ref);
    if (known !== undefined) return known;
    numbers.set(ref, refs.length);
    return refs.push(ref) - 1;
  };
  const roots = graph.roots.map(numberOf);
  const from: number[] = [];
  const to: number[] = [];
  for (const [ref, next] of graph.edges) {
    const node = numberOf(ref);
    for (const target of next) {
      from.push(node);
      to.push(numberOf(target));
    }
  }
  for (const ref of others) numberOf(ref);
  return {
    nodes: refs.length,
    roots,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    nodeOf: (ref) => numbers.get(ref),
    label(node) {
      const ref = refs[node] as string;
      return graph.label ? graph.label(ref) : ref;
    },
  };
}

/** The other way round: `refs` are those of the components at hand; a node without one is called by its number. */
export function graphWithRefs(graph: NumberedGraph, refs: Iterable<string>): DependencyGraph {
  const known = new Map<number, string>();
  const nodes = new Map<string, number>();
  for (const ref of refs) {
    const node = graph.nodeOf(ref);
    if (node === undefined) continue;
    known.set(node, ref);
    nodes.set(ref, node);
  }
  const refOf = (node: number): string => {
    const ref = known.get(node);
    if (ref !== undefined) return ref;
    let made = `#${node}`;
    while (nodes.has(made)) made = `#${made}`;
    known.set(node, made);
    nodes.set(made, node);
    return made;
  };
  const edges = new Map<string, string[]>();
  for (let edge = 0; edge < graph.from.length; edge++) {
    const ref = refOf(graph.from[edge] as number);
    const target = refOf(graph.to[edge] as number);
    const next = edges.get(ref);
    if (next) next.push(target);
    else edges.set(ref, [target]);
  }
  return {
    roots: graph.roots.map(refOf),
    edges,
    label(ref) {
      const node = nodes.get(ref);
      return node === undefined ? ref : graph.label(node);
    },
  };
}
