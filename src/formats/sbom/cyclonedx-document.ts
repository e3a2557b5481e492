/**
 * A CycloneDX document of any encoding, already in the shape of its JSON: which of its parts hold components, what the
 * references between them mean, and what it says about itself. Over 300 lines because a document that fits in memory and
 * one that streams past must be read by the same code.
 */
import type { Component, DependencyGraph, Identifier, Scope } from '../../model/component.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { checkCitation, checkMetadata } from './cyclonedx-check.ts';
import { componentOf, serviceOf } from './cyclonedx-component.ts';
import { isChoice, isReference, noParties, type PartyRegister, partiesOf } from './cyclonedx-draft.ts';
import { labelsIn } from './cyclonedx-labels.ts';
import { Entry } from './entry-place.ts';
import type { WithRef } from './late-edges.ts';
import { type Losses, lossList } from './loss.ts';
import { entityFields, entityTails, pushEntity } from './maker-fields.ts';
import { RefSet } from './ref-set.ts';

type Fields = Readonly<Record<string, unknown>>;
type Emit = (component: Component) => void;

export interface ReadDocument {
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

/** The components of a document by their refs. */
export interface Refs {
  readonly size: number;
  /** False where another one has the same ref. */
  add(component: WithRef): boolean;
  has(ref: string): boolean;
  /** An assembly and something in it. */
  part(whole: string, part: string): void;
}

/** Those of a document that is held as a whole. */
class HeldRefs implements Refs {
  readonly #refs = new RefSet();
  /** Assemblies and what they hold, by ref. */
  readonly parts = new Map<string, string[]>();

  get size(): number {
    return this.#refs.size;
  }

  add({ ref }: WithRef): boolean {
    return this.#refs.add(ref);
  }

  has(ref: string): boolean {
    return this.#refs.has(ref);
  }

  part(whole: string, part: string): void {
    const list = this.parts.get(whole);
    if (list) list.push(part);
    else this.parts.set(whole, [part]);
  }
}

/** A document while it is read. */
export interface Reading {
  readonly emit: Emit;
  readonly losses: Losses;
  /** What the described component depends on; undefined where the document does not say. */
  readonly direct: ReadonlySet<string> | undefined;
  readonly parties: PartyRegister;
  /** Known to a stream once it was met. */
  version: string | undefined;
  /** Refs met so far, and how many of them stand more than once. */
  readonly refs: Refs;
  twice: number;
  firstTwice: string;
}

export function reading(
  emit: Emit,
  losses: Losses,
  direct: ReadonlySet<string> | undefined,
  parties: PartyRegister = noParties,
  refs: Refs = new HeldRefs(),
): Reading {
  return {
    emit,
    losses,
    direct,
    parties,
    refs,
    version: undefined,
    twice: 0,
    firstTwice: '',
  };
}

/**
 * Reads a document and hands over its components in order. `prefix` is where it stands in its file. Throws
 * `UnreadableInput` where nothing can be used and `NotThisFormat` for a document that is about something else.
 */
export function readCyclonedx(root: unknown, emit: Emit, prefix: Path = []): ReadDocument {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a CycloneDX document', { line: 1 });
  const losses = lossList();
  checkHeader(root, prefix, losses);
  checkSections(root);
  const subjectRef = memberOf(memberOf(root.metadata, 'component'), 'bom-ref');
  const direct = typeof subjectRef === 'string' ? directOf(root.dependencies, subjectRef) : undefined;
  const refs = new HeldRefs();
  const state = reading(emit, losses, direct, partiesOf(root), refs);
  if (typeof root.specVersion === 'string') state.version = root.specVersion;
  const subject = readSubject(root.metadata, prefix, state);
  readList(root.components, [...prefix, 'components'], state, undefined);
  readServices(root.services, [...prefix, 'services'], state, undefined);
  readInventories(root.inventories, [...prefix, 'inventories'], state);
  readFormulation(root.formulation, [...prefix, 'formulation'], state);
  noteCompositions(root.compositions, [...prefix, 'compositions'], losses);
  if (Array.isArray(root.citations))
    for (const [index, one] of root.citations.entries()) checkCitation(one, [...prefix, 'citations', index], losses);
  noteDuplicates(state, prefix);
  checkDependencies(root.dependencies, [...prefix, 'dependencies'], state);
  return { losses, graph: () => graphOf(root, subject, refs, prefix) };
}

/**
 * Whether the document says that it is one. Throws `NotThisFormat` where it says something else, and `UnreadableInput` where
 * only the word is wrong.
 */
export function checkMark({ bomFormat, specFormat, specVersion, components }: Fields): void {
  const mark = bomFormat ?? specFormat;
  if (mark === 'CycloneDX') return;
  if (mark === undefined) {
    if (specVersion === undefined && !Array.isArray(components))
      throw new NotThisFormat('is JSON without the marks of a CycloneDX document');
    return;
  }
  if (typeof mark !== 'string' || specVersion === undefined) throw new NotThisFormat('"bomFormat" is not "CycloneDX"');
  throw new UnreadableInput('wrong-shape', `"bomFormat" is ${quoted(mark)}, not "CycloneDX"`, { line: 1 });
}

/** Whether version and serial number are what the specification knows. */
export function checkHeader(root: Fields, prefix: Path, losses: Losses): void {
  const { specVersion, serialNumber } = root;
  if (serialNumber !== undefined && !(typeof serialNumber === 'string' && uuidUrn.test(serialNumber)))
    losses.add('invalid-serial', [...prefix, 'serialNumber'], 'its "serialNumber" is not a UUID URN', 'note');
  if (typeof specVersion === 'string' && knownVersions.has(specVersion)) return;
  if (specVersion === '2.0') {
    losses.add(
      'draft-version',
      [...prefix, 'specVersion'],
      'is of version 2.0, which is read as its drafts are',
      'note',
    );
    return;
  }
  const isReadable = Array.isArray(root.components) || Array.isArray(root.services) || isRecord(root.metadata);
  if (specVersion === undefined) {
    if (isReadable) losses.add('missing-version', prefix, 'has no "specVersion"; it is read as version 1.7', 'note');
    return;
  }
  const shown = JSON.stringify(specVersion).slice(0, 40);
  const message = `specVersion ${shown} is not one of 1.0 to ${newestVersion}, which are known`;
  if (!isReadable) throw new UnreadableInput('unsupported-version', message);
  losses.add('unsupported-version', [...prefix, 'specVersion'], message);
}

/** Whether there is a section that components could stand in. */
export function checkSections(root: Fields): void {
  const { components, services, metadata, formulation, inventories } = root;
  if (components !== undefined && components !== null && !Array.isArray(components))
    throw new UnreadableInput('wrong-shape', '"components" is not a list');
  const isAbout = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
  const hasSection = [components, services, formulation, inventories].some(Array.isArray);
  const hasSubject = isRecord(memberOf(metadata, 'component'));
  if ([components, services, formulation, inventories].some(isAbout)) return;
  const purpose = otherPurposes.find((name) => isAbout(root[name]) || isRecord(root[name]));
  if (purpose !== undefined && !(hasSubject && purpose === 'annotations'))
    throw new NotThisFormat(`is a CycloneDX document about ${purpose}, without components`);
  if (hasSection || hasSubject) return;
  const message = 'has no "components", no "services" and no "metadata.component"';
  throw new UnreadableInput('wrong-shape', message, { line: 1 });
}

/** What one component depends on, by the first entry that speaks of it. */
function directOf(list: unknown, ref: string): ReadonlySet<string> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entry: unknown = list.find((one) => memberOf(one, 'ref') === ref);
  const targets = memberOf(entry, 'dependsOn');
  return Array.isArray(targets) ? new Set(targets.filter((target) => typeof target === 'string')) : undefined;
}

/** The component the document describes, with the makers that its metadata names; gives its ref, where it has one. */
export function readSubject(metadata: unknown, prefix: Path, state: Reading): string | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  const at = [...prefix, 'metadata'];
  if (!isRecord(metadata)) {
    state.losses.add('wrong-type', at, '"metadata" is not an object');
    return undefined;
  }
  checkMetadata(metadata, at, state);
  const makers: Identifier[] = [];
  const own = new Entry(prefix, 'metadata');
  // `metadata.manufacture` (to 1.5) made the component, `metadata.manufacturer` (from 1.6) made this document.
  for (const role of ['supplier', 'manufacture'])
    pushEntity(makers, metadata[role], entityFields(`metadata.${role}`), own, entityTails(role), 'published-by');
  if (metadata.component === undefined || metadata.component === null) {
    const first = makers[0];
    // The document names who supplied what it describes, and not what that is.
    if (first?.at !== undefined)
      state.emit({ kind: 'package', name: 'the subject of this SBOM', identifiers: makers, at: first.at });
    return undefined;
  }
  return readOne(metadata.component, new Entry(at, 'component'), state, undefined, undefined, makers)?.ref;
}

export function readList(list: unknown, path: Path, state: Reading, parent: string | undefined, scope?: Scope): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    state.losses.add('wrong-type', path, '"components" is not a list');
    return;
  }
  if (path.length > maxDepth)
    throw new UnreadableInput('too-deep', `nests components deeper than ${maxDepth / 2} levels`);
  for (let index = 0; index < list.length; index++) readOne(list[index], new Entry(path, index), state, parent, scope);
}

/** A component and what is inside it. `makers` are what the document's metadata says about it. */
export function readOne(
  value: unknown,
  entry: Entry,
  state: Reading,
  parent: string | undefined,
  scope?: Scope,
  makers: readonly Identifier[] = [],
): Component | undefined {
  const nested = isRecord(value) ? value.components : undefined;
  if (isRecord(value) && isReference(value)) {
    if (parent !== undefined) state.refs.part(parent, value.ref as string);
    return undefined;
  }
  if (isRecord(value) && isChoice(value)) {
    readList(nested, entry.below('components'), state, parent, scope);
    return undefined;
  }
  const read = componentOf(value, entry, state, scope);
  const component = read === undefined || makers.length === 0 ? read : withMakers(read, makers);
  if (component !== undefined) {
    keepRef(component, parent, state);
    state.emit(component);
  }
  if (nested !== undefined && nested !== null)
    readList(nested, entry.below('components'), state, component?.ref ?? parent, scope);
  return component;
}

function withMakers(component: Component, makers: readonly Identifier[]): Component {
  const relation = component.kind === 'device' ? 'manufactured-by' : 'published-by';
  const more = makers.map((maker): Identifier => ({ ...maker, relation }));
  return { ...component, identifiers: [...(component.identifiers ?? []), ...more] };
}

function keepRef(component: Component, parent: string | undefined, state: Reading): void {
  const { ref } = component;
  if (ref === undefined) return;
  if (!state.refs.add(component as WithRef) && state.twice++ === 0) state.firstTwice = ref;
  if (parent !== undefined) state.refs.part(parent, ref);
}

/** Drafts of 2.0: what is in each of the subjects that a document describes. */
function readInventories(list: unknown, path: Path, state: Reading): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    state.losses.add('wrong-type', path, '"inventories" is not a list');
    return;
  }
  for (let index = 0; index < list.length; index++) readInventory(list[index], new Entry(path, index), state);
}

export function readInventory(value: unknown, entry: Entry, state: Reading): void {
  const subject = memberOf(value, 'subject');
  const read = subject === undefined ? undefined : readOne(subject, new Entry(entry.path, 'subject'), state, undefined);
  const ref = read?.ref ?? memberOf(subject, 'ref');
  const parent = typeof ref === 'string' ? ref : undefined;
  readList(memberOf(value, 'components'), entry.below('components'), state, parent);
}

export function readServices(
  list: unknown,
  path: Path,
  state: Reading,
  parent: string | undefined,
  scope?: Scope,
): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    state.losses.add('wrong-type', path, '"services" is not a list');
    return;
  }
  if (path.length > maxDepth)
    throw new UnreadableInput('too-deep', `nests services deeper than ${maxDepth / 2} levels`);
  for (let index = 0; index < list.length; index++)
    readService(list[index], new Entry(path, index), state, parent, scope);
}

export function readService(
  value: unknown,
  entry: Entry,
  state: Reading,
  parent: string | undefined,
  scope?: Scope,
): void {
  const service = serviceOf(value, entry, state, scope);
  if (service !== undefined) {
    keepRef(service, parent, state);
    state.emit(service);
  }
  if (isRecord(value)) readServices(value.services, entry.below('services'), state, service?.ref ?? parent, scope);
}

/** What took part in making the product and is not in it. */
function readFormulation(list: unknown, path: Path, state: Reading): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    state.losses.add('wrong-type', path, '"formulation" is not a list');
    return;
  }
  for (const [index, formula] of list.entries()) readFormula(formula, [...path, index], state);
}

export function readFormula(formula: unknown, path: Path, state: Reading): void {
  readList(memberOf(formula, 'components'), [...path, 'components'], state, undefined, 'build');
  readServices(memberOf(formula, 'services'), [...path, 'services'], state, undefined, 'build');
}

/** A document may say of itself that it is not complete; that is for its reader to know. */
export function noteCompositions(list: unknown, path: Path, losses: Losses): void {
  if (!Array.isArray(list)) return;
  for (const [index, one] of list.entries()) {
    const aggregate = memberOf(one, 'aggregate');
    if (typeof aggregate !== 'string' || !aggregate.startsWith('incomplete')) continue;
    const message = `says of itself that it is ${aggregate.replaceAll('_', ' ')}`;
    losses.add('incomplete-sbom', [...path, index, 'aggregate'], message, 'note');
  }
}

export function noteDuplicates({ twice, firstTwice, losses }: Reading, prefix: Path): void {
  if (twice === 0) return;
  const message = `${twice} of its bom-refs stand more than once, the first is ${quoted(firstTwice)}`;
  losses.add('duplicate-ref', prefix, message, 'note');
}

/** Refs to nothing are counted, and cost no component. */
export interface DanglingRefs {
  check(ref: string, index: number): void;
  /** After the last. */
  note(): void;
}

/** Of a document whose components are all known; `list` is where its dependencies stand. */
function danglingRefs({ refs, losses }: Reading, list: Path): DanglingRefs {
  let count = 0;
  let first: { readonly ref: string; readonly path: Path } | undefined;
  return {
    check(ref, index) {
      if (refs.has(ref) || isElsewhere(ref)) return;
      count++;
      first ??= { ref, path: [...list, index] };
    },
    note() {
      if (first) noteDangling(String(count), first.ref, first.path, losses);
    },
  };
}

/** Another document's component is no mistake of this one. */
export function isElsewhere(ref: string): boolean {
  return ref.startsWith('urn:cdx:');
}

export function noteDangling(count: string, first: string, path: Path, losses: Losses): void {
  const message = `${count} references lead to nothing in it, the first is ${quoted(first)}`;
  losses.add('dangling-ref', path, message, 'note');
}

function checkDependencies(list: unknown, path: Path, state: Reading): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    state.losses.add('wrong-type', path, '"dependencies" is not a list', 'note');
    return;
  }
  const dangling = danglingRefs(state, path);
  for (let index = 0; index < list.length; index++) checkDependency(list[index], path, index, dangling, state.losses);
  dangling.note();
}

export const targetLists = ['dependsOn', 'provides'] as const;

export function checkDependency(
  entry: unknown,
  path: Path,
  index: number,
  dangling: DanglingRefs,
  losses: Losses,
): void {
  const ref = isRecord(entry) ? entry.ref : undefined;
  if (!isRecord(entry) || typeof ref !== 'string') {
    losses.add('wrong-type', [...path, index], 'a dependency has no "ref"', 'note');
    return;
  }
  dangling.check(ref, index);
  for (const name of targetLists) {
    const targets = entry[name];
    if (targets === undefined || targets === null) continue;
    if (!Array.isArray(targets)) {
      losses.add('wrong-type', [...path, index, name], `"${name}" is not a list`, 'note');
      continue;
    }
    for (let at = 0; at < targets.length; at++)
      if (typeof targets[at] === 'string') dangling.check(targets[at], index);
      else losses.addOnce('invalid-dependency', [...path, index], `an entry of "${name}" has no ref`);
  }
}

/** Who depends on whom, of refs that are here. */
function edgesOf(list: unknown, refs: Refs): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>();
  if (!Array.isArray(list)) return edges;
  for (const entry of list) {
    const ref = memberOf(entry, 'ref');
    if (typeof ref !== 'string' || !refs.has(ref)) continue;
    const next: string[] = [];
    for (const name of targetLists) {
      const targets = memberOf(entry, name);
      if (!Array.isArray(targets)) continue;
      for (const target of targets)
        if (typeof target === 'string' && target !== ref && refs.has(target)) next.push(target);
    }
    const before = edges.get(ref);
    edges.set(ref, before ? [...before, ...next] : next);
  }
  return edges;
}

function graphOf(root: Fields, subject: string | undefined, refs: HeldRefs, prefix: Path): DependencyGraph {
  const edges = edgesOf(root.dependencies, refs);
  for (const [ref, inner] of refs.parts) edges.set(ref, [...(edges.get(ref) ?? []), ...inner]);
  const reached = new Set<string>();
  for (const [ref, next] of edges) for (const target of next) if (target !== ref) reached.add(target);
  const roots = subject === undefined ? [] : [subject];
  for (const ref of edges.keys()) if (ref !== subject && !reached.has(ref)) roots.push(ref);
  return { roots, edges, label: labelsIn(root, prefix) };
}

function quoted(ref: string): string {
  return JSON.stringify(ref.length > 100 ? `${ref.slice(0, 97)}...` : ref);
}
