import { forgeOwnerOf, hostPathOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Ecosystem, Place } from '../../model/component.ts';

/** Where a component comes from. */
export type Origin = Pick<Component, 'source' | 'entry' | 'identifiers'>;

/** A git repository's address. */
export function gitOrigin(address: string, field: string, at?: Place): Origin {
  return { ...fetchedOrigin(address, field, at), entry: 'git' };
}

/** An archive's or file's address. */
export function urlOrigin(address: string, field: string, at?: Place): Origin {
  return { ...fetchedOrigin(address, field, at), entry: 'url' };
}

/** A registry, or the archive that a registry names: an ordinary package. */
export function fetchedOrigin(address: string, field: string, at?: Place): Origin {
  const source = withoutSecrets(address);
  const identifier = { kind: 'url', value: source, field, relation: 'fetched-from' } as const;
  return { source, identifiers: [at ? { ...identifier, at } : identifier] };
}

/** True for what names no host: a folder, a file URL. */
export function isLocalAddress(address: string): boolean {
  return /^(?:file:|\.{0,2}[/\\]|\.{1,2}$|~|[A-Za-z]:[/\\])/.test(address);
}

/** Forges whose repositories are packages of an ecosystem of their own. */
const forgeEcosystems: ReadonlyMap<string, Ecosystem> = new Map([
  ['github', 'github'],
  ['gitlab', 'gitlab'],
  ['gitee', 'gitee'],
  ['bitbucket', 'bitbucket'],
]);

/**
 * What a repository's address names: `owner/repository` on the large forges, in the case it is written in, elsewhere host and
 * path. Undefined for an address without a host.
 */
export function repositoryName(address: string): { readonly ecosystem: Ecosystem; readonly name: string } | undefined {
  const plain = address.replace(/^(?:git|hg|svn)\+/, '');
  const forge = forgeOwnerOf(plain);
  const ecosystem = forge?.repository === undefined ? undefined : forgeEcosystems.get(forge.forge);
  if (forge && ecosystem) {
    const folded = `${forge.owner}/${forge.repository}`;
    const found = plain.toLowerCase().indexOf(folded);
    return { ecosystem, name: found < 0 ? folded : plain.slice(found, found + folded.length) };
  }
  const path = hostPathOf(plain)?.replace(/\.git$/, '');
  return path === undefined ? undefined : { ecosystem: 'git', name: path };
}

/** The address without slashes at its end. A pattern would take quadratic time on a run of them. */
export function withoutLastSlashes(address: string): string {
  let end = address.length;
  while (end > 0 && address.charCodeAt(end - 1) === 47) end--;
  return end === address.length ? address : address.slice(0, end);
}
