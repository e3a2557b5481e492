import { isAnswered, numberIn } from './register-cell.ts';
import { words } from './surroundings.ts';

/** The answer of a derived column. */
export type Derived = 'yes' | 'no' | 'unknown';

/** A row by column. A Map, since rule files name columns freely. */
export type Cells = ReadonlyMap<string, string>;

/** 28 CFR 202.205: US persons or devices over twelve months that must be exceeded. Government-related data has no threshold. */
const thresholds: ReadonlyMap<string, number> = new Map([
  ['human-genomic', 100],
  ['genomic', 100],
  ['genetic', 100],
  ['other-human-omic', 1_000],
  ['human-omic', 1_000],
  ['omic', 1_000],
  ['biometric-identifiers', 1_000],
  ['biometric', 1_000],
  ['precise-geolocation', 1_000],
  ['geolocation', 1_000],
  ['personal-health', 10_000],
  ['health', 10_000],
  ['medical', 10_000],
  ['personal-financial', 10_000],
  ['financial', 10_000],
  ['payment', 10_000],
  ['covered-personal-identifiers', 100_000],
  ['personal-identifiers', 100_000],
  ['government-related', 0],
  ['government', 0],
]);

/**
 * Whether the data of each row is bulk US sensitive personal data, in the order of the rows. Volumes are summed over all rows of
 * one counterparty, category by category; a row of several categories is combined data and takes the lowest of their thresholds.
 * Encrypted and de-identified data count (28 CFR 202.206).
 */
export function bulkAnswers(rows: readonly { readonly party: string; readonly cells: Cells }[]): readonly Derived[] {
  const sums = new Map<string, number>();
  for (const { party, cells } of rows) {
    const count = volumeOf(cells);
    if (count === undefined) continue;
    for (const category of categoriesOf(cells) ?? []) {
      const key = `${party}\0${category}`;
      sums.set(key, (sums.get(key) ?? 0) + count);
    }
  }
  return rows.map(({ party, cells }) => {
    const categories = categoriesOf(cells);
    if (categories === undefined) return 'unknown';
    if (categories.length === 0) return 'no';
    const lowest = Math.min(...categories.map((category) => thresholds.get(category) ?? Number.POSITIVE_INFINITY));
    // Any amount of government-related data is enough, counted or not.
    if (lowest === 0) return 'yes';
    const count = volumeOf(cells);
    const reached = categories.some(
      (category) => (sums.get(`${party}\0${category}`) ?? 0) > (thresholds.get(category) ?? 0),
    );
    if (reached || (count ?? 0) > lowest) return 'yes';
    return count === undefined ? 'unknown' : 'no';
  });
}

/** The rule's categories in the row; nothing where the row does not say what data it is. */
function categoriesOf(cells: Cells): readonly string[] | undefined {
  const cell = cells.get('data_category');
  if (!isAnswered(cell)) return undefined;
  const named = words(cell).map((word) => word.replace(/-(?:data|records?)$/, ''));
  return [...new Set(named)].filter((word) => thresholds.has(word));
}

function volumeOf(cells: Cells): number | undefined {
  for (const cell of [cells.get('us_person_count'), cells.get('record_count')]) {
    const count = isAnswered(cell) ? numberIn(cell) : undefined;
    if (count !== undefined) return count;
  }
  return undefined;
}
