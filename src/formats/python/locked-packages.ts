import { isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Loss } from './loss.ts';

/** A package table of a Python lockfile in TOML. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly record: Readonly<Record<string, unknown>>;
  /** Where it stands in its array. */
  readonly index: number;
}

/** The packages of `list`, the array at `key`; what has no name is a loss. */
export function lockedPackages(list: readonly unknown[], key: string, losses: Loss[]): LockedPackage[] {
  const packages: LockedPackage[] = [];
  for (const [index, value] of list.entries()) {
    const name = stringOf(memberOf(value, 'name'));
    if (isRecord(value) && name !== undefined)
      packages.push({ name, version: stringOf(value.version), record: value, index });
    else losses.push({ code: 'wrong-type', path: [key, index], message: 'a package has no name' });
  }
  return packages;
}

export function refOf({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string {
  return `${name}@${version ?? ''}`;
}

/** The project file beside a lockfile. */
export function manifestPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}pyproject.toml`;
}
