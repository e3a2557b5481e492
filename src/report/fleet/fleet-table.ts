import type { FleetReport } from '../../model/fleet.ts';
import { severities } from '../../model/match.ts';
import { harmlessLine, visible } from '../writing/visible-text.ts';

const mostShown = 25;

/** For people: the organisations in most targets, what could not be looked at, and the sum. */
export function* fleetTable(report: FleetReport): Iterable<string> {
  const { summary, entities, targets } = report;
  for (const entity of entities.slice(0, mostShown)) {
    yield `${entity.worst.toUpperCase().padEnd(8)}  ${line(entity.name)}${entity.country ? ` (${line(entity.country)})` : ''}  ${entity.targets} targets, ${entity.findings} findings\n`;
    yield `          ${line(entity.components.slice(0, 5).join(', '))}\n`;
  }
  if (entities.length > mostShown) yield `and ${entities.length - mostShown} more organisations (fleet.json has all)\n`;
  const unsound = targets.filter((target) => target.status !== 'done');
  if (unsound.length > 0) yield '\nNOT READ\n';
  for (const target of unsound.slice(0, mostShown))
    yield `  ${line(target.target)}: ${target.status}${target.reason ? `, ${line(target.reason)}` : ''}\n`;
  if (unsound.length > mostShown) yield `  and ${unsound.length - mostShown} more\n`;
  const counts = severities.map((severity) => `${summary.findings[severity]} ${severity}`).join(', ');
  yield `\n${summary.targets} targets: ${summary.done} read, ${summary.incomplete} of them not completely, ${summary.failed} failed, ${summary.quarantined} quarantined, ${summary.missing} missing.\n`;
  yield `${summary.components} components. Open findings: ${counts}.\n`;
  if (summary.trend)
    yield `Since the earlier run: ${summary.trend.new} new, ${summary.trend.gone} gone, ${summary.trend.unchanged} unchanged.\n`;
  if (!report.complete) yield 'The run is not complete.\n';
}

function line(text: string): string {
  return harmlessLine(visible(text));
}
