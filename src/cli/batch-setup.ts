import { createHash } from 'node:crypto';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { RunIdentity } from '../model/fleet.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import type { Configuration } from './configuration.ts';
import { noConfiguration } from './configuration.ts';
import { readConfiguration } from './read-configuration.ts';
import { version } from './version.ts';

/** Everything a child needs to judge as its parent would: plain data, sent once. Paths are absolute. */
export interface BatchSetup {
  readonly folder: string;
  readonly cwd: string;
  readonly config?: string;
  /** What a configuration said, where its file is another machine's. */
  readonly given?: GivenConfiguration;
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly profiles: readonly string[];
  readonly failOn: Severity | 'never';
  readonly minConfidence?: Confidence;
  readonly asOf: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly scope: 'runtime' | 'dev' | 'all';
  readonly ref: string;
  /** Bytes that a clone may have. */
  readonly cloneLimit: number;
  readonly searchPath?: string;
  /** Absolute folders that repositories may read from besides their own: the one that was listed. */
  readonly roots: readonly string[];
  /** Absolute path and bytes of the cache of what was read. */
  readonly cache: { readonly folder: string; readonly maxBytes: number };
}

/** Folder of the clones in the cache. */
export const clonesName = 'clones';

export interface GivenConfiguration {
  readonly waivers: Configuration['waivers'];
  readonly allowed: readonly (readonly [entity: string, reason: string])[];
}

/** The configuration of the run: only the one that was named, never one of a target. */
export function configurationOf(setup: BatchSetup): Configuration {
  if (setup.given !== undefined)
    return { ...noConfiguration, waivers: setup.given.waivers, allowed: new Map(setup.given.allowed) };
  return setup.config === undefined ? noConfiguration : readConfiguration(setup.config);
}

export function policyOf(setup: BatchSetup, configuration: Configuration, knowledge: Knowledge): Policy {
  const profiles = (setup.profiles.length > 0 ? setup.profiles : ['default']).flatMap(
    (id) => knowledge.profiles.get(id) ?? [],
  );
  return {
    profiles,
    defaults: knowledge.profiles.get('default'),
    ownOrigins: knowledge.ownOrigins,
    lists: knowledge.lists,
    failOn: setup.failOn,
    minConfidence: setup.minConfidence,
    asOf: setup.asOf,
    waivers: configuration.waivers,
    baseline: new Set(),
    allowed: configuration.allowed,
  };
}

/** What must be alike for two results to be of one run. */
export function identityOf(setup: BatchSetup, configuration: Configuration, knowledge: Knowledge): RunIdentity {
  const { profiles, failOn, minConfidence, asOf, include, exclude, scope, ref } = setup;
  const waivers = configuration.waivers.map(({ where: _, ...waiver }) => waiver);
  const policy = JSON.stringify({
    profiles,
    failOn,
    minConfidence,
    asOf,
    include,
    exclude,
    scope,
    ref,
    waivers,
    allowed: [...configuration.allowed],
  });
  return { tool: version, knowledge: knowledge.digest, policy: createHash('sha256').update(policy).digest('hex') };
}
