import type { Confidence, List, Profile } from './knowledge.ts';
import type { Severity } from './match.ts';

/** Accepts findings for a reason and a time. At least one of the four selectors is present; all that are present must hold. */
export interface Waiver {
  /** A finding's id. */
  readonly finding?: string;
  /** An entity's id. */
  readonly entity?: string;
  /** Glob over the component's purl or name. */
  readonly component?: string;
  /** Glob over the evidence path. */
  readonly path?: string;
  readonly reason: string;
  readonly owner?: string;
  /** `YYYY-MM-DD`, the last day it holds; absent: without end. Anything else counts as expired. */
  readonly expires?: string;
  /** `file:line` of the waiver, for messages about it. */
  readonly where: string;
}

/** What turns matches into findings. Everything a judgement depends on besides the matches is here. */
export interface Policy {
  readonly profiles: readonly Profile[];
  /** Origin rules of a team's own files, by id: they act whatever the profiles choose. */
  readonly ownOrigins?: ReadonlySet<string>;
  /** The default profile, for what the chosen ones leave open. */
  readonly defaults?: Profile;
  readonly lists: ReadonlyMap<string, List>;
  readonly failOn: Severity | 'never';
  readonly minConfidence?: Confidence;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly waivers: readonly Waiver[];
  /** Finding ids of the baseline report. */
  readonly baseline: ReadonlySet<string>;
  /** Entity ids the user allows: `allow` in the configuration, with a reason each. */
  readonly allowed: ReadonlyMap<string, string>;
}
