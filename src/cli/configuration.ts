import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';
import type { Waiver } from '../model/policy.ts';
import { UsageError } from '../model/problem.ts';

/** What `wherefrom.yaml` says; the command line goes before it. Paths are absolute. */
export interface Configuration {
  /** Absent: none was found, everything is empty. */
  readonly path?: string;
  readonly profiles: readonly string[];
  readonly rules: readonly string[];
  readonly failOn?: Severity | 'never';
  readonly minConfidence?: Confidence;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** `header=column`, as `--map` takes it. */
  readonly map: readonly string[];
  readonly sourceRoot?: string;
  readonly waivers: readonly Waiver[];
  /** Entity id to the reason it is allowed for. */
  readonly allowed: ReadonlyMap<string, string>;
}

export const configurationName = 'wherefrom.yaml';
export const noConfiguration: Configuration = {
  profiles: [],
  rules: [],
  include: [],
  exclude: [],
  map: [],
  waivers: [],
  allowed: new Map(),
};

/**
 * The configuration named on the command line, or the first `wherefrom.yaml` from the working directory upwards to the root of its
 * repository. Throws `UsageError` with every mistake of the file.
 */
export async function findConfiguration(named: string | undefined, cwd: string): Promise<Configuration> {
  if (named !== undefined) {
    const path = resolve(cwd, named);
    if (!existsSync(path)) throw new UsageError(`--config ${named}: there is no such file`);
    return read(path);
  }
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, configurationName);
    if (existsSync(path)) return read(path);
    // Above the repository somebody else decides.
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return noConfiguration;
  }
}

/** Most scans have none to read. */
async function read(path: string): Promise<Configuration> {
  const { readConfiguration } = await import('./read-configuration.ts');
  return readConfiguration(path);
}
