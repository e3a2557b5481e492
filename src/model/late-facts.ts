import type { LateGraph } from './component.ts';

/** A component with what late edges say of it. */
export function withFacts<Told extends { readonly direct?: boolean; readonly scope?: string }>(
  component: Told,
  ref: string | undefined,
  graph: LateGraph,
): Told {
  if (ref === undefined) return component;
  const { direct, scope } = graph.factsOf(ref);
  return {
    ...component,
    ...(component.direct === undefined && direct !== undefined && { direct }),
    ...(component.scope === undefined && scope !== undefined && { scope }),
  };
}
