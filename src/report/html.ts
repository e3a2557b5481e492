import { createHash } from 'node:crypto';
import type { Renderer, Report } from '../model/report.ts';
import { pageData } from './page/page-data.ts';
import { pageScript } from './page/page-script.ts';
import { pageStyle } from './page/page-style.ts';
import { jsonText } from './writing/json-text.ts';
import { counted, isStale, placeText, severityCounts, totalOpen, unreadInputs } from './writing/words.ts';
import { markupText } from './writing/xml-text.ts';

/** Rows a data block, so that no block and no piece of output grows with the report. */
const rowsPerBlock = 2_000;
const maxInputs = 500;

/**
 * One self-contained page. Its policy allows the one style and the one program by their hashes and nothing else: no remote load,
 * no inline handler, no form. Findings lie in JSON blocks, which no browser runs, and become nodes through `textContent`; the page
 * draws 50 at a time, so that 100,000 open as fast as they parse. What must be readable without a program (counts, what could not
 * be read, the lists and their age) is plain markup.
 */
export const htmlRenderer: Renderer = {
  id: 'html',
  title: 'One self-contained page for a browser',
  *render(report) {
    yield headMarkup(report);
    yield summaryMarkup(report);
    yield interactiveMarkup;
    yield unreadMarkup(report);
    yield listsMarkup(report);
    yield inputsMarkup(report);
    yield `</main>\n<footer><p class="soft">wherefrom ${markupText(report.tool.version)}, knowledge ${markupText(report.knowledge.version)} (${markupText(report.knowledge.digest)})</p></footer>\n`;
    yield dialogMarkup;
    const data = pageData();
    for (let at = 0; at < report.findings.length; at += rowsPerBlock) {
      const rows = report.findings.slice(at, at + rowsPerBlock).map(data.row);
      yield `<script type="application/json" class="rows">${blockText(rows)}</script>\n`;
    }
    yield `<script type="application/json" id="tables">${blockText(data.tables())}</script>\n`;
    yield `<script>${pageScript}</script>\n</body>\n</html>\n`;
  },
};

/** JSON inside a script element: without `<` nothing in it can end the element or open a comment. */
function blockText(value: unknown): string {
  return jsonText(value).replaceAll('<', '\\u003c');
}

function headMarkup(report: Report): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(pageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>wherefrom: ${markupText(report.target.path)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function summaryMarkup(report: Report): string {
  const { summary, target, policy, complete } = report;
  const total = totalOpen(report);
  const found =
    total === 0 ? 'No open findings' : `${counted(total, 'open finding')}: ${severityCounts(summary.findings)}`;
  const commit = target.commit === undefined ? '' : ` at commit <code>${markupText(target.commit)}</code>`;
  const warning = complete
    ? ''
    : '<p class="warning"><strong>The scan is not complete.</strong> What could not be read is missing from the findings; see <a href="#unread">Not read</a>.</p>\n';
  return `<header>
<h1>Where it comes from</h1>
<p>Target <code>${markupText(target.path)}</code>${commit}</p>
<p>${found}. ${summary.waived.toLocaleString('en-US')} waived, ${summary.baseline.toLocaleString('en-US')} in the baseline.</p>
<p class="soft">${counted(summary.components, 'component')} in ${counted(summary.inputs.parsed + summary.inputs.partial, 'input')}. Profiles: ${markupText(policy.profiles.join(', ') || 'none')}. As of ${markupText(policy.asOf)}.</p>
${warning}</header>
<main>
<noscript><p class="warning">The list of findings needs the program of this page. Without it, use the JSON or CSV output.</p></noscript>
`;
}

const interactiveMarkup = `<div id="interactive" hidden>
<section aria-labelledby="by-severity"><h2 id="by-severity">By severity</h2>
<ul class="severities" id="severities"></ul>
<div class="stack" id="stack" aria-hidden="true"></div>
</section>
<section aria-labelledby="narrow"><h2 id="narrow">What is behind them</h2>
<div class="facets" id="facets"></div>
</section>
<section aria-labelledby="findings"><h2 id="findings" tabindex="-1">Findings</h2>
<form class="tools" id="search" role="search"><label for="q">Search</label> <input id="q" type="search" autocomplete="off" spellcheck="false"></form>
<ul class="chips" id="chips" aria-label="Filters in use"></ul>
<p id="count" role="status" aria-live="polite"></p>
<div class="scroll" role="region" aria-label="Table of findings" tabindex="0">
<table class="found">
<caption>Select a component for its listings, places, dependency paths and sources.</caption>
<thead><tr id="columns"></tr></thead>
<tbody id="rows"></tbody>
</table>
</div>
<nav class="pages" aria-label="Pages"><button type="button" id="first">First</button><button type="button" id="previous">Previous</button><button type="button" id="next">Next</button><button type="button" id="last">Last</button></nav>
</section>
</div>
`;

const dialogMarkup = `<dialog id="detail" aria-labelledby="detail-title"><button type="button" class="close" id="close">Close</button><div id="detail-body"></div></dialog>
`;

function unreadMarkup(report: Report): string {
  const lost = report.problems.filter(({ weight }) => weight === 'lost');
  const told = new Set(lost.map(({ path }) => path));
  const rows = [
    ...lost.map((problem) => [placeText(problem), problem.code, problem.message]),
    ...unreadInputs(report)
      .filter(({ path }) => !told.has(path))
      .map(({ path, status, reason }) => [path, status, reason ?? '']),
  ];
  const notes = report.problems
    .filter(({ weight }) => weight === 'note')
    .map((problem) => [placeText(problem), problem.code, problem.message]);
  return `${rowsMarkup('unread', 'Not read', ['Place', 'Code', 'What happened'], rows)}${rowsMarkup('notes', 'Notes', ['Place', 'Code', 'Note'], notes)}`;
}

function listsMarkup({ knowledge, policy, findings }: Report): string {
  const used = new Set(findings.flatMap(({ listings }) => listings.map(({ list }) => list)));
  const rows = knowledge.lists
    .filter(({ id }) => used.has(id))
    .map(({ id, asOf, status }) => [id, status, asOf, isStale(asOf, policy.asOf) ? 'more than a year old' : '']);
  return rowsMarkup('lists', 'Lists used', ['List', 'Status', 'Last read', 'Age'], rows);
}

function inputsMarkup({ inputs }: Report): string {
  return rowsMarkup(
    'inputs',
    'Inputs',
    ['Path', 'Format', 'Status', 'Components', 'Reason'],
    inputs.map(({ path, format, status, components, reason }) => [
      path,
      format,
      status,
      String(components),
      reason ?? '',
    ]),
  );
}

function rowsMarkup(
  id: string,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const shown = rows.slice(0, maxInputs);
  const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  const body = shown
    .map((cells) => `<tr>${cells.map((cell) => `<td><bdi>${markupText(cell)}</bdi></td>`).join('')}</tr>\n`)
    .join('');
  const more =
    rows.length > shown.length
      ? `<p>and ${counted(rows.length - shown.length, 'more row')}; the JSON report has all.</p>\n`
      : '';
  const open = id === 'inputs' ? '' : ' open';
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<details${open}><summary>${counted(rows.length, 'row')}</summary>
<div class="scroll" role="region" aria-label="Table: ${title}" tabindex="0">
<table><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table>
</div>
${more}</details></section>
`;
}
