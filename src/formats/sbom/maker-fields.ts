import { withoutSecrets } from '../../identity/host.ts';
import type { Identifier, Relation } from '../../model/component.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Entry, listTails } from './entry-place.ts';

/** Words that stand where nobody was named. */
const nobody = new Set(['', 'noassertion', 'none', 'unknown', 'n/a', 'null', 'undefined', '-']);

/** True for a text that names something: not empty, not one of the placeholders tools write. */
export function isSaid(text: string): boolean {
  return text.length > 14 || !nobody.has(text.trim().toLowerCase());
}

/**
 * The organisation in a field that may also name people: e-mail addresses and what else is in brackets with them are cut
 * off, they are never evidence. `Acme Inc. <info@acme.example> (https://acme.example)` is `Acme Inc.`.
 */
export function withoutContact(text: string): string {
  if (!text.includes('@') && !text.includes('<') && !text.includes('://')) return text.trim();
  let name = text;
  for (const open of ['(', '<']) {
    const close = open === '(' ? ')' : '>';
    for (let at = name.lastIndexOf(open); at >= 0; at = name.lastIndexOf(open)) {
      const inside = name.slice(at + 1).trimEnd();
      const isContact = open === '<' || inside.includes('@') || inside.includes('://');
      if (!isContact || (inside.includes(close) && !inside.endsWith(close))) break;
      name = name.slice(0, at).trimEnd();
    }
  }
  // Some write the angle brackets last, so the first round found none to cut behind them.
  return name === text ? withoutAddress(name.trim()) : withoutContact(name);
}

function withoutAddress(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => !/^\S+@\S+$/.test(word))
    .join(' ');
}

/** The places of an organizationalEntity's members below its own. */
export interface EntityTails {
  readonly self: Path;
  readonly name: Path;
  readonly country: Path;
  readonly url: (index: number) => Path;
}

export function entityTails(...self: Path): EntityTails {
  const url = listTails('url');
  return {
    self,
    name: [...self, 'name'],
    country: [...self, 'address', 'country'],
    url: (index) => [...self, ...url(index)],
  };
}

/** Adds an organisation's name unless it is a placeholder. */
export function pushOrganisation(
  into: Identifier[],
  name: string,
  field: string,
  entry: Entry,
  tail: Path,
  relation: Relation | undefined,
): void {
  if (isSaid(name)) into.push({ kind: 'organisation', value: name, field, at: entry.at(tail), relation });
}

/** Adds an address unless it is a placeholder. */
export function pushUrl(
  into: Identifier[],
  url: string,
  field: string,
  entry: Entry,
  tail: Path,
  relation: Relation | undefined,
): void {
  if (isSaid(url)) into.push({ kind: 'url', value: withoutSecrets(url), field, at: entry.at(tail), relation });
}

/**
 * The identifiers of a CycloneDX organizationalEntity: its name, its addresses on the web and the country it is in. Its
 * contacts are people and stay out. A plain string, which some writers put there, is the name.
 */
export function pushEntity(
  into: Identifier[],
  entity: unknown,
  fields: EntityFields,
  entry: Entry,
  tails: EntityTails,
  relation: Relation | undefined,
): void {
  if (typeof entity === 'string')
    pushOrganisation(into, withoutContact(entity), fields.self, entry, tails.self, relation);
  if (!isRecord(entity)) return;
  const name = entity.name;
  if (typeof name === 'string') pushOrganisation(into, withoutContact(name), fields.name, entry, tails.name, relation);
  const urls = entity.url;
  if (Array.isArray(urls)) {
    for (let index = 0; index < urls.length; index++) {
      const url: unknown = urls[index];
      if (typeof url === 'string') pushUrl(into, url, fields.url, entry, tails.url(index), relation);
    }
  } else if (typeof urls === 'string') pushUrl(into, urls, fields.url, entry, [...tails.self, 'url'], relation);
  if (entity.address === undefined) return;
  const country = memberOf(entity.address, 'country');
  if (typeof country === 'string' && isSaid(country))
    into.push({ kind: 'country', value: country, field: fields.country, at: entry.at(tails.country), relation });
}

/** The words for an entity's members in a report, made once. */
export interface EntityFields {
  readonly self: string;
  readonly name: string;
  readonly url: string;
  readonly country: string;
}

export function entityFields(self: string): EntityFields {
  return { self, name: `${self}.name`, url: `${self}.url`, country: `${self}.address.country` };
}
