/**
 * What the drafts of CycloneDX 2.0 say otherwise than 1.x, all in one place because it still moves: parties with roles in the
 * place of supplier and manufacturer, origins by country, identifiers as attributed claims, and lists whose entries may be
 * references or choices. Source: the schemas below `schema/2.0` in the specification's repository, of summer 2026.
 */
import type { Identifier, IdentifierKind, Relation } from '../../model/component.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import type { Entry } from './entry-place.ts';
import { isSaid, pushOrganisation, pushUrl } from './maker-fields.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Parties that are declared once and referred to by their bom-ref. */
export type PartyRegister = ReadonlyMap<string, Fields>;

export const noParties: PartyRegister = new Map();

/** Of the roles that say where a component comes from; all others are about people, trade and audits. */
const relationOfRole = new Map<string, Relation>([
  ['manufacturer', 'manufactured-by'],
  ['assembler', 'manufactured-by'],
  ['integrator', 'manufactured-by'],
  ['supplier', 'published-by'],
  ['publisher', 'published-by'],
  ['packager', 'published-by'],
  ['repackager', 'published-by'],
  ['author', 'published-by'],
  ['developer', 'published-by'],
  ['maintainer', 'published-by'],
  ['licensor', 'published-by'],
  ['provider', 'published-by'],
  ['operator', 'hosted-by'],
  ['distributor', 'fetched-from'],
  ['importer', 'fetched-from'],
  ['exporter', 'fetched-from'],
  ['owner', 'owned-by'],
]);

const kindOfScheme = new Map<string, IdentifierKind>([
  ['cpe', 'cpe'],
  ['mac-address', 'mac'],
  ['fcc-id', 'fcc'],
  ['model-number', 'model'],
  ['mpn', 'model'],
]);

/** The shape that only 2.0 has. */
export function isDraft(value: Fields): boolean {
  return value.parties !== undefined || value.origins !== undefined || value.identifiers !== undefined;
}

/** A reference to a component that is declared elsewhere in the document and counts there. */
export function isReference(value: Fields): boolean {
  return typeof value.ref === 'string' && value.name === undefined;
}

/** Alternatives under one heading: the heading is no component, each alternative is. */
export function isChoice(value: Fields): boolean {
  return value.type === 'component-choice';
}

/** The parties a document declares for reference: its own, its metadata's and those of its definitions. */
export function partiesOf(root: Fields): PartyRegister {
  const found = new Map<string, Fields>();
  for (const holder of [root, root.metadata, root.definitions]) {
    const list = isRecord(holder) ? holder.parties : undefined;
    if (!Array.isArray(list)) continue;
    for (const party of list)
      if (isRecord(party) && typeof party['bom-ref'] === 'string') found.set(party['bom-ref'], party);
  }
  return found.size === 0 ? noParties : found;
}

/** The package URL among the identifiers that parties claim for a component. */
export function claimedPurl(value: Fields): string | undefined {
  for (const { scheme, text } of claimsOf(value)) if (scheme === 'purl') return text;
  return undefined;
}

/** Adds what the drafts have in other places than 1.x. */
export function pushDraft(into: Identifier[], value: Fields, entry: Entry, parties: PartyRegister): void {
  if (Array.isArray(value.parties)) {
    for (const [index, one] of value.parties.entries()) {
      const party = typeof one === 'string' ? parties.get(one) : one;
      const tail = ['parties', index];
      if (isRecord(party)) pushParty(into, party, entry, tail, isRecord(one) ? 'inline' : 'reference');
    }
  }
  if (Array.isArray(value.origins)) {
    for (const [code, below] of countriesIn(value.origins, [], []))
      pushCountry(into, code, `origins ${below[below.length - 1]}`, entry, ['origins', ...below], 'originated-by');
  }
  for (const { scheme, text, tail } of claimsOf(value)) {
    const kind = kindOfScheme.get(scheme);
    if (kind !== undefined) into.push({ kind, value: text, field: `identifiers ${scheme}`, at: entry.at(tail) });
  }
  if (Array.isArray(value.endpoints)) {
    for (const [index, url] of value.endpoints.entries())
      if (typeof url === 'string') pushUrl(into, url, 'endpoints', entry, ['endpoints', index], 'hosted-by');
  }
}

interface Claim {
  readonly scheme: string;
  readonly text: string;
  readonly tail: Path;
}

function claimsOf(value: Fields): Claim[] {
  const claims: Claim[] = [];
  if (!Array.isArray(value.identifiers)) return claims;
  for (const [index, one] of value.identifiers.entries()) {
    if (!isRecord(one) || !Array.isArray(one.identities)) continue;
    for (const [at, identity] of one.identities.entries()) {
      if (!isRecord(identity) || typeof identity.scheme !== 'string' || typeof identity.value !== 'string') continue;
      const tail = ['identifiers', index, 'identities', at, 'value'];
      claims.push({ scheme: identity.scheme, text: identity.value, tail });
    }
  }
  return claims;
}

/** Only organisations: persons are people, systems are programs and personas are nobody. */
function pushParty(into: Identifier[], party: Fields, entry: Entry, tail: Path, form: 'inline' | 'reference'): void {
  const organisation = party.organization;
  if (!isRecord(organisation) || !Array.isArray(party.roles)) return;
  const place = (...below: Path): Path => (form === 'inline' ? [...tail, 'organization', ...below] : tail);
  for (const one of party.roles) {
    const role = isRecord(one) ? one.role : one;
    const relation = typeof role === 'string' ? relationOfRole.get(role) : undefined;
    if (relation === undefined) continue;
    const field = `parties ${role}`;
    for (const name of ['name', 'legalName'] as const) {
      const text = organisation[name];
      if (typeof text === 'string') pushOrganisation(into, text, `${field} ${name}`, entry, place(name), relation);
    }
    for (const list of ['aliases', 'formerNames'] as const) {
      const names = organisation[list];
      if (!Array.isArray(names)) continue;
      for (const [index, text] of names.entries())
        if (typeof text === 'string')
          pushOrganisation(into, text, `${field} ${list}`, entry, place(list, index), relation);
    }
    if (Array.isArray(organisation.url)) {
      for (const [index, one] of organisation.url.entries()) {
        const url = isRecord(one) ? one.url : one;
        if (typeof url === 'string') pushUrl(into, url, `${field} url`, entry, place('url', index), relation);
      }
    }
    if (typeof organisation.jurisdiction === 'string')
      pushCountry(into, organisation.jurisdiction, `${field} jurisdiction`, entry, place('jurisdiction'), relation);
    for (const [code, below] of countriesIn(organisation.addresses, [], [])) {
      const at = place('addresses', ...below);
      pushCountry(into, code, `${field} addresses ${below[below.length - 1]}`, entry, at, relation);
    }
  }
}

const maxDepth = 6;

/** Country codes wherever they stand below, with their paths: each draft has put them into another list. */
function countriesIn(value: unknown, path: Path, found: [string, Path][]): readonly [string, Path][] {
  if (path.length > maxDepth) return found;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) countriesIn(one, [...path, index], found);
  } else if (isRecord(value)) {
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') {
        if (name !== 'performedBy') countriesIn(inner, [...path, name], found);
      } else if (name === 'isoCode' || name === 'country') found.push([inner, [...path, name]]);
    }
  }
  return found;
}

/** ISO 3166-2 codes of a subdivision begin with those of the country: `US-DE`. */
function pushCountry(
  into: Identifier[],
  code: string,
  field: string,
  entry: Entry,
  tail: Path,
  relation: Relation,
): void {
  const country = /^[A-Z]{2,3}-/.test(code) ? code.slice(0, code.indexOf('-')) : code;
  if (isSaid(country)) into.push({ kind: 'country', value: country, field, at: entry.at(tail), relation });
}
