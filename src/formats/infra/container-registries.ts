/**
 * Where container engines fetch images from: registries.conf of Podman, Buildah and CRI-O, and hosts.toml of containerd. Specification: containers-registries.conf(5), and
 * the containerd documentation, "Registry Configuration". Surprising: a mirror here stands in for every image of a registry, and no file of the project names it.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { addressComponent, addressesIn, bareHost } from './addresses.ts';

/** Reads registries, their mirrors and other locations. */
export const containerRegistries: DocumentFormat = {
  id: 'infra/container-registries',
  title: 'Registries of container engines (registries.conf, hosts.toml)',
  files: ['registries.conf', 'registries.conf.d/*.conf', 'certs.d/*/hosts.toml'],
  locate: locateToml,
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const say = (value: string, field: string, at: readonly (string | number)[]): void => {
    const found = addressesIn(value)[0]?.value ?? bareHost(value);
    if (found !== undefined) components.push(addressComponent(found, field, { path: at }, 'fetched-from'));
  };
  const walk = (node: unknown, field: string, at: readonly (string | number)[]): void => {
    if (typeof node === 'string') {
      if (/^(?:location|server|endpoint|prefix|unqualified-search-registries|registries)$/.test(field))
        say(node, field, at);
    } else if (Array.isArray(node)) for (const [index, item] of node.entries()) walk(item, field, [...at, index]);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        // `[host."https://mirror"]`: the address is the key.
        if (field === 'host') say(key, 'host', [...at, key]);
        walk(value, key, [...at, key]);
      }
    }
  };
  walk(parseToml(text), '', []);
  return { components };
}
