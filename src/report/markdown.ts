import { severities } from '../model/match.ts';
import type { Finding, Renderer, Report } from '../model/report.ts';
import { code, prose } from './writing/markdown-text.ts';
import {
  componentText,
  counted,
  isStale,
  openFindings,
  pathText,
  placeText,
  relationText,
  severityCounts,
  totalOpen,
  unreadInputs,
} from './writing/words.ts';

/** A GitHub comment takes 65,536 characters; a job summary 1,048,576 bytes, and one over it is dropped whole. */
const commentBytes = 65_000;
const maxRemedies = 15;
const maxUnread = 20;
const maxLists = 20;

/**
 * GitHub Markdown for a pull-request comment or a job summary. Everything read from an input stands in a code span: there GitHub
 * neither formats nor links nor notifies a user whose name follows an `@`. Rows go most severe first, are cut between rows, and
 * the line after them counts the rest.
 */
export const markdownRenderer: Renderer = {
  id: 'markdown',
  title: 'Markdown for pull-request comments and job summaries',
  *render(report, options) {
    const open = openFindings(report);
    const head = headText(report);
    const tail = tailText(report, open);
    yield head;
    if (open.length > 0) yield* rowsText(open, (options.maxBytes ?? commentBytes) - size(head) - size(tail));
    yield tail;
  },
};

function headText(report: Report): string {
  const total = totalOpen(report);
  const { waived, baseline, components, inputs } = report.summary;
  const found =
    total === 0 ? 'no open findings' : `${counted(total, 'finding')} (${severityCounts(report.summary.findings)})`;
  const aside = [waived > 0 ? `${waived} waived` : '', baseline > 0 ? `${baseline} in the baseline` : ''].filter(
    (part) => part !== '',
  );
  const read = `${counted(components, 'component')} in ${counted(inputs.parsed + inputs.partial, 'input')} read`;
  const warning = report.complete
    ? ''
    : '\n> [!WARNING]\n> The scan is not complete: what could not be read is missing from the findings.\n';
  return `## wherefrom: ${found}\n${warning}\n${[read, ...aside, `profile ${code(report.policy.profiles.join(', '))}`, `as of ${code(report.policy.asOf)}`].join(' · ')}\n`;
}

const tableHead = '\n| Severity | Component | Who | Listed | Where |\n| --- | --- | --- | --- | --- |\n';

function* rowsText(findings: readonly Finding[], room: number): Iterable<string> {
  // Kept free for the line that counts what was cut.
  let left = room - size(tableHead) - 80;
  let shown = 0;
  let text = tableHead;
  for (const finding of findings) {
    const row = rowText(finding);
    const bytes = size(row);
    if (bytes > left) break;
    left -= bytes;
    text += row;
    shown += 1;
  }
  if (shown > 0) yield text;
  if (shown < findings.length)
    yield `\n${counted(findings.length - shown, 'more finding')} not shown; the report has all.\n`;
}

function rowText({
  severity,
  component,
  entity,
  rule,
  relation,
  listings,
  evidence,
  confidence,
  paths,
}: Finding): string {
  const [first, ...others] = evidence;
  const who =
    entity === null ? code(rule) : `${code(entity.name)}${entity.country === null ? '' : ` (${code(entity.country)})`}`;
  const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
  const lists = listings
    .slice(0, 2)
    .map(
      ({ title, since, state }) =>
        `${code(title)}${since === undefined ? '' : ` since ${code(since)}`}${state === 'live' ? '' : ` (${state})`}`,
    );
  if (listings.length > 2) lists.push(`and ${listings.length - 2} more`);
  const path = paths[0] !== undefined && paths[0].length > 1 ? `<br>through ${code(pathText(paths[0]))}` : '';
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'more place')}`;
  const where = first === undefined ? '' : `${code(placeText(first))}${more}${path}`;
  return `| ${severity} | ${code(componentText(component))} | ${relationText(relation)} ${who}${sure} | ${lists.join('<br>')} | ${where} |\n`;
}

function tailText(report: Report, open: readonly Finding[]): string {
  return [remediesText(open), unreadText(report), listsText(report, open)].join('');
}

function remediesText(open: readonly Finding[]): string {
  const remedies = new Map<string, Set<string>>();
  for (const severity of severities.slice(0, 4)) {
    for (const finding of open) {
      if (finding.severity !== severity) continue;
      const who = finding.entity?.name ?? finding.rule;
      remedies.set(finding.remedy, (remedies.get(finding.remedy) ?? new Set()).add(who));
    }
  }
  if (remedies.size === 0) return '';
  const rows = [...remedies].slice(0, maxRemedies).map(([remedy, who]) => {
    const names = [...who].slice(0, 3).map((name) => code(name));
    if (who.size > 3) names.push(`${who.size - 3} more`);
    return `- ${names.join(', ')}: ${prose(remedy)}\n`;
  });
  return `\n<details><summary>What to do</summary>\n\n${rows.join('')}\n</details>\n`;
}

function unreadText(report: Report): string {
  const lost = report.problems.filter(({ weight }) => weight === 'lost');
  const told = new Set(lost.map(({ path }) => path));
  const rows = [
    ...lost.map((problem) => `- ${code(placeText(problem))}: ${code(problem.message)}\n`),
    ...unreadInputs(report)
      .filter(({ path }) => !told.has(path))
      .map(
        ({ path, status, reason }) => `- ${code(path)}: ${status}${reason === undefined ? '' : `, ${code(reason)}`}\n`,
      ),
  ];
  if (rows.length === 0) return '';
  const more = rows.length > maxUnread ? `- and ${rows.length - maxUnread} more\n` : '';
  return `\n### Not read\n\n${rows.slice(0, maxUnread).join('')}${more}`;
}

function listsText(report: Report, open: readonly Finding[]): string {
  const used = new Set(open.flatMap(({ listings }) => listings.map(({ list }) => list)));
  const rows = report.knowledge.lists
    .filter(({ id }) => used.has(id))
    .map(
      ({ id, asOf }) =>
        `${code(id)} read ${code(asOf)}${isStale(asOf, report.policy.asOf) ? ' (more than a year old)' : ''}`,
    );
  if (rows.length === 0) return '';
  const more = rows.length > maxLists ? `, and ${rows.length - maxLists} more` : '';
  return `\nLists: ${rows.slice(0, maxLists).join(', ')}${more}.\n`;
}

function size(text: string): number {
  return Buffer.byteLength(text);
}
