import { createHash } from 'node:crypto';
import type { Entity, OriginRule, Owner, RuleSet } from '../model/knowledge.ts';
import { UsageError } from '../model/problem.ts';
import { canonicalJson } from './canonical-json.ts';
import { extendEntity } from './extend-entity.ts';
import { indexBuilder, type PrefixesOf } from './index-rows.ts';
import type { Knowledge, OuiTable } from './knowledge.ts';
import { joinIndexes, openIndex } from './open-index.ts';
import { prefixesIn } from './oui-table.ts';
import type { IndexData } from './rule-index.ts';

export interface BuildOptions {
  /** Version of the rules. */
  readonly version: string;
  /** `own`: nothing but a team's own rules. */
  readonly rules?: 'own';
  /** The table of maker prefixes, for `oui-name` rows. */
  readonly oui?: OuiTable & { readonly prefixesOf: PrefixesOf };
}

/** What an index stands on: rules as values, or as text that is parsed on demand. */
export interface KnowledgeParts {
  readonly version: string;
  readonly digest: string;
  readonly oui?: OuiTable;
  readonly data: IndexData;
  readonly entityAt: (number: number) => Entity | undefined;
  readonly lists: () => Knowledge['lists'];
  readonly profiles: () => Knowledge['profiles'];
  readonly duties: () => Knowledge['duties'];
  readonly origins: () => Knowledge['origins'];
  readonly ownOrigins?: readonly string[];
  readonly owners: () => ReadonlyMap<string, readonly Owner[]>;
  readonly listed: () => ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Indexes rules that were read and checked.
 * @throws UsageError with one line for each pattern that can match nothing, or everything.
 */
export function buildKnowledge(rules: RuleSet, options: BuildOptions): Knowledge {
  const data = indexRules(rules.entities, rules.origins, options.oui?.prefixesOf);
  const oui = options.oui;
  return openKnowledgeParts({
    version: options.version,
    digest: sha256(canonicalJson(rules)),
    ...(oui !== undefined && { oui: { version: oui.version, date: oui.date } }),
    data,
    entityAt: (number) => rules.entities[number],
    lists: () => byId(rules.lists),
    profiles: () => byId(rules.profiles),
    duties: () => byId(rules.duties),
    origins: () => byId(rules.origins),
    ownOrigins: options.rules === 'own' ? rules.origins.map(({ id }) => id) : [],
    owners: () => ownersOf(rules.entities),
    listed: () => listedIn(rules.entities),
  });
}

/**
 * Adds a team's own rules to the shipped ones. An entity with a new id is added. One with an id that is there extends it: names,
 * identifiers, products, listings and the team's own reason and severity are added to what is known, and the reason then stands on
 * every match of that entity. What would contradict (another country), and a list, rule, profile or duty under a taken id, is a
 * mistake: two meanings of one id in a report could not be told apart.
 * @throws UsageError with one line a mistake; `where` may give its place.
 */
export function mergeKnowledge(
  base: Knowledge,
  added: RuleSet,
  where: (kind: string, id: string) => string = () => '',
): Knowledge {
  const mistakes: string[] = [];
  for (const [kind, rows, held] of [
    ['list', added.lists, base.lists],
    ['origin rule', added.origins, base.origins],
    ['profile', added.profiles, base.profiles],
    ['duty', added.duties, base.duties],
  ] as const) {
    for (const row of rows)
      if (held.has(row.id))
        mistakes.push(`${where(kind, row.id)}${kind} "${row.id}" is already in the rules; give it another id`);
  }
  const extended = new Map<string, Entity>();
  const entities = added.entities.map((entity): Entity => {
    const known = base.entity(entity.id);
    if (known === undefined) return entity;
    const result = extendEntity(known, entity);
    for (const reason of result.mistakes) mistakes.push(`${where('entity', entity.id)}entity "${entity.id}" ${reason}`);
    extended.set(entity.id, result.entity);
    return result.entity;
  });
  if (mistakes.length > 0) throw new UsageError(mistakes);

  const prefixes = once(() => prefixesIn(base));
  const data = joinIndexes(
    base.index.data,
    indexRules(
      entities,
      added.origins,
      (name) => prefixes()(name),
      (id) => base.entity(id),
    ),
  );
  const first = base.index.data.entities.length;
  const entityAt = (number: number): Entity | undefined => {
    if (number >= first) return entities[number - first];
    const id = data.entities[number];
    return id === undefined ? undefined : (extended.get(id) ?? base.entity(id));
  };
  return openKnowledgeParts({
    version: base.version,
    digest: sha256(`${base.digest}\n${canonicalJson(added)}`),
    ...(base.oui !== undefined && { oui: base.oui }),
    data,
    entityAt,
    lists: () => new Map([...base.lists, ...byId(added.lists)]),
    profiles: () => new Map([...base.profiles, ...byId(added.profiles)]),
    duties: () => new Map([...base.duties, ...byId(added.duties)]),
    origins: () => new Map([...base.origins, ...byId(added.origins)]),
    ownOrigins: [...base.ownOrigins, ...added.origins.map(({ id }) => id)],
    owners: () => new Map([...base.owners(), ...ownersOf(entities)]),
    listed: () => joinListed(base.listed(), listedIn(entities)),
  });
}

/** Knowledge over its parts; each part is asked for once, when it is first needed. */
export function openKnowledgeParts(parts: KnowledgeParts): Knowledge {
  const lists = once(parts.lists);
  const profiles = once(parts.profiles);
  const duties = once(parts.duties);
  const origins = once(parts.origins);
  // An entity that was extended stands twice, both times in its full form.
  const numbers = once(() => new Map(parts.data.entities.map((id, at) => [id, at])));
  const ids = once(() => [...numbers().keys()]);
  return {
    version: parts.version,
    digest: parts.digest,
    ...(parts.oui !== undefined && { oui: parts.oui }),
    get lists() {
      return lists();
    },
    get profiles() {
      return profiles();
    },
    get duties() {
      return duties();
    },
    get origins() {
      return origins();
    },
    ownOrigins: new Set(parts.ownOrigins),
    entityIds: ids,
    entity(id) {
      const at = numbers().get(id);
      return at === undefined ? undefined : parts.entityAt(at);
    },
    owners: once(parts.owners),
    listed: once(parts.listed),
    index: openIndex(parts.data, parts.entityAt, (id) => origins().get(id)),
  };
}

function indexRules(
  entities: readonly Entity[],
  origins: readonly OriginRule[],
  prefixesOf?: PrefixesOf,
  known: (id: string) => Entity | undefined = () => undefined,
): IndexData {
  const builder = indexBuilder(prefixesOf);
  for (const entity of entities) builder.addEntity(entity, known(entity.id));
  for (const origin of origins) builder.addOrigin(origin);
  if (builder.faults.length > 0) throw new UsageError(builder.faults);
  return builder.data();
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Owners of the entities that have some, in the order of the rules. */
export function ownersOf(entities: readonly Entity[]): Map<string, readonly Owner[]> {
  return new Map(entities.filter((entity) => entity.owners.length > 0).map((entity) => [entity.id, entity.owners]));
}

/** List ids to the entities on them. */
export function listedIn(entities: readonly Entity[]): Map<string, Set<string>> {
  const listed = new Map<string, Set<string>>();
  for (const entity of entities) {
    for (const { list } of entity.listings) {
      const ids = listed.get(list);
      if (ids === undefined) listed.set(list, new Set([entity.id]));
      else ids.add(entity.id);
    }
  }
  return listed;
}

function joinListed(
  first: ReadonlyMap<string, ReadonlySet<string>>,
  second: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, ReadonlySet<string>> {
  const joined = new Map(first);
  for (const [list, ids] of second) joined.set(list, new Set([...(joined.get(list) ?? []), ...ids]));
  return joined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
