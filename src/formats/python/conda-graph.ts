import type { DependencyGraph } from '../../model/component.ts';
import { normalName } from './project-name.ts';

/** A locked conda or PyPI package with the names of what it requires. */
export interface CondaNode {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly ecosystem: 'conda' | 'pypi';
  /** `linux-64`, `noarch`; undefined where it is not said, which fits everywhere. */
  readonly platform: string | undefined;
  readonly requires: readonly string[];
}

/**
 * The graph of a lockfile of several platforms: a name leads to the packages of that name on the same platform. A package of PyPI
 * may need what only conda has, so its own ecosystem is asked first and then the other. What nothing requires hangs on the project.
 */
export function condaGraph(nodes: readonly CondaNode[]): DependencyGraph {
  const byName = new Map<string, CondaNode[]>();
  const push = (key: string, node: CondaNode): void => {
    const list = byName.get(key);
    if (list) list.push(node);
    else byName.set(key, [node]);
  };
  for (const node of nodes) push(`${node.ecosystem}:${normalName(node.name)}`, node);
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const node of nodes) {
    const next = new Set<string>();
    for (const name of node.requires) {
      const key = normalName(name);
      const other = node.ecosystem === 'conda' ? 'pypi' : 'conda';
      const found = byName.get(`${node.ecosystem}:${key}`) ?? byName.get(`${other}:${key}`) ?? [];
      for (const one of found) if (one.ref !== node.ref && isTogether(node.platform, one.platform)) next.add(one.ref);
    }
    for (const ref of next) required.add(ref);
    edges.set(node.ref, [...next]);
  }
  edges.set(
    '',
    nodes.map((node) => node.ref).filter((ref) => !required.has(ref)),
  );
  const labels = new Map(nodes.map(({ ref, name, version }) => [ref, version ? `${name}@${version}` : name]));
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : (labels.get(ref) ?? ref)) };
}

function isTogether(a: string | undefined, b: string | undefined): boolean {
  return a === b || a === undefined || b === undefined || a === 'noarch' || b === 'noarch';
}

/** The name at the start of a conda match specification: `python >=3.9,<3.10.0a0`, `conda-forge::tiny[version='1']`. */
export function condaSpecName(spec: string): string | undefined {
  return /^\s*(?:\S+::)?([\w.-]+)/.exec(spec)?.[1];
}
