import { compareOrganisations, isOrdinary, readOrganisation } from '../../identity/organisation.ts';
import type { Entity } from '../../model/knowledge.ts';
import { type Severity, severities } from '../../model/match.ts';
import type { Knowledge } from '../knowledge.ts';
import { idFromName } from '../rule-files/own-id.ts';
import type { ListedBy, NamedRow } from './official-file.ts';

/** An organisation as it goes into the rule folder: known under its id, or new. */
export interface ImportedEntity {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country?: string;
  readonly reason: string;
  readonly severity?: Severity;
  readonly listings: readonly ListedBy[];
  /** Why it is taken for an entity that is known. Absent: it is new. */
  readonly merged?: string;
}

/**
 * Rows as organisations, sorted by id. Rows under one name and country are one. A row whose name is, but for case, punctuation and legal
 * form, a name of a known entity adds to that entity, unless their countries differ, several are called so, or the known one is
 * there to be ruled out; where the name is an ordinary word, both countries must be known and the same.
 */
export function mergeRows(rows: readonly NamedRow[], knowledge: Knowledge): ImportedEntity[] {
  const groups = new Map<string, NamedRow[]>();
  const countries = new Map<string, Set<string>>();
  for (const row of rows) {
    const { whole } = readOrganisation(row.name);
    const key = `${whole}\n${row.country ?? ''}`;
    countries.set(whole, (countries.get(whole) ?? new Set()).add(row.country ?? ''));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  // A list that says no country for a name means the one organisation that another list gives a country.
  for (const [key, group] of groups) {
    if (!key.endsWith('\n')) continue;
    const [only, second] = [...(countries.get(key.slice(0, -1)) ?? [])].filter((country) => country !== '');
    if (only === undefined || second !== undefined) continue;
    groups.get(`${key}${only}`)?.push(...group);
    groups.delete(key);
  }
  const taken = new Set(knowledge.entityIds());
  const merged = new Map<string, ImportedEntity>();
  // By name, so that the order of rows in a file does not decide who gets a number behind the id.
  for (const [, unsorted] of [...groups].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const group = unsorted
      .map((row) => ({ row, key: sortKey(row) }))
      .sort(byKey)
      .map(({ row }) => row);
    const [first] = group;
    if (first === undefined) continue;
    const known = knownAs(first, knowledge);
    const id = known?.entity.id ?? freeId(first, taken);
    taken.add(id);
    const before = merged.get(id);
    merged.set(id, joined(id, group, known, before));
  }
  return [...merged.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

function sortKey({ name, country, list, aliases, reason }: NamedRow): string {
  return JSON.stringify([name, country === undefined, list.list, list.since, list.source.title, aliases, reason]);
}

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

interface KnownAs {
  readonly entity: Entity;
  readonly name: string;
}

function knownAs(row: NamedRow, knowledge: Knowledge): KnownAs | undefined {
  const read = readOrganisation(row.name);
  const held = knowledge.index.exact('organisation').get(read.key);
  if (held === undefined) return undefined;
  const found = new Map<string, KnownAs & { readonly score: number }>();
  for (const number of typeof held === 'number' ? [held] : held) {
    const entity = knowledge.index.entityOfRow(number);
    if (entity === undefined || entity.role === 'reference' || found.has(entity.id)) continue;
    if (row.country !== undefined && entity.country !== undefined && row.country !== entity.country) continue;
    const isOneWord = isOrdinary(read) && read.words.length === 1;
    if (isOneWord && (row.country === undefined || row.country !== entity.country)) continue;
    for (const name of [entity.name, ...entity.aliases]) {
      const { score } = compareOrganisations(name, row.name);
      if (score >= 0.98 && score > (found.get(entity.id)?.score ?? 0)) found.set(entity.id, { entity, name, score });
    }
  }
  // The very letters before the same words with another legal form.
  const best = Math.max(...[...found.values()].map(({ score }) => score));
  const [only, second] = [...found.values()].filter(({ score }) => score === best);
  return second === undefined ? only : undefined;
}

/** The name as an id; where that is taken, with the country, then with a number. */
function freeId({ name, country }: NamedRow, taken: ReadonlySet<string>): string {
  const id = idFromName(name);
  if (!taken.has(id)) return id;
  const base = country === undefined ? id : `${id}-${country.toLowerCase()}`;
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

function joined(
  id: string,
  rows: readonly NamedRow[],
  known: KnownAs | undefined,
  before?: ImportedEntity,
): ImportedEntity {
  const [first] = rows as [NamedRow];
  const country = rows.find((row) => row.country !== undefined)?.country;
  const name = before?.name ?? first.name;
  const names = [...(before?.aliases ?? []), ...rows.flatMap((row) => [row.name, ...row.aliases])];
  const listings = [...(before?.listings ?? []), ...rows.map(({ list }) => list)];
  const reasons = [...new Set([...(before === undefined ? [] : [before.reason]), ...rows.map(({ reason }) => reason)])];
  const said = rows.some(({ severity }) => severity === undefined)
    ? []
    : rows.map(({ severity }) => severity as Severity);
  const severity = before === undefined ? severities.find((one) => said.includes(one)) : before.severity;
  const seen = new Set<string>([readOrganisation(name).whole]);
  const aliases = names.filter((one) => {
    const { whole } = readOrganisation(one);
    return !seen.has(whole) && whole !== '' && seen.add(whole);
  });
  const told = new Set<string>();
  return {
    id,
    name,
    aliases,
    ...(known === undefined && country !== undefined && { country }),
    reason: reasons.slice(0, 5).join('; '),
    ...(severity !== undefined && { severity }),
    listings: listings.filter((listing) => {
      const key = JSON.stringify([listing.list, listing.since, listing.scope]);
      return !told.has(key) && told.add(key);
    }),
    ...(known !== undefined && {
      merged: `${JSON.stringify(first.name)} is a name of the known entity ${known.entity.name}`,
    }),
  };
}
