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

const mostNamed = 10;

interface EntitySum {
  name: string;
  country: string | null;
  worst: Severity;
  /** Findings in each target. */
  targets: Map<string, number>;
  findings: number;
  new: number;
  components: Map<string, number>;
}

/** Adds up results as they are read; what is kept of each is a line. Same results in any order give the same report. */
export function fleetReport(parts: FleetParts): FleetReport {
  const { earlier } = parts;
  const rows = new Map<string, FleetTarget>();
  const entities = new Map<string, EntitySum>();
  const totals = none();
  const goneOf = earlier && countByTarget(earlier);
  let components = 0;
  let isGated = false;
  let added = 0;
  let unchanged = 0;
  const expected = new Set(parts.expected);
  for (const result of parts.results) {
    // Of a target that was taken off the list since.
    if (!expected.has(result.target)) continue;
    const counts = none();
    const worst = new Map<string, Severity>();
    const seen = new Set<string>();
    let fresh = 0;
    for (const finding of result.findings) {
      const key = keyOf(result.target, finding);
      const isNew = earlier?.has(key) === false;
      if (earlier && !seen.has(key)) {
        seen.add(key);
        if (isNew) fresh++;
        else unchanged++;
      }
      if (finding.status !== 'open') continue;
      counts[finding.severity] += 1;
      totals[finding.severity] += 1;
      if (reaches(finding.severity, parts.policy.failOn)) isGated = true;
      const id = finding.entity?.id ?? finding.rule;
      const entity: EntitySum = entities.get(id) ?? {
        name: finding.entity?.name ?? finding.rule,
        country: finding.entity?.country ?? null,
        worst: 'info',
        targets: new Map(),
        findings: 0,
        new: 0,
        components: new Map(),
      };
      entities.set(id, entity);
      if (isWorse(finding.severity, entity.worst)) entity.worst = finding.severity;
      if (isWorse(finding.severity, worst.get(id))) worst.set(id, finding.severity);
      add(entity.targets, result.target);
      add(entity.components, finding.component.name);
      entity.findings += 1;
      if (isNew) entity.new += 1;
    }
    added += fresh;
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
      entities: [...worst]
        .sort((a, b) => severityRank(a[1]) - severityRank(b[1]) || (a[0] < b[0] ? -1 : 1))
        .map(([id]) => id),
      ...(goneOf && { trend: { new: fresh, gone: (goneOf.get(target) ?? 0) - (seen.size - fresh) } }),
    });
  }
  for (const target of expected) {
    if (!rows.has(target))
      rows.set(target, {
        target,
        status: 'missing',
        complete: false,
        components: 0,
        findings: none(),
        entities: [],
        ...(goneOf && { trend: { new: 0, gone: goneOf.get(target) ?? 0 } }),
      });
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
      ...(earlier && { trend: { new: added, gone: earlier.size - unchanged, unchanged } }),
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
          where: mostFrequent(entity.targets),
          ...(earlier && { new: entity.new }),
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

function countByTarget(keys: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) add(counts, key.slice(0, key.lastIndexOf(' ')));
  return counts;
}

function isWorse(severity: Severity, than: Severity | undefined): boolean {
  return than === undefined || severityRank(severity) < severityRank(than);
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function none(): Record<Severity, number> {
  return Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
}

function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostNamed)
    .map(([name]) => name);
}
