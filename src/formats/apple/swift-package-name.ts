import { hostPathOf } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import { fetchedOrigin, gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';

/** A Swift package named by its repository: host and path, as purl's type "swift" wants it; a folder keeps its path. */
export function swiftPackage(location: string, field: string): { readonly name: string } & Origin {
  const name = hostPathOf(location)?.replace(/\.git$/, '');
  if (name === undefined || isLocalAddress(location))
    return { name: folderName(location), source: location, entry: 'link' };
  return { name, ...gitOrigin(location, field) };
}

/** A prebuilt archive that a manifest names. */
export function swiftBinary(name: string, url: string): Pick<Component, 'name'> & Origin {
  return { name, ...fetchedOrigin(url, 'url'), entry: 'url' };
}

function folderName(location: string): string {
  const parts = location.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return (parts[parts.length - 1] ?? location).replace(/\.git$/, '');
}
