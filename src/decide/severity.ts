import type { Confidence } from '../model/knowledge.ts';
import { type Severity, severities } from '../model/match.ts';

const ranks: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
const confidenceRanks: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 };

/** 0 for critical, 4 for info: sorts most severe first. */
export function severityRank(severity: Severity): number {
  return ranks[severity];
}

/** True when the severity is the threshold or worse. `never` is reached by nothing. */
export function reaches(severity: Severity, threshold: Severity | 'never'): boolean {
  return threshold !== 'never' && ranks[severity] <= ranks[threshold];
}

export function worse(one: Severity, other: Severity): Severity {
  return ranks[one] <= ranks[other] ? one : other;
}

export function atMost(severity: Severity, limit: Severity): Severity {
  return ranks[severity] < ranks[limit] ? limit : severity;
}

/** One step milder, never below `low`: what is info already stays there. */
export function milder(severity: Severity): Severity {
  return ranks[severity] >= ranks.low ? severity : (severities[ranks[severity] + 1] as Severity);
}

/** One step worse, for what is not info: a fact that does not act is not made to act by its surroundings. */
export function graver(severity: Severity): Severity {
  return severity === 'info' || severity === 'critical' ? severity : (severities[ranks[severity] - 1] as Severity);
}

export function lowerConfidence(one: Confidence, other: Confidence | undefined): Confidence {
  return other === undefined || confidenceRanks[one] >= confidenceRanks[other] ? one : other;
}

/** True when the confidence is at least the one asked for. */
export function confidentEnough(confidence: Confidence, least: Confidence): boolean {
  return confidenceRanks[confidence] <= confidenceRanks[least];
}

export function confidenceRank(confidence: Confidence): number {
  return confidenceRanks[confidence];
}
