import type { DependencyGraph } from '../../model/component.ts';

/** `from` needs or holds `to`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * A graph of the edges whose both ends are known. Its roots are `described`, and after them whatever needs something and is
 * needed by nothing.
 */
export function plainGraph(
  known: { has(ref: string): boolean },
  list: Iterable<Edge>,
  described: Iterable<string>,
  labels: () => ReadonlyMap<string, string>,
): DependencyGraph {
  const edges = new Map<string, string[]>();
  const reached = new Set<string>();
  for (const { from, to } of list) {
    if (from === to || !known.has(from) || !known.has(to)) continue;
    const next = edges.get(from);
    if (next) next.push(to);
    else edges.set(from, [to]);
    reached.add(to);
  }
  const roots = new Set<string>();
  for (const ref of described) if (known.has(ref)) roots.add(ref);
  for (const ref of edges.keys()) if (!reached.has(ref)) roots.add(ref);
  let made: ReadonlyMap<string, string> | undefined;
  const label = (ref: string): string => {
    made ??= labels();
    return made.get(ref) ?? ref;
  };
  return { roots: [...roots], edges, label };
}
