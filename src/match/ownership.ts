import type { AffiliateRule, Confidence, Owner, PartialDate } from '../model/knowledge.ts';
import {
  type Answer,
  actsAs,
  evidenceOf,
  lowestConfidence,
  type OwnershipEdge,
  type ShareRange,
  stateOn,
} from './ownership-edge.ts';
import { judge } from './ownership-judge.ts';
import { type AttributionNote, notesOn } from './ownership-notes.ts';
import { type OwnershipPath, pathsFrom } from './ownership-path.ts';
import { longestChain, upstreamOf } from './ownership-standing.ts';

/** Edges by the entity that is owned, in the order of the rule files. */
export type OwnershipIndex = ReadonlyMap<string, readonly OwnershipEdge[]>;

/** How one listed entity stands to an entity, by one list's test on one day. */
export interface Attribution {
  readonly listed: string;
  readonly owned: string;
  /** `name`: it is the listed entity itself, the chain is empty. */
  readonly via: 'name' | 'ownership';
  readonly test: AffiliateRule;
  readonly day: PartialDate;
  /**
   * Only `yes` is attribution. `unknown`: the figures that were seen allow both. `no`: a live link that the test does not follow.
   * `pending`: agreed, not closed. `former`: was, is no longer.
   */
  readonly verdict: 'yes' | 'no' | 'unknown' | 'pending' | 'former';
  /** The same test on votes instead of capital. Only for the percentage test; there `verdict` is about capital. */
  readonly verdictByVotes?: Answer;
  /** What the listed side holds in the owned entity after the cascade. Absent where the chain is not live. */
  readonly capital?: ShareRange;
  readonly votes?: ShareRange;
  /** All listed ids whose shares are added up, sorted; one id where no adding of different owners was needed. */
  readonly together: readonly string[];
  /** The chains behind the verdict, from the listed entity down. The first explains most; more than one where shares add up. */
  readonly chains: readonly (readonly OwnershipEdge[])[];
  /** Sources differ on a link, or, for the control test, votes are in the hands of a court or state. */
  readonly contested: boolean;
  /** The weakest link that the verdict needs. `high` with an empty chain. */
  readonly confidence: Confidence;
  /** `unsourced`: every needed link is general knowledge or a printed grouping only. `mixed`: at least one is. */
  readonly evidence: 'sourced' | 'mixed' | 'unsourced';
  readonly notes: readonly AttributionNote[];
}

/** One step of the answer to "who owns this?". Distance 1 is a direct holder. */
export interface NearestOwner {
  readonly edge: OwnershipEdge;
  readonly distance: number;
  readonly state: 'live' | 'uncertain';
}

/** Built once per knowledge; costs one pass over the edges. */
export function indexOwnership(owners: ReadonlyMap<string, readonly Owner[]>): OwnershipIndex {
  const index = new Map<string, readonly OwnershipEdge[]>();
  for (const [owned, held] of owners) {
    if (held.length > 0)
      index.set(
        owned,
        held.map((owner) => ({ ...owner, owned })),
      );
  }
  return index;
}

/**
 * Every listed entity that has to do with the owned one, and whether the list's own test reaches from it on the day
 * (`YYYY-MM-DD`). Sorted by verdict (`yes` first), then by id. Empty: no relation is recorded, which is not "independent".
 */
export function attribute(
  index: OwnershipIndex,
  owned: string,
  listed: ReadonlySet<string>,
  test: AffiliateRule,
  day: PartialDate,
): readonly Attribution[] {
  const named = listed.has(owned) ? [namedItself(index, owned, test, day)] : [];
  if (!index.has(owned)) return named;
  const paths = pathsFrom(index, listed, owned, day);
  if (paths.size === 0) return named;
  const upstream = upstreamOf(index, owned, test, day);
  const candidates = liveOnly(paths);
  const main = judge(upstream, candidates, owned, test.test === 'aggregate' ? 'capital' : 'control');
  const byVotes = test.test === 'aggregate' ? judge(upstream, candidates, owned, 'votes') : undefined;
  const reached = [...paths].map(([id, chains]): Attribution => {
    const judged = main.get(id);
    const best = chains[0]?.edges ?? [];
    const used = judged === undefined || judged.chains.length === 0 ? [best] : judged.chains;
    const links = [...new Set([...used.flat(), ...(judged?.alongside ?? [])])];
    const notes = notesOn(index, { owned, listed: id, links, chains, day });
    const seized =
      judged !== undefined && test.test === 'affiliates' && notes.some((note) => note.code === 'control-contested');
    return {
      listed: id,
      owned,
      via: 'ownership',
      test,
      day,
      verdict: judged === undefined ? verdictOf(chains) : test.test === 'named-only' ? 'no' : judged.standing.verdict,
      verdictByVotes: byVotes?.get(id)?.standing.verdict,
      capital: judged?.standing.capital,
      votes: judged?.standing.votes,
      together: judged?.together ?? [id],
      chains: used,
      contested: seized || links.some((edge) => edge.disputed === true),
      confidence: lowestConfidence(links),
      evidence: evidenceOf(links),
      notes,
    };
  });
  return [...named, ...reached].sort(byVerdict);
}

/** Who stands above an entity on a day, nearest first, for display. Includes state bodies, and licensors of the name itself. */
export function nearestOwners(index: OwnershipIndex, owned: string, day: PartialDate): readonly NearestOwner[] {
  const above: NearestOwner[] = [];
  const seen = new Set<string>([owned]);
  let row = [owned];
  for (let distance = 1; distance <= longestChain && row.length > 0; distance += 1) {
    const next: string[] = [];
    for (const id of row) {
      for (const edge of index.get(id) ?? []) {
        const state = stateOn(edge, day);
        if (state !== 'live' && state !== 'uncertain') continue;
        const brand = actsAs(edge) === 'brand-licence';
        if (brand && distance > 1) continue;
        above.push({ edge, distance, state });
        if (brand || seen.has(edge.owner)) continue;
        seen.add(edge.owner);
        next.push(edge.owner);
      }
    }
    row = next;
  }
  return above;
}

const order = ['yes', 'unknown', 'pending', 'former', 'no'] as const;

function byVerdict(left: Attribution, right: Attribution): number {
  const difference = order.indexOf(left.verdict) - order.indexOf(right.verdict);
  if (difference !== 0) return difference;
  return left.listed < right.listed ? -1 : 1;
}

/** The listed entity itself. Former owners are noted, because a change of owner does not lift a listing. */
function namedItself(index: OwnershipIndex, owned: string, test: AffiliateRule, day: PartialDate): Attribution {
  const left = (index.get(owned) ?? []).filter((edge) => edge.kind === 'former' && stateOn(edge, day) === 'ended');
  return {
    listed: owned,
    owned,
    via: 'name',
    test,
    day,
    verdict: 'yes',
    together: [owned],
    chains: [],
    contested: false,
    confidence: 'high',
    evidence: 'sourced',
    notes: left.map((edge) => ({ code: 'former-owner', edge })),
  };
}

function liveOnly(paths: ReadonlyMap<string, readonly OwnershipPath[]>): Map<string, readonly OwnershipPath[]> {
  const live = new Map<string, readonly OwnershipPath[]>();
  for (const [id, chains] of paths) {
    const kept = chains.filter((chain) => chain.state === 'live');
    if (kept.length > 0) live.set(id, kept);
  }
  return live;
}

function verdictOf(chains: readonly OwnershipPath[]): Attribution['verdict'] {
  const state = chains[0]?.state;
  if (state === 'pending') return 'pending';
  return state === 'ended' ? 'former' : 'no';
}
