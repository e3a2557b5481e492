import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../model/problem.ts';

/** Where a scan starts, worked out from the paths on the command line. */
export interface Targets {
  /** Absolute real path that all paths in the report are relative to. */
  readonly root: string;
  /** Relative to the root with `/`, none below another, sorted. `''` is the root itself. */
  readonly starts: readonly string[];
  /** Starts that are files: the user named them. */
  readonly named: ReadonlySet<string>;
  /** What the report calls the target. */
  readonly label: string;
}

/**
 * The root is `--source-root`; else the working directory when it holds every path; else the one folder given, or the closest
 * folder above all of them. Throws `UsageError` for a path that is not there, or lies outside `--source-root`.
 */
export async function resolveTargets(
  paths: readonly string[],
  cwd: string,
  sourceRoot: string | undefined,
): Promise<Targets> {
  const found: { shown: string; real: string; isFile: boolean }[] = [];
  const mistakes: string[] = [];
  for (const path of await expandGlobs(paths, cwd)) {
    const absolute = resolve(cwd, path);
    try {
      // The link itself may be the user's wish: it is followed, and what it leads to is the target.
      const real = realpathSync(absolute);
      found.push({ shown: path, real, isFile: !statSync(real).isDirectory() });
    } catch {
      let reason = 'there is no such file or folder';
      try {
        if (lstatSync(absolute).isSymbolicLink()) reason = 'is a link to something that is not there';
        else reason = 'may not be read';
      } catch {
        // Not there at all: the first reason stands.
      }
      mistakes.push(`${path}: ${reason}`);
    }
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  const root = rootOf(found, realpathSync(cwd), sourceRoot === undefined ? undefined : resolve(cwd, sourceRoot));
  const inside: { path: string; isFile: boolean }[] = [];
  for (const { shown, real, isFile } of found) {
    const path = relative(root, real);
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
      mistakes.push(`${shown}: is outside --source-root`);
    else inside.push({ path: path.split(sep).join('/'), isFile });
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  inside.sort((a, b) => (a.path < b.path ? -1 : 1));
  const folders = new Set(inside.filter((one) => !one.isFile).map((one) => one.path));
  const starts = [...new Set(inside.filter(({ path }) => !isBelowAny(path, folders)).map(({ path }) => path))];
  const named = new Set(inside.filter((one) => one.isFile).map((one) => one.path));
  // A named file below a named folder is met by the walk; its name stays in `named`.
  return { root, starts, named, label: paths.join(' ') };
}

function isBelowAny(path: string, folders: ReadonlySet<string>): boolean {
  if (path === '') return false;
  if (folders.has('')) return true;
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    if (folders.has(path.slice(0, at))) return true;
  return false;
}

function rootOf(
  found: readonly { real: string; isFile: boolean }[],
  cwd: string,
  sourceRoot: string | undefined,
): string {
  if (sourceRoot !== undefined) {
    if (!existsSync(sourceRoot) || !statSync(sourceRoot).isDirectory())
      throw new UsageError(`--source-root ${sourceRoot}: there is no such folder`);
    return realpathSync(sourceRoot);
  }
  const holds = (folder: string): boolean =>
    found.every(({ real }) => real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  if (holds(cwd)) return cwd;
  const first = found[0];
  if (first === undefined) return cwd;
  let root = first.isFile ? join(first.real, '..') : first.real;
  while (!holds(root)) root = join(root, '..');
  return root;
}

/** Shells of some systems pass `*` on: a path with glob characters that is no file itself is expanded here. */
async function expandGlobs(paths: readonly string[], cwd: string): Promise<string[]> {
  const out: string[] = [];
  for (const path of paths) {
    if (!/[*?[{]/.test(path) || existsSync(resolve(cwd, path))) {
      out.push(path);
      continue;
    }
    const { default: glob } = await import('fast-glob');
    const matched = await glob(path.replaceAll('\\', '/'), {
      cwd,
      dot: true,
      onlyFiles: false,
      followSymbolicLinks: false,
      unique: true,
    });
    if (matched.length === 0) throw new UsageError(`${path}: no file matches`);
    out.push(...matched.sort());
  }
  return out;
}
