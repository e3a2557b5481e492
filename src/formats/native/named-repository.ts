import type { Component } from '../../model/component.ts';
import { gitOrigin, isLocalAddress, type Origin, repositoryName } from '../languages/origin.ts';

/** A repository that a build takes in: named as its forge names it, or by its own last part where the address has no host. */
export function repositoryComponent(
  address: string,
  field: string,
): { readonly name: string } & Pick<Component, 'ecosystem'> & Origin {
  if (isLocalAddress(address)) {
    // `../other.git` is relative to where the project itself was fetched from, which its files do not say.
    return {
      name: lastPart(address),
      ecosystem: 'git',
      source: address,
      entry: address.startsWith('.') ? 'git' : 'link',
    };
  }
  const named = repositoryName(address);
  return { name: named?.name ?? lastPart(address), ecosystem: named?.ecosystem ?? 'git', ...gitOrigin(address, field) };
}

/** The last part of a path or address, without `.git`. */
export function lastPart(address: string): string {
  const parts = address.split(/[/\\:]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return (parts[parts.length - 1] ?? address).replace(/\.git$/, '') || address;
}
