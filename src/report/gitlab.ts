import type { Severity } from '../model/match.ts';
import type { Finding, Renderer, Report } from '../model/report.ts';
import { jsonArray } from './writing/json-text.ts';
import { visible } from './writing/visible-text.ts';

const words: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

/**
 * GitLab Code Quality: `description, check_name, fingerprint, severity, location`. GitLab compares by fingerprint and loses
 * entries that share one. Baseline findings stay in, since GitLab compares branches itself; waived ones are left out. What could
 * not be read is an entry as well, or a merge request would look clean because a file broke.
 */
export const gitlabRenderer: Renderer = {
  id: 'gitlab',
  title: 'GitLab Code Quality',
  *render(report) {
    yield* jsonArray(entries(report), '');
    yield '\n';
  },
};

function* entries(report: Report): Iterable<object> {
  const used = new Set<string>();
  for (const { weight, code, path, line, message } of report.problems) {
    if (weight !== 'lost') continue;
    const fingerprint = `wf-problem:${code}:${path}:${message}`;
    if (used.has(fingerprint)) continue;
    used.add(fingerprint);
    yield entry(
      `Not read, so findings may be missing: ${message}`,
      `problem/${code}`,
      fingerprint,
      'critical',
      path,
      line,
    );
  }
  const told = new Set(report.problems.filter(({ weight }) => weight === 'lost').map(({ path }) => path));
  for (const { path, status, reason } of report.inputs) {
    if ((status !== 'failed' && status !== 'partial') || told.has(path)) continue;
    const text = `Not read in full, so findings may be missing: ${reason ?? status}`;
    yield entry(text, `problem/${status}`, `wf-problem:${status}:${path}`, 'critical', path, undefined);
  }
  for (const finding of report.findings) if (finding.status !== 'waived') yield findingEntry(finding);
}

function findingEntry({ message, rule, id, severity, evidence }: Finding): object {
  return entry(message, rule, id, words[severity], evidence[0]?.path ?? '.', evidence[0]?.line);
}

function entry(
  text: string,
  check: string,
  fingerprint: string,
  severity: string,
  path: string,
  line: number | undefined,
): object {
  const begin = line !== undefined && line >= 1 ? line : 1;
  return {
    description: visible(text),
    check_name: visible(check),
    fingerprint,
    severity,
    location: { path, lines: { begin } },
  };
}
