import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openKnowledge } from '../knowledge/artefact.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { UsageError } from '../model/problem.ts';

/**
 * The shipped knowledge with the rule files the user named. Without the default rules only the profiles stay, because who is bound
 * is a question of its own. Throws `UsageError` with every mistake of every rule file.
 */
export async function loadKnowledge(
  rulePaths: readonly string[],
  withDefaults: boolean,
  cwd: string,
): Promise<Knowledge> {
  const base = openShipped();
  if (rulePaths.length > 0) {
    const { ownKnowledge } = await import('./own-knowledge.ts');
    return ownKnowledge(base, rulePaths, withDefaults, cwd);
  }
  if (!withDefaults)
    throw new UsageError('--no-default-rules: nothing is left to judge by; name rule files with --rules');
  return base;
}

/** The artefact that the build made of `rules/`. Throws where the program was not built. */
export function openShipped(): Knowledge {
  // Nothing but ASCII (`asciiJson`), so one byte is one character: measured 0.6 ms instead of 3.3 for 2.4 MB.
  return openKnowledge(readFileSync(shippedPath(), 'latin1'));
}

function shippedPath(): string {
  // Beside the bundle, beside its parts, or in dist/ when the sources run unbuilt.
  for (const place of ['./knowledge.json', '../knowledge.json', '../../dist/knowledge.json']) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new UsageError('the compiled rules are missing; run "npm run build" in the folder of wherefrom');
}
