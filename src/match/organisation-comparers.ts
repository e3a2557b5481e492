import { isMakerPlaceholder } from '../identity/mac.ts';
import { compareRead, isOrdinary, type OrganisationName, readOrganisation } from '../identity/organisation.ts';
import { type Comparer, type RowHit, type RowTables, remembered } from './row-tables.ts';

/** Names of organisations and brands: found by what names them, then compared as a whole. */
export function organisationComparers(tables: RowTables): {
  readonly organisation: Comparer;
  readonly brand: Comparer;
} {
  const patterns = new Map<number, OrganisationName>();
  const namedHits = (read: OrganisationName, most: 'exact' | 'strong'): RowHit[] => {
    if (read.key === '') return [];
    const found: RowHit[] = [];
    for (const table of ['organisation', 'brand'] as const) {
      for (const hit of tables.exact(table, read.key, 'exact')) {
        const { row } = hit;
        let pattern = patterns.get(row.number);
        if (pattern === undefined) {
          pattern = readOrganisation(row.pattern);
          patterns.set(row.number, pattern);
        }
        const { verdict, score } = compareRead(read, pattern);
        // A brand is not an organisation: with other words beside it, it is another name.
        if (table === 'brand' && verdict !== 'exact') continue;
        // A short or ordinary word is meant only when the whole name is it. Two letters are that only when nothing else stands there, no
        // legal form either, or all of the rest is the same as well: JD.com is JD.com, Inc.
        const sureOf = read.key.length > 2 ? 0 : read.words.length === 1 ? 1 : 0.95;
        if (isOrdinary(read) && (verdict === 'weak' || verdict === 'none' || score < sureOf)) {
          if (most === 'exact' && read.places.length === 0)
            found.push({ ...hit, strength: 'weak', closeness: 0.5, needsHint: true });
          continue;
        }
        if (verdict === 'none') continue;
        const unsaid = pattern.words.filter((word) => !read.words.includes(word)).length;
        const closeness =
          score === 1 ? 3 : verdict === 'exact' ? 2 : 1 + 1 / (2 + unsaid) + (pattern.words.length - unsaid) / 1000;
        found.push({ ...hit, strength: verdict === 'exact' ? most : verdict, closeness });
      }
    }
    // TP-Link, TP-Link Systems and TP-Link Technologies are three: the closest name is meant, not all that resemble it. A look-alike
    // and the row of an origin rule are no name that something else could have, and a brand made for others is no rival of its owner.
    const rivals = found.filter(isRival);
    const best = Math.max(...rivals.map(({ closeness }) => closeness ?? 0));
    return found.filter((hit) => !rivals.includes(hit) || hit.closeness === best);
  };

  return {
    organisation: remembered((value) => {
      if (isMakerPlaceholder(value)) return undefined;
      const found = namedHits(readOrganisation(value), 'exact');
      if (found.length > 0) return found;
      const parts = value
        .split(/[()（）/|]|\s(?:aka|a\.k\.a\.|dba|d\/b\/a|formerly|f\/k\/a|trading as|t\/a)\s/i)
        .filter((part) => part.trim() !== '');
      if (parts.length < 2 || parts.length > 6) return undefined;
      const partial = parts.flatMap((part) => namedHits(readOrganisation(part), 'strong'));
      return partial.length === 0 ? undefined : partial;
    }),
    // A brand or display name proves less than a maker field, and an ordinary word there nothing: a Mercury may be a motor.
    brand: remembered((value) => {
      const read = readOrganisation(value);
      const found = namedHits(read, 'strong').filter(({ row }) => row.kind === 'brand' || !isOrdinary(read));
      return found.length === 0 ? undefined : found;
    }),
  };
}

function isRival({ row }: RowHit): boolean {
  const relation = row.kind === 'brand' ? (row.identifier.brandRelation ?? 'own-brand') : 'own-brand';
  return (row.role === 'entity' || row.role === 'product') && relation === 'own-brand';
}
