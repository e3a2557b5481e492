import type { Component, Identifier, Place, Relation } from '../../model/component.ts';
import { addressesIn, bareHost } from '../infra/addresses.ts';
import { cloudOf, regionIn, regionOfHost } from '../infra/regions.ts';
import { appIdsOf } from '../inventory/app-ids.ts';
import type { NeutralColumn } from './neutral-columns.ts';

/** A cell of a row with what it is. */
export interface RegisterCell {
  readonly column: NeutralColumn;
  readonly value: string;
  readonly at: Place;
}

/** How the named organisation stands to the row. The provider's own depends on what the row is. */
const relations: ReadonlyMap<string, Relation> = new Map([
  ['provider_owner', 'owned-by'],
  ['ultimate_parent', 'owned-by'],
  ['facility_owner', 'owned-by'],
  ['partner', 'owned-by'],
  ['facility_operator', 'hosted-by'],
  ['subprocessors', 'hosted-by'],
  ['facility_equipment_vendors', 'manufactured-by'],
  ['device_maker', 'manufactured-by'],
  ['publisher', 'published-by'],
  ['rights_holder', 'published-by'],
]);

/** Stands in a cell so that it is not empty, or says that there is nobody. */
const nobody =
  /^(?:[-–—?./]*|n\/?a|none|no|nil|null|tbd|tba|tbc|todo|unknown|pending|not applicable|keine?|aucun|无|無|未知)$/i;

/**
 * A row of a register as a component: every column as an attribute under its neutral name, empty ones too, because what is empty and what is no
 * column are two answers. Undefined for a row in which nothing stands.
 */
export function registerEntry(cells: readonly RegisterCell[], at: Place): Component | undefined {
  const attributes = new Map<string, string>();
  for (const { column, value } of cells) attributes.set(column.name, value.trim());
  if ([...attributes.values()].every((value) => value === '')) return undefined;
  const said = (name: string): string => {
    const value = attributes.get(name) ?? '';
    return nobody.test(value) ? '' : value;
  };
  const kind = said('kind')
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const identifiers: Identifier[] = [];
  for (const cell of cells) read(cell, kind, said, identifiers);
  return {
    kind: 'register-entry',
    name: nameOf(said),
    identifiers,
    at,
    direct: true,
    attributes: Object.fromEntries(attributes),
  };
}

/** Provider and service, or what else says which row it is. */
function nameOf(said: (name: string) => string): string {
  const first = [
    'provider',
    'facility',
    'product_name',
    'device_maker',
    'facility_operator',
    'partner',
    'provider_lei',
    'contract_ref',
    'service',
    'entry',
  ]
    .map((name) => [name, said(name)] as const)
    .find(([, value]) => value !== '');
  if (first === undefined) return 'row without a name';
  const second = ['service', 'facility', 'product_name', 'contract_ref']
    .map((name) => (name === first[0] ? '' : said(name)))
    .find((value) => value !== '');
  return second === undefined || second === first[1] ? first[1] : `${first[1]}, ${second}`;
}

function read(
  { column, value, at }: RegisterCell,
  kind: string,
  said: (name: string) => string,
  into: Identifier[],
): void {
  const text = value.trim();
  if (nobody.test(text)) return;
  const field = column.name;
  switch (column.kind) {
    case 'organisation':
    case 'names': {
      const relation = field === 'provider' ? relationOfProvider(kind) : relations.get(field);
      for (const name of column.kind === 'names' ? namesIn(text) : [text])
        into.push({ kind: 'organisation', value: name, field, at, ...(relation && { relation }) });
      return;
    }
    case 'country':
      for (const country of text.split(/[,;|/\n]|\band\b/))
        if (!nobody.test(country.trim())) into.push({ kind: 'country', value: country.trim(), field, at });
      return;
    case 'host': {
      const found = text.includes('://')
        ? addressesIn(text).map((one) => one.value)
        : text.split(/[\s,;|]+/).flatMap((one) => bareHost(one) ?? []);
      for (const address of found) {
        into.push({ kind: 'url', value: address, field, at });
        const region = regionOfHost(address.replace(/^[a-z+]+:\/\//, '').replace(/[:/].*$/, ''));
        if (region !== undefined) into.push({ kind: 'region', value: region, field, at });
      }
      return;
    }
    default:
  }
  if (field === 'region') {
    const cloud = cloudOf(said('cloud').replace(/\s+/g, '_')) ?? cloudOf(said('provider').replace(/\s+/g, '_'));
    for (const part of text.split(/[,;|\s]+/)) {
      const region = /^[a-z]+:/.test(part) ? part : regionIn(part, cloud);
      if (region !== undefined) into.push({ kind: 'region', value: region, field, at });
    }
  } else if (field === 'app_id') {
    for (const id of appIdsOf(text, undefined)) into.push({ kind: id.kind, value: id.value, field, at });
  } else if (field === 'product_name' || field === 'companion_app') {
    into.push({ kind: 'app-name', value: text, field, at });
    if (field === 'product_name') into.push({ kind: 'model', value: text, field, at });
  } else if (field === 'device_category')
    into.push({ kind: 'category', value: text.toLowerCase().replace(/\s+/g, '-'), field, at });
}

/** Who makes equipment, who sells data, and who else runs something. */
function relationOfProvider(kind: string): Relation {
  if (kind === 'equipment' || kind === 'device') return 'manufactured-by';
  if (kind === 'app' || kind === 'software') return 'published-by';
  if (kind === 'data-broker' || kind === 'broker') return 'published-by';
  if (kind === 'joint-venture') return 'owned-by';
  return 'hosted-by';
}

/** Names of a list. A comma separates them unless a legal form follows it: "Acme Co., Ltd." is one. */
export function namesIn(cell: string): string[] {
  return cell
    .split(
      /[;|\n]|,(?!\s*(?:ltd|limited|inc|llc|l\.l\.c|co|corp|corporation|plc|gmbh|s\.?a|s\.?l|b\.?v|n\.?v|a\.?s|lp|llp|pte|pty|jsc|ooo|ao|pjsc|kg|ag)\b)/i,
    )
    .map((name) => name.trim())
    .filter((name) => name !== '' && !nobody.test(name));
}
