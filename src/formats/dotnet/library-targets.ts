import type { DependencyGraph } from '../../model/component.ts';
import { entriesOf, memberOf } from '../../syntax/shape.ts';

/** `Name/1.0.0` as the keys of project.assets.json and *.deps.json are written. */
export function libraryKey(key: string): { readonly name: string; readonly version: string | undefined } {
  const slash = key.lastIndexOf('/');
  return slash <= 0 ? { name: key, version: undefined } : { name: key.slice(0, slash), version: key.slice(slash + 1) };
}

/**
 * The graph of `targets`: in each target a library names what it requires, and the version that was taken stands in the same target.
 * `roots` are the libraries that the project asks for; without any, those that nothing requires.
 */
export function targetsGraph(
  targets: unknown,
  roots: ReadonlySet<string>,
  project: string | undefined,
): DependencyGraph {
  const edges = new Map<string, Set<string>>();
  const required = new Set<string>();
  for (const [, libraries] of entriesOf(targets)) {
    const byName = new Map(entriesOf(libraries).map(([key]) => [libraryKey(key).name.toLowerCase(), key]));
    for (const [key, value] of entriesOf(libraries)) {
      const next = edges.get(key) ?? new Set<string>();
      edges.set(key, next);
      for (const [name] of entriesOf(memberOf(value, 'dependencies'))) {
        const found = byName.get(name.toLowerCase());
        if (found === undefined || found === key) continue;
        next.add(found);
        required.add(found);
      }
    }
  }
  const all = new Map<string, readonly string[]>([...edges].map(([key, next]) => [key, [...next]]));
  const first = [...edges.keys()].filter((key) => (roots.size > 0 ? roots.has(key) : !required.has(key)));
  all.set('', first);
  return { roots: [''], edges: all, label: (ref) => (ref === '' ? (project ?? 'project') : ref.replace('/', '@')) };
}
