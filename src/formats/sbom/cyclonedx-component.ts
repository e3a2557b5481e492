/**
 * One CycloneDX component or service as a `Component`. The shape is that of the JSON encoding, specification 1.2 to 1.7;
 * the XML and protobuf readers bring theirs into it. Long because it holds every field that names a maker or a host; and
 * written for documents of hundreds of thousands of entries: what is kept for each is as small as it can be.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, ComponentKind, Identifier, Relation, Scope } from '../../model/component.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { checkComponent, checkService } from './cyclonedx-check.ts';
import { claimedPurl, isDraft, type PartyRegister, pushDraft } from './cyclonedx-draft.ts';
import { asWritten } from './cyclonedx-own.ts';
import { type Entry, listTails } from './entry-place.ts';
import type { Losses } from './loss.ts';
import {
  entityFields,
  entityTails,
  isSaid,
  pushEntity,
  pushOrganisation,
  pushUrl,
  withoutContact,
} from './maker-fields.ts';
import { purlFacts } from './package-url.ts';
import { imageName } from './scanned-image.ts';

type Fields = Readonly<Record<string, unknown>>;

const kindOfType = new Map<string, ComponentKind>([
  ['application', 'package'],
  ['framework', 'package'],
  ['library', 'package'],
  ['platform', 'package'],
  ['device-driver', 'package'],
  ['container', 'image'],
  ['operating-system', 'os-package'],
  ['device', 'device'],
  // What runs on a device comes from its maker and is judged as the device is.
  ['firmware', 'device'],
  ['material', 'device'],
  ['file', 'file'],
  ['data', 'file'],
  ['cryptographic-asset', 'file'],
  ['machine-learning-model', 'model'],
  ['service', 'service'],
]);

/** References that say where a component comes from: what a host in them means, and the field's name in a report. */
const references = new Map<string, { readonly relation: Relation; readonly field: string }>(
  (
    [
      ['vcs', 'hosted-by'],
      ['website', 'hosted-by'],
      ['build-system', 'hosted-by'],
      ['model-card', 'hosted-by'],
      ['distribution', 'fetched-from'],
      ['distribution-intake', 'fetched-from'],
      ['source-distribution', 'fetched-from'],
    ] as const
  ).map(([type, relation]) => [type, { relation, field: `externalReferences ${type}` }]),
);

const nameTail = ['name'];
const groupTail = ['group'];
const noTail: Path = [];
const authorTail = ['author'];
const publisherTail = ['publisher'];
const referenceTail = listTails('externalReferences', 'url');
const supplier = { tails: entityTails('supplier'), fields: entityFields('supplier') };
const manufacturer = { tails: entityTails('manufacturer'), fields: entityFields('manufacturer') };
const provider = { tails: entityTails('provider'), fields: entityFields('provider') };

/** What the document around a component says about it. */
export interface ComponentContext {
  readonly losses: Losses;
  /** Refs of what the described component depends on; undefined where the document does not say. */
  readonly direct: ReadonlySet<string> | undefined;
  /** Parties that components refer to; only drafts of 2.0 have any. */
  readonly parties: PartyRegister;
  /** `specVersion`; undefined where the document does not say, or has not said yet. */
  readonly version: string | undefined;
}

/** Filled and copied out once a component: a list that grows keeps room for more than it holds. */
const scratch: Identifier[] = [];

/**
 * Reads one entry of `components`. Undefined, with a loss, for what is no object or has neither a name nor a purl. `scope`
 * overrides the entry's own, for what only took part in the build.
 */
export function componentOf(
  value: unknown,
  entry: Entry,
  context: ComponentContext,
  scope?: Scope,
): Component | undefined {
  const { losses, direct, parties } = context;
  if (!isRecord(value)) {
    losses.add('wrong-type', entry.path, 'a component is not an object');
    return undefined;
  }
  const identifiers = scratch;
  identifiers.length = 0;
  const draft = isDraft(value);
  const purlText = textOf(value, 'purl', entry, losses) ?? (draft ? claimedPurl(value) : undefined);
  const facts = purlText === undefined ? undefined : purlFacts(purlText, 'purl', identifiers);
  if (purlText !== undefined && facts === undefined && purlText !== '') {
    const message = `${shown(purlText)} is no package URL; the component is known by its name`;
    losses.add('invalid-purl', entry.below('purl'), message, 'note');
  }
  const written = textOf(value, 'name', entry, losses);
  if (facts === undefined && (written === undefined || written.trim() === '')) {
    losses.add('wrong-type', entry.path, 'a component has no name');
    return undefined;
  }
  const group = textOf(value, 'group', entry, losses);
  const type = value.type;
  const typed = typeof type === 'string' ? kindOfType.get(type) : undefined;
  if (typed === undefined) noteType(type, entry, losses);
  const kind = facts !== undefined && (typed === undefined || typed === 'package') ? facts.kind : (typed ?? 'package');
  const isHardware = kind === 'device';
  pushMakers(identifiers, value, entry, isHardware, losses);
  if (group !== undefined && facts === undefined) pushGroup(identifiers, group, written ?? '', entry, isHardware);
  if (isHardware && written !== undefined) pushHardware(identifiers, value, written, entry);
  const source = pushReferences(identifiers, value.externalReferences, entry, losses);
  pushRare(identifiers, value, entry, purlText);
  checkComponent(value, entry, context);
  if (draft || kind === 'service') pushDraft(identifiers, value, entry, parties);
  const version = textOf(value, 'version', entry, losses) || undefined;
  const ref = refOf(value, entry);
  let named: Pick<Component, 'name' | 'version' | 'ecosystem'>;
  if (facts !== undefined) named = { name: facts.name, version: version ?? facts.version, ecosystem: facts.ecosystem };
  else if (kind === 'image') named = imageName(nameOf(written as string, group), version);
  else named = { name: nameOf(written as string, group), version };
  const component: Component = {
    kind,
    name: named.name,
    version: named.version,
    ecosystem: named.ecosystem,
    purl: purlText === '' ? undefined : purlText,
    identifiers: identifiers.length === 0 ? undefined : identifiers.slice(),
    at: entry.at(written === undefined ? noTail : nameTail),
    ref,
    direct: ref === undefined ? undefined : direct?.has(ref),
    scope: scope ?? scopeOf(value, entry, losses),
    source: facts?.source ?? source,
  };
  return asWritten(component, value, entry);
}

/** Without a known type a component counts as a package, which it nearly always is. */
function noteType(type: unknown, entry: Entry, losses: Losses): void {
  const message =
    type === undefined ? 'a component has no "type"' : `the component type ${shown(String(type))} is not known`;
  losses.add('unknown-type', type === undefined ? entry.path : entry.below('type'), message, 'note');
}

/** Reads one entry of `services`: who provides it, where it answers, and where data comes from and goes to. */
export function serviceOf(
  value: unknown,
  entry: Entry,
  context: ComponentContext,
  scope?: Scope,
): Component | undefined {
  const { losses, direct } = context;
  if (!isRecord(value)) {
    losses.add('wrong-type', entry.path, 'a service is not an object');
    return undefined;
  }
  const name = textOf(value, 'name', entry, losses);
  if (name === undefined || name.trim() === '') {
    losses.add('wrong-type', entry.path, 'a service has no name');
    return undefined;
  }
  const identifiers: Identifier[] = [];
  pushEntity(identifiers, value.provider, provider.fields, entry, provider.tails, 'published-by');
  const group = textOf(value, 'group', entry, losses);
  if (group !== undefined) pushGroup(identifiers, group, name, entry, false);
  let source: string | undefined;
  for (const [url, tail] of textsOf(value.endpoints, ['endpoints'], 'an endpoint', entry, losses)) {
    source ??= withoutSecrets(url);
    pushUrl(identifiers, url, 'endpoints', entry, tail, 'hosted-by');
  }
  if (Array.isArray(value.data)) {
    for (const [index, data] of value.data.entries()) {
      if (!isRecord(data)) continue;
      for (const side of ['source', 'destination'])
        for (const [url, tail] of textsOf(data[side], ['data', index, side], `a data ${side}`, entry, losses))
          if (!url.startsWith('urn:')) pushUrl(identifiers, url, `data.${side}`, entry, tail, 'integrates-with');
    }
    pushGovernance(identifiers, value.data, ['data'], 'data', entry);
  }
  pushReferences(identifiers, value.externalReferences, entry, losses);
  checkService(value, entry, context);
  const ref = refOf(value, entry);
  const version = textOf(value, 'version', entry, losses);
  const service: Component = {
    kind: 'service',
    name: nameOf(name, group),
    version: version === '' ? undefined : version,
    identifiers: identifiers.length === 0 ? undefined : identifiers,
    at: entry.at(nameTail),
    ref,
    direct: ref === undefined ? undefined : direct?.has(ref),
    scope,
    source,
  };
  return asWritten(service, value, entry);
}

/**
 * The key of an entry in the graph. Assemblies and their parts need one to hang on; where the document gives none, a path
 * that cannot be mistaken for a bom-ref.
 */
export function refOf(value: Fields, entry: Entry): string | undefined {
  const ref = value['bom-ref'];
  if (typeof ref === 'string') return ref;
  const hasParts = Array.isArray(value.components) || Array.isArray(value.services);
  return hasParts || entry.list.length > 2 ? `#/${entry.path.join('/')}` : undefined;
}

/** A text member; a loss where it is something else. Null is what some writers put for nothing. */
function textOf(value: Fields, name: string, entry: Entry, losses: Losses): string | undefined {
  const text = value[name];
  if (typeof text === 'string') return text;
  if (text === undefined || text === null) return undefined;
  losses.add('wrong-type', entry.below(name), `"${name}" is not a text`);
  return undefined;
}

/** The texts of a list, each with its place; one text alone counts as a list of one. */
function textsOf(value: unknown, tail: Path, what: string, entry: Entry, losses: Losses): [string, Path][] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [[value, tail]];
  if (!Array.isArray(value)) {
    losses.add('wrong-type', entry.below(...tail), `${what} is not a text`);
    return [];
  }
  const found: [string, Path][] = [];
  for (const [index, one] of value.entries()) {
    const text = isRecord(one) ? one.url : one;
    if (typeof text === 'string') found.push([text, [...tail, index]]);
    else losses.add('wrong-type', entry.below(...tail, index), `${what} is not a text`);
  }
  return found;
}

function nameOf(name: string, group: string | undefined): string {
  return group === undefined || group === '' ? name : `${group}/${name}`;
}

function scopeOf(value: Fields, entry: Entry, losses: Losses): Scope | undefined {
  const properties = value.properties;
  if (Array.isArray(properties)) {
    // The property taxonomy's mark of npm's own and of the CycloneDX plug-in for npm.
    for (const property of properties)
      if (isRecord(property) && property.name === 'cdx:npm:package:development' && property.value === 'true')
        return 'dev';
  }
  switch (value.scope) {
    case 'required':
      return 'runtime';
    case 'optional':
      return 'optional';
    // "test and other non-runtime purposes", says the specification.
    case 'excluded':
      return 'dev';
    case undefined:
    case null:
      return undefined;
    default:
      losses.add('unknown-scope', entry.below('scope'), `the scope ${shown(String(value.scope))} is not known`, 'note');
      return undefined;
  }
}

function pushMakers(into: Identifier[], value: Fields, entry: Entry, isHardware: boolean, losses: Losses): void {
  const maker: Relation = isHardware ? 'manufactured-by' : 'published-by';
  const hasOtherMaker = isHardware && value.manufacturer !== undefined;
  // Of hardware the supplier may be a distributor; it is the maker only where no other one is named.
  if (isEntity(value.supplier, 'supplier', entry, losses))
    pushEntity(into, value.supplier, supplier.fields, entry, supplier.tails, hasOtherMaker ? 'fetched-from' : maker);
  if (isEntity(value.manufacturer, 'manufacturer', entry, losses))
    pushEntity(into, value.manufacturer, manufacturer.fields, entry, manufacturer.tails, maker);
  // `authors` are people by definition; `author` and `publisher` are "the person(s) or organization(s)".
  const author = textOf(value, 'author', entry, losses);
  if (author !== undefined && author !== '')
    pushOrganisation(into, withoutContact(author), 'author', entry, authorTail, 'published-by');
  const publisher = textOf(value, 'publisher', entry, losses);
  if (publisher !== undefined && publisher !== '')
    pushOrganisation(into, withoutContact(publisher), 'publisher', entry, publisherTail, 'published-by');
}

function isEntity(value: unknown, name: string, entry: Entry, losses: Losses): boolean {
  if (value === undefined || value === null) return false;
  if (isRecord(value) || typeof value === 'string') return true;
  losses.add('wrong-type', entry.below(name), `"${name}" is not an object`);
  return false;
}

/** A group without a purl: a package namespace where it looks like one, otherwise the short name of whoever made it. */
function pushGroup(into: Identifier[], group: string, name: string, entry: Entry, isHardware: boolean): void {
  if (!isSaid(group)) return;
  const at = entry.at(groupTail);
  if (group.startsWith('@')) into.push({ kind: 'package', value: `npm:${group}/${name}`, field: 'group', at });
  else if (isReverseDomain(group)) into.push({ kind: 'package', value: `maven:${group}:${name}`, field: 'group', at });
  else if (!group.includes('/') && !group.includes(':')) {
    const relation = isHardware ? 'manufactured-by' : 'published-by';
    into.push({ kind: 'organisation', value: group, field: 'group', at, relation });
  }
}

function isReverseDomain(text: string): boolean {
  return text.includes('.') && /^[a-z][\w.-]*$/i.test(text) && !text.includes('..') && !text.endsWith('.');
}

/** Of the property taxonomy's `cdx:device` and of cdxgen's hardware inventories. */
const hardwareProperties = new Map<string, 'mac' | 'fcc' | 'category'>([
  ['cdx:device:macAddress', 'mac'],
  ['cdx:hbom:macAddress', 'mac'],
  ['cdx:device:certifications:US:FCC:id', 'fcc'],
  ['cdx:device:function', 'category'],
  ['cdx:hbom:hardwareClass', 'category'],
]);

function pushHardware(into: Identifier[], value: Fields, name: string, entry: Entry): void {
  into.push({ kind: 'model', value: name, field: 'name', at: entry.at(nameTail) });
  if (!Array.isArray(value.properties)) return;
  for (const [index, property] of value.properties.entries()) {
    if (!isRecord(property) || typeof property.name !== 'string' || typeof property.value !== 'string') continue;
    const kind = hardwareProperties.get(property.name);
    if (kind === undefined || !isSaid(property.value) || property.value.startsWith('redacted')) continue;
    into.push({ kind, value: property.value, field: property.name, at: entry.at(['properties', index, 'value']) });
  }
}

/** The first address it is fetched from is the component's source. */
function pushReferences(into: Identifier[], list: unknown, entry: Entry, losses: Losses): string | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) {
    losses.add('wrong-type', entry.below('externalReferences'), '"externalReferences" is not a list');
    return undefined;
  }
  let source: string | undefined;
  for (let index = 0; index < list.length; index++) {
    const reference: unknown = list[index];
    if (!isRecord(reference)) {
      losses.add('wrong-type', entry.below('externalReferences', index), 'an external reference is not an object');
      continue;
    }
    const type = reference.type;
    const known = typeof type === 'string' ? references.get(type) : undefined;
    const url = reference.url;
    if (known === undefined || typeof url !== 'string' || !isSaid(url) || url.startsWith('urn:')) continue;
    const value = withoutSecrets(url);
    const { relation, field } = known;
    if (relation === 'fetched-from') source ??= value;
    into.push({ kind: 'url', value, field, at: entry.at(referenceTail(index)), relation });
  }
  return source;
}

/** What few components have. */
function pushRare(into: Identifier[], value: Fields, entry: Entry, purl: string | undefined): void {
  const { cpe, swid, pedigree, modelCard, data, evidence } = value;
  if (typeof cpe === 'string' && cpe !== '')
    into.push({ kind: 'cpe', value: cpe, field: 'cpe', at: entry.at(['cpe']) });
  if (isRecord(swid)) pushSwid(into, swid, entry);
  if (isRecord(pedigree)) pushPedigree(into, pedigree, entry);
  if (isRecord(modelCard)) pushModelCard(into, modelCard, entry);
  if (Array.isArray(data)) pushGovernance(into, data, ['data'], 'data', entry);
  if (isRecord(evidence)) pushEvidence(into, evidence, purl, entry);
}

/** A tag id of ISO 19770-2 may begin with the registration of its creator, `regid.1991-06.com.example`. */
function pushSwid(into: Identifier[], swid: Fields, entry: Entry): void {
  const { tagId, name } = swid;
  const domain = typeof tagId === 'string' ? domainOfRegid(tagId) : undefined;
  if (domain !== undefined) pushUrl(into, `https://${domain}`, 'swid.tagId', entry, ['swid', 'tagId'], 'published-by');
  if (typeof name === 'string' && isSaid(name))
    into.push({ kind: 'app-name', value: name, field: 'swid.name', at: entry.at(['swid', 'name']) });
}

/** The domain in a registration id, `regid.1991-06.com.example,dept`: `example.com`. */
export function domainOfRegid(text: string): string | undefined {
  const reversed = /^regid\.\d{4}-\d{2}\.([\w.-]+)/i.exec(text)?.[1];
  if (reversed === undefined) return undefined;
  return reversed.split('_', 1)[0]?.split('.').reverse().join('.');
}

/** What it was derived from is where it originates; of variants the specification says that nobody knows which way. */
function pushPedigree(into: Identifier[], pedigree: Fields, entry: Entry): void {
  for (const [list, relation] of [
    ['ancestors', 'originated-by'],
    ['variants', 'integrates-with'],
  ] as const) {
    const components = pedigree[list];
    if (!Array.isArray(components)) continue;
    const field = `pedigree.${list}`;
    for (const [index, one] of components.entries()) {
      if (!isRecord(one)) continue;
      const tail = ['pedigree', list, index];
      if (typeof one.purl === 'string') {
        const facts = purlFacts(one.purl, field, []);
        const at = entry.at([...tail, 'purl']);
        if (facts?.ecosystem !== undefined)
          into.push({
            kind: 'package',
            value: `${facts.ecosystem}:${facts.name}`,
            field: `${field} purl`,
            at,
            relation,
          });
      }
      for (const maker of ['supplier', 'manufacturer'])
        pushEntity(into, one[maker], entityFields(`${field} ${maker}`), entry, entityTails(...tail, maker), relation);
      for (const maker of ['author', 'publisher']) {
        const name = one[maker];
        if (typeof name === 'string')
          pushOrganisation(into, withoutContact(name), `${field} ${maker}`, entry, [...tail, maker], relation);
      }
    }
  }
}

/** The family a model belongs to, and who governs the data it was trained on. */
function pushModelCard(into: Identifier[], card: Fields, entry: Entry): void {
  const parameters = card.modelParameters;
  if (!isRecord(parameters)) return;
  const tail = ['modelCard', 'modelParameters'];
  for (const field of ['architectureFamily', 'modelArchitecture']) {
    const value = parameters[field];
    const at = entry.at([...tail, field]);
    if (typeof value === 'string' && isSaid(value))
      into.push({ kind: 'brand', value, field: `modelCard.${field}`, at, relation: 'originated-by' });
  }
  if (Array.isArray(parameters.datasets))
    pushGovernance(into, parameters.datasets, [...tail, 'datasets'], 'modelCard.datasets', entry);
}

/** The organisations that own or keep data. */
function pushGovernance(into: Identifier[], data: readonly unknown[], tail: Path, field: string, entry: Entry): void {
  for (const [index, one] of data.entries()) {
    if (!isRecord(one) || !isRecord(one.governance)) continue;
    for (const role of ['owners', 'custodians', 'stewards']) {
      const parties = one.governance[role];
      if (!Array.isArray(parties)) continue;
      const fields = entityFields(`${field}.${role}`);
      const relation = role === 'owners' ? 'originated-by' : 'integrates-with';
      for (const [party, value] of parties.entries()) {
        if (!isRecord(value)) continue;
        const tails = entityTails(...tail, index, 'governance', role, party, 'organization');
        pushEntity(into, value.organization, fields, entry, tails, relation);
      }
    }
  }
}

/** An identity that a tool concluded where the component itself states another or none. */
function pushEvidence(into: Identifier[], evidence: Fields, purl: string | undefined, entry: Entry): void {
  const identity = evidence.identity;
  const list = Array.isArray(identity) ? identity : [identity];
  for (const [index, one] of list.entries()) {
    if (!isRecord(one) || typeof one.concludedValue !== 'string') continue;
    const value = one.concludedValue;
    const at = entry.at(['evidence', 'identity', ...(Array.isArray(identity) ? [index] : []), 'concludedValue']);
    if (one.field === 'cpe') into.push({ kind: 'cpe', value, field: 'evidence.identity', at });
    if (one.field !== 'purl' || value === purl) continue;
    const facts = purlFacts(value, 'evidence.identity', []);
    if (facts?.ecosystem !== undefined)
      into.push({ kind: 'package', value: `${facts.ecosystem}:${facts.name}`, field: 'evidence.identity', at });
  }
}

function shown(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);
}
