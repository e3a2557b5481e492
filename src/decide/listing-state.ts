import type { List, Listing, ListingStatus, PartialDate } from '../model/knowledge.ts';

/** What a listing is on a day, and the status that made it so. */
export interface ListingState {
  /**
   * `live` acts. `history`: over, or paused. `notice`: proposed, under investigation, or advice. `not-yet`: begins later.
   * `uncertain`: the sources do not say what holds on this day, and somebody has to look.
   */
  readonly state: 'live' | 'history' | 'notice' | 'not-yet' | 'uncertain';
  /** The status on the day, which may differ from the one recorded: a revoked listing was in force before. */
  readonly status: ListingStatus;
  /** Half a sentence for the report, with the date it turns on. */
  readonly why: string;
}

/** How old the newest source of a list is on a day. */
export interface Staleness {
  /** Whole days since the last day `asOf` covers; 0 where the day asked for lies before it. */
  readonly days: number;
  readonly stale: boolean;
}

const staleAfterDays = 365;

/**
 * The state of a listing on a day (`YYYY-MM-DD`). The list and its row both have a say and the weaker one wins: a row in force on
 * a proposed list is a notice. Ends are exclusive, a suspension's last day is not. What is over beats what is in doubt.
 */
export function listingState(list: List, listing: Listing, day: PartialDate): ListingState {
  const doubts: string[] = [];
  for (const [from, word] of [
    [list.effective, 'the list takes effect'],
    [listing.since, 'listed'],
    [listing.appliesFrom, 'applies from'],
  ] as const) {
    const order = from === undefined ? 'after' : position(day, from);
    if (order === 'before') return { state: 'not-yet', status: standing(list, listing), why: `${word} ${from}` };
    if (order === 'inside') doubts.push(`${word} in ${from}, day not known`);
  }
  return over(list, listing, day, doubts) ?? paused(list, listing, day, doubts) ?? acting(list, listing, doubts);
}

/** A list whose newest source is more than a year old may have changed since. */
export function staleness(list: List, day: PartialDate): Staleness {
  const days = Math.max(0, Math.floor((utc(day) - utc(list.asOf)) / 86_400_000));
  return { days, stale: days > staleAfterDays };
}

/** Revoked, expired, or past the end that was set. Nothing when it still runs on the day. */
function over(list: List, listing: Listing, day: PartialDate, doubts: string[]): ListingState | undefined {
  const rowOver = isOver(listing.status);
  const listOver = isOver(list.status);
  const status = rowOver ? listing.status : listOver ? list.status : 'expired';
  // The end of one stands in for the other's only where both are over: the day a list ends is not the day a row was taken off.
  const unknown =
    (rowOver && (listing.until ?? (listOver ? list.ends : undefined)) === undefined) ||
    (listOver && (list.ends ?? listing.until) === undefined);
  if (unknown) return { state: 'history', status, why: `${status}, day not known` };
  const ends = [listing.until, list.ends].filter((end) => end !== undefined);
  const past = ends.find((end) => ['on', 'after'].includes(position(day, end)));
  if (past !== undefined) return { state: 'history', status, why: `${status} ${past}` };
  for (const end of ends) if (position(day, end) === 'inside') doubts.push(`${status} in ${end}, day not known`);
  return undefined;
}

function isOver(status: ListingStatus): boolean {
  return status === 'revoked' || status === 'expired';
}

/** Suspended on the day, or left by a suspension that ran out without a later source. */
function paused(list: List, listing: Listing, day: PartialDate, doubts: string[]): ListingState | undefined {
  const { suspendedFrom: from, suspendedThrough: through } = list;
  const recorded = listing.status === 'suspended' || list.status === 'suspended';
  const status = 'suspended';
  if (from === undefined && through === undefined) {
    return recorded ? { state: 'history', status, why: 'suspended, first day not recorded' } : undefined;
  }
  const start = from === undefined ? 'after' : position(day, from);
  if (start === 'before') return undefined;
  const end = through === undefined ? 'before' : position(day, through);
  if (end === 'after') {
    // In force again by the record; or only by the terms of the suspension, which nobody has confirmed.
    if (!recorded) return undefined;
    return { state: 'uncertain', status, why: `suspended through ${through}, what holds since then was not seen` };
  }
  if (start === 'inside') doubts.push(`suspended from ${from}, day not known`);
  if (end === 'inside') doubts.push(`suspended through ${through}, day not known`);
  if (start === 'inside' || end === 'inside') return { state: 'uncertain', status, why: doubts.join('; ') };
  return { state: 'history', status, why: suspension(from, through) };
}

function acting(list: List, listing: Listing, doubts: readonly string[]): ListingState {
  const status = standing(list, listing);
  if (doubts.length > 0) return { state: 'uncertain', status, why: doubts.join('; ') };
  if (status === 'proposed') return { state: 'notice', status, why: 'proposed, binds nobody yet' };
  if (status === 'under-investigation') return { state: 'notice', status, why: 'under investigation, nothing decided' };
  if (status === 'guidance') return { state: 'notice', status, why: 'advice, not a duty' };
  return { state: 'live', status: 'in-force', why: since(list, listing) };
}

/** The weaker of the two statuses, ends and suspensions left aside: those turn on the day. */
function standing(list: List, listing: Listing): ListingStatus {
  const weak = ['proposed', 'under-investigation', 'guidance'] as const;
  return weak.find((status) => listing.status === status || list.status === status) ?? 'in-force';
}

function since(list: List, listing: Listing): string {
  const from = listing.appliesFrom ?? listing.since ?? list.effective;
  return from === undefined ? 'in force, first day not recorded' : `in force since ${from}`;
}

function suspension(from: string | undefined, through: string | undefined): string {
  const start = from === undefined ? 'suspended' : `suspended from ${from}`;
  return through === undefined ? start : `${start} through ${through}`;
}

/** Where a day lies against a date. `inside`: a year or month that holds the day. Zero-padded dates sort as text. */
function position(day: PartialDate, date: PartialDate): 'before' | 'on' | 'inside' | 'after' {
  const head = day.slice(0, date.length);
  if (head === date) return date.length === 10 ? 'on' : 'inside';
  return head < date ? 'before' : 'after';
}

/** Milliseconds of the last day a date covers. */
function utc(date: PartialDate): number {
  const [year = 0, month, day] = date.split('-').map(Number);
  if (month === undefined) return Date.UTC(year, 11, 31);
  return day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, day);
}
