import type { Severity } from '../model/match.ts';
import type { Finding, Renderer, Report } from '../model/report.ts';
import { visible } from './writing/visible-text.ts';
import { componentText, counted, openFindings, severityCounts, totalOpen, unreadInputs } from './writing/words.ts';

/** GitHub shows this many annotations of a kind for a step, and of all for a job; the rest it drops without a word. */
const perCommand = 10;
const perJob = 50;

type Command = 'error' | 'warning' | 'notice';
const commands: Readonly<Record<Severity, Command>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'warning',
  info: 'notice',
};

/**
 * Workflow commands for GitHub Actions: annotations of open findings, most severe first, and before them one for what could not
 * be read. The last line is plain text and says what is not shown. The file is one whole step's worth: two of them in one job
 * share GitHub's limit.
 */
export const githubRenderer: Renderer = {
  id: 'github',
  title: 'GitHub Actions annotations',
  *render(report) {
    const room: Record<Command, number> = { error: perCommand, warning: perCommand, notice: perCommand };
    let left = perJob;
    if (!report.complete) {
      room.error -= 1;
      left -= 1;
      yield incomplete(report);
    }
    let shown = 0;
    for (const finding of openFindings(report)) {
      const command = commands[finding.severity];
      if (room[command] === 0 || left === 0) continue;
      room[command] -= 1;
      left -= 1;
      shown += 1;
      yield annotation(command, finding);
    }
    const total = totalOpen(report);
    const found =
      total === 0 ? 'no open findings' : `${counted(total, 'finding')} (${severityCounts(report.summary.findings)})`;
    const rest =
      total > shown
        ? `; ${shown.toLocaleString('en-US')} shown as annotations, ${(total - shown).toLocaleString('en-US')} not shown: see the report`
        : '';
    yield `wherefrom: ${found}${rest}${report.complete ? '' : '; the scan is not complete'}\n`;
  },
};

function annotation(command: Command, finding: Finding): string {
  const { evidence, severity, component, message } = finding;
  const [first] = evidence;
  const properties = [
    ...(first === undefined ? [] : [`file=${property(first.path)}`]),
    ...(first?.line === undefined ? [] : [`line=${first.line}`]),
    ...(first?.column === undefined ? [] : [`col=${first.column}`]),
    `title=${property(`${severity}: ${componentText(component)}`)}`,
  ];
  return `::${command} ${properties.join(',')}::${data(message)}\n`;
}

function incomplete(report: Report): string {
  const unread = unreadInputs(report);
  const paths =
    unread.length > 0
      ? unread.map(({ path }) => path)
      : report.problems.filter(({ weight }) => weight === 'lost').map(({ path }) => path);
  const named = [...new Set(paths)];
  const more = named.length > 5 ? ` and ${named.length - 5} more` : '';
  return `::error title=${property('scan not complete')}::${data(`Not read in full, so findings may be missing: ${named.slice(0, 5).join(', ')}${more}`)}\n`;
}

/** The runner decodes these and only these; line breaks and controls are visible escapes before that. */
function data(text: string): string {
  return visible(text).replaceAll('##[', '#\\x23[').replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
