import type { DependencyGraph } from '../model/component.ts';

/** A dependency graph as arrays. `labels` are those that differ from their ref. */
export interface StoredGraph {
  readonly roots: readonly string[];
  readonly edges: readonly (readonly [string, readonly string[]])[];
  readonly labels: readonly (readonly [string, string])[];
}

/** The graph with every label worked out, also of `nodes` that no edge touches. */
export function storedGraph(graph: DependencyGraph, nodes: Iterable<string>): StoredGraph {
  const edges = [...graph.edges];
  const refs = new Set([...graph.roots, ...edges.map(([ref]) => ref), ...edges.flatMap(([, next]) => next), ...nodes]);
  const labels = [...refs].flatMap((ref): [string, string][] => {
    const label = graph.label?.(ref) ?? ref;
    return label === ref ? [] : [[ref, label]];
  });
  return { roots: graph.roots, edges, labels };
}
