import type { Finding, Report } from '../model/report.ts';

export interface ReportDiff {
  /** In the new report only. */
  readonly new: readonly Finding[];
  /** In the old report only, as it stood there. */
  readonly gone: readonly Finding[];
  /** In both, as it stands in the new report. */
  readonly unchanged: readonly Finding[];
}

type Findings = Pick<Report, 'findings'>;

/** Findings compared by id, in the order of their reports. What is waived is a finding all the same. */
export function diffReports(old: Findings, current: Findings): ReportDiff {
  const before = new Set(old.findings.map(({ id }) => id));
  const after = new Set(current.findings.map(({ id }) => id));
  return {
    new: current.findings.filter(({ id }) => !before.has(id)),
    gone: old.findings.filter(({ id }) => !after.has(id)),
    unchanged: current.findings.filter(({ id }) => before.has(id)),
  };
}

/** Ids a baseline report accepts. What was waived there was accepted by its waiver, and falls with it. */
export function baselineIds(report: Findings): ReadonlySet<string> {
  return new Set(report.findings.filter(({ status }) => status !== 'waived').map(({ id }) => id));
}
