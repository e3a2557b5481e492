import { severities } from '../../model/match.ts';
import type { Finding, FindingListing } from '../../model/report.ts';
import { visible } from '../writing/visible-text.ts';
import { ecosystemText } from '../writing/words.ts';

/** Places of one finding that the page lists; the rest is counted. */
const maxPlaces = 50;
const confidences = ['high', 'medium', 'low'] as const;

/** What rows point into, so that a text that stands in every finding stands in the page once. */
export interface PageTables {
  readonly words: readonly string[];
  readonly entities: readonly (readonly [id: string, name: string, country: string])[];
  readonly listings: readonly (readonly string[])[];
  readonly listingSets: readonly (readonly number[])[];
  /** Titles of the lists of a set, without doubles. */
  readonly listNames: readonly (readonly string[])[];
  readonly linkSets: readonly (readonly string[])[];
}

export interface PageData {
  /** A finding as an array, in the field order that the page's program names at its head. */
  readonly row: (finding: Finding) => readonly unknown[];
  /** After the last row. */
  readonly tables: () => PageTables;
}

/** Turns findings into the page's compact rows. Every text passes `visible` here and nowhere else on its way to the page. */
export function pageData(): PageData {
  const words = interned<string>((text) => visible(text));
  const entities = interned<readonly [string, string, string]>((entity) => entity);
  const listings = interned<readonly string[]>((listing) => listing);
  const listingSets = interned<readonly number[]>((set) => set);
  const linkSets = interned<readonly string[]>((set) => set);
  const listNames: (readonly string[])[] = [];
  const setOf = new WeakMap<readonly FindingListing[], number>();

  function listingSet(shown: readonly FindingListing[]): number {
    const known = setOf.get(shown);
    if (known !== undefined) return known;
    const set = listingSets.index(shown.map((listing) => listings.index(listingRow(listing))));
    listNames[set] ??= [...new Set(shown.map(({ title }) => visible(title)))];
    setOf.set(shown, set);
    return set;
  }

  function row(finding: Finding): readonly unknown[] {
    const { id, severity, status, confidence, rule, entity, relation, component, evidence, paths, remedy, waiver } =
      finding;
    return [
      id,
      severities.indexOf(severity),
      words.index(status),
      confidences.indexOf(confidence),
      words.index(rule),
      entity === null ? -1 : entities.index([visible(entity.id), visible(entity.name), visible(entity.country ?? '')]),
      words.index(relation),
      listingSet(finding.listings),
      words.index(component.kind),
      visible(component.name),
      visible(component.versions?.join(', ') ?? component.version ?? ''),
      visible(component.purl ?? ''),
      evidence
        .slice(0, maxPlaces)
        .map(({ path, line = 0, column = 0, field, value, matched }) => [
          words.index(path),
          line,
          column,
          words.index(field),
          visible(value),
          visible(matched),
        ]),
      evidence.length,
      paths.map((path) => path.map(visible)),
      words.index(remedy),
      linkSets.index(finding.references.filter(isLink).map(visible)),
      (finding.notes ?? []).map(visible),
      waiver === undefined ? 0 : [waiver.reason, waiver.owner ?? '', waiver.expires ?? ''].map(visible),
      words.index(finding.control ?? ''),
      visible(finding.message),
      words.index(ecosystemText(component)),
      words.index(component.site ?? ''),
    ];
  }

  return {
    row,
    tables: () => ({
      words: words.values,
      entities: entities.values,
      listings: listings.values,
      listingSets: listingSets.values,
      listNames,
      linkSets: linkSets.values,
    }),
  };
}

/** Texts in the order the page's program reads them. Only http and https are links. */
function listingRow({
  list,
  title,
  status,
  effect,
  since = '',
  scope = '',
  asOf,
  url,
  state,
  why = '',
  through = '',
}: FindingListing): readonly string[] {
  return [list, title, status, effect, since, scope, asOf, isLink(url) ? url : '', state, why, through].map(visible);
}

function isLink(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

interface Interned<Value> {
  readonly index: (value: Value) => number;
  readonly values: Value[];
}

function interned<Value>(keep: (value: Value) => Value): Interned<Value> {
  const values: Value[] = [];
  const known = new Map<string, number>();
  return {
    values,
    index(value) {
      const key = typeof value === 'string' ? value : JSON.stringify(value);
      let at = known.get(key);
      if (at === undefined) {
        at = values.length;
        values.push(keep(value));
        known.set(key, at);
      }
      return at;
    },
  };
}
