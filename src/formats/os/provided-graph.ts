import type { DependencyGraph } from '../../model/component.ts';
import { nameGraph } from '../languages/name-graph.ts';

/** An installed package with what it requires and what it provides besides its own name. */
export interface InstalledNode {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly requires: readonly string[];
  readonly provides: readonly string[];
}

/** The graph of a system's packages: a requirement names a package or something that packages provide. */
export function providedGraph(nodes: readonly InstalledNode[], direct: readonly string[] | undefined): DependencyGraph {
  const names = new Set(nodes.map((node) => node.name));
  const providers = new Map<string, string[]>();
  for (const node of nodes) {
    for (const what of node.provides) {
      const list = providers.get(what);
      if (!list) providers.set(what, [node.name]);
      else if (!list.includes(node.name)) list.push(node.name);
    }
  }
  const resolved = nodes.map(({ ref, name, version, requires }) => ({
    ref,
    name,
    version,
    requires: [...new Set(requires.flatMap((what) => (names.has(what) ? [what] : (providers.get(what) ?? []))))],
  }));
  return nameGraph(resolved, direct);
}
