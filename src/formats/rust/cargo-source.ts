import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';

export interface CargoSource {
  /** The address without its kind and secrets. */
  readonly url: string;
  readonly entry: Component['entry'];
  readonly identifiers: readonly Identifier[];
}

/** Reads a package's `source`: `registry+`, `sparse+` or `git+` before an address. Undefined where it is none of them. */
export function cargoSource(source: string): CargoSource | undefined {
  const plus = source.indexOf('+');
  const kind = source.slice(0, Math.max(plus, 0));
  if (
    kind !== 'registry' &&
    kind !== 'sparse' &&
    kind !== 'git' &&
    kind !== 'local-registry' &&
    kind !== 'directory' &&
    kind !== 'path'
  )
    return undefined;
  const address = source.slice(plus + 1);
  if (kind === 'local-registry' || kind === 'directory' || kind === 'path')
    return { url: address, entry: 'file', identifiers: [] };
  const url = withoutSecrets(address);
  const identifiers: Identifier[] = [{ kind: 'url', value: url, field: 'source', relation: 'fetched-from' }];
  return { url, entry: kind === 'git' ? 'git' : undefined, identifiers };
}
