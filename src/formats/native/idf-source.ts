import type { Component } from '../../model/component.ts';
import { memberOf, stringOf } from '../../syntax/shape.ts';
import { fetchedOrigin, gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';

/** A component's name: without a namespace it is one of Espressif's own, as the component manager reads it. */
export function idfName(key: string): string {
  return key === 'idf' || key.includes('/') ? key : `espressif/${key}`;
}

/** Where a component comes from, by the words of idf_component.yml and of a lockfile's `source`. */
export function idfOrigin(value: unknown): Origin {
  const type = stringOf(memberOf(value, 'type'));
  const git = stringOf(memberOf(value, 'git'));
  if (git !== undefined) return isLocalAddress(git) ? { source: git, entry: 'link' } : gitOrigin(git, 'git');
  const registry = stringOf(memberOf(value, 'registry_url')) ?? stringOf(memberOf(value, 'service_url'));
  if (registry !== undefined) return fetchedOrigin(registry, 'registry_url');
  const path = stringOf(memberOf(value, 'path')) ?? stringOf(memberOf(value, 'override_path'));
  if (path !== undefined && type !== 'service') return { source: path, entry: 'link' };
  return {};
}

/** ESP-IDF itself is the framework, no component of the registry. */
export function idfEntry(key: string): Pick<Component, 'entry'> {
  return key === 'idf' ? { entry: 'system' } : {};
}
