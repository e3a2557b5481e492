import { compareOrganisations, readOrganisation } from '../../identity/organisation.ts';
import type { Entity, Listing, RuleSet } from '../../model/knowledge.ts';
import type { PrefixesOf } from '../index-rows.ts';
import type { Knowledge } from '../knowledge.ts';
import { compareMistakes, type RuleLocator, type RuleMistake } from './mistake.ts';
import { shown } from './shown.ts';

export interface GapContext {
  readonly placeOf: RuleLocator;
  /** The rules indexed, together with those they stand on. */
  readonly knowledge: Knowledge;
  /** Prefixes that `oui-name` rows stand for. */
  readonly prefixesOf: PrefixesOf;
}

/**
 * What rules promise and cannot keep, for "rules check": a claim about somebody else's list or about ownership that names no source, a
 * registered name that stands for no prefix, a list that nobody stands on, and a name that another entity has as well.
 */
export function ruleGaps(rules: RuleSet, { placeOf, knowledge, prefixesOf }: GapContext): readonly RuleMistake[] {
  const warnings: RuleMistake[] = [];
  const own = new Set(rules.lists.map(({ id }) => id));
  const tell = (of: object, member: string, message: string): void => {
    const place = placeOf(of, member);
    if (place !== undefined) warnings.push({ ...place, message });
  };
  const unsourced = (listing: Listing): void => {
    if (listing.sources.length === 0 && !own.has(listing.list))
      tell(listing, 'list', `the listing on ${shown(listing.list)} names no source, so nobody can check it`);
  };

  for (const entity of rules.entities) {
    for (const { listings } of [entity, ...entity.products]) listings.forEach(unsourced);
    for (const owner of entity.owners)
      if (owner.sources.length === 0)
        tell(owner, 'owner', `the ownership by ${shown(owner.owner)} names no source, so nobody can check it`);
    for (const row of entity.identifiers['oui-name'] ?? [])
      if (prefixesOf(row.match).length === 0)
        tell(row, 'match', `${shown(row.match)} stands for no prefix that is known here; give them as "oui"`);
    const other = namesake(entity, knowledge);
    if (other !== undefined)
      tell(
        entity,
        'name',
        `${shown(entity.name)} is also the entity ${shown(other)}; with "id: ${other}" it adds to that`,
      );
  }
  for (const { listing } of rules.origins) if (listing !== undefined) unsourced(listing);
  const listed = knowledge.listed();
  for (const list of rules.lists) {
    const stands =
      (listed.get(list.id)?.size ?? 0) > 0 ||
      rules.origins.some(({ listing }) => listing?.list === list.id) ||
      rules.entities.some(({ products }) => products.some((product) => standsOn(product.listings, list.id)));
    // What describes instead of naming, and what is kept as history, may be empty.
    if (!stands && list.status === 'in-force' && (list.basis ?? 'named') === 'named')
      tell(list, 'id', `nobody stands on the list ${shown(list.id)}, so it never says anything`);
  }
  return warnings.sort(compareMistakes);
}

function standsOn(listings: readonly Listing[], list: string): boolean {
  return listings.some((listing) => listing.list === list);
}

/** Another entity under exactly the same full name, seated in the same country or one of them in none. */
function namesake(entity: Entity, knowledge: Knowledge): string | undefined {
  const rows = knowledge.index.exact('organisation').get(readOrganisation(entity.name).key);
  if (rows === undefined) return undefined;
  for (const row of typeof rows === 'number' ? [rows] : rows) {
    const other = knowledge.index.entityOfRow(row);
    if (other === undefined || other.id === entity.id || other.role === 'reference') continue;
    const differs = other.country !== undefined && entity.country !== undefined && other.country !== entity.country;
    if (!differs && compareOrganisations(other.name, entity.name).score === 1) return other.id;
  }
  return undefined;
}
