import type { ComponentKind, Relation } from '../model/component.ts';
import type { Confidence, Effect, List, Listing, Profile, Source } from '../model/knowledge.ts';
import type { Attribution, Match, MatchListing, Severity } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import type { FindingListing } from '../model/report.ts';
import { chainInWords } from './chain-in-words.ts';
import { type ListingSet, listingSets, shownListing, type WeighedListing } from './listing-set.ts';
import { type ListingState, listingState } from './listing-state.ts';
import { atMost, lowerConfidence, milder, severityRank, worse } from './severity.ts';

/** What a profile means by a word of its globs; `identity/glob.ts` compiles them, which this folder does not import. */
export type CompileGlob = (pattern: string) => (text: string) => boolean;

export interface Verdict {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly listings: ListingSet;
  /** The country that makes it a finding where no list does. */
  readonly origin?: string;
}

/** All of a match but where it was seen, on which nothing here depends. */
export type Judged = Omit<Match, 'evidence' | 'paths'>;

export interface Judge {
  /** Nothing where no rule or list that the profiles choose reaches the match. */
  readonly judge: (match: Judged) => Verdict | undefined;
  /** Ids of lists that matches name and the knowledge does not hold. */
  readonly unknownLists: ReadonlySet<string>;
}

/** Of a team's own row that says none. */
const ownSeverity: Severity = 'medium';

/** Severity by effect where neither a profile nor the default profile says one. */
const byEffect: Readonly<Record<Effect, Severity>> = {
  'use-ban': 'high',
  'procurement-ban': 'high',
  'import-ban': 'medium',
  sanctions: 'high',
  'export-control': 'medium',
  investment: 'low',
  designation: 'medium',
  advisory: 'low',
  duty: 'medium',
  'allow-list': 'info',
};

/** Limits of relations that say little about control over what runs, where no profile says one. */
const byRelation: Partial<Record<Relation, Severity>> = { 'originated-by': 'info', 'integrates-with': 'info' };

interface Bound {
  readonly profile: Profile;
  readonly lists: (id: string) => boolean;
  readonly origins: (id: string) => boolean;
}

/** Profiles that ask for the origin rule of a match; none where only the team's own file does. */
type Asking = readonly Profile[] | 'not an origin rule';

interface ListedRow {
  readonly list: List;
  readonly state: ListingState;
  readonly bound: readonly Profile[];
  readonly shown: FindingListing;
}

/**
 * Judges matches under a policy. The severity of a listing is the profile's word for the list, else for its effect, then:
 * - one step milder where the maker was named rather than identified (strength `strong`) or the confidence is medium, unless the
 *   profile gives the list a severity of its own;
 * - at most what the relation allows; at most low where the match is weak, its confidence low or the ownership not known;
 * - info where it does not act on the day, where ownership is over or not begun, and where only general knowledge stands behind it.
 * The worst of all listings and profiles counts. A team's own row decides by itself, save that a weak match stays low.
 */
export function createJudge(policy: Policy, compileGlob: CompileGlob): Judge {
  const bound = policy.profiles.map(
    (profile): Bound => ({
      profile,
      lists: chosen(profile.lists, compileGlob),
      origins: chosen(profile.origins, compileGlob),
    }),
  );
  const rows = new Map<Listing, ListedRow | undefined>();
  const unknownLists = new Set<string>();
  const scales = new Map<string, Map<object, WeighedListing | undefined>>();
  const setOf = listingSets();

  function rowOf(listing: Listing): ListedRow | undefined {
    if (rows.has(listing)) return rows.get(listing);
    const list = policy.lists.get(listing.list);
    if (list === undefined) unknownLists.add(listing.list);
    const profiles = bound.filter(({ lists }) => lists(listing.list)).map(({ profile }) => profile);
    // What an allow list names may be used: being on it is no finding.
    const row =
      list === undefined || profiles.length === 0 || list.effect === 'allow-list'
        ? undefined
        : rowFor(list, listing, profiles);
    rows.set(listing, row);
    return row;
  }

  function rowFor(list: List, listing: Listing, profiles: readonly Profile[]): ListedRow {
    const state = listingState(list, listing, policy.asOf);
    return { list, state, bound: profiles, shown: shownListing(list, listing, state) };
  }

  /** Weighed once for each listing and kind of match: what depends on the match is little, and matches are many. */
  function weighedFor(match: Judged): readonly WeighedListing[] {
    const { strength, confidence, relation, kind, weakEvidence = false } = match;
    const key = `${strength} ${confidence} ${relation} ${kind} ${weakEvidence} ${match.component.kind}`;
    const scale = scales.get(key) ?? new Map<object, WeighedListing | undefined>();
    scales.set(key, scale);
    const weighed: WeighedListing[] = [];
    for (const about of match.listings) {
      const object = about.through === undefined ? about.listing : about;
      if (!scale.has(object)) scale.set(object, weigh(match, about));
      const found = scale.get(object);
      if (found !== undefined) weighed.push(found);
    }
    return weighed;
  }

  function weigh(match: Judged, { listing, through }: MatchListing): WeighedListing | undefined {
    const row = rowOf(listing);
    if (row === undefined) return undefined;
    let severity: Severity = 'info';
    if (!inertListing(match, row, listing, through)) {
      const confidence = lowerConfidence(match.confidence, through?.confidence);
      for (const profile of row.bound) {
        severity = worse(severity, profileSeverity(profile, policy.defaults, match, { list: row.list, confidence }));
      }
      if (through?.verdict === 'unknown' || confidence === 'low' || isBeside(row.list, match))
        severity = atMost(severity, 'low');
    }
    const said = through === undefined ? row.shown : { ...row.shown, through: chainInWords(through) };
    const isAside = row.state.state === 'live' && isBeside(row.list, match);
    const acting = row.state.state === 'live' && (isAside || severity === 'info') ? { ...said, acts: false } : said;
    const shown = isAside ? { ...acting, why: besideInWords(row.list, match) } : acting;
    return { shown, severity, listing, through, ...(isAside && { isAside }) };
  }

  /** Nothing where nobody asks for the rule. */
  function askingFor({ rule }: Judged): Asking | undefined {
    if (!rule.startsWith('origin/')) return 'not an origin rule';
    const id = rule.slice(rule.indexOf('/') + 1);
    const asking = bound.filter(({ origins }) => origins(id)).map(({ profile }) => profile);
    return asking.length === 0 && policy.ownOrigins?.has(id) !== true ? undefined : asking;
  }

  function judge(match: Judged): Verdict | undefined {
    const asking = askingFor(match);
    if (asking === undefined) return undefined;
    const listings = setOf(weighedFor(match));
    const byLists = listings.severity;
    const byRule = alone(match, asking, policy.defaults);
    const byOrigin = byRule === undefined && match.listings.length === 0 ? originAlone(match) : undefined;
    const byItself = byRule ?? byOrigin?.severity;
    if (byLists === undefined && byItself === undefined) return undefined;
    const rests = byItself !== undefined && severityRank(byItself) <= severityRank(byLists ?? 'info');
    const [lead] = listings.weighed;
    const gravest = worse(byLists ?? 'info', byItself ?? 'info');
    return {
      severity: isTestData(match) ? atMost(gravest, 'low') : gravest,
      confidence: rests ? match.confidence : lowerConfidence(match.confidence, lead?.through?.confidence),
      listings,
      ...(byOrigin !== undefined && { origin: byOrigin.country }),
    };
  }

  /** An organisation on no list at all, whose seat or owner lies in a country the profile is wary of. */
  function originAlone(match: Judged): { readonly severity: Severity; readonly country: string } | undefined {
    const { entity } = match;
    if (entity === undefined || match.kind === 'donated' || match.rule.startsWith('origin/')) return undefined;
    let found: { severity: Severity; country: string } | undefined;
    for (const { profile } of bound) {
      const country = [entity.country, entity.ownerCountry].find(
        (code) => code !== undefined && profile.countriesOfConcern.includes(code),
      );
      if (country === undefined) continue;
      const said = profile.originSeverity ?? policy.defaults?.originSeverity ?? 'low';
      const limit = relationLimit(profile, policy.defaults, match) ?? said;
      const severity = match.weakEvidence === true || isWeak(match) ? 'info' : atMost(said, limit);
      found = { severity: worse(found?.severity ?? 'info', severity), country };
    }
    return found;
  }

  return { judge, unknownLists };
}

function besideInWords(list: List, match: Judged): string {
  const kinds = (list.speaksOf ?? []).map((kind) => kind.replace('-', ' '));
  return `${list.title} speaks of ${kinds.join(', ')}; this is a ${match.component.kind.replace('-', ' ')}`;
}

/** True where a list about apps or equipment only meets a component of another kind. A register entry stands for what it names. */
export function isBeside(list: List, match: Judged): boolean {
  return (
    list.speaksOf !== undefined &&
    match.component.kind !== 'register-entry' &&
    !list.speaksOf.includes(match.component.kind as ComponentKind)
  );
}

/** Which origin rules a policy asks for, so that the others need not be compared. */
export function originsAsked(policy: Policy, compileGlob: CompileGlob): (id: string) => boolean {
  const asked = policy.profiles.map((profile) => chosen(profile.origins, compileGlob));
  return (id) => policy.ownOrigins?.has(id) === true || asked.some((asks) => asks(id));
}

/** Which lists a policy asks for: of the others the absence of findings says nothing. */
export function listsAsked(policy: Policy, compileGlob: CompileGlob): (id: string) => boolean {
  const asked = policy.profiles.map((profile) => chosen(profile.lists, compileGlob));
  return (id) => asked.some((asks) => asks(id));
}

/** What the match weighs without any list: a team's own row, an origin that a profile asks for, a duty, a note. */
function alone(match: Judged, asking: Asking, defaults: Profile | undefined): Severity | undefined {
  if (match.kind === 'note' || match.kind === 'donated') return 'info';
  const limit: Severity = isWeak(match) ? 'low' : 'critical';
  if (asking !== 'not an origin rule') {
    if (match.weakEvidence === true) return 'info';
    if (match.own?.severity !== undefined) return atMost(match.own.severity, limit);
    // A rule that carries out a list says nothing beside it.
    if (match.listings.length > 0) return undefined;
    const said = asking.map((profile) => profile.originSeverity ?? defaults?.originSeverity ?? 'low');
    return atMost(said.length === 0 ? ownSeverity : said.reduce(worse), limit);
  }
  if (match.kind === 'duty' && match.weakEvidence === true) return 'info';
  return match.own === undefined ? undefined : atMost(match.own.severity ?? ownSeverity, limit);
}

function profileSeverity(
  profile: Profile,
  defaults: Profile | undefined,
  match: Judged,
  { list, confidence }: { readonly list: List; readonly confidence: Confidence },
): Severity {
  const single = Object.hasOwn(profile.listSeverity, list.id) ? profile.listSeverity[list.id] : undefined;
  let severity = single ?? profile.severity[list.effect] ?? defaults?.severity[list.effect] ?? byEffect[list.effect];
  if (single === undefined && (match.strength === 'strong' || confidence === 'medium')) severity = milder(severity);
  if (isWeak(match)) severity = atMost(severity, 'low');
  const limit = relationLimit(profile, defaults, match);
  return limit === undefined ? severity : atMost(severity, limit);
}

function relationLimit(profile: Profile, defaults: Profile | undefined, match: Judged): Severity | undefined {
  if (match.kind === 'donated') return 'info';
  const { relation } = match;
  // That a thing comes from somewhere is the whole point of an origin rule; the limit is about projects an entity once began.
  if (relation === 'originated-by' && match.rule.startsWith('origin/')) return undefined;
  return profile.relationLimit[relation] ?? defaults?.relationLimit[relation] ?? byRelation[relation];
}

/** A listing that cannot act, whatever the profile says. */
function inertListing(match: Judged, row: ListedRow, listing: Listing, through: Attribution | undefined): boolean {
  return (
    row.state.state !== 'live' ||
    match.weakEvidence === true ||
    through?.weakEvidence === true ||
    through?.verdict === 'former' ||
    through?.verdict === 'pending' ||
    onlyGeneral(listing.sources.length > 0 ? listing.sources : row.list.sources)
  );
}

function onlyGeneral(sources: readonly Source[]): boolean {
  return sources.length > 0 && sources.every(({ kind }) => kind === 'general-knowledge');
}

/** Hosts, images and models that only tests, fixtures and examples name: nothing is sent there by what is shipped. */
function isTestData({ component }: Judged): boolean {
  return (
    component.scope === 'test' &&
    (component.kind === 'service' || component.kind === 'image' || component.kind === 'model')
  );
}

export function isWeak(match: Judged): boolean {
  return match.strength === 'weak' || match.confidence === 'low';
}

/** `us-*` takes in, `!us-x` takes out again; the last word that fits decides. */
export function chosen(patterns: readonly string[], compileGlob: CompileGlob): (id: string) => boolean {
  const words = patterns.map((pattern) => {
    const out = pattern.startsWith('!');
    return { out, fits: compileGlob(out ? pattern.slice(1) : pattern) };
  });
  const known = new Map<string, boolean>();
  return (id) => {
    let answer = known.get(id);
    if (answer === undefined) {
      const last = words.findLast(({ fits }) => fits(id));
      answer = last !== undefined && !last.out;
      known.set(id, answer);
    }
    return answer;
  };
}
