import { compareDates, isWithin } from '../identity/partial-date.ts';
import type { AffiliateRule, Confidence, Owner, PartialDate } from '../model/knowledge.ts';

/** An ownership claim with both of its ends: `owner` holds `owned`. */
export interface OwnershipEdge extends Owner {
  readonly owned: string;
}

/** Percent, 0 to 100, both ends included. A figure that was seen has equal ends. */
export interface ShareRange {
  readonly atLeast: number;
  readonly atMost: number;
}

export type Answer = 'yes' | 'unknown' | 'no';
export type Measure = 'capital' | 'votes' | 'control';

/** `uncertain`: inside the year or month that is all the source gives. `pending`: agreed, not seen closed. `later`: not begun. */
export type EdgeState = 'live' | 'uncertain' | 'pending' | 'later' | 'ended';

/** How far a majority or minority without a figure stays away from exactly half. Far above rounding, far below one share. */
const aHair = 1e-6;
const nothing: ShareRange = { atLeast: 0, atMost: 0 };

/** What the edge is or was; a `former` edge acts as that inside its window. */
export function actsAs(edge: Owner): Exclude<Owner['kind'], 'former'> | 'unknown' {
  return edge.kind === 'former' ? (edge.was ?? 'unknown') : edge.kind;
}

/** The state of an edge on a full day. A `former` edge whose end is not known has ended on every day. */
export function stateOn(edge: Owner, day: PartialDate): EdgeState {
  if (edge.pending === true) return 'pending';
  if (edge.kind === 'former' && edge.until === undefined) return 'ended';
  const within = isWithin(day, edge.since, edge.until);
  if (within === 'yes') return 'live';
  if (within === 'uncertain') return 'uncertain';
  return edge.since !== undefined && compareDates(day, edge.since) === 'before' ? 'later' : 'ended';
}

/**
 * The share an edge may feed into a percentage test. Votes fall back to capital where no other number was seen. Nothing for
 * brand licences and for indirect sums, which already contain what the direct holders state. State control gives no certain
 * share: it may leave a question open, and never answers it.
 */
export function shareOf(edge: Owner, measure: 'capital' | 'votes'): ShareRange {
  const kind = actsAs(edge);
  if (kind === 'brand-licence' || edge.lookThrough === true) return nothing;
  const figure = measure === 'votes' ? (edge.votes ?? edge.percent) : edge.percent;
  if (kind === 'state-control') return { atLeast: 0, atMost: figure ?? 100 };
  if (figure !== undefined) return { atLeast: figure, atMost: figure };
  if (kind === 'majority') return { atLeast: 50 + aHair, atMost: 100 };
  if (kind === 'minority') return { atLeast: 0, atMost: 50 - aHair };
  return { atLeast: 0, atMost: 100 };
}

/** Whether the edge alone gives control, whatever its number. A venture gives it only by its share, never by a partner's name. */
export function controlOf(edge: Owner): Answer {
  const kind = actsAs(edge);
  if (kind === 'brand-licence') return 'no';
  if (kind === 'parent') return 'yes';
  const voice = edge.votes ?? edge.percent;
  // One percent with a board seat is a right of the state, not control.
  if (kind === 'state-control') return voice === undefined || voice >= 50 ? 'yes' : 'no';
  if (kind === 'majority') return edge.votes === undefined || edge.votes > 50 ? 'yes' : 'unknown';
  if (edge.lookThrough === true) return 'no';
  if (voice !== undefined) return voice > 50 ? 'yes' : 'no';
  return kind === 'minority' ? 'no' : 'unknown';
}

/** Tests a share against the list's number. For control tests the number is more than half. */
export function passes(share: ShareRange, test: AffiliateRule): Answer {
  if (reaches(share.atLeast, test)) return 'yes';
  return reaches(share.atMost, test) ? 'unknown' : 'no';
}

function reaches(percent: number, test: AffiliateRule): boolean {
  if (test.test !== 'aggregate') return percent > 50;
  return test.operator === 'at-least' ? percent >= test.percent : percent > test.percent;
}

/** Adds shares, capped at the whole. Rounded, so that 33.3 + 16.7 is exactly 50 for both operators. */
export function addShares(left: ShareRange, right: ShareRange): ShareRange {
  return { atLeast: cap(left.atLeast + right.atLeast), atMost: cap(left.atMost + right.atMost) };
}

function cap(percent: number): number {
  return Math.min(100, Math.round(percent * 1e9) / 1e9);
}

/** The lowest confidence of the links; `high` for none. */
export function lowestConfidence(links: readonly OwnershipEdge[]): Confidence {
  if (links.some((edge) => edge.confidence === 'low')) return 'low';
  return links.some((edge) => edge.confidence === 'medium') ? 'medium' : 'high';
}

/** `unsourced`: every link rests on general knowledge or a printed grouping alone. `mixed`: at least one does. */
export function evidenceOf(links: readonly OwnershipEdge[]): 'sourced' | 'mixed' | 'unsourced' {
  const bare = links.filter((edge) => edge.sources.every(isBare)).length;
  if (bare === 0) return 'sourced';
  return bare === links.length ? 'unsourced' : 'mixed';
}

function isBare(source: Owner['sources'][number]): boolean {
  return source.kind === 'general-knowledge' || source.kind === 'list-grouping';
}
