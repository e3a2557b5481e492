/**
 * A CycloneDX document of any encoding, already in the shape of its JSON: which of its parts hold components, what the
 * references between them mean, and what it says about itself.
 */
import type { Component, DependencyGraph, Identifier, Scope } from '../../model/component.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { componentOf, serviceOf } from './cyclonedx-component.ts';
import { Entry } from './entry-place.ts';
import { labelsOf } from './labels.ts';
import { type Losses, lossList } from './loss.ts';
import { entityFields, entityTails, pushEntity } from './maker-fields.ts';

export interface ReadDocument {
  readonly components: readonly Component[];
  readonly graph: () => DependencyGraph;
  readonly losses: Losses;
}

/** Of a path: an assembly of parts of parts; recursion below it is safe. */
const maxDepth = 200;
const newestVersion = '1.7';
const knownVersions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', newestVersion]);
const uuidUrn = /^urn:uuid:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Parts that a document without components is about instead. */
const otherPurposes = ['vulnerabilities', 'declarations', 'definitions', 'annotations'];

/** Everything of a document that is being read. */
interface Reading {
  readonly components: Component[];
  readonly losses: Losses;
  /** Assemblies and what they hold, by ref. */
  readonly parts: Map<string, string[]>;
  /** What the described component depends on; undefined where the document does not say. */
  readonly direct: ReadonlySet<string> | undefined;
}

/**
 * Reads a document. `prefix` is where it stands in its file. Throws `UnreadableInput` where nothing can be used and
 * `NotThisFormat` for a document that is about something else than components.
 */
export function readCyclonedx(root: unknown, prefix: Path = []): ReadDocument {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a CycloneDX document', { line: 1 });
  const losses = lossList();
  checkVersion(root, prefix, losses);
  checkSections(root);
  const { serialNumber } = root;
  if (serialNumber !== undefined && !(typeof serialNumber === 'string' && uuidUrn.test(serialNumber)))
    losses.add('invalid-serial', [...prefix, 'serialNumber'], 'its "serialNumber" is not a UUID URN', 'note');
  const subjectRef = memberOf(memberOf(root.metadata, 'component'), 'bom-ref');
  const direct = typeof subjectRef === 'string' ? directOf(root.dependencies, subjectRef) : undefined;
  const reading: Reading = { components: [], losses, parts: new Map(), direct };
  const subject = readSubject(root, prefix, reading);
  readList(root.components, [...prefix, 'components'], reading, undefined);
  readServices(root.services, [...prefix, 'services'], reading, undefined);
  readFormulation(root.formulation, [...prefix, 'formulation'], reading);
  noteCompositions(root.compositions, [...prefix, 'compositions'], reading.losses);
  const { components, parts } = reading;
  const { dependencies } = root;
  checkRefs(dependencies, [...prefix, 'dependencies'], reading);
  return { components, losses, graph: () => graphOf(components, subject, edgesOf(dependencies, components), parts) };
}

function checkVersion(root: Readonly<Record<string, unknown>>, prefix: Path, losses: Losses): void {
  const version = root.specVersion;
  if (typeof version === 'string' && knownVersions.has(version)) return;
  const isReadable = Array.isArray(root.components) || Array.isArray(root.services) || isRecord(root.metadata);
  if (version === undefined) {
    if (!isReadable) return;
    losses.add('missing-version', prefix, 'has no "specVersion"; it is read as version 1.7', 'note');
    return;
  }
  const message = `specVersion ${JSON.stringify(version).slice(0, 40)} is not one of 1.0 to ${newestVersion}, which are known`;
  if (!isReadable) throw new UnreadableInput('unsupported-version', message);
  losses.add('unsupported-version', [...prefix, 'specVersion'], message);
}

function checkSections(root: Readonly<Record<string, unknown>>): void {
  const { components, services, metadata, formulation } = root;
  if (components !== undefined && components !== null && !Array.isArray(components))
    throw new UnreadableInput('wrong-shape', '"components" is not a list');
  const isAbout = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
  const hasSection = Array.isArray(components) || Array.isArray(services) || Array.isArray(formulation);
  const hasSubject = isRecord(memberOf(metadata, 'component'));
  if (isAbout(components) || isAbout(services) || isAbout(formulation)) return;
  const purpose = otherPurposes.find((name) => isAbout(root[name]) || isRecord(root[name]));
  if (purpose !== undefined && !(hasSubject && purpose === 'annotations'))
    throw new NotThisFormat(`is a CycloneDX document about ${purpose}, without components`);
  if (!hasSection && !hasSubject)
    throw new UnreadableInput('wrong-shape', 'has no "components", no "services" and no "metadata.component"', {
      line: 1,
    });
}

/** What one component depends on, by the first entry that speaks of it. */
function directOf(list: unknown, ref: string): ReadonlySet<string> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entry: unknown = list.find((one) => memberOf(one, 'ref') === ref);
  const targets = memberOf(entry, 'dependsOn');
  return Array.isArray(targets) ? new Set(targets.filter((target) => typeof target === 'string')) : undefined;
}

/** The component the document describes, with the makers that its metadata names; its ref, where it has one. */
function readSubject(root: Readonly<Record<string, unknown>>, prefix: Path, reading: Reading): string | undefined {
  const metadata = root.metadata;
  if (metadata === undefined || metadata === null) return undefined;
  const at = [...prefix, 'metadata'];
  if (!isRecord(metadata)) {
    reading.losses.add('wrong-type', at, '"metadata" is not an object');
    return undefined;
  }
  const makers: Identifier[] = [];
  const own = new Entry(prefix, 'metadata');
  // `metadata.manufacture` (to 1.5) made the component, `metadata.manufacturer` (from 1.6) made this document.
  for (const role of ['supplier', 'manufacture'])
    pushEntity(makers, metadata[role], entityFields(`metadata.${role}`), own, entityTails(role), 'published-by');
  const before = reading.components.length;
  if (metadata.component === undefined || metadata.component === null) {
    const first = makers[0];
    if (first?.at === undefined) return undefined;
    // The document names who supplied what it describes, and not what that is.
    reading.components.push({ kind: 'package', name: 'the subject of this SBOM', identifiers: makers, at: first.at });
    return undefined;
  }
  readOne(metadata.component, new Entry(at, 'component'), reading, undefined, undefined);
  const subject = reading.components[before];
  if (subject === undefined) return undefined;
  if (makers.length > 0) {
    const relation = subject.kind === 'device' ? 'manufactured-by' : 'published-by';
    const identifiers = [...(subject.identifiers ?? []), ...makers.map((maker) => ({ ...maker, relation }) as const)];
    reading.components[before] = { ...subject, identifiers };
  }
  return subject.ref;
}

function readList(list: unknown, path: Path, reading: Reading, parent: string | undefined, scope?: Scope): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    reading.losses.add('wrong-type', path, '"components" is not a list');
    return;
  }
  for (let index = 0; index < list.length; index++)
    readOne(list[index], new Entry(path, index), reading, parent, scope);
}

/** A component and what is inside it. */
function readOne(
  value: unknown,
  entry: Entry,
  reading: Reading,
  parent: string | undefined,
  scope: Scope | undefined,
): void {
  const nested = isRecord(value) ? value.components : undefined;
  const component = componentOf(value, entry, reading, scope);
  if (component !== undefined) {
    reading.components.push(component);
    if (parent !== undefined && component.ref !== undefined) part(reading.parts, parent, component.ref);
  }
  if (nested !== undefined && nested !== null)
    readList(nested, entry.below('components'), reading, component?.ref ?? parent, scope);
}

function readServices(list: unknown, path: Path, reading: Reading, parent: string | undefined, scope?: Scope): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    reading.losses.add('wrong-type', path, '"services" is not a list');
    return;
  }
  if (path.length > maxDepth)
    throw new UnreadableInput('too-deep', `nests services deeper than ${maxDepth / 2} levels`);
  for (const [index, value] of list.entries()) {
    const entry = new Entry(path, index);
    const service = serviceOf(value, entry, reading, scope);
    if (service !== undefined) {
      reading.components.push(service);
      if (parent !== undefined && service.ref !== undefined) part(reading.parts, parent, service.ref);
    }
    if (isRecord(value)) readServices(value.services, entry.below('services'), reading, service?.ref ?? parent, scope);
  }
}

/** What took part in making the product and is not in it. */
function readFormulation(list: unknown, path: Path, reading: Reading): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    reading.losses.add('wrong-type', path, '"formulation" is not a list');
    return;
  }
  for (const [index, formula] of list.entries()) {
    readList(memberOf(formula, 'components'), [...path, index, 'components'], reading, undefined, 'build');
    readServices(memberOf(formula, 'services'), [...path, index, 'services'], reading, undefined, 'build');
  }
}

function part(parts: Map<string, string[]>, parent: string, child: string): void {
  const list = parts.get(parent);
  if (list) list.push(child);
  else parts.set(parent, [child]);
}

/** A document may say of itself that it is not complete; that is for its reader to know. */
function noteCompositions(list: unknown, path: Path, losses: Losses): void {
  if (!Array.isArray(list)) return;
  for (const [index, one] of list.entries()) {
    const aggregate = memberOf(one, 'aggregate');
    if (typeof aggregate === 'string' && aggregate.startsWith('incomplete'))
      losses.add(
        'incomplete-sbom',
        [...path, index, 'aggregate'],
        `says of itself that it is ${aggregate.replaceAll('_', ' ')}`,
        'note',
      );
  }
}

/** Refs that stand twice and refs to nothing are counted, and cost no component. */
function checkRefs(list: unknown, path: Path, { components, losses }: Reading): void {
  const known = new Set<string>();
  let twice = 0;
  let firstTwice = '';
  for (let index = 0; index < components.length; index++) {
    const ref = components[index]?.ref;
    if (ref === undefined) continue;
    const before = known.size;
    known.add(ref);
    if (known.size === before && twice++ === 0) firstTwice = ref;
  }
  if (twice > 0) {
    const message = `${twice} of its bom-refs stand more than once, the first is ${quoted(firstTwice)}`;
    losses.add('duplicate-ref', path.slice(0, -1), message, 'note');
  }
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    losses.add('wrong-type', path, '"dependencies" is not a list', 'note');
    return;
  }
  let dangling = 0;
  let first: { readonly ref: string; readonly path: Path } | undefined;
  const check = (ref: string, index: number): void => {
    // Another document's component is no mistake of this one.
    if (known.has(ref) || ref.startsWith('urn:cdx:')) return;
    dangling++;
    first ??= { ref, path: [...path, index] };
  };
  for (let index = 0; index < list.length; index++) {
    const entry: unknown = list[index];
    const ref = isRecord(entry) ? entry.ref : undefined;
    if (!isRecord(entry) || typeof ref !== 'string') {
      losses.add('wrong-type', [...path, index], 'a dependency has no "ref"', 'note');
      continue;
    }
    check(ref, index);
    for (const name of targetLists) {
      const targets = entry[name];
      if (targets === undefined || targets === null) continue;
      if (!Array.isArray(targets)) {
        losses.add('wrong-type', [...path, index, name], `"${name}" is not a list`, 'note');
        continue;
      }
      for (let at = 0; at < targets.length; at++) if (typeof targets[at] === 'string') check(targets[at], index);
    }
  }
  if (first) {
    const message = `${dangling} references lead to nothing in it, the first is ${quoted(first.ref)}`;
    losses.add('dangling-ref', first.path, message, 'note');
  }
}

const targetLists = ['dependsOn', 'provides'] as const;

/** Who depends on whom, of refs that are here. */
function edgesOf(list: unknown, components: readonly Component[]): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>();
  if (!Array.isArray(list)) return edges;
  const known = new Set<string>();
  for (const { ref } of components) if (ref !== undefined) known.add(ref);
  for (const entry of list) {
    const ref = memberOf(entry, 'ref');
    if (typeof ref !== 'string' || !known.has(ref)) continue;
    const next: string[] = [];
    for (const name of targetLists) {
      const targets = memberOf(entry, name);
      if (!Array.isArray(targets)) continue;
      for (const target of targets)
        if (typeof target === 'string' && target !== ref && known.has(target)) next.push(target);
    }
    const before = edges.get(ref);
    edges.set(ref, before ? [...before, ...next] : next);
  }
  return edges;
}

function graphOf(
  components: readonly Component[],
  subject: string | undefined,
  edges: Map<string, readonly string[]>,
  parts: ReadonlyMap<string, readonly string[]>,
): DependencyGraph {
  for (const [ref, inner] of parts) edges.set(ref, [...(edges.get(ref) ?? []), ...inner]);
  const reached = new Set<string>();
  for (const [ref, next] of edges) for (const target of next) if (target !== ref) reached.add(target);
  const roots = subject === undefined ? [] : [subject];
  for (const ref of edges.keys()) if (ref !== subject && !reached.has(ref)) roots.push(ref);
  let labels: Map<string, string> | undefined;
  const label = (ref: string): string => {
    labels ??= labelsOf(components);
    return labels.get(ref) ?? ref;
  };
  return { roots, edges, label };
}

function quoted(ref: string): string {
  return JSON.stringify(ref.length > 100 ? `${ref.slice(0, 97)}...` : ref);
}
