import { readFileSync, statSync } from 'node:fs';

const branchName = /^ref: (refs\/heads\/(?:(?!\.\.)[^\0-\x20~^:?*[\\\x7f])+)$/;
const commitId = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** HEAD leads to a branch; more than a few steps is no repository that git made. */
const mostSteps = 5;
const largest = 64 * 1024 * 1024;

/**
 * The commit of `HEAD` or of a branch of a repository, from its files alone and without a process; undefined where only git can tell
 * (tags, abbreviations, worktrees, reference tables, what is not there).
 */
export function plainCommit(place: string, ref: string): string | undefined {
  // A worktree has a file there and reference tables a HEAD that leads nowhere: both end without an answer.
  const inside = textOf(`${place}/.git/HEAD`);
  const gitDir = inside === undefined ? place : `${place}/.git`;
  let name = ref === 'HEAD' || ref.startsWith('refs/heads/') ? ref : undefined;
  for (let step = 0; name !== undefined && step < mostSteps; step++) {
    const text =
      name === 'HEAD' ? (inside ?? textOf(`${place}/HEAD`)) : (textOf(`${gitDir}/${name}`) ?? packedRef(gitDir, name));
    if (text === undefined) return undefined;
    const value = text.trim();
    if (commitId.test(value)) return value;
    name = branchName.exec(value)?.[1];
  }
  return undefined;
}

function packedRef(gitDir: string, name: string): string | undefined {
  const text = textOf(`${gitDir}/packed-refs`);
  const at = text?.indexOf(` ${name}\n`) ?? -1;
  return at < 0 ? undefined : text?.slice(text.lastIndexOf('\n', at) + 1, at);
}

/** Of a plain file only: a FIFO would never end. */
function textOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= largest ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
