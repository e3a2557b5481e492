import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const commitId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** HEAD leads to a branch; more than a few steps is no repository that git made. */
const mostSteps = 5;
const largest = 64 * 1024 * 1024;

/**
 * The commit of `HEAD` or of a branch of a repository, from its files alone and without a process; undefined where only git can tell
 * (tags, abbreviations, worktrees, reference tables, what is not there).
 */
export function plainCommit(place: string, ref: string): string | undefined {
  const gitDir = existsSync(join(place, '.git')) ? join(place, '.git') : place;
  if (existsSync(join(gitDir, 'reftable')) || existsSync(join(gitDir, 'commondir'))) return undefined;
  let name = ref === 'HEAD' ? ref : ref.startsWith('refs/heads/') ? ref : undefined;
  for (let step = 0; name !== undefined && step < mostSteps; step++) {
    const text = textOf(join(gitDir, name))?.trim() ?? (name === 'HEAD' ? undefined : packedRef(gitDir, name));
    if (text === undefined) return undefined;
    if (commitId.test(text)) return text;
    name = /^ref: (refs\/heads\/(?:(?!\.\.)[^\0-\x20~^:?*[\\\x7f])+)$/.exec(text)?.[1];
  }
  return undefined;
}

function packedRef(gitDir: string, name: string): string | undefined {
  const text = textOf(join(gitDir, 'packed-refs'));
  const at = text?.indexOf(` ${name}\n`) ?? -1;
  return at < 0 ? undefined : text?.slice(text.lastIndexOf('\n', at) + 1, at);
}

/** Of a plain file only: a FIFO would never end. */
function textOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size <= largest ? readFileSync(path, 'latin1') : undefined;
  } catch {
    return undefined;
  }
}
