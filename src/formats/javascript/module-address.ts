import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Place } from '../../model/component.ts';
import { cdnPackage } from './cdn-package.ts';
import { splitSpec } from './npm-spec.ts';

const exactVersion = /^\d+\.\d+\.\d+[\w.+-]*$/;

/**
 * What an import specifier of Deno or of an import map names: `jsr:@scope/name@1`, `npm:name@1`, an address, or a file of the project.
 * Undefined for the last and for modules of the runtime (`node:fs`).
 */
export function moduleComponent(specifier: string, at: Place, field: string): Component | undefined {
  const registry = /^(npm|jsr):\/?(.+)$/.exec(specifier);
  if (registry?.[2]) {
    const ecosystem = registry[1] === 'npm' ? 'npm' : 'jsr';
    // A path into the package may follow its version.
    const bare = /^((?:@[^/@]+\/)?[^/@]+(?:@[^/]+)?)/.exec(registry[2])?.[1] ?? registry[2];
    const { name, range } = splitSpec(bare);
    const version = exactVersion.test(range) ? range : undefined;
    return {
      ...{ kind: 'package', name, version, ecosystem, at, direct: true },
      attributes: version === undefined && range !== '' && range !== '*' ? { constraint: range } : undefined,
    };
  }
  if (!/^(?:https?:)?\/\//i.test(specifier)) return undefined;
  return addressComponent(specifier, at, field);
}

/** A module that is fetched by its address; the name is the package's where the address tells it, or else host and path. */
export function addressComponent(address: string, at: Place, field: string): Component {
  const source = withoutSecrets(address);
  const served = cdnPackage(address);
  return {
    ...{
      kind: 'package',
      name: served?.name ?? source.replace(/^(?:[a-z]+:)?\/\//i, '').replace(/[?#].*$/, ''),
      version: served?.version,
    },
    ...{ ecosystem: served?.ecosystem ?? 'deno', at, direct: true, entry: 'url', source },
    identifiers: [{ kind: 'url', value: source, field, relation: 'fetched-from' }],
  };
}
