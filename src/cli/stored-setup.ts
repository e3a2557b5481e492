import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadRulePath } from '../knowledge/rule-files/load-rule-path.ts';
import type { RunIdentity } from '../model/fleet.ts';
import { UsageError } from '../model/problem.ts';
import { type BatchSetup, configurationOf, type GivenConfiguration, identityOf } from './batch-setup.ts';
import { loadKnowledge } from './load-knowledge.ts';

/** A run's setup as any machine can use it: what stood in files is in it, and nothing of one machine's folders. */
export interface StoredSetup {
  readonly setup: Omit<BatchSetup, 'folder' | 'cwd' | 'config' | 'given' | 'rules' | 'searchPath' | 'cache'>;
  readonly given: GivenConfiguration;
  readonly rules: readonly { readonly place: string; readonly name: string; readonly text: string }[];
  /** Seconds and MiB for one target. */
  readonly limits: { readonly time: number; readonly memory: number };
  readonly identity: RunIdentity;
}

/** What is one machine's own. */
export type Local = Pick<BatchSetup, 'folder' | 'cwd' | 'searchPath' | 'cache'>;

export function storedSetup(setup: BatchSetup, limits: StoredSetup['limits'], identity: RunIdentity): StoredSetup {
  const {
    folder: _,
    cwd: _cwd,
    config: _config,
    given: _given,
    searchPath: _path,
    cache: _cache,
    rules,
    ...rest
  } = setup;
  const { waivers, allowed, rules: configured } = configurationOf(setup);
  return {
    setup: rest,
    given: { waivers, allowed: [...allowed] },
    rules: [...configured, ...rules].flatMap((path) =>
      loadRulePath(path).files.map((file) => ({ place: file.place, name: basename(file.path), text: file.text })),
    ),
    limits,
    identity,
  };
}

/**
 * The setup on this machine: rule files are written below its folder. @throws UsageError where this wherefrom would judge otherwise than
 * the one that began the run.
 */
export async function localSetup(stored: StoredSetup, local: Local): Promise<BatchSetup> {
  const rules = stored.rules.map(({ place, name, text }, at) => {
    const root = join(local.folder, 'rules', String(at));
    const path = place === 'own' ? join(root, name) : join(root, place, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return place === 'own' ? path : root;
  });
  const setup: BatchSetup = { ...stored.setup, ...local, rules, given: stored.given };
  const knowledge = await loadKnowledge(rules, setup.defaultRules, local.cwd);
  const own = identityOf(setup, configurationOf(setup), knowledge);
  for (const [key, what] of [
    ['tool', 'version of wherefrom'],
    ['knowledge', 'knowledge base'],
    ['policy', 'policy'],
  ] as const) {
    if (own[key] !== stored.identity[key])
      throw new UsageError(
        `--store: the run was begun with another ${what} (${stored.identity[key]}, here ${own[key]})`,
      );
  }
  return setup;
}
