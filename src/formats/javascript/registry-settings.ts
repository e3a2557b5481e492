import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';

/** Keys whose values are addresses that nothing is fetched from, or secrets. */
const others = /proxy|auth|password|token|user-?agent|homepage|bugs|funding|cafile|schema/i;

/**
 * A line of a settings file that says where packages or binaries come from: registries, mirrors, archives of plugins. Undefined
 * for values that are no address with a host. `key` is the setting's name, which decides whether it is one of these at all.
 */
export function settingComponent(key: string, value: string, at: Component['at']): Component | undefined {
  if (others.test(key) || !/^(?:[a-z+]+:)?\/\//i.test(value)) return undefined;
  const host = hostOf(value);
  if (host === undefined) return undefined;
  const source = withoutSecrets(value);
  return {
    kind: 'service',
    name: host,
    at,
    source,
    identifiers: [{ kind: 'url', value: source, field: key, relation: 'fetched-from' }],
  };
}

/** Every address in parsed settings, in order, wherever it stands; `path` is where the tree stands in its document. */
export function settingComponents(tree: unknown, path: Path): Component[] {
  const found: Component[] = [];
  const visit = (value: unknown, key: string, at: Path): void => {
    if (typeof value === 'string') {
      const component = settingComponent(key, value, { path: at });
      if (component) found.push(component);
    } else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visit(one, key, [...at, index]);
    } else if (isRecord(value)) {
      for (const [name, one] of Object.entries(value))
        if (!others.test(name))
          visit(one, /^(?:url|index)$/.test(name) && key !== '' ? `${key}.${name}` : name, [...at, name]);
    }
  };
  // The readers of JSON, YAML and TOML bound the depth of what they return.
  visit(tree, '', path);
  return found;
}
