import type { Severity } from '../model/match.ts';
import type { Finding, InputSummary } from '../model/report.ts';
import { reaches } from './severity.ts';

export interface Outcome {
  readonly findings: readonly Pick<Finding, 'severity' | 'status'>[];
  readonly failOn: Severity | 'never';
  readonly complete: boolean;
  readonly inputs: readonly Pick<InputSummary, 'status'>[];
  /** What the user accepts: a scan that missed something, a target with nothing to read. */
  readonly accept?: readonly ('incomplete' | 'empty')[];
}

/**
 * 1: an open finding at or above the threshold, also where the scan is incomplete. 3: something recognised could not be read.
 * 4: nothing recognised. 0 otherwise.
 */
export function exitCodeOf({ findings, failOn, complete, inputs, accept = [] }: Outcome): 0 | 1 | 3 | 4 {
  if (findings.some(({ severity, status }) => status === 'open' && reaches(severity, failOn))) return 1;
  if (!complete && !accept.includes('incomplete')) return 3;
  const recognised = inputs.some(({ status }) => status !== 'skipped');
  // Where something was lost it is not known whether there was nothing: that is told by 3, or accepted with it.
  return recognised || !complete || accept.includes('empty') ? 0 : 4;
}
