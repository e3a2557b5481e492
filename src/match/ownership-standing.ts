import type { AffiliateRule, PartialDate } from '../model/knowledge.ts';
import {
  type Answer,
  actsAs,
  addShares,
  controlOf,
  type Measure,
  type OwnershipEdge,
  passes,
  type ShareRange,
  shareOf,
  stateOn,
} from './ownership-edge.ts';

/** Longest chain that is followed. Real chains are under six; rule files of strangers may hold anything. */
export const longestChain = 12;

/** All that one owner holds in one entity on a day. Several edges of one owner describe one holding and are not added. */
interface Holding {
  readonly owner: string;
  /** A public body's right: counts only where the list names that body. */
  readonly state: boolean;
  readonly capital: ShareRange;
  readonly votes: ShareRange;
  readonly control: Answer;
}

/** The part of the ownership graph above one entity on one day. */
export interface Upstream {
  /** Ids with their holders, nearest first; the owned entity is the first key. */
  readonly holdings: ReadonlyMap<string, readonly Holding[]>;
  readonly test: AffiliateRule;
}

/** How an entity stands to a set of listed ones. The shares are what attributed owners hold in it together. */
export interface Standing {
  readonly verdict: Answer;
  readonly capital: ShareRange;
  readonly votes: ShareRange;
}

const none: ShareRange = { atLeast: 0, atMost: 0 };
const all: ShareRange = { atLeast: 100, atMost: 100 };
const unrelated: Standing = { verdict: 'no', capital: none, votes: none };
const itself: Standing = { verdict: 'yes', capital: all, votes: all };

/** Collects everything above an entity through edges that are live, or may be, on the day. Cycles end where they began. */
export function upstreamOf(
  edges: ReadonlyMap<string, readonly OwnershipEdge[]>,
  owned: string,
  test: AffiliateRule,
  day: PartialDate,
): Upstream {
  const holdings = new Map<string, readonly Holding[]>();
  let row = [owned];
  for (let depth = 0; depth <= longestChain && row.length > 0; depth += 1) {
    const above: string[] = [];
    for (const id of row) {
      if (holdings.has(id)) continue;
      const held = holdingsIn(edges.get(id) ?? [], day);
      holdings.set(id, held);
      for (const holding of held) above.push(holding.owner);
    }
    row = above;
  }
  return { holdings, test };
}

/**
 * Who is attributed to the listed ids, from the top down: an owner that passes the test hands on all of its next share, which is
 * the cascade. Starts from "nobody" and only ever adds, so that two companies that hold each other prove nothing by it.
 */
export function standingsFor(
  upstream: Upstream,
  listed: ReadonlySet<string>,
  measure: Measure,
): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  const farthestFirst = [...upstream.holdings.keys()].reverse();
  for (const id of farthestFirst) standings.set(id, listed.has(id) ? itself : unrelated);
  for (let round = 0; round <= longestChain; round += 1) {
    let changed = false;
    for (const id of farthestFirst) {
      if (listed.has(id)) continue;
      const next = standingOf(upstream, id, standings, listed, measure);
      const last = standings.get(id) ?? unrelated;
      if (sameStanding(next, last)) continue;
      standings.set(id, next);
      changed = true;
    }
    if (!changed) break;
  }
  return standings;
}

function standingOf(
  upstream: Upstream,
  id: string,
  standings: ReadonlyMap<string, Standing>,
  listed: ReadonlySet<string>,
  measure: Measure,
): Standing {
  let capital = none;
  let votes = none;
  let controlled: Answer = 'no';
  for (const holding of upstream.holdings.get(id) ?? []) {
    const owner = (standings.get(holding.owner) ?? unrelated).verdict;
    if (owner === 'no' || (holding.state && !listed.has(holding.owner))) continue;
    capital = addShares(capital, owner === 'yes' ? holding.capital : { ...holding.capital, atLeast: 0 });
    votes = addShares(votes, owner === 'yes' ? holding.votes : { ...holding.votes, atLeast: 0 });
    controlled = stronger(controlled, weaker(holding.control, owner));
  }
  if (measure !== 'control')
    return { verdict: passes(measure === 'capital' ? capital : votes, upstream.test), capital, votes };
  // Several listed minorities that are known to hold more than half between them control it together.
  const jointly = votes.atLeast > 50 ? 'yes' : 'no';
  return { verdict: stronger(controlled, jointly), capital, votes };
}

function holdingsIn(edges: readonly OwnershipEdge[], day: PartialDate): Holding[] {
  const groups = new Map<string, HeldBy>();
  for (const edge of edges) {
    const life = stateOn(edge, day);
    const kind = actsAs(edge);
    if ((life !== 'live' && life !== 'uncertain') || kind === 'brand-licence') continue;
    const state = kind === 'state-control';
    const key = `${state ? 'state' : 'share'} ${edge.owner}`;
    const group = groups.get(key) ?? { owner: edge.owner, state, certain: [], doubtful: [] };
    groups.set(key, group);
    (life === 'live' ? group.certain : group.doubtful).push(edge);
  }
  return [...groups.values()].map(({ owner, state, certain, doubtful }) => ({
    owner,
    state,
    capital: shareOfGroup(certain, doubtful, 'capital'),
    votes: shareOfGroup(certain, doubtful, 'votes'),
    control: controlOfGroup(certain, doubtful),
  }));
}

interface HeldBy {
  readonly owner: string;
  readonly state: boolean;
  readonly certain: OwnershipEdge[];
  readonly doubtful: OwnershipEdge[];
}

/** Edges that are certain narrow each other down, or, where they contradict, span both; doubtful ones widen the range. */
function shareOfGroup(
  certain: readonly OwnershipEdge[],
  doubtful: readonly OwnershipEdge[],
  measure: 'capital' | 'votes',
): ShareRange {
  const ranges = certain.map((edge) => shareOf(edge, measure));
  const maybe = doubtful.map((edge) => shareOf(edge, measure));
  if (ranges.length === 0) return successive(doubtful) ? span(maybe) : span([none, ...maybe]);
  const atLeast = Math.max(...ranges.map((range) => range.atLeast));
  const atMost = Math.min(...ranges.map((range) => range.atMost));
  return span([...(atLeast <= atMost ? [{ atLeast, atMost }] : ranges), ...maybe]);
}

function controlOfGroup(certain: readonly OwnershipEdge[], doubtful: readonly OwnershipEdge[]): Answer {
  const sure = certain.map(controlOf).reduce<Answer>(stronger, 'no');
  const maybe = doubtful.map(controlOf);
  if (certain.length === 0 && successive(doubtful)) {
    return maybe.every((answer) => answer === maybe[0]) ? (maybe[0] ?? 'no') : 'unknown';
  }
  return stronger(sure, weaker(maybe.reduce<Answer>(stronger, 'no'), 'unknown'));
}

/** True when the value of one edge took over from another of the same owner in the same year or month: one of them holds. */
function successive(edges: readonly OwnershipEdge[]): boolean {
  return edges.some((edge) => edge.until !== undefined && edges.some((next) => next.since === edge.until));
}

function span(ranges: readonly ShareRange[]): ShareRange {
  return {
    atLeast: Math.min(...ranges.map((range) => range.atLeast)),
    atMost: Math.max(...ranges.map((range) => range.atMost)),
  };
}

function sameStanding(left: Standing, right: Standing): boolean {
  return left.verdict === right.verdict && sameShare(left.capital, right.capital) && sameShare(left.votes, right.votes);
}

function sameShare(left: ShareRange, right: ShareRange): boolean {
  return left.atLeast === right.atLeast && left.atMost === right.atMost;
}

function stronger(left: Answer, right: Answer): Answer {
  if (left === 'yes' || right === 'yes') return 'yes';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'no';
}

function weaker(left: Answer, right: Answer): Answer {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'yes';
}
