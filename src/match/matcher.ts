import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Component, Relation } from '../model/component.ts';
import type { UnplacedMatch } from '../model/match.ts';
import { attributesOf, evidenceOf, groupHits, matchOf, summaryOf } from './build-match.ts';
import { collectHits, type Refusal } from './collect.ts';
import { type Comparers, comparersOver } from './comparers.ts';
import type { Hit } from './hit.ts';
import { judgeHits } from './judge-hits.ts';
import { type ListingsOf, listingsOver } from './listings.ts';
import { type KnownEntity, type Origins, originsOver } from './origins.ts';
import type { RefusalReason } from './refusal.ts';

export interface MatcherOptions {
  /** `YYYY-MM-DD`: ownership, windows of names and hosts, and exceptions are taken as of this day. */
  readonly day: string;
  /** Origin rules that somebody asks for; absent: all. The others are not compared at all. */
  readonly originRules?: (id: string) => boolean;
}

/** Compares components with everything the rules say. */
export interface Matcher {
  /** What is known about a component; the same empty array for the many about which nothing is. Sorted by rule. */
  readonly match: (component: Component) => readonly UnplacedMatch[];
}

/** Something that held for a component and is no match all the same. */
export interface TakenBack {
  readonly hit: Hit | undefined;
  readonly refusal: Refusal | undefined;
  readonly reason: RefusalReason | Refusal['reason'];
  /** The look-alike or donated project that took it back. */
  readonly by?: Hit;
}

/** A component with all that was considered, for `explain`. */
export interface Examination {
  readonly matches: readonly UnplacedMatch[];
  /** Entities that are in the rules only so that they can be ruled out. */
  readonly references: readonly KnownEntity[];
  readonly takenBack: readonly TakenBack[];
}

interface Tools {
  readonly comparers: Comparers;
  readonly origins: Origins;
  readonly listingsOf: ListingsOf;
  readonly day: string;
}

const nothing: readonly UnplacedMatch[] = [];

/** Tables are made when a kind of identifier is first met; the matcher may be used for many targets. */
export function createMatcher(knowledge: Knowledge, options: MatcherOptions): Matcher {
  const tools = toolsOver(knowledge, options);
  return {
    match(component) {
      const hits = collectHits(tools.comparers, component, tools.day);
      if (hits === undefined && !(tools.origins.readsCountries && statesCountry(component))) return nothing;
      const standing = hits === undefined ? [] : judgeHits(component, hits);
      return matchesOf(component, standing, tools).matches;
    },
  };
}

/** As `createMatcher`, and says what was taken back and why. */
export function createExaminer(knowledge: Knowledge, options: MatcherOptions): (component: Component) => Examination {
  const tools = toolsOver(knowledge, options);
  return (component) => {
    const takenBack: TakenBack[] = [];
    const hits = collectHits(tools.comparers, component, tools.day, (refusal) => {
      takenBack.push({ hit: undefined, refusal, reason: refusal.reason });
    });
    const standing = judgeHits(component, hits ?? [], (hit, reason, by) => {
      takenBack.push({ hit, refusal: undefined, reason, ...(by !== undefined && { by }) });
    });
    const { matches, known } = matchesOf(component, standing, tools);
    return { matches, references: known.filter(({ entity }) => entity.role === 'reference'), takenBack };
  };
}

function toolsOver(knowledge: Knowledge, { day, originRules }: MatcherOptions): Tools {
  return {
    comparers: comparersOver(knowledge),
    origins: originsOver(knowledge, originRules),
    listingsOf: listingsOver(knowledge),
    day,
  };
}

function matchesOf(
  component: Component,
  standing: readonly Hit[],
  tools: Tools,
): { readonly matches: readonly UnplacedMatch[]; readonly known: readonly KnownEntity[] } {
  const known: KnownEntity[] = [];
  const found: Omit<UnplacedMatch, 'component' | 'attributes'>[] = [];
  for (const group of groupHits(standing)) {
    const entity = group[0]?.row.entity;
    if (entity === undefined) continue;
    const evidence = evidenceOf(group);
    if (group[0]?.row.role !== 'donated') known.push({ entity, relation: group[0]?.relation as Relation, evidence });
    if (entity.role !== 'reference') found.push(matchOf(group, entity, evidence, component, tools));
  }
  const originHits = standing.filter(({ row }) => row.role === 'origin');
  found.push(...tools.origins.match({ component, hits: originHits, known, day: tools.day }));
  if (found.length === 0) return { matches: nothing, known };
  const summary = summaryOf(component);
  const attributes = attributesOf(component);
  const matches = found.map((match) => ({
    ...match,
    component: summary,
    ...(attributes !== undefined && { attributes }),
  }));
  return { matches: matches.sort((a, b) => compareText(a.rule, b.rule) || compareText(a.relation, b.relation)), known };
}

function statesCountry(component: Component): boolean {
  const { identifiers } = component;
  if (identifiers === undefined) return false;
  for (const { kind } of identifiers) if (kind === 'country') return true;
  return false;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
