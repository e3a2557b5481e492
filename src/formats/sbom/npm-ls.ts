/**
 * The output of `npm ls --json`. Specification: npm CLI documentation, "npm ls". Surprising: a package stands in it wherever
 * it is needed, the second time often without what it needs itself, and one that is missing stands in it as well.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { jsonDocument, type ReadJson } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { type Losses, lossList } from './loss.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Deepest chain of packages that is followed. */
const maxDepth = 500;

/** Reads every installed package once for each version and source. */
export const npmLs = jsonDocument({
  id: 'sbom/npm-ls',
  title: 'npm ls --json',
  files: ['npm-ls.json', 'npm-list.json'],
  mayBe: ['*.json'],
  recognise: (head) => jsonSbomKind(head) === 'npm-ls',
  read,
});

interface Found {
  readonly component: Component;
  readonly next: Set<string>;
}

function read(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses = lossList();
  const dependencies = root.dependencies;
  if (dependencies === undefined) {
    if (root.name === undefined && root.version === undefined)
      throw new UnreadableInput('wrong-shape', 'has no "dependencies" object', { line: 1 });
  } else if (!isRecord(dependencies)) throw new UnreadableInput('wrong-shape', '"dependencies" is not an object');
  const found = new Map<string, Found>();
  const first = new Set<string>();
  walk(root, prefix, first, true, found, losses, 0);
  for (const { component } of found.values()) emit(component);
  const label = typeof root.name === 'string' ? nameWith(root.name, root.version) : 'project';
  return { losses, graph: () => graphOf(found, first, label) };
}

function walk(
  parent: Fields,
  path: Path,
  next: Set<string>,
  isRoot: boolean,
  found: Map<string, Found>,
  losses: Losses,
  depth: number,
): void {
  const { dependencies } = parent;
  if (dependencies === undefined) return;
  if (depth > maxDepth) throw new UnreadableInput('too-deep', `nests packages deeper than ${maxDepth} levels`);
  const list = [...path, 'dependencies'];
  if (!isRecord(dependencies)) {
    losses.add('wrong-type', list, '"dependencies" is not an object');
    return;
  }
  for (const [name, value] of Object.entries(dependencies)) {
    const entry = new Entry(list, name);
    if (!isRecord(value)) {
      losses.add('wrong-type', entry.path, `the entry ${JSON.stringify(name)} is not an object`);
      continue;
    }
    // What is not installed is a wish of a package, not a package; npm lists optional ones as empty objects.
    if (value.missing === true || Object.keys(value).length === 0) continue;
    const ref = `${name} ${typeof value.version === 'string' ? value.version : ''} ${value.resolved ?? ''}`;
    next.add(ref);
    let one = found.get(ref);
    if (one === undefined) {
      one = { component: componentOf(name, value, entry, ref, isRoot, losses), next: new Set() };
      found.set(ref, one);
    } else if (isRoot && !one.component.direct)
      found.set(ref, { ...one, component: { ...one.component, direct: true } });
    walk(value, entry.path, one.next, false, found, losses, depth + 1);
  }
}

function componentOf(
  folder: string,
  value: Fields,
  entry: Entry,
  ref: string,
  isRoot: boolean,
  losses: Losses,
): Component {
  const { version, resolved } = value;
  if (version !== undefined && typeof version !== 'string')
    losses.add('wrong-type', entry.below('version'), '"version" is not a text');
  const own = value.name;
  const source = typeof resolved === 'string' ? withoutSecrets(resolved) : undefined;
  const isFile = source?.startsWith('file:') ?? false;
  const identifiers: Identifier[] | undefined =
    source === undefined || isFile
      ? undefined
      : [{ kind: 'url', value: source, field: 'resolved', at: entry.at(['resolved']), relation: 'fetched-from' }];
  const name = typeof own === 'string' ? own : folder;
  return {
    kind: 'package',
    name,
    version: typeof version === 'string' ? version : undefined,
    ecosystem: 'npm',
    identifiers,
    at: entry.at([]),
    ref,
    direct: isRoot,
    source,
    entry: isFile ? 'link' : name !== folder ? 'alias' : value.extraneous === true ? 'extraneous' : undefined,
  };
}

function nameWith(name: string, version: unknown): string {
  return typeof version === 'string' ? `${name}@${version}` : name;
}

function graphOf(found: ReadonlyMap<string, Found>, first: ReadonlySet<string>, label: string): DependencyGraph {
  const edges = new Map<string, readonly string[]>([['', [...first]]]);
  for (const [ref, { next }] of found) edges.set(ref, [...next]);
  return {
    roots: [''],
    edges,
    label(ref) {
      const component = found.get(ref)?.component;
      return component === undefined ? label : nameWith(component.name, component.version);
    },
  };
}
