import { reaches, severityRank } from '../decide/severity.ts';
import type { FleetEntity, FleetReport, FleetTarget, TargetResult } from '../model/fleet.ts';
import { type Severity, severities } from '../model/match.ts';
import type { Finding } from '../model/report.ts';

export interface FleetParts {
  readonly tool: FleetReport['tool'];
  readonly knowledge: FleetReport['knowledge'];
  readonly policy: FleetReport['policy'];
  /** Ids that the run has; those without a result are missing. */
  readonly expected: Iterable<string>;
  /** In any order, one a target. */
  readonly results: Iterable<TargetResult>;
  readonly allowIncomplete: 'yes' | 'no';
  /** `target finding-id` of an earlier run. */
  readonly earlier?: ReadonlySet<string>;
}

const mostComponents = 10;

/** Adds up results as they are read; what is kept of each is a line. Same results in any order give the same report. */
export function fleetReport(parts: FleetParts): FleetReport {
  const rows = new Map<string, FleetTarget>();
  const entities = new Map<
    string,
    {
      name: string;
      country: string | null;
      worst: Severity;
      targets: Set<string>;
      findings: number;
      components: Map<string, number>;
    }
  >();
  const totals = none();
  let components = 0;
  let isGated = false;
  const seen = new Set<string>();
  const isCompared = parts.earlier !== undefined;
  const expected = new Set(parts.expected);
  for (const result of parts.results) {
    // Of a target that was taken off the list since.
    if (!expected.has(result.target)) continue;
    const counts = none();
    for (const finding of result.findings) {
      if (isCompared) seen.add(keyOf(result.target, finding));
      if (finding.status !== 'open') continue;
      counts[finding.severity] += 1;
      totals[finding.severity] += 1;
      if (reaches(finding.severity, parts.policy.failOn)) isGated = true;
      const id = finding.entity?.id ?? finding.rule;
      const entity = entities.get(id) ?? {
        name: finding.entity?.name ?? finding.rule,
        country: finding.entity?.country ?? null,
        worst: 'info',
        targets: new Set(),
        findings: 0,
        components: new Map(),
      };
      entities.set(id, entity);
      if (severityRank(finding.severity) < severityRank(entity.worst)) entity.worst = finding.severity;
      entity.targets.add(result.target);
      entity.findings += 1;
      entity.components.set(finding.component.name, (entity.components.get(finding.component.name) ?? 0) + 1);
    }
    components += result.components;
    const { target, commit, status, reason, complete } = result;
    rows.set(target, {
      target,
      ...(commit && { commit }),
      status,
      ...(reason && { reason }),
      complete,
      components: result.components,
      findings: counts,
    });
  }
  for (const target of expected) {
    if (!rows.has(target))
      rows.set(target, { target, status: 'missing', complete: false, components: 0, findings: none() });
  }
  const targets = [...rows.values()].sort((a, b) => (a.target < b.target ? -1 : 1));
  const count = (status: FleetTarget['status']): number => targets.filter((row) => row.status === status).length;
  const complete = targets.every((row) => row.complete);
  const exitCode = isGated ? 1 : complete || parts.allowIncomplete === 'yes' ? 0 : 3;
  return {
    schemaVersion: '1',
    tool: parts.tool,
    knowledge: parts.knowledge,
    policy: parts.policy,
    complete,
    exitCode,
    summary: {
      targets: targets.length,
      done: count('done'),
      incomplete: targets.filter((row) => row.status === 'done' && !row.complete).length,
      failed: count('failed'),
      quarantined: count('quarantined'),
      missing: count('missing'),
      components,
      findings: totals,
      ...(parts.earlier && { trend: trendOf(seen, parts.earlier) }),
    },
    entities: [...entities]
      .map(
        ([id, entity]): FleetEntity => ({
          id,
          name: entity.name,
          country: entity.country,
          worst: entity.worst,
          targets: entity.targets.size,
          findings: entity.findings,
          components: mostFrequent(entity.components),
        }),
      )
      .sort((a, b) => b.targets - a.targets || severityRank(a.worst) - severityRank(b.worst) || (a.id < b.id ? -1 : 1)),
    targets,
  };
}

/** A finding of a fleet: the same finding in two targets is two. */
export function keyOf(target: string, finding: Pick<Finding, 'id'>): string {
  return `${target} ${finding.id}`;
}

function trendOf(
  now: ReadonlySet<string>,
  before: ReadonlySet<string>,
): { new: number; gone: number; unchanged: number } {
  let unchanged = 0;
  for (const key of now) if (before.has(key)) unchanged++;
  return { new: now.size - unchanged, gone: before.size - unchanged, unchanged };
}

function none(): Record<Severity, number> {
  return Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostComponents)
    .map(([name]) => name);
}
