import { compareDates } from '../identity/partial-date.ts';
import type { PartialDate } from '../model/knowledge.ts';
import { actsAs, type OwnershipEdge, stateOn } from './ownership-edge.ts';
import { longestChain } from './ownership-standing.ts';

/**
 * What a chain is on the day: all of it `live` (or in doubt inside a year or month), or with a link that is agreed and not seen
 * closed, that has ended, that has not begun. `brand`: the name is lent, nothing is owned.
 */
export type PathState = 'live' | 'pending' | 'ended' | 'later' | 'brand';

/** A chain from an owner far above down to the owned entity; the first edge is the owner's. Never empty. */
export interface OwnershipPath {
  readonly state: PathState;
  readonly edges: readonly OwnershipEdge[];
}

interface Climb extends OwnershipPath {
  /** Days on which all ended or not yet begun links of the chain held together. Absent is open. */
  readonly since?: PartialDate;
  readonly until?: PartialDate;
}

const states: readonly PathState[] = ['live', 'pending', 'ended', 'later', 'brand'];
/** Chains kept per owner: enough for the vehicles of one group, and a bound for a graph made to explode. */
const keptLive = 6;
const keptOther = 2;

/** The chains from each wanted id down to the owned one, best state first, then shortest, then in the order of the rule file. */
export function pathsFrom(
  index: ReadonlyMap<string, readonly OwnershipEdge[]>,
  wanted: ReadonlySet<string>,
  owned: string,
  day: PartialDate,
): ReadonlyMap<string, readonly OwnershipPath[]> {
  const found = new Map<string, OwnershipPath[]>();
  const reached = new Map<string, { live: number; other: number }>();
  let row: readonly { readonly id: string; readonly climb?: Climb }[] = [{ id: owned }];
  for (let depth = 0; depth < longestChain && row.length > 0; depth += 1) {
    const above: { id: string; climb: Climb }[] = [];
    for (const { id, climb } of row) {
      for (const edge of index.get(id) ?? []) {
        const next = climbBy(climb, edge, day);
        if (next === undefined || edge.owner === owned || climb?.edges.some((step) => step.owner === edge.owner))
          continue;
        const counts = reached.get(edge.owner) ?? { live: 0, other: 0 };
        reached.set(edge.owner, counts);
        if (next.state === 'live' ? counts.live >= keptLive : counts.other >= keptOther) continue;
        counts[next.state === 'live' ? 'live' : 'other'] += 1;
        if (wanted.has(edge.owner)) found.set(edge.owner, [...(found.get(edge.owner) ?? []), next]);
        if (next.state !== 'brand') above.push({ id: edge.owner, climb: next });
      }
    }
    row = above;
  }
  for (const paths of found.values()) paths.sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  return found;
}

function climbBy(climb: Climb | undefined, edge: OwnershipEdge, day: PartialDate): Climb | undefined {
  const life = stateOn(edge, day);
  const edges = [edge, ...(climb?.edges ?? [])];
  if (actsAs(edge) === 'brand-licence') {
    // A licence explains the name on this very thing. It says nothing about who stands above the licensor.
    return climb === undefined && (life === 'live' || life === 'uncertain') ? { state: 'brand', edges } : undefined;
  }
  const own: PathState = life === 'uncertain' ? 'live' : life;
  const before = climb?.state ?? 'live';
  if (own !== 'live' && before !== 'live' && own !== before) return undefined;
  const state = own === 'live' ? before : own;
  if (own === 'pending') return { ...climb, state, edges };
  const since = pick(climb?.since, edge.since, 'after');
  const until = pick(climb?.until, edge.until, 'before');
  // Whoever left before the other came was never above this entity.
  const met = since === undefined || until === undefined || !isOver(since, until);
  return met ? { state, edges, since, until } : undefined;
}

function isOver(since: PartialDate, until: PartialDate): boolean {
  const order = compareDates(since, until);
  return order === 'after' || order === 'same';
}

function pick(
  left: PartialDate | undefined,
  right: PartialDate | undefined,
  wanted: 'before' | 'after',
): PartialDate | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return compareDates(left, right) === wanted ? left : right;
}
