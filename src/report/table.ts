import Table from 'cli-table3';
import { severities } from '../model/match.ts';
import type { Finding, Renderer, RenderOptions, Report } from '../model/report.ts';
import { displayWidth, wrap } from './writing/display-width.ts';
import { harmlessLine, visible } from './writing/visible-text.ts';
import {
  componentText, counted, isStale, openFindings, pathText, placeText, relationText, severityCounts, totalOpen, unreadInputs,
} from './writing/words.ts'; // biome-ignore format: a list

/** Findings shown of one group before the rest is only counted, so that a fleet of one camera model stays readable. */
const perGroup = 8;
const perListings = 3;
const perNotes = 3;
const perList = 20;
/** What is said of one finding beside what its group shares; the JSON has all of it. */
const notesOfOne = 3;
const narrowest = 40;

/**
 * For people: by severity, then by entity (or what `groupBy` asks for); what to do once a group; what could not be read; which
 * lists were used and how old they are; a last line that sums up. All untrusted text passes `visible` before it is laid out.
 */
export const tableRenderer: Renderer = {
  id: 'table',
  title: 'For people, on a terminal',
  *render(report, options) {
    const page = pageFor(options);
    const open = openFindings(report);
    for (const severity of severities) {
      const here = open.filter((finding) => finding.severity === severity);
      if (here.length === 0) continue;
      yield `${page.paint(severity, severity.toUpperCase())} ${page.paint('dim', counted(here.length, 'finding'))}\n\n`;
      for (const { of, findings } of groupsOf(here, page.groupBy)) yield* groupText(of, findings, report, page);
    }
    yield* unreadText(report, page);
    yield* notesText(report, page);
    yield* listsText(report, page);
    yield* summaryText(report, page);
  },
};

interface Page {
  readonly width: number;
  readonly paint: RenderOptions['paint'];
  readonly all: 'yes' | 'no';
  readonly groupBy: NonNullable<RenderOptions['groupBy']>;
}

function pageFor({ width, paint, verbose = 'no', groupBy = 'entity' }: RenderOptions): Page {
  return {
    width: width === undefined ? Number.POSITIVE_INFINITY : Math.max(narrowest, width),
    paint,
    all: verbose,
    groupBy,
  };
}

interface Group {
  readonly of: string;
  readonly findings: Finding[];
}

/** In the order they first stand in. By entity, each rule is a group of its own: the lists that stand above it are those of its rule. */
function groupsOf(findings: readonly Finding[], by: Page['groupBy']): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    for (const of of groupKeys(finding, by)) {
      const key = by === 'entity' ? `${finding.rule} ${of}` : of;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { of, findings: [finding] });
      else group.findings.push(finding);
    }
  }
  return groups.values();
}

const noSite = 'no site';

/** One key, but for a finding of several sites. */
function groupKeys({ component, entity, rule }: Finding, by: Page['groupBy']): readonly string[] {
  if (by === 'model') return [component.name];
  if (by !== 'site') return [entity?.name ?? rule];
  return component.sites?.map(({ site }) => site || noSite) ?? [component.site ?? noSite];
}

function* groupText(of: string, group: readonly Finding[], report: Report, page: Page): Iterable<string> {
  const first = group[0] as Finding;
  const key = visible(of);
  const country = page.groupBy === 'entity' && first.entity?.country ? ` (${visible(first.entity.country)})` : '';
  yield lines(page, '  ', `${key}${country}`, 'strong');
  if (page.groupBy === 'entity')
    for (const listing of listingLines(first, report, page)) yield lines(page, '    ', listing, 'dim');
  const shared = commonNotes(group);
  for (const note of shownNotes(shared, page)) yield lines(page, '    ', visible(note), 'dim');
  const blocks = page.all === 'yes' ? group.map((finding) => [finding]) : sameThings(group);
  const shown = page.all === 'yes' ? blocks : blocks.slice(0, perGroup);
  for (const block of shown) yield* findingText(block, page, new Set(shared), of);
  if (blocks.length > shown.length)
    yield lines(page, '    ', `... and ${blocks.length - shown.length} more (-v shows all)`, 'dim');
  yield* remediesText(group, page);
  yield '\n';
}

/** What all findings of a group note; the rest is in their sentences. */
function commonNotes(group: readonly Finding[]): readonly string[] {
  const [notes = [], ...others] = group.map((finding) => finding.notes ?? []);
  return notes.filter((each) => others.every((more) => more.includes(each)));
}

function shownNotes(common: readonly string[], page: Page): readonly string[] {
  if (page.all === 'yes' || common.length <= perNotes) return common;
  return [...common.slice(0, perNotes), `and ${counted(common.length - perNotes, 'more note')}`];
}

/** Each remedy once; where a group has several, with the kinds of component it is for. */
function* remediesText(group: readonly Finding[], page: Page): Iterable<string> {
  const kinds = new Map<string, Set<string>>();
  for (const { remedy, component } of group) kinds.set(remedy, (kinds.get(remedy) ?? new Set()).add(component.kind));
  for (const [remedy, of] of kinds) {
    const whom = kinds.size === 1 ? '' : ` (${[...of].join(', ')})`;
    if (remedy !== '') yield lines(page, '    ', visible(`What to do${whom}: ${remedy}`));
  }
}

function listingLines({ listings }: Finding, report: Report, page: Page): readonly string[] {
  const all = listings.map(({ title, since, state, why, through, asOf }) => {
    const from = since === undefined ? '' : `, since ${since}`;
    const inert = state === 'live' ? '' : `; ${state}: ${why ?? ''}`;
    const old = isStale(asOf, report.policy.asOf) ? `; list last read ${asOf}` : '';
    return visible(`${title}${from}${through === undefined ? '' : `; ${through}`}${inert}${old}`);
  });
  // One list may name the same organisation under several scopes.
  const texts = [...new Set(all)];
  if (page.all === 'yes' || texts.length <= perListings) return texts;
  return [...texts.slice(0, perListings), `and ${counted(texts.length - perListings, 'more listing')}`];
}

/** Findings of one component that several inputs hold (a manifest and its lockfile) side by side, in the order they first stand in. */
function sameThings(group: readonly Finding[]): readonly (readonly Finding[])[] {
  const blocks = new Map<string, Finding[]>();
  for (const finding of group) {
    const { component, relation, confidence, rule } = finding;
    const key = JSON.stringify([component.name, component.version, relation, confidence, rule]);
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, [finding]);
    else block.push(finding);
  }
  return [...blocks.values()];
}

function* findingText(
  [finding, ...elsewhere]: readonly Finding[],
  page: Page,
  shared: ReadonlySet<string>,
  group: string,
): Iterable<string> {
  if (finding === undefined) return;
  const { component, evidence, relation, confidence, entity } = finding;
  const paths = [finding, ...elsewhere].find((each) => each.paths.some((path) => path.length > 1))?.paths ?? [];
  const [first, ...rest] = evidence;
  const others = [...rest, ...elsewhere.flatMap((each) => each.evidence.slice(0, 1))];
  const place = first === undefined ? '' : harmlessLine(visible(placeText(first)));
  const name = harmlessLine(visible(componentText(component)));
  const head = `    ${place}  ${name}`;
  if (displayWidth(head) <= page.width) yield `    ${page.paint('path', place)}  ${name}\n`;
  else yield lines(page, '    ', place, 'path') + lines(page, '      ', name);
  // Where no organisation is meant, the sentence says what is: the reason of an origin rule. A duty's notes say it already.
  const isSaid = page.all === 'yes' || (entity === null && !finding.rule.startsWith('duty/'));
  if (isSaid && page.all === 'no') yield lines(page, '      ', visible(finding.message), 'dim');
  const who = page.groupBy === 'entity' || entity === null ? '' : ` ${entity.name}`;
  const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
  const seen =
    first === undefined
      ? ''
      : `: ${first.matched} in ${first.field}${first.value === component.name ? '' : ` "${first.value}"`}`;
  yield lines(page, '      ', visible(`${relationText(relation)}${who}${sure}${seen}`), 'dim');
  const here = page.groupBy === 'site' ? component.sites?.find(({ site }) => (site || noSite) === group) : undefined;
  if (here !== undefined && here.count !== component.count)
    yield lines(page, '      ', `${here.count} of ${component.count} are here`, 'dim');
  const ownNotes = (finding.notes ?? []).filter(
    (note) => !shared.has(note) && !(isSaid && finding.message.includes(note)),
  );
  for (const note of ownNotes.slice(0, notesOfOne)) yield lines(page, '      ', visible(note), 'dim');
  if (page.all === 'yes')
    yield lines(page, '      ', visible(finding.message)) + lines(page, '      ', finding.id, 'dim');
  const shownPaths = page.all === 'yes' ? paths : paths.slice(0, 1);
  for (const path of shownPaths)
    if (path.length > 1) yield lines(page, '      ', visible(`through ${pathText(path)}`), 'dim');
  const places = page.all === 'yes' ? others : others.slice(0, 2);
  for (const other of places) yield lines(page, '      ', visible(`also ${placeText(other)} ${other.matched}`), 'dim');
  if (others.length > places.length)
    yield lines(page, '      ', `and ${others.length - places.length} more places`, 'dim');
}

function* unreadText(report: Report, page: Page): Iterable<string> {
  const unread = unreadInputs(report);
  const lost = report.problems.filter(({ weight }) => weight === 'lost');
  if (unread.length === 0 && lost.length === 0) return;
  yield lines(page, '', 'NOT READ', 'bad') + lines(page, '', 'Findings may be missing because of these:', 'dim');
  yield '\n';
  const told = new Set(lost.map(({ path }) => path));
  const rows = [
    ...unread
      .filter(({ path }) => !told.has(path))
      .map(({ path, status, reason }) => `${path}: ${status}${reason === undefined ? '' : `, ${reason}`}`),
    ...lost.map((problem) => `${placeText(problem)}: ${problem.message} (${problem.code})`),
  ];
  yield* limited(rows, page);
}

function* notesText(report: Report, page: Page): Iterable<string> {
  const notes = report.problems.filter(({ weight }) => weight === 'note');
  if (notes.length === 0) return;
  if (page.all === 'no' && !notes.some(({ code }) => spoken.test(code))) return;
  yield `${page.paint('strong', 'NOTES')}\n\n`;
  const shown = page.all === 'yes' ? notes : notes.filter(({ code }) => spoken.test(code));
  yield* limited(
    shown.map((problem) => (problem.path === '.' ? problem.message : `${placeText(problem)}: ${problem.message}`)),
    page,
  );
}

/** Always shown: what the user wrote himself, and what of a table was not checked. Other notes about inputs come on request. */
const spoken =
  /^(?:waiver-|stale-lists$|unknown-list$|below-min-confidence$|damaged-cell$|unreadable-cell$|unmapped-columns$)/;

function* limited(rows: readonly string[], page: Page): Iterable<string> {
  const shown = page.all === 'yes' ? rows : rows.slice(0, perList);
  for (const row of shown) yield lines(page, '  ', visible(row));
  if (rows.length > shown.length)
    yield lines(page, '  ', `... and ${rows.length - shown.length} more (-v shows all)`, 'dim');
  yield '\n';
}

/** The list that speaks first for each finding, with its age; with `-v` every list that was loaded. */
function* listsText(report: Report, page: Page): Iterable<string> {
  const leading = new Set(openFindings(report).map(({ listings }) => listings[0]?.list));
  const used = new Set(openFindings(report).flatMap(({ listings }) => listings.map(({ list }) => list)));
  const shown = report.knowledge.lists.filter(({ id }) => page.all === 'yes' || leading.has(id));
  if (shown.length === 0) return;
  const day = report.policy.asOf;
  const rows = shown.map(({ id, asOf, status }) => [
    visible(id),
    visible(status),
    visible(asOf),
    isStale(asOf, day) ? 'more than a year old' : '',
  ]);
  const others = [...used].filter((id) => !shown.some((list) => list.id === id)).length;
  yield `${page.paint('strong', 'LISTS USED')}\n\n${listRows(rows, page)}`;
  if (others > 0)
    yield lines(page, '  ', `and ${counted(others, 'more list')} that findings stand on (-v shows all)`, 'dim');
  yield '\n';
}

/** A table where it fits the page, else a line each. */
function listRows(rows: readonly (readonly string[])[], page: Page): string {
  const header = ['List', 'Status', 'Last read', ''];
  const widths = header.map((text, at) => Math.max(...[text, ...rows.map((row) => row[at] ?? '')].map(displayWidth)));
  if (widths.reduce((sum, width) => sum + width + 2, 0) > page.width) {
    return rows.map((row) => lines(page, '  ', row.filter((part) => part !== '').join(', '))).join('');
  }
  const table = new Table({
    head: header.map((text) => (text === '' ? '' : page.paint('dim', text))),
    style: { head: [], border: [], compact: true },
    chars: bare,
  });
  table.push(
    ...rows.map(([id = '', status = '', asOf = '', age = '']) => [
      id,
      status,
      asOf,
      age === '' ? '' : page.paint('medium', age),
    ]),
  );
  return `${trimEnds(table.toString())}\n`;
}

/** No rules, two spaces between columns. */
const bare = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: ' ', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '',
}; // biome-ignore format: a table

function* summaryText(report: Report, page: Page): Iterable<string> {
  const { summary, complete, policy } = report;
  const total = totalOpen(report);
  const found =
    total === 0
      ? page.paint('good', 'No open findings')
      : `${counted(total, 'finding')}: ${severityCounts(summary.findings)}`;
  const aside = [
    summary.waived > 0 ? `${summary.waived} waived` : '',
    summary.baseline > 0 ? `${summary.baseline} in the baseline` : '',
  ].filter((part) => part !== '');
  yield lines(page, '', `${found}${aside.length === 0 ? '' : `; ${aside.join(', ')}`}.`);
  const { parsed, partial, failed, skipped } = summary.inputs;
  const inputs = [
    `${parsed} read`,
    partial > 0 ? `${partial} in part` : '',
    failed > 0 ? `${failed} failed` : '',
    skipped > 0 ? `${skipped} skipped` : '',
  ];
  yield lines(
    page,
    '',
    `${counted(summary.components, 'component')} in ${counted(parsed + partial + failed + skipped, 'input')} (${inputs.filter((part) => part !== '').join(', ')}).`,
    'dim',
  );
  yield lines(
    page,
    '',
    visible(
      `Profile ${policy.profiles.join(', ') || 'none'}, as of ${policy.asOf}, knowledge ${report.knowledge.version}.`,
    ),
    'dim',
  );
  if (!complete) yield lines(page, '', 'The scan is not complete: see NOT READ above.', 'bad');
}

/** Wrapped to the page under one indent; colour goes on whole lines, so that it never counts as width. */
function lines(page: Page, indent: string, text: string, role?: Parameters<Page['paint']>[0]): string {
  return fitted(harmlessLine(text), page.width - indent.length)
    .map((line) => `${indent}${role === undefined ? line : page.paint(role, line)}\n`)
    .join('');
}

/** Wrapping may bring to the start of a line what is a command only there; made harmless it is longer, and wrapped again. */
function fitted(text: string, width: number): readonly string[] {
  if (width === Number.POSITIVE_INFINITY) return [text];
  const wrapped = wrap(text, width);
  const harmless = wrapped.map(harmlessLine);
  return harmless.every((line, at) => line === wrapped[at]) ? wrapped : harmless.flatMap((line) => wrap(line, width));
}

function trimEnds(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
