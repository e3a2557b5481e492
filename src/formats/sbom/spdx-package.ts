/** One package of an SPDX 2.x document as a `Component`, in the shape of the JSON encoding; the others bring theirs into it. */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, ComponentKind, Ecosystem, Identifier, Relation, Scope } from '../../model/component.ts';
import { isRecord } from '../../syntax/shape.ts';
import { type Entry, listTails } from './entry-place.ts';
import type { Losses } from './loss.ts';
import { isSaid, pushOrganisation, withoutContact } from './maker-fields.ts';
import { type PurlFacts, purlFacts } from './package-url.ts';
import { imageName } from './scanned-image.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `primaryPackagePurpose`, from 2.3 on. */
const kindOfPurpose = new Map<string, ComponentKind>([
  ['CONTAINER', 'image'],
  ['OPERATING-SYSTEM', 'os-package'],
  ['OPERATING_SYSTEM', 'os-package'],
  ['DEVICE', 'device'],
  ['FIRMWARE', 'device'],
  ['FILE', 'file'],
]);

/** Reference types of the specification's annex F that name a package without being a purl. */
const registryOfReference = new Map<string, { readonly ecosystem: Ecosystem; readonly separator: string }>([
  ['maven-central', { ecosystem: 'maven', separator: ':' }],
  ['npm', { ecosystem: 'npm', separator: '@' }],
  ['nuget', { ecosystem: 'nuget', separator: '/' }],
  ['bower', { ecosystem: 'bower', separator: '#' }],
]);

const nameTail = ['name'];
const supplierTail = ['supplier'];
const originatorTail = ['originator'];
const downloadTail = ['downloadLocation'];
const homepageTail = ['homepage'];
const locatorTail = listTails('externalRefs', 'referenceLocator');

/** What the relationships of the document say about its packages. */
export interface PackageContext {
  readonly losses: Losses;
  /** Ids that the described packages depend on; undefined where the document does not say. */
  readonly direct: ReadonlySet<string> | undefined;
  readonly scopes: ReadonlyMap<string, Scope>;
}

const scratch: Identifier[] = [];

/** Reads one entry of `packages`. Undefined, with a loss, for what is no object or has neither a name nor a purl. */
export function packageOf(value: unknown, entry: Entry, context: PackageContext): Component | undefined {
  const { losses, direct, scopes } = context;
  if (!isRecord(value)) {
    losses.add('wrong-type', entry.path, 'a package is not an object');
    return undefined;
  }
  const identifiers = scratch;
  identifiers.length = 0;
  const written = textOf(value, 'name', entry, losses);
  const references = pushReferences(identifiers, value.externalRefs, entry, losses);
  const { facts } = references;
  if (facts === undefined && (written === undefined || written.trim() === '')) {
    losses.add('wrong-type', entry.path, 'a package has no name');
    return undefined;
  }
  const purpose = value.primaryPackagePurpose;
  const typed = typeof purpose === 'string' ? kindOfPurpose.get(purpose) : undefined;
  const isHardware = typed === 'device';
  const kind = facts !== undefined && !isHardware ? facts.kind : (typed ?? 'package');
  pushParty(identifiers, value, 'supplier', entry, isHardware, losses);
  pushParty(identifiers, value, 'originator', entry, isHardware, losses);
  if (isHardware && written !== undefined)
    identifiers.push({ kind: 'model', value: written, field: 'name', at: entry.at(nameTail) });
  const source = pushLocations(identifiers, value, entry, losses);
  const version = textOf(value, 'versionInfo', entry, losses);
  const id = value.SPDXID;
  const ref = typeof id === 'string' ? id : undefined;
  const stated = version !== undefined && isSaid(version) ? version : undefined;
  let named: Pick<Component, 'name' | 'version' | 'ecosystem'>;
  if (facts !== undefined) named = { name: facts.name, version: stated ?? facts.version, ecosystem: facts.ecosystem };
  else if (kind === 'image') named = imageName(written as string, stated);
  else named = { ...prefixedName(written as string), version: stated };
  return {
    kind,
    name: named.name,
    version: named.version,
    ecosystem: named.ecosystem,
    purl: references.purl,
    identifiers: identifiers.length === 0 ? undefined : identifiers.slice(),
    at: entry.at(written === undefined ? [] : nameTail),
    ref,
    direct: ref === undefined ? undefined : direct?.has(ref),
    scope: ref === undefined ? undefined : scopes.get(ref),
    source: facts?.source ?? source,
  };
}

function textOf(value: Fields, name: string, entry: Entry, losses: Losses): string | undefined {
  const text = value[name];
  if (typeof text === 'string') return text;
  if (text === undefined || text === null) return undefined;
  losses.add('wrong-type', entry.below(name), `"${name}" is not a text`);
  return undefined;
}

/** GitHub's dependency graph wrote `npm:express` before its packages had purls. */
const ecosystemOfPrefix = new Map<string, Ecosystem>([
  ['npm', 'npm'],
  ['pip', 'pypi'],
  ['maven', 'maven'],
  ['go', 'golang'],
  ['nuget', 'nuget'],
  ['rubygems', 'gem'],
  ['composer', 'composer'],
  ['rust', 'cargo'],
  ['actions', 'github'],
  ['pub', 'pub'],
  ['swift', 'swift'],
]);

function prefixedName(written: string): { readonly name: string; readonly ecosystem: Ecosystem | undefined } {
  const colon = written.indexOf(':');
  const ecosystem = colon > 0 ? ecosystemOfPrefix.get(written.slice(0, colon)) : undefined;
  return { name: ecosystem === undefined ? written : written.slice(colon + 1), ecosystem };
}

/** `Organization: Acme Inc. (info@acme.example)`. A `Person:` is a person, and nobody is NOASSERTION. */
function pushParty(
  into: Identifier[],
  value: Fields,
  field: 'supplier' | 'originator',
  entry: Entry,
  isHardware: boolean,
  losses: Losses,
): void {
  const text = textOf(value, field, entry, losses);
  const name = text === undefined ? undefined : organisationIn(text);
  if (name === undefined) return;
  const relation: Relation = field === 'originator' ? 'originated-by' : isHardware ? 'manufactured-by' : 'published-by';
  pushOrganisation(into, name, field, entry, field === 'supplier' ? supplierTail : originatorTail, relation);
}

/** The organisation of an SPDX 2.x actor; undefined for people, tools and nobody. */
export function organisationIn(actor: string): string | undefined {
  const match = /^\s*Organi[sz]ation\s*:/i.exec(actor);
  if (match === null) return undefined;
  const name = withoutContact(actor.slice(match[0].length)).replace(/\s*\(\s*\)$/, '');
  return isSaid(name) ? name : undefined;
}

interface References {
  readonly purl: string | undefined;
  readonly facts: PurlFacts | undefined;
}

/** The first purl is what the package is; more of them, CPEs and names in registries are further identifiers. */
function pushReferences(into: Identifier[], list: unknown, entry: Entry, losses: Losses): References {
  let purl: string | undefined;
  let facts: PurlFacts | undefined;
  if (list === undefined || list === null) return { purl, facts };
  if (!Array.isArray(list)) {
    losses.add('wrong-type', entry.below('externalRefs'), '"externalRefs" is not a list');
    return { purl, facts };
  }
  for (let index = 0; index < list.length; index++) {
    const reference: unknown = list[index];
    const locator = isRecord(reference) ? reference.referenceLocator : undefined;
    if (!isRecord(reference) || typeof locator !== 'string') {
      losses.add('wrong-type', entry.below('externalRefs', index), 'an external reference has no locator');
      continue;
    }
    const type = lastPart(reference.referenceType);
    if (type === 'purl') {
      if (facts === undefined) {
        facts = purlFacts(locator, 'purl', into);
        purl = facts === undefined ? (purl ?? locator) : locator;
        if (facts !== undefined) continue;
      } else if (pushPackage(into, locator, entry, index)) continue;
      if (parseable(locator)) continue;
      const message = `"${locator.length > 120 ? `${locator.slice(0, 117)}...` : locator}" is no package URL`;
      losses.add('invalid-purl', entry.below('externalRefs', index, 'referenceLocator'), message, 'note');
    } else if (type === 'cpe23type' || type === 'cpe22type') {
      into.push({ kind: 'cpe', value: locator, field: 'externalRefs cpe', at: entry.at(locatorTail(index)) });
    } else {
      const registry = registryOfReference.get(type);
      const cut = registry === undefined ? -1 : locator.lastIndexOf(registry.separator);
      if (registry === undefined || !isSaid(locator)) continue;
      const name =
        cut <= 0 || (registry.separator === ':' && locator.indexOf(':') === cut) ? locator : locator.slice(0, cut);
      into.push({
        kind: 'package',
        value: `${registry.ecosystem}:${name}`,
        field: `externalRefs ${type}`,
        at: entry.at(locatorTail(index)),
      });
    }
  }
  return { purl, facts };
}

function parseable(locator: string): boolean {
  return purlFacts(locator, '', []) !== undefined;
}

function pushPackage(into: Identifier[], locator: string, entry: Entry, index: number): boolean {
  const more = purlFacts(locator, 'purl', []);
  if (more?.ecosystem === undefined) return false;
  const at = entry.at(locatorTail(index));
  into.push({ kind: 'package', value: `${more.ecosystem}:${more.name}`, field: 'externalRefs purl', at });
  return true;
}

/** RDF writes reference types as addresses: `http://spdx.org/rdf/references/purl`. */
function lastPart(type: unknown): string {
  if (typeof type !== 'string') return '';
  return type.slice(Math.max(type.lastIndexOf('/'), type.lastIndexOf('#')) + 1).toLowerCase();
}

/** Where it is fetched from is the component's source; its home page only says who hosts that. */
function pushLocations(into: Identifier[], value: Fields, entry: Entry, losses: Losses): string | undefined {
  let source: string | undefined;
  const download = textOf(value, 'downloadLocation', entry, losses);
  if (download !== undefined && isSaid(download)) {
    source = withoutSecrets(download);
    into.push({
      kind: 'url',
      value: source,
      field: 'downloadLocation',
      at: entry.at(downloadTail),
      relation: 'fetched-from',
    });
  }
  const homepage = textOf(value, 'homepage', entry, losses);
  if (homepage !== undefined && isSaid(homepage))
    into.push({
      kind: 'url',
      value: withoutSecrets(homepage),
      field: 'homepage',
      at: entry.at(homepageTail),
      relation: 'hosted-by',
    });
  return source;
}
