import type { FleetReport } from '../../model/fleet.ts';
import { severities } from '../../model/match.ts';
import { visible } from '../writing/visible-text.ts';

/** One row a target, RFC 4180 with a byte order mark; cells that a spreadsheet would calculate begin with an apostrophe. */
export function* fleetCsv({ targets }: FleetReport): Iterable<string> {
  yield `\ufefftarget,commit,status,complete,components,${severities.join(',')},entities,reason\r\n`;
  for (const row of targets) {
    const cells = [
      row.target,
      row.commit ?? '',
      row.status,
      row.complete ? 'yes' : 'no',
      String(row.components),
      ...severities.map((severity) => String(row.findings[severity])),
      row.entities.join(' '),
      row.reason ?? '',
    ];
    yield `${cells.map(cell).join(',')}\r\n`;
  }
}

function cell(text: string): string {
  const safe = visible(text);
  const guarded = /^[=+\-@\t\r]/.test(safe) ? `'${safe}` : safe;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
