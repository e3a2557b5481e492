import type { ComponentSummary, Evidence, Match, MatchNote, Severity } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import type { Finding } from '../model/report.ts';
import { controlOf } from './control.ts';
import { findingId, fingerprintOf } from './finding-id.ts';
import { type CompileGlob, createJudge, type Judged, type Verdict } from './judge.ts';
import { staleness } from './listing-state.ts';
import { noteInWords } from './note-in-words.ts';
import { remedyFor } from './remedy.ts';
import { isOrigin, sentence } from './sentence.ts';
import { atMost, confidenceRank, confidentEnough, severityRank } from './severity.ts';
import { inSurroundings } from './surroundings.ts';
import { openWaivers, type WaiverBook } from './waivers.ts';

/** Something the user should know about the policy itself. `where` is `file:line` where there is such a place. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly where?: string;
}

export interface Decision {
  /** Sorted by severity, path, line and id. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly Warning[];
}

const maxPaths = 5;
const maxReferences = 10;

/** What the matches of one fingerprint have between them. Only this is kept of all but the gravest, so that a fleet of one model costs little. */
interface Draft {
  match: Match;
  verdict: Verdict;
  severity: Severity;
  notes: readonly MatchNote[];
  readonly evidence: Evidence[];
  /** Places beyond the limit, counted only. */
  left: number;
  /** Components in all, and those of each site, where one states a site. */
  count: number;
  sites: Map<string, number> | undefined;
  /** First and last day of a row that ownership was judged by. */
  days: { readonly first: string; readonly last: string } | undefined;
  readonly versions: Set<string>;
  readonly paths: Map<string, readonly string[]>;
  readonly matchNotes: Map<string, MatchNote>;
}

/** Places of one finding that a report keeps; a reader works through the first ones, and a program counts the rest. */
const mostPlaces = 10_000;
const mostNotesOfOneCode = 3;
/** Sites of one finding that are counted each; the rest are counted together. */
const mostSites = 2_000;
const manySites = 'other sites';

/** Takes matches as they come and gives the decision at the end. Order of matches does not matter but for ties. */
export interface Decider {
  /** Whether a match can become a finding: places and paths of others need not be worked out. */
  readonly concerns: (match: Judged) => boolean;
  readonly add: (match: Match) => void;
  readonly finish: () => Decision;
}

/**
 * Matches under a policy become findings. Matches with one fingerprint (a component in several versions or on several lines of
 * one file) are one finding that keeps every place; its judgement is the gravest of theirs.
 */
export function decide(matches: Iterable<Match>, policy: Policy, compileGlob: CompileGlob): Decision {
  const decider = createDecider(policy, compileGlob);
  for (const match of matches) decider.add(match);
  return decider.finish();
}

/** As `decide`, for matches that come while a large input is still read. */
export function createDecider(policy: Policy, compileGlob: CompileGlob): Decider {
  const { judge, unknownLists } = createJudge(policy, compileGlob);
  const drafts = new Map<string, Draft>();
  return {
    concerns: (match) => judge(match) !== undefined,
    add(match) {
      const verdict = judge(match);
      if (verdict === undefined) return;
      const bounded = isExtraneous(match) ? atMost(verdict.severity, 'low') : verdict.severity;
      const { severity, notes } = inSurroundings(bounded, match.attributes);
      const key = fingerprintOf(match);
      const known = drafts.get(key);
      if (known === undefined) drafts.set(key, newDraft(match, verdict, severity, notes));
      else merge(known, match, verdict, severity, notes);
    },
    finish: () => finish(drafts.values(), unknownLists, policy, compileGlob),
  };
}

/** A lockfile names it and nothing builds with it: an unused patch, a hash of a version that was only looked at. */
function isExtraneous({ notes }: Match): boolean {
  return notes.some(({ code }) => code === 'extraneous');
}

function finish(
  drafts: Iterable<Draft>,
  unknownLists: ReadonlySet<string>,
  policy: Policy,
  compileGlob: CompileGlob,
): Decision {
  const book = openWaivers(policy, compileGlob);
  const findings: Finding[] = [];
  let unsure = 0;
  for (const draft of drafts) {
    if (policy.minConfidence !== undefined && !confidentEnough(draft.verdict.confidence, policy.minConfidence))
      unsure += 1;
    else findings.push(findingOf(draft, policy, book));
  }
  const warnings: Warning[] = [...book.warnings()];
  if (unsure > 0) {
    const message = `${unsure} ${unsure === 1 ? 'finding' : 'findings'} below ${policy.minConfidence} confidence left out`;
    warnings.push({ code: 'below-min-confidence', message });
  }
  for (const id of [...unknownLists].sort()) {
    warnings.push({ code: 'unknown-list', message: `rules name the list "${id}", which is not among the lists` });
  }
  warnings.push(...staleLists(findings, policy));
  return { findings: findings.sort(byWeight), warnings };
}

function newDraft(match: Match, verdict: Verdict, severity: Severity, notes: readonly MatchNote[]): Draft {
  const draft: Draft = {
    match,
    verdict,
    severity,
    notes,
    evidence: [],
    left: 0,
    count: 0,
    sites: undefined,
    days: undefined,
    versions: new Set(),
    paths: new Map(),
    matchNotes: new Map(),
  };
  keep(draft, match);
  return draft;
}

/** The graver one speaks; the other adds its places. */
function merge(into: Draft, match: Match, verdict: Verdict, severity: Severity, notes: readonly MatchNote[]): void {
  if (isGraver({ match, verdict, severity }, into)) {
    into.match = match;
    into.verdict = verdict;
    into.severity = severity;
    into.notes = notes;
  }
  keep(into, match);
}

function keep(into: Draft, { component, evidence, paths, notes }: Match): void {
  const room = mostPlaces - into.evidence.length;
  if (room >= evidence.length) into.evidence.push(...evidence);
  else {
    into.evidence.push(...evidence.slice(0, room));
    into.left += evidence.length - room;
  }
  into.count += 1;
  if (component.site !== undefined) addSite(into, component.site);
  if (component.version !== undefined) into.versions.add(component.version);
  for (const path of paths) if (into.paths.size < 50) into.paths.set(path.join('\n'), path);
  for (const note of notes) {
    if (note.code === dayNote) into.days = withDay(into.days, note.values?.date ?? '');
    else into.matchNotes.set(JSON.stringify(note), note);
  }
}

function addSite(into: Draft, site: string): void {
  into.sites ??= new Map();
  const kept = into.sites.has(site) || into.sites.size < mostSites ? site : manySites;
  into.sites.set(kept, (into.sites.get(kept) ?? 0) + 1);
}

/** One note for all rows of a finding, however many days they have. */
const dayNote = 'as-of-date';

function withDay(days: Draft['days'], day: string): Draft['days'] {
  if (days === undefined) return { first: day, last: day };
  return { first: day < days.first ? day : days.first, last: day > days.last ? day : days.last };
}

const strengths: Readonly<Record<Match['strength'], number>> = { exact: 0, strong: 1, weak: 2 };

type Weight = Pick<Draft, 'match' | 'verdict' | 'severity'>;

function isGraver(one: Weight, other: Weight): boolean {
  const order =
    severityRank(one.severity) - severityRank(other.severity) ||
    strengths[one.match.strength] - strengths[other.match.strength] ||
    confidenceRank(one.verdict.confidence) - confidenceRank(other.verdict.confidence);
  return order < 0;
}

function findingOf(draft: Draft, policy: Policy, book: WaiverBook): Finding {
  const { severity, verdict } = draft;
  const match = withPlaces(draft);
  const id = findingId(draft.match);
  const { weighed: listings, shown } = verdict.listings;
  const own = match.own === undefined || isOrigin(match) || match.kind === 'duty' ? [] : [ownNote(match.own.reason)];
  const drafty: MatchNote[] = match.weakEvidence === true ? [{ code: 'unsourced' }] : [];
  const origin: MatchNote[] =
    verdict.origin === undefined ? [] : [{ code: 'origin-alone', values: { country: verdict.origin } }];
  const notes = [...own, ...origin, ...match.notes, ...drafty, ...draft.notes];
  const { entity } = match;
  const about = {
    id,
    entity: entity === undefined ? null : { id: entity.id, name: entity.name, country: entity.country ?? null },
    component: match.component,
    evidence: match.evidence,
  };
  const { status, waiver } = statusOf(about, policy, book);
  const spoken = new Set([...notes.map(noteInWords), ...verdict.listings.notes]);
  return {
    id,
    rule: match.rule,
    severity,
    confidence: verdict.confidence,
    message: sentence(match, listings, notes),
    status,
    entity: about.entity,
    relation: match.relation,
    listings: shown,
    component: match.component,
    evidence: match.evidence,
    paths: match.paths,
    remedy: remedyFor(match, listings),
    references: references(match, verdict),
    ...(spoken.size > 0 && { notes: [...spoken] }),
    ...(waiver !== undefined && { waiver }),
    control: controlOf(match),
  };
}

function ownNote(reason: string): MatchNote {
  return { code: 'own-list', values: { reason } };
}

function statusOf(
  about: Pick<Finding, 'id' | 'entity' | 'component' | 'evidence'>,
  policy: Policy,
  book: WaiverBook,
): Pick<Finding, 'status' | 'waiver'> {
  const waiver = book.check(about);
  if (waiver !== undefined && waiver !== 'void') {
    const { reason, owner, expires } = waiver;
    return { status: 'waived', waiver: { reason, owner, expires } };
  }
  const allowed = about.entity === null ? undefined : policy.allowed.get(about.entity.id);
  if (allowed !== undefined) return { status: 'waived', waiver: { reason: allowed } };
  // Somebody set this one a deadline, and it has passed: that outranks the silence of a baseline.
  if (waiver === 'void') return { status: 'open' };
  return { status: policy.baseline.has(about.id) ? 'baseline' : 'open' };
}

/** The gravest match with the places, versions, paths and notes of all. */
function withPlaces(draft: Draft): Match {
  const { match, evidence, versions, paths } = draft;
  const rows = new Map<string, Evidence>();
  for (const row of match.evidence) rows.set(placeKey(row), row);
  const [lead, ...others] = rows.values();
  const more = new Map<string, Evidence>();
  for (const row of [...others, ...evidence])
    if (!rows.has(placeKey(row)) || others.includes(row)) more.set(placeKey(row), row);
  const all = [...more.values()].sort(byPlace);
  return {
    ...match,
    component: {
      ...match.component,
      ...(versions.size > 1 && { versions: [...versions].sort(byText) }),
      ...countsOf(draft),
    },
    // The first row is the one the message speaks of; the rest follow in the order of the file.
    evidence: lead === undefined ? all : [lead, ...all],
    paths: [...paths.values()].sort((one, other) => one.length - other.length).slice(0, maxPaths),
    notes: fewNotes(draft),
  };
}

/** Only where there is more than one, and sites only where some row has one. */
function countsOf({ count, sites }: Draft): Pick<ComponentSummary, 'count' | 'sites'> {
  if (count < 2) return {};
  if (sites === undefined) return { count };
  const stated = [...sites].map(([site, of]) => ({ site, count: of }));
  const rest = count - stated.reduce((sum, { count: of }) => sum + of, 0);
  const all = rest > 0 ? [...stated, { site: '', count: rest }] : stated;
  return { count, sites: all.sort((a, b) => byText(a.site, b.site)) };
}

function placeKey({ path, line, column, field, value, matched }: Evidence): string {
  return `${path}\n${line}\n${column}\n${field}\n${matched}\n${value}`;
}

/** The lead's own notes first; of the others a few of each kind, where rows of one finding differ in a date or a name. */
function fewNotes({ match, matchNotes, left, days }: Draft): MatchNote[] {
  const own = new Set(match.notes.map((note) => JSON.stringify(note)));
  const counts = new Map<string, number>();
  const kept = match.notes.filter(({ code }) => code !== dayNote);
  if (days !== undefined) {
    const { first, last } = days;
    kept.push({ code: dayNote, values: { date: first, ...(last !== first && { last }) } });
  }
  for (const { code } of kept) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const note of matchNotes.values()) {
    if (own.has(JSON.stringify(note))) continue;
    const count = counts.get(note.code) ?? 0;
    counts.set(note.code, count + 1);
    if (count < mostNotesOfOneCode) kept.push(note);
  }
  if (left > 0) kept.push({ code: 'more-places', values: { count: String(left) } });
  return kept;
}

function references({ sources = [] }: Match, { listings }: Verdict): readonly string[] {
  const own = sources.map(({ url }) => url).filter((url) => url !== undefined);
  return [...new Set([...listings.references, ...own])].slice(0, maxReferences);
}

/** One warning for all lists that findings rest on and that nobody has read again for a year. The report has the date of each. */
function staleLists(findings: readonly Finding[], policy: Policy): readonly Warning[] {
  // Findings share their arrays, so there are few to look through.
  const sets = new Set(findings.map(({ listings }) => listings));
  const used = new Set([...sets].flatMap((listings) => listings.map(({ list }) => list)));
  const old = [...used]
    .map((id) => policy.lists.get(id))
    .filter((list) => list !== undefined && staleness(list, policy.asOf).stale)
    .sort((one, other) => byText(one?.asOf ?? '', other?.asOf ?? '') || byText(one?.id ?? '', other?.id ?? ''));
  const [oldest] = old;
  if (oldest === undefined) return [];
  const few = old.length === 1 ? 'one list' : `${old.length} lists`;
  const message = `${few} behind these findings may have changed: not read again for more than a year before ${policy.asOf} (longest ago: ${oldest.id}, ${oldest.asOf})`;
  return [{ code: 'stale-lists', message }];
}

function byWeight(one: Finding, other: Finding): number {
  return (
    severityRank(one.severity) - severityRank(other.severity) ||
    byText(one.evidence[0]?.path ?? '', other.evidence[0]?.path ?? '') ||
    (one.evidence[0]?.line ?? 0) - (other.evidence[0]?.line ?? 0) ||
    byText(one.id, other.id)
  );
}

function byPlace(one: Evidence, other: Evidence): number {
  return byText(one.path, other.path) || (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0);
}

/** By code unit: the same on every machine, unlike a locale's order. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
