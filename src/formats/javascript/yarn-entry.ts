import type { Component, Place } from '../../model/component.ts';
import type { NpmSpec } from './npm-spec.ts';

/** One block of a yarn.lock, of either generation. */
export interface YarnEntry {
  /** What the block answers for: each required `name` with its range, in file order. Never empty. */
  readonly patterns: readonly NpmSpec[];
  /** The package behind it; differs from the patterns' names for an alias. */
  readonly name: string;
  readonly version: string | undefined;
  readonly source: string | undefined;
  /** The field `source` stood in. */
  readonly sourceField: string;
  readonly entry: Component['entry'];
  /** Folder of a workspace relative to the lockfile, `.` for the root project; undefined for everything else. */
  readonly workspace?: string;
  readonly at: Place;
  /** Required names and ranges that are always installed; a missing one means the lockfile is damaged. */
  readonly dependencies: readonly NpmSpec[];
  /** Required names and ranges that may be absent. */
  readonly optional: readonly NpmSpec[];
}
