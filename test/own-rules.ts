import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { usualRelation } from '../src/knowledge/rule-files/usual-relation.ts';
import { createMatcher } from '../src/match/matcher.ts';
import type { Component, Identifier, IdentifierKind } from '../src/model/component.ts';
import type {
  Entity,
  List,
  OriginRule,
  Product,
  RuleIdentifier,
  RuleIdentifierKind,
  RuleSet,
} from '../src/model/knowledge.ts';
import type { UnplacedMatch } from '../src/model/match.ts';

export const day = '2026-11-22';
export const at = { line: 1 } as const;

type Rows = Partial<Record<RuleIdentifierKind, readonly (string | Partial<RuleIdentifier>)[]>>;

/** Rows as a rule file gives them: what a row does not say is usual for its kind. */
export function rows(given: Rows): Entity['identifiers'] {
  const made: Partial<Record<RuleIdentifierKind, RuleIdentifier[]>> = {};
  for (const [kind, list] of Object.entries(given) as [
    RuleIdentifierKind,
    readonly (string | Partial<RuleIdentifier>)[],
  ][]) {
    made[kind] = list.map((row) => ({
      match: '',
      relation: usualRelation[kind],
      confidence: 'high',
      ...(typeof row === 'string' ? { match: row } : row),
    }));
  }
  return made;
}

export function entity(id: string, identifiers: Rows, more: Partial<Entity> = {}): Entity {
  return {
    id,
    name: id,
    aliases: [],
    kinds: [],
    owners: [],
    listings: [],
    products: [],
    donated: [],
    lookalikes: [],
    confidence: 'high',
    ...more,
    identifiers: rows(identifiers),
  };
}

export function product(id: string, name: string, identifiers: Rows, more: Partial<Product> = {}): Product {
  return {
    id,
    name,
    kind: 'app',
    nameMatch: 'safe',
    listings: [],
    confidence: 'high',
    ...more,
    identifiers: rows(identifiers),
  };
}

export function list(id: string, more: Partial<List> = {}): List {
  return {
    id,
    title: id,
    authority: 'test',
    jurisdiction: 'US',
    effect: 'procurement-ban',
    status: 'in-force',
    affiliates: { test: 'affiliates' },
    url: 'https://list.example/',
    asOf: '2026-11-01',
    evidence: 'primary',
    sources: [],
    ...more,
  };
}

export function ruleSet(entities: readonly Entity[], more: Partial<RuleSet> = {}): RuleSet {
  return { lists: [], origins: [], profiles: [], duties: [], ...more, entities };
}

/** Knowledge without a maker table, or with the prefixes given by registered name. */
export function knowing(
  entities: readonly Entity[],
  origins: readonly OriginRule[] = [],
  lists: readonly List[] = [],
  prefixes: Readonly<Record<string, readonly string[]>> = {},
): Knowledge {
  return buildKnowledge(ruleSet(entities, { origins, lists }), {
    version: '0',
    oui: { version: 'test', date: '2026-01-01', prefixesOf: (name) => prefixes[name] ?? [] },
  });
}

export function matching(knowledge: Knowledge, component: Partial<Component>, on = day): readonly UnplacedMatch[] {
  return createMatcher(knowledge, { day: on }).match({ kind: 'package', name: 'thing', at, ...component });
}

/** `rule relation` of each match, in order. */
export function told(matches: readonly UnplacedMatch[]): string[] {
  return matches.map(({ rule, relation }) => `${rule} ${relation}`);
}

export type Field = readonly [kind: IdentifierKind, value: string, more?: Partial<Identifier>];

export function identified(...fields: readonly Field[]): Identifier[] {
  return fields.map(([kind, value, more]) => ({ kind, value, field: kind, ...more }));
}
