import type { DependencyGraph } from '../../model/component.ts';

/** A locked package with the names it answers to and those it requires, all folded to lower case. */
export interface ComposerNode {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly aliases: readonly string[];
  readonly requires: readonly string[];
}

/** Who requires whom; a virtual name leads to every package that provides it. Without `direct` the project leads to what nothing requires. */
export function composerEdges(nodes: readonly ComposerNode[]): Map<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  const push = (name: string, ref: string): void => {
    const list = byName.get(name.toLowerCase());
    if (list) list.push(ref);
    else byName.set(name.toLowerCase(), [ref]);
  };
  for (const node of nodes) {
    push(node.name, node.ref);
    for (const alias of node.aliases) push(alias, node.ref);
  }
  return new Map(
    nodes.map((node) => {
      const next = node.requires.flatMap((name) => byName.get(name.toLowerCase()) ?? []);
      return [node.ref, [...new Set(next)].filter((ref) => ref !== node.ref)];
    }),
  );
}

export function composerGraph(
  nodes: readonly ComposerNode[],
  edges: ReadonlyMap<string, readonly string[]>,
  direct: ReadonlySet<string> | undefined,
  project: string | undefined,
): DependencyGraph {
  const all = new Map(edges);
  const required = new Set([...edges.values()].flat());
  const isFirst = (node: ComposerNode): boolean =>
    direct ? direct.has(node.name.toLowerCase()) : !required.has(node.ref);
  all.set(
    '',
    nodes.filter(isFirst).map((node) => node.ref),
  );
  const labels = new Map(nodes.map((node) => [node.ref, node.version ? `${node.name}@${node.version}` : node.name]));
  return { roots: [''], edges: all, label: (ref) => (ref === '' ? (project ?? 'project') : (labels.get(ref) ?? ref)) };
}
