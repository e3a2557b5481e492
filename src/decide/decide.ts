import type { Evidence, Match, MatchNote, Severity } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import type { Finding } from '../model/report.ts';
import { controlOf } from './control.ts';
import { findingId } from './finding-id.ts';
import { type CompileGlob, createJudge, type Verdict } from './judge.ts';
import { staleness } from './listing-state.ts';
import { noteInWords } from './note-in-words.ts';
import { remedyFor } from './remedy.ts';
import { isOrigin, sentence } from './sentence.ts';
import { confidenceRank, confidentEnough, severityRank } from './severity.ts';
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

interface Draft {
  readonly id: string;
  match: Match;
  verdict: Verdict;
  severity: Severity;
  notes: readonly MatchNote[];
  readonly others: Match[];
}

/**
 * Matches under a policy become findings. Matches with one fingerprint (a component in several versions or on several lines of
 * one file) are one finding that keeps every place; its judgement is the gravest of theirs.
 */
export function decide(matches: readonly Match[], policy: Policy, compileGlob: CompileGlob): Decision {
  const { judge, unknownLists } = createJudge(policy, compileGlob);
  const drafts = new Map<string, Draft>();
  for (const match of matches) {
    const verdict = judge(match);
    if (verdict === undefined) continue;
    const { severity, notes } = inSurroundings(verdict.severity, match.attributes);
    const draft: Draft = { id: findingId(match), match, verdict, severity, notes, others: [] };
    const known = drafts.get(draft.id);
    if (known === undefined) drafts.set(draft.id, draft);
    else merge(known, draft);
  }
  const book = openWaivers(policy, compileGlob);
  const findings: Finding[] = [];
  let unsure = 0;
  for (const draft of drafts.values()) {
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

/** The graver one speaks; the other adds its places. */
function merge(into: Draft, from: Draft): void {
  if (grave(from, into) < 0) {
    const { match } = into;
    into.match = from.match;
    into.verdict = from.verdict;
    into.severity = from.severity;
    into.notes = from.notes;
    into.others.push(match);
  } else into.others.push(from.match);
}

const strengths: Readonly<Record<Match['strength'], number>> = { exact: 0, strong: 1, weak: 2 };

function grave(one: Draft, other: Draft): number {
  return (
    severityRank(one.severity) - severityRank(other.severity) ||
    strengths[one.match.strength] - strengths[other.match.strength] ||
    confidenceRank(one.verdict.confidence) - confidenceRank(other.verdict.confidence)
  );
}

function findingOf(draft: Draft, policy: Policy, book: WaiverBook): Finding {
  const { id, severity, verdict, others } = draft;
  const match = others.length === 0 ? draft.match : withPlaces(draft.match, others);
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

function withPlaces(lead: Match, others: readonly Match[]): Match {
  const evidence = new Map<string, Evidence>();
  const paths = new Map<string, readonly string[]>();
  const notes = new Map<string, MatchNote>();
  for (const match of [lead, ...others]) {
    for (const row of match.evidence) evidence.set(JSON.stringify(row), row);
    for (const path of match.paths) paths.set(JSON.stringify(path), path);
    for (const note of match.notes) notes.set(JSON.stringify(note), note);
  }
  const rows = [...evidence.values()];
  const versions = new Set(
    [lead, ...others].map(({ component }) => component.version).filter((version) => version !== undefined),
  );
  return {
    ...lead,
    component: versions.size > 1 ? { ...lead.component, versions: [...versions].sort(byText) } : lead.component,
    // The first row is the one the message speaks of; the rest follow in the order of the file.
    evidence: [...rows.slice(0, 1), ...rows.slice(1).sort(byPlace)],
    paths: [...paths.values()].sort((one, other) => one.length - other.length).slice(0, maxPaths),
    notes: [...notes.values()],
  };
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
