import type { Component } from '../../model/component.ts';
import { memberOf, stringOf } from '../../syntax/shape.ts';
import { fetchedOrigin, gitOrigin, type Origin, repositoryName } from '../languages/origin.ts';

/** What a pinned source of Nix says, in the words of flake.lock; sources.json files use a part of them. */
export interface NixSource {
  readonly name: string;
  readonly ecosystem: Component['ecosystem'];
  readonly version: string | undefined;
  readonly origin: Origin;
}

const forgeHosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['sourcehut', 'git.sr.ht'],
]);

/** Reads `type`, `owner`, `repo`, `url`, `path`, `rev`. The key names what has no repository. Undefined for other types. */
export function nixSource(key: string, value: unknown): NixSource | undefined {
  const type = stringOf(memberOf(value, 'type'));
  const url = stringOf(memberOf(value, 'url'));
  const owner = stringOf(memberOf(value, 'owner'));
  const repository = stringOf(memberOf(value, 'repo'));
  const version = stringOf(memberOf(value, 'rev')) ?? stringOf(memberOf(value, 'narHash'));
  const forge = type === undefined ? undefined : forgeHosts.get(type);
  if (forge !== undefined && owner !== undefined && repository !== undefined) {
    const host = stringOf(memberOf(value, 'host')) ?? forge;
    return {
      ...named(key, `https://${host}/${owner}/${repository}`),
      version,
      origin: gitOrigin(`https://${host}/${owner}/${repository}`, 'owner'),
    };
  }
  if ((type === 'git' || type === 'hg') && url !== undefined)
    return {
      ...named(key, url),
      version,
      origin: url.startsWith('file:') ? { source: url, entry: 'link' } : gitOrigin(url, 'url'),
    };
  if ((type === 'tarball' || type === 'file') && url !== undefined)
    return { name: key, ecosystem: 'nix', version, origin: { ...fetchedOrigin(url, 'url'), entry: 'url' } };
  if (type === 'path')
    return {
      name: key,
      ecosystem: 'nix',
      version,
      origin: { source: stringOf(memberOf(value, 'path')), entry: 'link' },
    };
  if (type === 'indirect')
    return { name: stringOf(memberOf(value, 'id')) ?? key, ecosystem: 'nix', version, origin: {} };
  return undefined;
}

/** The repository an input is; its key where the address has none. */
export function named(key: string, address: string): { name: string; ecosystem: Component['ecosystem'] } {
  return repositoryName(address) ?? { name: key, ecosystem: 'nix' };
}
