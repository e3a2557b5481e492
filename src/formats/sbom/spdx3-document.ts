/**
 * SPDX 3.0 and 3.0.1, a graph of elements in JSON-LD. Packages of software, AI and data, and builds, are components; who
 * supplied them are elements of their own that they point to. Specification: SPDX 3.0.1, the core, software, AI, dataset and
 * build profiles, and its JSON-LD serialization. Over 300 lines because elements, relations and agents only make sense together.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, ComponentKind, DependencyGraph, Identifier, Relation, Scope } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import { labelsOf } from './labels.ts';
import { type Losses, lossList } from './loss.ts';
import { isSaid, withoutContact } from './maker-fields.ts';
import { purlFacts } from './package-url.ts';
import { type Edge as PlainEdge, plainGraph } from './plain-graph.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface ReadSpdx3 {
  readonly graph: () => DependencyGraph;
  readonly losses: Losses;
}

const kindOfElement = new Map<string, ComponentKind>([
  ['software_Package', 'package'],
  ['ai_AIPackage', 'model'],
  ['dataset_DatasetPackage', 'file'],
  ['build_Build', 'service'],
]);
const kindOfPurpose = new Map<string, ComponentKind>([
  ['container', 'image'],
  ['operatingSystem', 'os-package'],
  ['device', 'device'],
  ['firmware', 'device'],
  ['file', 'file'],
  ['data', 'file'],
  ['model', 'model'],
]);
/** Elements that are about something else than components; a document of these only is none for us. */
const fileElements = new Set(['software_File', 'software_Snippet']);

/** Relationships by which `from` needs, holds or was made with `to`. */
const forward = new Set([
  'contains',
  'dependsOn',
  'hasStaticLink',
  'hasDynamicLink',
  'hasPrerequisite',
  'hasOptionalDependency',
  'hasOptionalComponent',
  'hasProvidedDependency',
  'hasInput',
  'usesTool',
  'trainedOn',
  'testedOn',
]);
/** Relationships by which `to` needs or was made by `from`. */
const backward = new Set(['generates', 'hasOutput', 'packagedBy']);
/** Relationships whose other end is an agent. */
const agentRelations = new Map<string, Relation>([
  ['availableFrom', 'published-by'],
  ['publishedBy', 'published-by'],
]);
const scopeOfName = new Map<string, Scope>([
  ['development', 'dev'],
  ['build', 'build'],
  ['test', 'test'],
  ['runtime', 'runtime'],
]);
const scopeOfType = new Map<string, Scope>([
  ['hasOptionalDependency', 'optional'],
  ['hasOptionalComponent', 'optional'],
  ['hasProvidedDependency', 'peer'],
]);

interface Element {
  readonly value: Fields;
  readonly entry: Entry;
  readonly type: string;
  readonly id: string | undefined;
}

interface Edge extends PlainEdge {
  readonly scope: Scope | undefined;
}

/**
 * Reads a document and hands over its components in order. `prefix` is where it stands in its file. Throws `UnreadableInput`
 * where nothing can be used.
 */
export function readSpdx3(root: unknown, emit: (component: Component) => void, prefix: Path = []): ReadSpdx3 {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an SPDX 3 document', { line: 1 });
  const losses = lossList();
  const elements = elementsOf(root, prefix, losses);
  checkVersion(root, elements, prefix, losses);
  const byId = new Map<string, Element>();
  let twice = 0;
  for (const element of elements) {
    if (element.id === undefined) continue;
    if (byId.has(element.id)) twice++;
    else byId.set(element.id, element);
  }
  if (twice > 0) losses.add('duplicate-ref', [...prefix, '@graph'], `${twice} of its ids stand more than once`, 'note');
  const { edges, agents } = relationsOf(elements, byId, prefix, losses);
  const roots = rootsOf(elements, byId);
  const scopes = scopesOf(edges);
  const direct = new Set(edges.filter(({ from }) => roots.has(from)).map(({ to }) => to));
  const components: Component[] = [];
  for (const element of elements) {
    const kind = kindOfElement.get(element.type);
    if (kind === undefined) continue;
    const component = componentOf(element, kind, byId, agents, losses);
    if (component === undefined) continue;
    const { ref } = component;
    const whole = {
      ...component,
      ...(ref !== undefined && direct.size > 0 && { direct: direct.has(ref) }),
      ...(ref !== undefined && component.scope === undefined && { scope: scopes.get(ref) }),
    };
    components.push(whole);
    emit(whole);
  }
  if (components.length === 0) {
    const hasFiles = elements.some(({ type }) => fileElements.has(type));
    const message = hasFiles ? 'describes files only and no packages' : 'describes no packages';
    losses.add('no-packages', prefix, message, 'note');
  }
  const graph = () => {
    const refs = new Set(components.flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
    return plainGraph(refs, edges, roots, () => labelsOf(components));
  };
  return { losses, graph };
}

/** Elements stand in `@graph`; a document of one element is that element. */
function elementsOf(root: Fields, prefix: Path, losses: Losses): Element[] {
  const graph = root['@graph'];
  const elements: Element[] = [];
  if (graph === undefined) {
    const only = elementOf(root, new Entry(prefix, undefined));
    if (only === undefined) throw new UnreadableInput('wrong-shape', 'has no "@graph" of elements', { line: 1 });
    return [only];
  }
  if (!Array.isArray(graph)) throw new UnreadableInput('wrong-shape', '"@graph" is not a list');
  const list = [...prefix, '@graph'];
  for (let index = 0; index < graph.length; index++) {
    const entry = new Entry(list, index);
    const element = isRecord(graph[index]) ? elementOf(graph[index], entry) : undefined;
    if (element === undefined) losses.add('wrong-type', entry.path, 'an element has no type');
    else elements.push(element);
  }
  return elements;
}

function elementOf(value: Fields, entry: Entry): Element | undefined {
  const type = value.type ?? value['@type'];
  if (typeof type !== 'string') return undefined;
  const id = value.spdxId ?? value['@id'];
  return { value, entry, type: shortType(type), id: typeof id === 'string' ? id : undefined };
}

/** `https://spdx.org/rdf/3.0.1/terms/Software/Package` is `software_Package`. */
function shortType(type: string): string {
  const match = /\/terms\/([A-Za-z]+)\/([A-Za-z]+)$/.exec(type);
  if (match === null) return type;
  const profile = (match[1] as string).toLowerCase();
  return profile === 'core' ? (match[2] as string) : `${profile}_${match[2]}`;
}

function checkVersion(root: Fields, elements: readonly Element[], prefix: Path, losses: Losses): void {
  const stated = elements.find(({ type }) => type === 'CreationInfo')?.value.specVersion;
  const context = JSON.stringify(root['@context'] ?? '');
  const version = typeof stated === 'string' ? stated : /spdx\.org\/rdf\/([\d.]+\d)/.exec(context)?.[1];
  if (version === undefined || /^3\.0(?:\.\d+)?$/.test(version)) return;
  const message = `SPDX version ${JSON.stringify(version)} is not 3.0, which is known`;
  if (!elements.some(({ type }) => kindOfElement.has(type))) throw new UnreadableInput('unsupported-version', message);
  losses.add('unsupported-version', [...prefix, '@context'], message);
}

interface Relations {
  readonly edges: readonly Edge[];
  /** Agents that relationships tie to an element, by its id. */
  readonly agents: ReadonlyMap<
    string,
    readonly { readonly id: string; readonly field: string; readonly relation: Relation }[]
  >;
}

function relationsOf(
  elements: readonly Element[],
  byId: ReadonlyMap<string, Element>,
  prefix: Path,
  losses: Losses,
): Relations {
  const edges: Edge[] = [];
  const agents = new Map<string, { id: string; field: string; relation: Relation }[]>();
  let dangling = 0;
  let first: { readonly ref: string; readonly path: Path } | undefined;
  const elsewhere = new Set<string>();
  for (const { value } of elements)
    if (Array.isArray(value.import))
      for (const one of value.import)
        if (isRecord(one) && typeof one.externalSpdxId === 'string') elsewhere.add(one.externalSpdxId);
  for (const { value, type, entry } of elements) {
    if (!type.endsWith('Relationship')) continue;
    const { from, relationshipType } = value;
    const targets = idsOf(value.to);
    if (typeof from !== 'string' || typeof relationshipType !== 'string') {
      losses.add('wrong-type', entry.path, 'a relationship is not complete', 'note');
      continue;
    }
    const agentRelation = agentRelations.get(relationshipType);
    const isForward = forward.has(relationshipType);
    if (!isForward && !backward.has(relationshipType) && agentRelation === undefined) continue;
    const scope =
      scopeOfName.get(typeof value.scope === 'string' ? value.scope : '') ?? scopeOfType.get(relationshipType);
    for (const to of targets) {
      for (const ref of [from, to]) {
        if (byId.has(ref) || elsewhere.has(ref) || /(?:^|\/)No(?:ne|Assertion)Element$/.test(ref)) continue;
        dangling++;
        first ??= { ref, path: entry.path };
      }
      if (agentRelation !== undefined) {
        const list = agents.get(from) ?? [];
        list.push({ id: to, field: relationshipType, relation: agentRelation });
        agents.set(from, list);
      } else if (from !== to) edges.push(isForward ? { from, to, scope } : { from: to, to: from, scope });
    }
  }
  if (first !== undefined) {
    const message = `${dangling} ends of relationships lead to nothing in it, the first is ${JSON.stringify(first.ref)}`;
    losses.add('dangling-ref', first.path.length > 0 ? first.path : prefix, message, 'note');
  }
  return { edges, agents };
}

/** One id or many; an element written in place counts by its own id. */
function idsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  const ids: string[] = [];
  for (const one of list) {
    const id = isRecord(one) ? (one.spdxId ?? one['@id']) : one;
    if (typeof id === 'string') ids.push(id);
  }
  return ids;
}

/** What the document is about: the root elements of it and of the SBOMs in it. */
function rootsOf(elements: readonly Element[], byId: ReadonlyMap<string, Element>): Set<string> {
  const roots = new Set<string>();
  for (const { value, type } of elements) {
    if (type !== 'SpdxDocument' && type !== 'software_Sbom' && type !== 'Bom' && type !== 'Bundle') continue;
    for (const id of idsOf(value.rootElement)) if (kindOfElement.has(byId.get(id)?.type ?? '')) roots.add(id);
  }
  return roots;
}

/** For development, build or tests only where nothing needs it at run time. */
function scopesOf(edges: readonly Edge[]): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const { to, scope } of edges) if (scope !== undefined && !scopes.has(to)) scopes.set(to, scope);
  for (const { to, scope } of edges) {
    if (scope === 'runtime') scopes.set(to, 'runtime');
    else if (scope === undefined) scopes.delete(to);
  }
  return scopes;
}

function componentOf(
  element: Element,
  byKind: ComponentKind,
  byId: ReadonlyMap<string, Element>,
  agents: Relations['agents'],
  losses: Losses,
): Component | undefined {
  const { value, entry, type, id } = element;
  const identifiers: Identifier[] = [];
  const text = (name: string): string | undefined => {
    const found = value[name];
    if (typeof found === 'string' || found === undefined || found === null) return found ?? undefined;
    losses.add('wrong-type', entry.below(name), `"${name}" is not a text`);
    return undefined;
  };
  const purl = purlIn(element, identifiers, losses);
  const written = text('name') ?? (type === 'build_Build' ? text('build_buildType') : undefined);
  if (purl.facts === undefined && (written === undefined || written.trim() === '')) {
    losses.add('wrong-type', entry.path, 'a package has no name');
    return undefined;
  }
  const purpose = text('software_primaryPurpose');
  const typed = byKind === 'package' && purpose !== undefined ? kindOfPurpose.get(purpose) : undefined;
  const kind = typed === 'device' ? typed : byKind === 'package' ? (purl.facts?.kind ?? typed ?? byKind) : byKind;
  const maker: Relation = kind === 'device' ? 'manufactured-by' : 'published-by';
  pushAgents(identifiers, value, 'suppliedBy', entry, maker, byId);
  pushAgents(identifiers, value, 'originatedBy', entry, 'originated-by', byId);
  for (const { id: agent, field, relation } of (id === undefined ? undefined : agents.get(id)) ?? [])
    pushAgent(identifiers, byId.get(agent), field, entry, [], relation);
  if (kind === 'device' && written !== undefined)
    identifiers.push({ kind: 'model', value: written, field: 'name', at: entry.at(['name']) });
  let source: string | undefined;
  for (const [field, relation] of addressFields) {
    const found = value[field];
    for (const [index, url] of (Array.isArray(found) ? found : [found]).entries()) {
      if (typeof url !== 'string' || !isSaid(url)) continue;
      const tail = Array.isArray(found) ? [field, index] : [field];
      const address = withoutSecrets(url);
      if (relation === 'fetched-from') source ??= address;
      identifiers.push({ kind: 'url', value: address, field, at: entry.at(tail), relation });
    }
  }
  pushReferences(identifiers, value, entry);
  if (type === 'ai_AIPackage' && Array.isArray(value.ai_typeOfModel)) {
    for (const [index, family] of value.ai_typeOfModel.entries())
      if (typeof family === 'string' && isSaid(family))
        identifiers.push({
          kind: 'brand',
          value: family,
          field: 'ai_typeOfModel',
          at: entry.at(['ai_typeOfModel', index]),
          relation: 'originated-by',
        });
  }
  const version = text('software_packageVersion');
  return {
    kind,
    name: purl.facts?.name ?? (written as string),
    version: version !== undefined && isSaid(version) ? version : purl.facts?.version,
    ecosystem: purl.facts?.ecosystem,
    purl: purl.text,
    identifiers: identifiers.length === 0 ? undefined : identifiers,
    at: entry.at(value.name === undefined ? [] : ['name']),
    ref: id,
    scope: type === 'build_Build' ? 'build' : undefined,
    source: purl.facts?.source ?? source,
  };
}

/** What a host in these members means. */
const addressFields: readonly (readonly [string, Relation])[] = [
  ['software_downloadLocation', 'fetched-from'],
  ['software_homePage', 'hosted-by'],
  ['build_configSourceUri', 'fetched-from'],
  ['build_buildType', 'hosted-by'],
];

/** The package URL has a member of its own and may stand among the external identifiers as well. */
function purlIn({ value, entry }: Element, into: Identifier[], losses: Losses) {
  let text = typeof value.software_packageUrl === 'string' ? value.software_packageUrl : undefined;
  let tail: Path = ['software_packageUrl'];
  const list = Array.isArray(value.externalIdentifier) ? value.externalIdentifier : [];
  for (const [index, one] of list.entries()) {
    if (!isRecord(one) || typeof one.identifier !== 'string') continue;
    const at = ['externalIdentifier', index, 'identifier'];
    const kind = one.externalIdentifierType;
    if (kind === 'packageUrl' && text === undefined) {
      text = one.identifier;
      tail = at;
    } else if (kind === 'packageUrl' && one.identifier !== text) {
      const more = purlFacts(one.identifier, '', []);
      const value = `${more?.ecosystem}:${more?.name}`;
      if (more?.ecosystem !== undefined)
        into.push({ kind: 'package', value, field: 'externalIdentifier', at: entry.at(at) });
    } else if (kind === 'cpe22' || kind === 'cpe23')
      into.push({ kind: 'cpe', value: one.identifier, field: 'externalIdentifier', at: entry.at(at) });
  }
  if (text === undefined || text === '') return { text: undefined, facts: undefined };
  const facts = purlFacts(text, 'packageUrl', into);
  if (facts === undefined) {
    const shown = text.length > 120 ? `${text.slice(0, 117)}...` : text;
    losses.add('invalid-purl', entry.below(...tail), `${JSON.stringify(shown)} is no package URL`, 'note');
  }
  return { text, facts };
}

/** References of the element to where it is kept and fetched. */
function pushReferences(into: Identifier[], value: Fields, entry: Entry): void {
  if (!Array.isArray(value.externalRef)) return;
  for (const [index, reference] of value.externalRef.entries()) {
    if (!isRecord(reference) || !Array.isArray(reference.locator)) continue;
    const type = typeof reference.externalRefType === 'string' ? reference.externalRefType : '';
    const relation = relationOfReference.get(type);
    if (relation === undefined) continue;
    for (const [at, locator] of reference.locator.entries())
      if (typeof locator === 'string' && isSaid(locator))
        into.push({
          kind: 'url',
          value: withoutSecrets(locator),
          field: `externalRef ${type}`,
          at: entry.at(['externalRef', index, 'locator', at]),
          relation,
        });
  }
}

const relationOfReference = new Map<string, Relation>([
  ['altDownloadLocation', 'fetched-from'],
  ['binaryArtifact', 'fetched-from'],
  ['sourceArtifact', 'fetched-from'],
  ['vcs', 'hosted-by'],
  ['altWebPage', 'hosted-by'],
  ['buildSystem', 'hosted-by'],
  ['mavenCentral', 'hosted-by'],
]);

function pushAgents(
  into: Identifier[],
  value: Fields,
  field: string,
  entry: Entry,
  relation: Relation,
  byId: ReadonlyMap<string, Element>,
): void {
  const found = value[field];
  for (const [index, one] of (Array.isArray(found) ? found : [found]).entries()) {
    const tail = Array.isArray(found) ? [field, index] : [field];
    const agent = typeof one === 'string' ? byId.get(one) : isRecord(one) ? elementOf(one, entry) : undefined;
    pushAgent(into, agent, field, entry, tail, relation);
  }
}

/** Only organisations: an `Agent` may be anybody, a `Person` is a person and a `SoftwareAgent` is a program. */
function pushAgent(
  into: Identifier[],
  agent: Element | undefined,
  field: string,
  entry: Entry,
  tail: Path,
  relation: Relation,
): void {
  if (agent === undefined || agent.type !== 'Organization') return;
  const { name } = agent.value;
  if (typeof name !== 'string') return;
  const value = withoutContact(name);
  if (isSaid(value)) into.push({ kind: 'organisation', value, field: `${field}.name`, at: entry.at(tail), relation });
}
