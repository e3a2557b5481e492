import type { Component } from '../../model/component.ts';
import type { GoDirective } from './go-directives.ts';

/** One `replace old [version] => new [version]`. */
export interface GoReplacement {
  readonly oldPath: string;
  /** Absent: every version. */
  readonly oldVersion: string | undefined;
  readonly newPath: string;
  /** Absent exactly for a folder. */
  readonly newVersion: string | undefined;
  readonly line: number;
  readonly oldColumn: number;
  readonly newColumn: number;
}

/** Reads one `replace` directive; undefined where it is not well formed. */
export function replacementOf({ words, line }: GoDirective): GoReplacement | undefined {
  const arrow = words.findIndex((word) => word.text === '=>');
  const [oldPath, oldVersion, extra] = words.slice(0, Math.max(arrow, 0));
  const [newPath, newVersion, more] = arrow < 0 ? [] : words.slice(arrow + 1);
  if (!oldPath || !newPath || extra || more) return undefined;
  const isFolder = isLocalPath(newPath.text);
  if (isFolder === (newVersion !== undefined)) return undefined;
  return {
    oldPath: oldPath.text,
    oldVersion: oldVersion?.text,
    newPath: newPath.text,
    newVersion: newVersion?.text,
    line,
    oldColumn: oldPath.column,
    newColumn: newPath.column,
  };
}

/** A replacement by a folder begins like one (Go Modules Reference, "replace directive"). */
function isLocalPath(path: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** The replacement that acts on a module: one for its version before one for all. */
export function replacementFor(
  all: readonly GoReplacement[],
  path: string,
  version: string | undefined,
): GoReplacement | undefined {
  const own = all.filter((one) => one.oldPath === path);
  return own.find((one) => one.oldVersion === version) ?? own.find((one) => one.oldVersion === undefined);
}

/** How a replacement is spelled behind its arrow. */
export function replacementText(one: GoReplacement): string {
  return one.newVersion === undefined ? one.newPath : `${one.newPath}@${one.newVersion}`;
}

/**
 * What a replacement itself puts into the build: the module behind the arrow. A folder has no name of its own; it stands
 * under the name it replaces, and only where `isListed` says that this is not a component already.
 */
export function replacementComponent(one: GoReplacement, isListed: (path: string) => boolean): Component | undefined {
  const replaces = one.oldVersion === undefined ? one.oldPath : `${one.oldPath}@${one.oldVersion}`;
  if (one.newVersion !== undefined) {
    return {
      kind: 'package',
      name: one.newPath,
      version: one.newVersion,
      ecosystem: 'golang',
      at: { line: one.line, column: one.newColumn },
      entry: one.newPath === one.oldPath ? undefined : 'alias',
      attributes: { replaces },
    };
  }
  if (isListed(one.oldPath)) return undefined;
  return {
    kind: 'package',
    name: one.oldPath,
    version: one.oldVersion,
    ecosystem: 'golang',
    at: { line: one.line, column: one.oldColumn },
    entry: 'link',
    source: one.newPath,
    attributes: { replacedBy: one.newPath },
  };
}
