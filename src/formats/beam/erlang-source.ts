import type { CodeNode } from '../../syntax/code-tree.ts';
import { gitOrigin, isLocalAddress, type Origin, urlOrigin } from '../languages/origin.ts';
import { membersOf, scalarOf } from './terms.ts';

/** What a source tuple of rebar3 says: `{pkg, Name, Version}`, `{git, Url, {tag, "1.0"}}`, `{hg, ...}`, `{git_subdir, ...}`. */
export interface ErlangSource {
  /** The package's real name, for `pkg`. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly branch: string | undefined;
  readonly origin: Origin;
}

/** Undefined where the part is no source tuple. */
export function erlangSource(part: readonly CodeNode[] | undefined): ErlangSource | undefined {
  const members = membersOf(part, '{');
  const kind = scalarOf(members?.[0])?.text;
  const address = scalarOf(members?.[1])?.text;
  if (!members || kind === undefined || address === undefined) return undefined;
  if (kind === 'pkg') return { name: address, version: scalarOf(members[2])?.text, branch: undefined, origin: {} };
  const pinned = membersOf(members[2], '{');
  const word = scalarOf(pinned?.[0])?.text;
  const value = scalarOf(pinned?.[1])?.text ?? scalarOf(members[2])?.text;
  const isBranch = word === 'branch';
  const origin = isLocalAddress(address)
    ? ({ source: address, entry: 'link' } as const)
    : kind.startsWith('git')
      ? gitOrigin(address, kind)
      : urlOrigin(address, kind);
  return { name: undefined, version: isBranch ? undefined : value, branch: isBranch ? value : undefined, origin };
}
