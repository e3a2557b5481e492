import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';

export interface PnpmRequirement {
  readonly name: string;
  /** What the lockfile calls the version: a version, a key of `packages`, `link:` and a folder. */
  readonly reference: string;
  readonly isDev: boolean;
  readonly isOptional: boolean;
  readonly path: Path;
}

/** One project of the workspace: an importer, or the whole file where it has no `importers`. */
export interface PnpmProject {
  /** Relative to the lockfile, `.` for its own folder. */
  readonly folder: string;
  /** Known where another project links to it. The lockfile itself names folders only. */
  readonly name: string | undefined;
  readonly path: Path;
  readonly requires: readonly PnpmRequirement[];
  /** Links of this project to folders that are no project of the workspace, each folder once a file. */
  readonly links: readonly { readonly name: string; readonly target: string; readonly path: Path }[];
}

/** Sections of a project, and whether what stands in them is for development only. pnpm 11 adds the last two. */
const sections = [
  { key: 'dependencies', isDev: false },
  { key: 'optionalDependencies', isDev: false },
  { key: 'devDependencies', isDev: true },
  { key: 'configDependencies', isDev: true },
  { key: 'packageManagerDependencies', isDev: true },
] as const;

/** The projects of one document, in file order; none for a lockfile of installed packages only. */
export function projectsOf(root: Readonly<Record<string, unknown>>, document: number): PnpmProject[] {
  const importers = memberOf(root, 'importers');
  const listed: { folder: string; path: Path; value: unknown }[] = isRecord(importers)
    ? Object.entries(importers).map(([folder, value]) => ({ folder, path: [document, 'importers', folder], value }))
    : [{ folder: '.', path: [document], value: root }];
  const read = listed.map((one) => ({ ...one, requires: requirementsOf(one.value, one.path) }));
  const folders = new Set(listed.map((one) => one.folder));
  const names = new Map<string, string>();
  const linked = new Set<string>();
  const links = read.map(({ folder, requires }) => {
    const outside: { name: string; target: string; path: Path }[] = [];
    for (const { name, reference, path } of requires) {
      if (!reference.startsWith('link:')) continue;
      const target = folderFrom(folder, reference.slice('link:'.length));
      if (folders.has(target)) names.set(target, names.get(target) ?? name);
      else if (!linked.has(`${name} ${target}`)) {
        linked.add(`${name} ${target}`);
        outside.push({ name, target, path });
      }
    }
    return outside;
  });
  return read.map(({ folder, path, requires }, at) => ({
    folder,
    path,
    requires,
    name: names.get(folder),
    links: links[at] ?? [],
  }));
}

function requirementsOf(value: unknown, path: Path): PnpmRequirement[] {
  const found: PnpmRequirement[] = [];
  for (const { key, isDev } of sections) {
    for (const [name, one] of entriesOf(memberOf(value, key))) {
      // Since 6 a requirement is a mapping of specifier and version.
      const reference = stringOf(one) ?? stringOf(memberOf(one, 'version'));
      if (reference === undefined) continue;
      found.push({ name, reference, isDev, isOptional: key === 'optionalDependencies', path: [...path, key, name] });
    }
  }
  return found;
}

/** A folder relative to a project's, both relative to the lockfile; it may lead out with `..`. */
function folderFrom(folder: string, relative: string): string {
  const parts = folder === '.' ? [] : folder.split('/');
  for (const part of relative.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.length === 0 ? '.' : parts.join('/');
}
