import type { List, Listing } from '../model/knowledge.ts';
import type { Attribution, Severity } from '../model/match.ts';
import type { FindingListing } from '../model/report.ts';
import type { ListingState } from './listing-state.ts';
import { severityRank, worse } from './severity.ts';

/** A listing that a profile in use binds, with what it weighs for a match. */
export interface WeighedListing {
  readonly shown: FindingListing;
  readonly severity: Severity;
  readonly listing: Listing;
  readonly through?: Attribution;
  /** The list is about things of another kind; `shown.why` says so. */
  readonly isAside?: boolean;
}

/** The listings of a verdict and what follows from them alone. Findings with the same listings share one. */
export interface ListingSet {
  /** Heaviest first: acting ones before history, then by severity, then direct ones, then by id. */
  readonly weighed: readonly WeighedListing[];
  readonly shown: readonly FindingListing[];
  /** Nothing for no listings. */
  readonly severity?: Severity;
  /** Official pages of the lists, then sources of listings and chains; each once. */
  readonly references: readonly string[];
  /** What is to be known about chains that count; one that is over or not begun says so itself. */
  readonly notes: readonly string[];
}

const states: Readonly<Record<ListingState['state'], number>> = {
  live: 0,
  uncertain: 1,
  notice: 2,
  'not-yet': 3,
  history: 4,
};

/** Makes sets and gives the same one again for the same listings: a fleet has few different ones. */
export function listingSets(): (weighed: readonly WeighedListing[]) => ListingSet {
  const numbers = new Map<WeighedListing, number>();
  const sets = new Map<string, ListingSet>();
  return (weighed) => {
    let key = '';
    for (const listing of weighed) {
      let number = numbers.get(listing);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(listing, number);
      }
      key += `${number},`;
    }
    let set = sets.get(key);
    if (set === undefined) {
      set = setOf(weighed.toSorted(heavier));
      sets.set(key, set);
    }
    return set;
  };
}

function setOf(weighed: readonly WeighedListing[]): ListingSet {
  return {
    weighed,
    shown: weighed.map(({ shown }) => shown),
    severity: weighed.reduce<Severity | undefined>(
      (worst, { severity }) => worse(worst ?? 'info', severity),
      undefined,
    ),
    references: referencesOf(weighed),
    notes: notesOf(weighed),
  };
}

function heavier(one: WeighedListing, other: WeighedListing): number {
  return (
    states[one.shown.state] - states[other.shown.state] ||
    severityRank(one.severity) - severityRank(other.severity) ||
    Number(one.through !== undefined) - Number(other.through !== undefined) ||
    (one.shown.list < other.shown.list ? -1 : one.shown.list > other.shown.list ? 1 : 0)
  );
}

function referencesOf(weighed: readonly WeighedListing[]): readonly string[] {
  const urls = new Set<string>();
  for (const { shown } of weighed) if (shown.url !== '') urls.add(shown.url);
  for (const { listing, through } of weighed) {
    const sources = [...listing.sources, ...(through?.chain.flatMap((step) => step.sources) ?? [])];
    for (const { url } of sources) if (url !== undefined) urls.add(url);
  }
  return [...urls];
}

function notesOf(weighed: readonly WeighedListing[]): readonly string[] {
  const notes = new Set<string>();
  const [lead] = weighed;
  if (lead?.isAside === true && lead.shown.why !== undefined) notes.add(lead.shown.why);
  for (const { through } of weighed) {
    if (through?.verdict !== 'yes' && through?.verdict !== 'unknown') continue;
    for (const note of through.notes ?? []) notes.add(note);
  }
  return [...notes];
}

/** A listing as reports print it, with its state on the day. */
export function shownListing(list: List, listing: Listing, state: ListingState): FindingListing {
  return {
    list: list.id,
    title: list.title,
    status: state.status,
    effect: list.effect,
    since: listing.since ?? list.effective,
    scope: listing.scope,
    url: list.url,
    state: state.state,
    why: state.why,
    asOf: list.asOf,
  };
}
