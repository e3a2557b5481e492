import type { FleetEntity, FleetReport } from '../../model/fleet.ts';
import { type Severity, severities } from '../../model/match.ts';
import { visible } from '../writing/visible-text.ts';

/** Rows of one table; a fleet of a million is a question for the database. */
const mostRows = 20_000;

/**
 * A page without scripts under a policy that allows nothing but its own style: which organisations, which repositories, how many. Readable
 * by a screen reader, in the dark and in print.
 */
export function* fleetHtml(report: FleetReport): Iterable<string> {
  const { summary, policy, entities, targets } = report;
  const names = new Map(entities.map((entity) => [entity.id, entity.name]));
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>wherefrom: fleet report</title>\n<style>';
  yield ':root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #8884;vertical-align:top}td.n,th.n{text-align:right}meter{width:8rem}caption{text-align:left;font-weight:600}.critical{color:#c62828;font-weight:600}.high{color:#c75000;font-weight:600}@media (prefers-color-scheme:dark){.critical{color:#ff8a80}.high{color:#ffb74d}}';
  yield '</style>\n</head>\n<body>\n<main>\n<h1>Fleet report</h1>\n';
  yield `<p>${summary.targets} targets, ${summary.components} components, judged by ${text(policy.profiles.join(', '))} as of ${text(policy.asOf)}. ${report.complete ? 'Everything was read.' : '<strong>Not everything was read.</strong>'}</p>\n`;
  yield '<table><caption>Open findings</caption><thead><tr><th scope="col">Severity</th><th scope="col" class="n">Findings</th><th scope="col">Share</th></tr></thead><tbody>\n';
  const most = Math.max(1, ...severities.map((severity) => summary.findings[severity]));
  for (const severity of severities) {
    const count = summary.findings[severity];
    yield `<tr><th scope="row" class="${severity}">${severity}</th><td class="n">${count}</td><td><meter min="0" max="${most}" value="${count}" aria-label="${severity}: ${count}"></meter></td></tr>\n`;
  }
  yield '</tbody></table>\n';
  if (summary.trend)
    yield `<p>Since the earlier run: ${summary.trend.new} new, ${summary.trend.gone} gone, ${summary.trend.unchanged} unchanged.</p>\n`;
  yield '<table><caption>Organisations</caption><thead><tr><th scope="col">Organisation</th><th scope="col">Country</th><th scope="col">Worst</th><th scope="col" class="n">Targets</th><th scope="col" class="n">Findings</th><th scope="col">Components</th><th scope="col">In</th></tr></thead><tbody>\n';
  for (const entity of entities.slice(0, mostRows)) {
    yield `<tr><th scope="row">${text(entity.name)}</th><td>${text(entity.country ?? '')}</td><td class="${entity.worst}">${entity.worst}</td><td class="n">${entity.targets}</td><td class="n">${entity.findings}${fresh(entity.new)}</td><td>${text(entity.components.join(', '))}</td><td>${text(whereOf(entity))}</td></tr>\n`;
  }
  yield '</tbody></table>\n<table><caption>Targets</caption><thead><tr><th scope="col">Target</th><th scope="col">State</th><th scope="col" class="n">Components</th>';
  for (const severity of severities) yield `<th scope="col" class="n">${severity}</th>`;
  if (summary.trend) yield '<th scope="col" class="n">New</th><th scope="col" class="n">Gone</th>';
  yield '<th scope="col">Organisations</th></tr></thead><tbody>\n';
  for (const row of targets.slice(0, mostRows)) {
    const state =
      row.status !== 'done'
        ? `${row.status}${row.reason ? `: ${row.reason}` : ''}`
        : row.complete
          ? 'read'
          : 'not completely read';
    yield `<tr><th scope="row">${text(row.target)}</th><td>${text(state)}</td><td class="n">${row.components}</td>${severities.map((severity: Severity) => `<td class="n">${row.findings[severity]}</td>`).join('')}${row.trend ? `<td class="n">${row.trend.new}</td><td class="n">${row.trend.gone}</td>` : ''}<td>${text(row.entities.map((id) => names.get(id) ?? id).join(', '))}</td></tr>\n`;
  }
  yield '</tbody></table>\n';
  if (targets.length > mostRows) yield `<p>${targets.length - mostRows} more targets are in fleet.json.</p>\n`;
  yield '</main>\n</body>\n</html>\n';
}

function fresh(count: number | undefined): string {
  return count === undefined || count === 0 ? '' : ` (${count} new)`;
}

function whereOf({ where, targets }: FleetEntity): string {
  return `${where.join(', ')}${targets > where.length ? ` and ${targets - where.length} more` : ''}`;
}

function text(value: string): string {
  return visible(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
