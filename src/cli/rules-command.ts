import { listingState, staleness } from '../decide/listing-state.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Entity, List, RuleIdentifierKind, Source } from '../model/knowledge.ts';
import { ruleIdentifierKinds } from '../model/knowledge.ts';
import { UsageError } from '../model/problem.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { printable } from './printable.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';

export interface RulesListFlags {
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly list?: string;
  readonly country?: string;
  readonly kind?: string;
  readonly asOf?: string;
  readonly format: string;
}

/** `wherefrom rules list`: one line a row, or the rows as JSON. */
export async function rulesListCommand(
  what: string,
  flags: RulesListFlags,
  surroundings: Surroundings,
): Promise<number> {
  const knowledge = await loadKnowledge(flags.rules, flags.defaultRules, surroundings.cwd);
  const day = flags.asOf ?? todayOf(surroundings);
  if (what !== 'entities')
    for (const filter of ['list', 'country', 'kind'] as const)
      if (flags[filter] !== undefined) throw new UsageError(`--${filter}: filters entities only`);
  const rows = rowsOf(what, knowledge, flags, day);
  if (flags.format === 'json') return print(surroundings, [`${JSON.stringify(rows, null, 2)}\n`]);
  const width = Math.min(40, Math.max(1, ...rows.map((row) => row.id.length)));
  await print(surroundings, [
    ...rows.map((row) => `${printable(row.id.padEnd(width))}  ${printable(row.text)}\n`),
    `${rows.length} ${what}\n`,
  ]);
  return 0;
}

interface Row {
  readonly id: string;
  readonly text: string;
  readonly [key: string]: unknown;
}

function rowsOf(what: string, knowledge: Knowledge, flags: RulesListFlags, day: string): Row[] {
  switch (what) {
    case 'entities':
      return entitiesOf(knowledge, flags).map((entity) => {
        const live = entity.listings.filter((listing) => {
          const list = knowledge.lists.get(listing.list);
          return list !== undefined && listingState(list, listing, day).state === 'live';
        });
        const count =
          entity.listings.length === 0 ? 'on no list' : `${live.length} of ${entity.listings.length} listings live`;
        return {
          id: entity.id,
          name: entity.name,
          country: entity.country ?? null,
          listings: entity.listings.map((listing) => listing.list),
          text: `${entity.name}  ${entity.country ?? 'seat not known'}  ${count}`,
        };
      });
    case 'lists':
      return [...knowledge.lists.values()].map((list) => ({
        id: list.id,
        title: list.title,
        effect: list.effect,
        status: list.status,
        asOf: list.asOf,
        entities: knowledge.listed().get(list.id)?.size ?? 0,
        text: `${list.title}  ${list.jurisdiction}  ${list.effect}, ${list.status}, as of ${list.asOf}${staleness(list, day).stale ? ' (older than a year)' : ''}`,
      }));
    case 'origins':
      return [...knowledge.origins.values()].map((rule) => ({
        id: rule.id,
        reason: rule.reason,
        text: rule.title ?? rule.reason,
      }));
    case 'profiles':
      return [...knowledge.profiles.values()].map((profile) => ({
        id: profile.id,
        title: profile.title,
        lists: profile.lists,
        text: profile.title,
      }));
    case 'duties':
      return [...knowledge.duties.values()].map((duty) => ({
        id: duty.id,
        duty: duty.duty,
        cite: duty.cite,
        text: `${duty.cite}: ${duty.duty}`,
      }));
    default:
      throw new UsageError(`rules list ${what}: there are entities, lists, origins, profiles and duties`);
  }
}

function entitiesOf(knowledge: Knowledge, flags: RulesListFlags): Entity[] {
  const { list, kind } = flags;
  if (list !== undefined && !knowledge.lists.has(list))
    throw new UsageError(`--list ${list}: there is no such list; see "wherefrom rules list lists"`);
  const kinds: readonly string[] = ruleIdentifierKinds;
  if (kind !== undefined && !kinds.includes(kind)) throw new UsageError(`--kind ${kind}: there are ${kinds.join(' ')}`);
  const country = flags.country?.toUpperCase();
  return knowledge
    .entityIds()
    .flatMap((id) => knowledge.entity(id) ?? [])
    .filter(
      (entity) =>
        list === undefined ||
        entity.listings.some((listing) => listing.list === list) ||
        entity.products.some((product) => product.listings.some((listing) => listing.list === list)),
    )
    .filter(
      (entity) =>
        country === undefined ||
        entity.country === country ||
        entity.ownerCountry === country ||
        entity.operatingCountry === country,
    )
    .filter(
      (entity) =>
        kind === undefined ||
        entity.identifiers[kind as RuleIdentifierKind] !== undefined ||
        entity.products.some((product) => product.identifiers[kind as RuleIdentifierKind] !== undefined),
    );
}

/** `wherefrom rules show <id>`: everything the rules say under an id, with sources. */
export async function rulesShowCommand(id: string, flags: RulesListFlags, surroundings: Surroundings): Promise<number> {
  const knowledge = await loadKnowledge(flags.rules, flags.defaultRules, surroundings.cwd);
  const found: [string, unknown][] = [];
  const entity = knowledge.entity(id);
  if (entity) found.push(['entity', entity]);
  for (const [kind, map] of [
    ['list', knowledge.lists],
    ['origin rule', knowledge.origins],
    ['profile', knowledge.profiles],
    ['duty', knowledge.duties],
  ] as const) {
    const row = map.get(id);
    if (row)
      found.push([
        kind,
        kind === 'list' ? { ...(row as List), entities: [...(knowledge.listed().get(id) ?? [])].sort() } : row,
      ]);
  }
  if (found.length === 0)
    throw new UsageError(
      `rules show ${id}: there is no entity, list, origin rule, profile or duty with this id${nearest(id, knowledge)}`,
    );
  if (flags.format === 'json')
    return print(surroundings, [
      `${JSON.stringify(found.length === 1 ? found[0]?.[1] : Object.fromEntries(found), null, 2)}\n`,
    ]);
  return print(
    surroundings,
    found.flatMap(([kind, row]) => [`${kind}\n`, ...outline(row, 1)]),
  );
}

function nearest(id: string, knowledge: Knowledge): string {
  const all = [
    ...knowledge.entityIds(),
    ...knowledge.lists.keys(),
    ...knowledge.profiles.keys(),
    ...knowledge.origins.keys(),
  ];
  const close = all.filter((one) => one.includes(id) || id.includes(one)).slice(0, 5);
  return close.length === 0 ? '' : `; did you mean ${close.join(', ')}?`;
}

/** Nested data as indented lines, empty values left out; a source on one line. */
function* outline(value: unknown, depth: number): Iterable<string> {
  const indent = '  '.repeat(depth);
  if (Array.isArray(value)) {
    for (const one of value) {
      if (typeof one !== 'object' || one === null) yield `${indent}- ${printable(String(one))}\n`;
      else if (isSource(one)) yield `${indent}- ${printable(sourceLine(one))}\n`;
      else {
        const [first, ...rest] = [...outline(one, depth + 1)];
        if (first !== undefined) yield `${indent}- ${first.trimStart()}`;
        yield* rest;
      }
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined || inner === null || (Array.isArray(inner) && inner.length === 0)) continue;
    if (typeof inner === 'object') {
      const lines = [...outline(inner, depth + 1)];
      if (lines.length > 0) yield `${indent}${key}:\n`;
      yield* lines;
    } else yield `${indent}${key}: ${printable(String(inner))}\n`;
  }
}

function isSource(value: object): value is Source {
  return 'kind' in value && ('title' in value || 'url' in value) && !('match' in value) && !('id' in value);
}

function sourceLine({ title, url, date, kind }: Source): string {
  return [title, url, date, kind].filter(Boolean).join(', ');
}

async function print(surroundings: Surroundings, lines: readonly string[]): Promise<number> {
  await writeAll(surroundings.stdout, lines);
  return 0;
}
