import { parseJson } from '../../syntax/json.ts';
import { entriesOf, memberOf, recordOf } from '../../syntax/shape.ts';

/** What a project declares in its package.json, by section, each name to its range. */
export interface PackageManifest {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly runtime: ReadonlyMap<string, string>;
  readonly dev: ReadonlyMap<string, string>;
  /** Literal folders and globs. */
  readonly workspaces: readonly string[];
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * A companion package.json. Undefined where it is absent or does not parse: it is an input of its own, where that is
 * reported, and the lockfile beside it only loses what is direct.
 */
export function manifestOf(text: string | undefined): PackageManifest | undefined {
  const record = text === undefined ? undefined : recordOfText(text);
  if (!record) return undefined;
  const section = (names: readonly string[]): Map<string, string> => {
    const all = new Map<string, string>();
    for (const name of names)
      for (const [key, range] of entriesOf(memberOf(record, name))) if (typeof range === 'string') all.set(key, range);
    return all;
  };
  const listed = Array.isArray(record.workspaces) ? record.workspaces : memberOf(record.workspaces, 'packages');
  return {
    name: typeof record.name === 'string' ? record.name : undefined,
    version: typeof record.version === 'string' ? record.version : undefined,
    runtime: section(['peerDependencies', 'dependencies', 'optionalDependencies']),
    dev: section(['devDependencies']),
    workspaces: Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [],
    record,
  };
}

function recordOfText(text: string): Record<string, unknown> | undefined {
  try {
    return recordOf(parseJson(text));
  } catch {
    return undefined;
  }
}

/** The folder of a path, with its trailing slash; '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/**
 * A path relative to a folder (as `folderOf` gives it), with `.` and `..` resolved. Undefined where it is absolute, has
 * another scheme, or leads out of the root.
 */
export function pathFrom(folder: string, relative: string): string | undefined {
  if (/^(?:[/\\]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(relative)) return undefined;
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of relative.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
