import type { AffiliateRule } from '../model/knowledge.ts';
import {
  actsAs,
  controlOf,
  evidenceOf,
  lowestConfidence,
  type Measure,
  type OwnershipEdge,
  passes,
  shareOf,
} from './ownership-edge.ts';
import type { OwnershipPath } from './ownership-path.ts';
import { type Standing, standingsFor, type Upstream } from './ownership-standing.ts';

/** The verdict on one listed entity, and what it rests on. */
export interface Judged {
  readonly standing: Standing;
  /** Listed ids whose shares were added to get there, sorted. */
  readonly together: readonly string[];
  /** This entity's own chains that count, from the top down. Empty when none does. */
  readonly chains: readonly (readonly OwnershipEdge[])[];
  /** Links of the others in `together`, which the verdict needs as well. */
  readonly alongside: readonly OwnershipEdge[];
}

type Chains = readonly (readonly OwnershipEdge[])[];

const rank = { yes: 2, unknown: 1, no: 0 } as const;

/**
 * Judges each listed entity alone, with all its vehicles, and only when none passes alone, the listed ones together. An owner
 * that adds nothing, because another listed one stands between, is not drawn in.
 */
export function judge(
  upstream: Upstream,
  candidates: ReadonlyMap<string, readonly OwnershipPath[]>,
  owned: string,
  measure: Measure,
): ReadonlyMap<string, Judged> {
  const judged = new Map<string, Judged>();
  for (const [id, paths] of candidates) {
    const found = judgeFor(upstream, new Set([id]), [id], new Map([[id, paths]]), owned, measure);
    const own = found.get(id);
    if (own !== undefined) judged.set(id, own);
  }
  const best = Math.max(0, ...[...judged.values()].map((one) => rank[one.standing.verdict]));
  if (best === rank.yes || candidates.size < 2) return judged;
  for (const [id, joint] of judgeFor(upstream, new Set(candidates.keys()), undefined, candidates, owned, measure)) {
    const alone = judged.get(id)?.standing.verdict ?? 'no';
    if (joint.together.length > 1 && rank[joint.standing.verdict] > rank[alone]) judged.set(id, joint);
  }
  return judged;
}

/** Judges a set of listed ids as one. Without `members`, those that contribute are found by their chains. */
function judgeFor(
  upstream: Upstream,
  roots: ReadonlySet<string>,
  members: readonly string[] | undefined,
  candidates: ReadonlyMap<string, readonly OwnershipPath[]>,
  owned: string,
  measure: Measure,
): Map<string, Judged> {
  const standings = standingsFor(upstream, roots, measure);
  const standing = standings.get(owned);
  const judged = new Map<string, Judged>();
  if (standing === undefined) return judged;
  const counting = new Map<string, Chains>();
  for (const [id, paths] of candidates) {
    const own = roots.size === 1 ? standings : standingsFor(upstream, new Set([id]), measure);
    const chains = paths.map((path) => path.edges).filter((chain) => counts(chain, { standings, own }, roots, measure));
    if (members !== undefined || chains.length > 0) counting.set(id, enough(chains, upstream.test, measure, standing));
  }
  const together = [...counting.keys()].sort();
  for (const [id, chains] of counting) {
    const alongside = together.flatMap((other) => (other === id ? [] : (counting.get(other) ?? []).flat()));
    judged.set(id, { standing, together, chains, alongside });
  }
  return judged;
}

/** Whether every link of a chain hands something on. A listed id in between must be the top owner's by that owner's own share. */
function counts(
  chain: readonly OwnershipEdge[],
  { standings, own }: Record<'standings' | 'own', ReadonlyMap<string, Standing>>,
  roots: ReadonlySet<string>,
  measure: Measure,
): boolean {
  return chain.every((edge, step) => {
    const between = step > 0;
    const found = (roots.has(edge.owner) ? own : standings).get(edge.owner);
    if (between && (found === undefined || found.verdict === 'no')) return false;
    if (between && actsAs(edge) === 'state-control') return false;
    if (measure === 'control' && controlOf(edge) !== 'no') return true;
    return shareOf(edge, measure === 'capital' ? 'capital' : 'votes').atMost > 0;
  });
}

/** One chain that passes at every step carries a `yes` by itself: the best evidenced such chain, or else all of them. */
function enough(chains: Chains, test: AffiliateRule, measure: Measure, standing: Standing): Chains {
  if (standing.verdict !== 'yes') return chains;
  const sufficient = chains.filter((chain) => chain.every((edge) => passesAlone(edge, test, measure)));
  const [best] = sufficient.toSorted((a, b) => weakness(a) - weakness(b));
  return best === undefined ? chains : [best];
}

function passesAlone(edge: OwnershipEdge, test: AffiliateRule, measure: Measure): boolean {
  return (measure === 'control' ? controlOf(edge) : passes(shareOf(edge, measure), test)) === 'yes';
}

function weakness(chain: readonly OwnershipEdge[]): number {
  const evidence = { sourced: 0, mixed: 1, unsourced: 1 }[evidenceOf(chain)];
  const confidence = { high: 0, medium: 1, low: 2 }[lowestConfidence(chain)];
  return evidence * 10 + confidence;
}
