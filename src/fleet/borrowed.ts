import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

const mostSteps = 32;

/**
 * Folders outside of `roots` that a repository would read from: the real one of a worktree, and object stores it borrows from. Whoever wrote
 * the repository chose them, so they may be somebody else's.
 */
export function borrowedFrom(place: string, roots: readonly string[]): string[] {
  const outside: string[] = [];
  const seen = new Set<string>();
  const inside = roots.flatMap((root) => realOf(root) ?? []);
  const isInside = (path: string): boolean => inside.some((root) => path === root || path.startsWith(root + sep));
  const visit = (path: string): string | undefined => {
    const real = realOf(path);
    if (real === undefined || seen.has(real) || seen.size > mostSteps) return undefined;
    seen.add(real);
    if (!isInside(real)) outside.push(real);
    return real;
  };
  const dotGit = join(place, '.git');
  const gitDir = existsSync(dotGit) && statSync(dotGit).isFile() ? named(dotGit, /^gitdir: (.+)$/m) : dotGit;
  const start = visit(gitDir !== undefined && existsSync(gitDir) ? gitDir : place);
  if (start === undefined) return outside;
  const common = named(join(start, 'commondir'), /^(.+)$/m);
  const stores = [common === undefined ? start : (visit(common) ?? start)].map((folder) => join(folder, 'objects'));
  for (let store = stores.pop(); store !== undefined; store = stores.pop()) {
    const real = visit(store);
    if (real === undefined) continue;
    const listed = textOf(join(real, 'info', 'alternates'));
    for (const line of listed?.split('\n') ?? []) {
      const path = line.startsWith('"') ? line.slice(1, -1) : line;
      if (path.trim() !== '' && !path.startsWith('#')) stores.push(resolve(real, path));
    }
  }
  return outside;
}

/** A path that a file tells, relative to the folder it stands in. */
function named(file: string, pattern: RegExp): string | undefined {
  const path = pattern.exec(textOf(file) ?? '')?.[1];
  return path === undefined ? undefined : resolve(dirname(file), path.trim());
}

function textOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() && stat.size < 1 << 20 ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
