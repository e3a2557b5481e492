import type { DependencyGraph } from '../../model/component.ts';

/** A locked package with the names of what it requires. */
export interface NamedNode {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly requires: readonly string[];
}

/**
 * The graph of a lockfile whose requirements name packages only. The project leads to `direct`, or, where the file does not
 * say, to whatever nothing else requires.
 */
export function nameGraph(nodes: readonly NamedNode[], direct: readonly string[] | undefined): DependencyGraph {
  const byName = new Map<string, string[]>();
  for (const { name, ref } of nodes) {
    const refs = byName.get(name);
    if (refs) refs.push(ref);
    else byName.set(name, [ref]);
  }
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const { ref, requires } of nodes) {
    const next = new Set(requires.flatMap((name) => byName.get(name) ?? []));
    next.delete(ref);
    for (const one of next) required.add(one);
    edges.set(ref, [...next]);
  }
  const first =
    direct?.flatMap((name) => byName.get(name) ?? []) ?? [...edges.keys()].filter((ref) => !required.has(ref));
  edges.set('', first);
  const labels = new Map(nodes.map(({ ref, name, version }) => [ref, version ? `${name}@${version}` : name]));
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : (labels.get(ref) ?? ref)) };
}
