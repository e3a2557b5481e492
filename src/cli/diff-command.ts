import { diffReports } from '../decide/diff-reports.ts';
import { reaches } from '../decide/severity.ts';
import type { Severity } from '../model/match.ts';
import type { Finding } from '../model/report.ts';
import { paintFor } from './paint.ts';
import { printable } from './printable.ts';
import { readBaseline } from './read-report.ts';
import { type Surroundings, writeAll } from './surroundings.ts';

export interface DiffFlags {
  readonly format: string;
  readonly failOn: Severity | 'never';
  readonly color: boolean;
}

/** `wherefrom diff`: exit 1 when a finding at or above the threshold is new and open, 0 otherwise. */
export async function diffCommand(
  oldPath: string,
  newPath: string,
  flags: DiffFlags,
  surroundings: Surroundings,
): Promise<number> {
  const { cwd, stdout } = surroundings;
  const difference = diffReports(readBaseline(oldPath, cwd), readBaseline(newPath, cwd));
  const gates = difference.new.some((finding) => finding.status === 'open' && reaches(finding.severity, flags.failOn));
  if (flags.format === 'json') await writeAll(stdout, [`${JSON.stringify(difference, null, 2)}\n`]);
  else if (flags.format === 'markdown') await writeAll(stdout, markdown(difference));
  else await writeAll(stdout, text(difference, paintFor(stdout, surroundings, flags.color ? 'auto' : 'off')));
  return gates ? 1 : 0;
}

type Difference = ReturnType<typeof diffReports>;
const headings = [
  ['new', 'New'],
  ['gone', 'Gone'],
] as const;

function* text(difference: Difference, paint: ReturnType<typeof paintFor>): Iterable<string> {
  for (const [key, heading] of headings) {
    const findings = difference[key];
    yield `${paint('strong', `${heading}: ${findings.length}`)}\n`;
    for (const finding of findings) {
      yield `  ${paint(finding.severity, finding.severity.padEnd(8))} ${printable(placeOf(finding))}  ${printable(finding.message)}\n`;
    }
  }
  yield `Unchanged: ${difference.unchanged.length}\n`;
}

function* markdown(difference: Difference): Iterable<string> {
  for (const [key, heading] of headings) {
    const findings = difference[key];
    yield `### ${heading}: ${findings.length}\n\n`;
    if (findings.length === 0) continue;
    yield '| Severity | Where | What |\n|---|---|---|\n';
    for (const finding of findings)
      yield `| ${finding.severity} | ${cell(placeOf(finding))} | ${cell(finding.message)} |\n`;
    yield '\n';
  }
  yield `Unchanged: ${difference.unchanged.length}\n`;
}

/** One table cell: no line breaks, no markup, no HTML, no mentions. */
function cell(value: string): string {
  return printable(value)
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()#+\-.!|~@]/g, (sign) => `\\${sign}`);
}

function placeOf({ evidence }: Finding): string {
  const first = evidence[0];
  return first === undefined ? '' : `${first.path}${first.line === undefined ? '' : `:${first.line}`}`;
}
