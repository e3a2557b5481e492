import type { Finding, Renderer, Report } from '../model/report.ts';
import { code, prose } from './writing/markdown-text.ts';
import {
  componentText,
  counted,
  isStale,
  placeText,
  relationText,
  severityCounts,
  totalOpen,
  unreadInputs,
} from './writing/words.ts';

/**
 * What somebody signs or an auditor files: by list, by maker and site, then one line a finding, with the day, the profile, what was
 * accepted and why, what could not be read and what was not checked. Nothing is cut short. Counts are of components, so that a device
 * which two rules reach counts once. It is Markdown, and reads as plain text.
 */
export const summaryRenderer: Renderer = {
  id: 'summary',
  title: 'Summary by list, maker and site to hand to an auditor (Markdown)',
  *render(report) {
    yield* headText(report);
    const tally = tallyOf(report.findings);
    yield* listsText(report, tally);
    yield* makersText(tally);
    yield* findingsText(report.findings);
    yield* acceptedText(report.findings);
    yield* unreadText(report);
    yield* uncheckedText(report);
    yield* inputsText(report);
    yield meaning;
  },
};

const meaning = `
## What this says

It says what the inputs above hold, compared with the lists above on the day above. A list without findings means that nothing in these
inputs was recognised as being on it. It says nothing of what no input lists, of things whose maker no input states, or of how things are
used. It is no legal advice.

Reviewed by: ______________________  Date: ______________
`;

function* headText(report: Report): Iterable<string> {
  const { policy, knowledge, tool, target, summary } = report;
  const total = totalOpen(report);
  const rows: readonly (readonly [string, string])[] = [
    ['Target', `${code(target.path)}${target.commit === undefined ? '' : ` at ${code(target.commit)}`}`],
    ['As of', code(policy.asOf)],
    ['Profile', policy.profiles.map(code).join(', ') || 'none'],
    ['Open findings', total === 0 ? 'none' : `${counted(total, 'finding')}: ${severityCounts(summary.findings)}`],
    [
      'Accepted',
      `${counted(summary.waived, 'finding')} waived, ${summary.baseline.toLocaleString('en-US')} in the baseline`,
    ],
    [
      'Read',
      `${counted(summary.components, 'component')} in ${counted(summary.inputs.parsed + summary.inputs.partial, 'input')}`,
    ],
    ['Complete', report.complete ? 'yes' : '**no, the scan is not complete**: see "Not read"'],
    [
      'Knowledge',
      `${code(knowledge.version)}, ${code(knowledge.digest)}${knowledge.oui === undefined ? '' : `, prefixes of ${code(knowledge.oui.date)}`}`,
    ],
    ['Made with', `${tool.name} ${code(tool.version)}`],
  ];
  yield '# Summary by list, maker and site\n\n| | |\n| --- | --- |\n';
  for (const [name, value] of rows) yield `| ${name} | ${value} |\n`;
}

/** Components of a maker, counted once however many findings speak of them. */
interface Tally {
  readonly lists: ReadonlyMap<string, ListTally>;
  readonly makers: ReadonlyMap<string, MakerTally>;
}
interface ListTally {
  readonly title: string;
  readonly makers: Set<string>;
  readonly components: Map<string, number>;
  readonly sites: Set<string>;
}
interface MakerTally {
  readonly name: string;
  readonly country: string | null;
  readonly sites: Map<string, SiteTally>;
}
interface SiteTally {
  /** By what the finding is about; the most that one finding counts of it. */
  readonly components: Map<string, { readonly what: string; count: number }>;
  readonly lists: Set<string>;
  open: number;
}

function tallyOf(findings: readonly Finding[]): Tally {
  const lists = new Map<string, ListTally>();
  const makers = new Map<string, MakerTally>();
  for (const finding of findings) {
    const { entity, component, listings, rule } = finding;
    const name = entity?.name ?? rule;
    const maker = mapped(makers, entity?.id ?? rule, () => ({
      name,
      country: entity?.country ?? null,
      sites: new Map(),
    }));
    const thing = JSON.stringify([
      component.kind,
      component.role,
      component.name,
      component.purl,
      finding.evidence[0]?.path,
    ]);
    const sites = sitesOf(finding);
    const live = listings.filter(({ state, acts }) => state === 'live' && acts !== false);
    for (const { site, count } of sites) {
      const here = mapped(maker.sites, site, (): SiteTally => ({ components: new Map(), lists: new Set(), open: 0 }));
      const held = mapped(here.components, thing, () => ({ what: whatOf(finding), count: 0 }));
      held.count = Math.max(held.count, count);
      if (finding.status === 'open') here.open += 1;
      for (const { list } of live) here.lists.add(list);
    }
    for (const { list, title } of live) {
      const tally = mapped(lists, list, () => ({
        title,
        makers: new Set<string>(),
        components: new Map<string, number>(),
        sites: new Set<string>(),
      }));
      tally.makers.add(name);
      tally.components.set(thing, Math.max(tally.components.get(thing) ?? 0, component.count ?? 1));
      for (const { site } of sites) if (site !== '') tally.sites.add(site);
    }
  }
  return { lists, makers };
}

function mapped<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function sitesOf({ component }: Finding): readonly { readonly site: string; readonly count: number }[] {
  return component.sites ?? [{ site: component.site ?? '', count: component.count ?? 1 }];
}

function whatOf({ component }: Finding): string {
  if (component.role !== undefined) return component.role.replace('-', ' ');
  return component.kind === 'os-package' ? 'system package' : component.kind.replace('-', ' ');
}

function plural(count: number, what: string): string {
  return counted(count, what, what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`);
}

function* listsText(report: Report, { lists }: Tally): Iterable<string> {
  const checked = report.knowledge.lists.filter(({ id, checked: isChecked }) => isChecked === true || lists.has(id));
  yield '\n## By list\n\n';
  if (checked.length === 0) {
    yield 'No list was asked for.\n';
    return;
  }
  yield '| List | Id | Status | Last read | Components | Makers | Sites |\n| --- | --- | --- | --- | ---: | ---: | ---: |\n';
  // Those with something on them first; each group in the order of the report.
  for (const { id, asOf, status, title } of [...checked].sort(
    (a, b) => Number(lists.has(b.id)) - Number(lists.has(a.id)),
  )) {
    const tally = lists.get(id);
    const sum = [...(tally?.components.values() ?? [])].reduce((all, count) => all + count, 0);
    const name = title ?? tally?.title;
    const age = isStale(asOf, report.policy.asOf) ? ' (more than a year ago)' : '';
    const numbers = [sum, tally?.makers.size ?? 0, tally?.sites.size ?? 0].map((number) =>
      number === 0 ? 'none' : number.toLocaleString('en-US'),
    );
    yield `| ${name === undefined ? '' : code(name)} | ${code(id)} | ${status} | ${code(asOf)}${age} | ${numbers.join(' | ')} |\n`;
  }
}

function* makersText({ makers }: Tally): Iterable<string> {
  yield '\n## By maker and site\n\n';
  if (makers.size === 0) {
    yield 'Nothing was found.\n';
    return;
  }
  yield '| Maker | Country | Site | Components | Open findings | Lists in force |\n| --- | --- | --- | --- | ---: | --- |\n';
  const sorted = [...makers.values()].sort((a, b) => byText(a.name, b.name));
  for (const { name, country, sites } of sorted) {
    for (const [site, { components, lists, open }] of [...sites].sort(([a], [b]) => byText(a, b))) {
      const kinds = new Map<string, number>();
      for (const { what, count } of components.values()) kinds.set(what, (kinds.get(what) ?? 0) + count);
      const things = [...kinds].map(([what, count]) => plural(count, what)).join(', ');
      const cells = [
        code(name),
        country === null ? '' : code(country),
        site === '' ? 'not stated' : code(site),
        things,
        open.toLocaleString('en-US'),
        [...lists].map(code).join('<br>') || 'none',
      ];
      yield `| ${cells.join(' | ')} |\n`;
    }
  }
}

function* findingsText(findings: readonly Finding[]): Iterable<string> {
  if (findings.length === 0) return;
  yield '\n## Findings\n\n| Severity | What | Count | Who | Recognised by | Confidence | First place | Status | Notes | Id |\n';
  yield '| --- | --- | ---: | --- | --- | --- | --- | --- | --- | --- |\n';
  for (const finding of findings) {
    const { severity, component, entity, rule, relation, evidence, confidence, status, id } = finding;
    const [first] = evidence;
    const cells = [
      severity,
      `${whatOf(finding)} ${code(componentText(component))}`,
      (component.count ?? 1).toLocaleString('en-US'),
      `${relationText(relation)} ${code(entity?.name ?? rule)}`,
      first === undefined ? '' : `${code(first.matched)} in ${code(first.field)}`,
      confidence,
      first === undefined ? '' : code(placeText(first)),
      status,
      (finding.notes ?? []).map(code).join('<br>'),
      code(id),
    ];
    yield `| ${cells.join(' | ')} |\n`;
  }
}

function* acceptedText(findings: readonly Finding[]): Iterable<string> {
  const reasons = new Map<string, number>();
  for (const { status, waiver } of findings) {
    if (status !== 'waived') continue;
    const { reason = 'no reason given', owner, expires } = waiver ?? {};
    const text = `${prose(reason)}; ${owner === undefined ? 'no owner' : `owner ${code(owner)}`}, ${expires === undefined ? 'without end' : `until ${code(expires)}`}`;
    reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  if (reasons.size === 0) return;
  yield '\n## Accepted, and why\n\n';
  for (const [text, count] of reasons) yield `- ${counted(count, 'finding')}: ${text}\n`;
}

function* unreadText(report: Report): Iterable<string> {
  const lost = report.problems.filter(({ weight }) => weight === 'lost');
  const told = new Set(lost.map(({ path }) => path));
  const rest = unreadInputs(report).filter(({ path }) => !told.has(path));
  yield '\n## Not read\n\n';
  if (lost.length + rest.length === 0) yield 'Every recognised input was read.\n';
  for (const problem of lost) yield `- ${code(placeText(problem))}: ${code(problem.message)}\n`;
  for (const { path, status, reason } of rest)
    yield `- ${code(path)}: ${status}${reason === undefined ? '' : `, ${code(reason)}`}\n`;
}

/** Damaged cells, columns nobody read, rows without a maker: what the inputs hold and no list was compared with. */
function* uncheckedText({ problems }: Report): Iterable<string> {
  const notes = problems.filter(({ weight }) => weight === 'note');
  if (notes.length === 0) return;
  yield '\n## Not checked, and other notes\n\n';
  for (const problem of notes)
    yield `- ${problem.path === '.' ? '' : `${code(placeText(problem))}: `}${code(problem.message)}\n`;
}

function* inputsText({ inputs }: Report): Iterable<string> {
  if (inputs.length === 0) return;
  yield '\n## Inputs\n\n| Input | Read as | Status | Components |\n| --- | --- | --- | ---: |\n';
  for (const { path, format, status, components } of inputs)
    yield `| ${code(path)} | ${code(format)} | ${status} | ${components.toLocaleString('en-US')} |\n`;
}

/** By code unit: the same on every machine, unlike a locale's order. */
function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
