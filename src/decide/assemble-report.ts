import { type Severity, severities } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Finding, InputStatus, InputSummary, Report, ReportComponent, ReportProblem } from '../model/report.ts';
import type { Warning } from './decide.ts';
import { exitCodeOf, type Outcome } from './exit-code.ts';

export interface ReportParts {
  readonly tool: Report['tool'];
  readonly knowledge: Report['knowledge'];
  readonly policy: Pick<Policy, 'profiles' | 'failOn' | 'asOf'>;
  readonly target: Report['target'];
  readonly inputs: readonly InputSummary[];
  readonly findings: readonly Finding[];
  readonly problems: readonly (Problem | ReportProblem)[];
  /** Printed as problems of weight `note`. */
  readonly warnings?: readonly Warning[];
  /** Present only where the user asked for them. */
  readonly components?: readonly ReportComponent[];
  readonly accept?: Outcome['accept'];
}

/** The report of one scan: sorted, counted, in the field order of the contract. Findings keep the order `decide` gave them. */
export function assembleReport(parts: ReportParts): Report {
  const { tool, knowledge, policy, target, findings, components } = parts;
  const inputs = [...parts.inputs].sort(
    (one, other) => byText(one.path, other.path) || byText(one.format, other.format),
  );
  const problems = [...parts.problems.map(placed), ...(parts.warnings ?? []).map(asProblem)].sort(
    (one, other) =>
      byText(one.path, other.path) ||
      (one.line ?? 0) - (other.line ?? 0) ||
      byText(one.code, other.code) ||
      byText(one.message, other.message),
  );
  const complete =
    !inputs.some(({ status }) => status === 'failed' || status === 'partial') &&
    !problems.some(({ weight }) => weight === 'lost');
  const failOn = policy.failOn;
  return {
    schemaVersion: '1',
    tool: { name: tool.name, version: tool.version },
    knowledge,
    policy: { profiles: policy.profiles.map(({ id }) => id), failOn, asOf: policy.asOf },
    target,
    complete,
    exitCode: exitCodeOf({ findings, failOn, complete, inputs, accept: parts.accept }),
    summary: summaryOf(inputs, findings),
    inputs,
    findings,
    problems,
    ...(components !== undefined && { components }),
  };
}

function summaryOf(inputs: readonly InputSummary[], findings: readonly Finding[]): Report['summary'] {
  const byStatus: Record<InputStatus, number> = { parsed: 0, partial: 0, failed: 0, skipped: 0 };
  let components = 0;
  for (const input of inputs) {
    byStatus[input.status] += 1;
    components += input.components;
  }
  const bySeverity = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  let waived = 0;
  let baseline = 0;
  for (const { severity, status } of findings) {
    if (status === 'open') bySeverity[severity] += 1;
    else if (status === 'waived') waived += 1;
    else baseline += 1;
  }
  return { inputs: byStatus, components, findings: bySeverity, waived, baseline };
}

function placed({ code, path, line, column, message, weight }: Problem | ReportProblem): ReportProblem {
  return { code, path: path ?? '.', line, column, message, weight };
}

function asProblem({ code, message, where }: Warning): ReportProblem {
  const place = where === undefined ? undefined : /^(.*):(\d+)$/.exec(where);
  const line = place?.[2] === undefined ? undefined : Number(place[2]);
  return { code, path: place?.[1] ?? where ?? '.', line, message, weight: 'note' };
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
