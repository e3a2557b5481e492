/**
 * An SPDX 2.x document of any encoding, in the shape of its JSON. Files and snippets are not components: they have no maker
 * and no version, only the packages they belong to have.
 */
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { labelsOf } from './labels.ts';
import { type Losses, lossList } from './loss.ts';
import { type Edge as PlainEdge, plainGraph } from './plain-graph.ts';
import { RefSet } from './ref-set.ts';
import { type PackageContext, packageOf } from './spdx-package.ts';

export interface ReadSpdx {
  readonly graph: () => DependencyGraph;
  readonly losses: Losses;
}

/** What a relationship means for paths: who needs whom, and for which purpose. */
interface Meaning {
  /** `forward`: the element needs the related one. `back`: the other way round. */
  readonly way: 'forward' | 'back';
  readonly scope?: Scope;
}

/** Relationship types of the specification's clause 11 that say who needs or holds whom. */
const meanings = new Map<string, Meaning>([
  ['DEPENDS_ON', { way: 'forward' }],
  ['CONTAINS', { way: 'forward' }],
  ['HAS_PREREQUISITE', { way: 'forward' }],
  ['STATIC_LINK', { way: 'forward' }],
  ['DYNAMIC_LINK', { way: 'forward' }],
  ['GENERATED_FROM', { way: 'forward' }],
  ['DEPENDENCY_OF', { way: 'back' }],
  ['CONTAINED_BY', { way: 'back' }],
  ['PREREQUISITE_FOR', { way: 'back' }],
  ['GENERATES', { way: 'back' }],
  ['PACKAGE_OF', { way: 'back' }],
  ['RUNTIME_DEPENDENCY_OF', { way: 'back', scope: 'runtime' }],
  ['DEPENDENCY_MANIFEST_OF', { way: 'back' }],
  ['DEV_DEPENDENCY_OF', { way: 'back', scope: 'dev' }],
  ['DEV_TOOL_OF', { way: 'back', scope: 'dev' }],
  ['BUILD_DEPENDENCY_OF', { way: 'back', scope: 'build' }],
  ['BUILD_TOOL_OF', { way: 'back', scope: 'build' }],
  ['TEST_DEPENDENCY_OF', { way: 'back', scope: 'test' }],
  ['TEST_TOOL_OF', { way: 'back', scope: 'test' }],
  ['OPTIONAL_DEPENDENCY_OF', { way: 'back', scope: 'optional' }],
  ['OPTIONAL_COMPONENT_OF', { way: 'back', scope: 'optional' }],
  ['PROVIDED_DEPENDENCY_OF', { way: 'back', scope: 'peer' }],
]);

/** RDF writes these two in small letters, as the end of an address. */
const nobody = /^(?:none|noassertion)$/i;
const documentId = 'SPDXRef-DOCUMENT';
const knownVersion = /^SPDX-2\.[0-3]$/;

/** Types of relationships that say nothing about who needs whom; with `meanings` all of SPDX 2.3, section 11. */
const otherTypes = new Set(
  (
    'DESCRIBES DESCRIBED_BY EXAMPLE_OF ANCESTOR_OF DESCENDANT_OF VARIANT_OF DISTRIBUTION_ARTIFACT PATCH_FOR PATCH_APPLIED ' +
    'COPY_OF FILE_ADDED FILE_DELETED FILE_MODIFIED EXPANDED_FROM_ARCHIVE DATA_FILE_OF TEST_CASE_OF TEST_OF DOCUMENTATION_OF ' +
    'METAFILE_OF AMENDS REQUIREMENT_DESCRIPTION_FOR SPECIFICATION_FOR OTHER'
  ).split(' '),
);

/** One relationship, turned so that `from` needs `to`. */
export interface Edge extends PlainEdge {
  readonly scope: Scope | undefined;
}

/**
 * Reads a document and hands over its packages in order. `prefix` is where it stands in its file. Throws `UnreadableInput`
 * where nothing can be used.
 */
export function readSpdx(root: unknown, emit: (component: Component) => void, prefix: Path = []): ReadSpdx {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an SPDX document', { line: 1 });
  const losses = lossList();
  checkSpdxVersion(root, prefix, losses);
  const { packages, relationships } = root;
  if (packages !== undefined && packages !== null && !Array.isArray(packages))
    throw new UnreadableInput('wrong-shape', '"packages" is not a list');
  if (!Array.isArray(packages)) {
    if (!Array.isArray(root.files) && !Array.isArray(root.snippets))
      throw new UnreadableInput('wrong-shape', 'has no "packages" section', { line: 1 });
    losses.add('no-packages', prefix, 'describes files only and no packages', 'note');
  }
  const described = new Set<string>();
  const edges = edgesOf(relationships, [...prefix, 'relationships'], described, losses);
  for (const id of textsOf(root.documentDescribes)) described.add(id);
  const context = { losses, direct: directOf(edges, described), scopes: scopesOf(edges) };
  const refs = readPackages(packages, [...prefix, 'packages'], context, emit);
  checkRefs(root, refs, edges, prefix, losses);
  return { losses, graph: () => graphOf(packages, edges, described) };
}

/** Hands over the packages; the result is their ids. */
function readPackages(
  packages: unknown,
  list: Path,
  context: PackageContext,
  emit: (component: Component) => void,
): RefSet {
  const refs = new RefSet();
  if (!Array.isArray(packages)) return refs;
  let twice = 0;
  let firstTwice = '';
  for (let index = 0; index < packages.length; index++) {
    const component = packageOf(packages[index], new Entry(list, index), context);
    if (component === undefined) continue;
    if (component.ref !== undefined && !refs.add(component.ref) && twice++ === 0) firstTwice = component.ref;
    emit(component);
  }
  if (twice > 0) {
    const message = `${twice} of its SPDXIDs stand more than once, the first is ${JSON.stringify(firstTwice)}`;
    context.losses.add('duplicate-ref', list, message, 'note');
  }
  return refs;
}

/** Whether the version is one that the specification knows. */
export function checkSpdxVersion(root: Readonly<Record<string, unknown>>, prefix: Path, losses: Losses): void {
  const version = root.spdxVersion;
  if (typeof version === 'string' && knownVersion.test(version)) return;
  const isReadable = Array.isArray(root.packages);
  if (version === undefined && !isReadable) return;
  if (version === undefined) {
    losses.add('missing-version', prefix, 'has no "spdxVersion"; it is read as SPDX-2.3', 'note');
    return;
  }
  const message = `spdxVersion ${JSON.stringify(version)?.slice(0, 40)} is not one of SPDX-2.0 to SPDX-2.3, which are known`;
  if (!isReadable) throw new UnreadableInput('unsupported-version', message);
  losses.add('unsupported-version', [...prefix, 'spdxVersion'], message);
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function edgesOf(list: unknown, path: Path, described: Set<string>, losses: Losses): Edge[] {
  const edges: Edge[] = [];
  if (list === undefined || list === null) return edges;
  if (!Array.isArray(list)) {
    losses.add('wrong-type', path, '"relationships" is not a list', 'note');
    return edges;
  }
  for (let index = 0; index < list.length; index++) {
    const edge = relationshipOf(list[index], path, index, described, losses);
    if (edge) edges.push(edge);
  }
  return edges;
}

/** One entry of `relationships`, where it says who needs whom; what it describes is added to `described`. */
export function relationshipOf(
  one: unknown,
  list: Path,
  index: number,
  described: Set<string>,
  losses: Losses,
): Edge | undefined {
  const element = memberOf(one, 'spdxElementId');
  const related = memberOf(one, 'relatedSpdxElement');
  const type = memberOf(one, 'relationshipType');
  if (typeof element !== 'string' || typeof related !== 'string' || typeof type !== 'string') {
    losses.add('wrong-type', [...list, index], 'a relationship is not complete', 'note');
    return undefined;
  }
  if (type === 'DESCRIBES' && element.endsWith(documentId)) described.add(related);
  else if (type === 'DESCRIBED_BY' && related.endsWith(documentId)) described.add(element);
  const meaning = meanings.get(type);
  if (meaning === undefined && !otherTypes.has(type)) {
    const message = `the type of relationship ${JSON.stringify(type.slice(0, 60))} is not known`;
    losses.addOnce('unknown-relationship', [...list, index], message);
  }
  if (meaning === undefined || element === related) return undefined;
  const [from, to] = meaning.way === 'forward' ? [element, related] : [related, element];
  return { from, to, scope: meaning.scope };
}

/** A package is for development, build or tests only where nothing needs it at run time. */
function scopesOf(edges: readonly Edge[]): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const { to, scope } of edges) if (scope !== undefined && !scopes.has(to)) scopes.set(to, scope);
  if (scopes.size === 0) return scopes;
  for (const { to, scope } of edges) {
    if (scope === 'runtime') scopes.set(to, 'runtime');
    else if (scope === undefined) scopes.delete(to);
  }
  return scopes;
}

function directOf(edges: readonly Edge[], described: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const direct = new Set<string>();
  for (const { from, to } of edges) if (described.has(from)) direct.add(to);
  return direct.size === 0 ? undefined : direct;
}

/** Relationships that lead to nothing are counted, and cost no component. */
function checkRefs(
  root: Readonly<Record<string, unknown>>,
  packages: RefSet,
  edges: readonly Edge[],
  prefix: Path,
  losses: Losses,
): void {
  const known = new Set<string>();
  for (const section of [root.files, root.snippets]) {
    if (!Array.isArray(section)) continue;
    for (const one of section) {
      const id = memberOf(one, 'SPDXID');
      if (typeof id === 'string') known.add(id);
    }
  }
  let dangling = 0;
  let first = '';
  for (const { from, to } of edges) {
    for (const ref of [from, to]) {
      if (packages.has(ref) || known.has(ref) || isElsewhere(ref)) continue;
      if (dangling++ === 0) first = ref;
    }
  }
  noteDangling(dangling, first, [...prefix, 'relationships'], losses);
}

/** Of another document, the document itself, or nobody at all. */
export function isElsewhere(ref: string): boolean {
  return ref === documentId || ref.startsWith('DocumentRef-') || nobody.test(ref);
}

export function noteDangling(count: number, first: string, path: Path, losses: Losses, before = ''): void {
  if (count === 0) return;
  const message = `${before}${count} ends of relationships lead to nothing in it, the first is ${JSON.stringify(first)}`;
  losses.add('dangling-ref', path, message, 'note');
}

function graphOf(packages: unknown, list: readonly Edge[], described: ReadonlySet<string>): DependencyGraph {
  // Read again: they were handed on and not kept, and few documents have anything to report.
  const components: Component[] = [];
  const context = { losses: lossList(), direct: undefined, scopes: new Map<string, Scope>() };
  const known = readPackages(packages, [], context, (component) => components.push(component));
  return plainGraph(known, list, described, () => labelsOf(components));
}
