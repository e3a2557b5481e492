import type { TargetResult } from '../../model/fleet.ts';

/** One flat line an open finding, for databases and line tools; a target without findings has none. */
export function* fleetNdjson(results: Iterable<TargetResult>): Iterable<string> {
  for (const { target, commit, findings } of results) {
    for (const { id, rule, severity, confidence, status, entity, relation, component, evidence } of findings) {
      if (status !== 'open') continue;
      const { path, line, matched } = evidence[0] ?? {};
      yield `${JSON.stringify({
        target,
        commit: commit ?? null,
        finding: id,
        rule,
        severity,
        confidence,
        entity: entity?.id ?? null,
        name: entity?.name ?? null,
        country: entity?.country ?? null,
        relation,
        kind: component.kind,
        component: component.name,
        version: component.version ?? null,
        purl: component.purl ?? null,
        path: path ?? null,
        line: line ?? null,
        matched: matched ?? null,
      })}\n`;
    }
  }
}
