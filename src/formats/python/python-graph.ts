import type { DependencyGraph } from '../../model/component.ts';
import { normalName } from './project-name.ts';
import { type PythonProject, projectLabel } from './python-project.ts';

/** A locked package with the names of what it requires. */
export interface LockedPackage {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly requires: readonly string[];
}

/**
 * The graph of a lockfile whose requirements name packages only: where several versions of one are locked, all of them may
 * be meant. The project leads to what its pyproject.toml declares; without one, to whatever nothing else requires.
 */
export function graphByName(packages: readonly LockedPackage[], project: PythonProject | undefined): DependencyGraph {
  const byName = new Map<string, string[]>();
  for (const { name, ref } of packages) {
    const list = byName.get(normalName(name));
    if (!list) byName.set(normalName(name), [ref]);
    else if (!list.includes(ref)) list.push(ref);
  }
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const { ref, requires } of packages) {
    const next = new Set(edges.get(ref));
    for (const name of requires)
      for (const found of byName.get(normalName(name)) ?? []) if (found !== ref) next.add(found);
    for (const found of next) required.add(found);
    edges.set(ref, [...next]);
  }
  const declared =
    project && [...project.runtime, ...project.optional, ...project.dev].flatMap((name) => byName.get(name) ?? []);
  edges.set('', declared ?? [...edges.keys()].filter((ref) => !required.has(ref)));
  const labels = new Map(packages.map(({ ref, name, version }) => [ref, version ? `${name}@${version}` : name]));
  return { roots: [''], edges, label: (ref) => (ref === '' ? projectLabel(project) : (labels.get(ref) ?? ref)) };
}

/** Whether the project's own declaration names a package; undefined without one. */
export function isDeclared(project: PythonProject | undefined, name: string): boolean | undefined {
  const key = normalName(name);
  return project && (project.runtime.has(key) || project.optional.has(key) || project.dev.has(key));
}
