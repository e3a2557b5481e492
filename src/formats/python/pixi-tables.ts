import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Scope } from '../../model/component.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import type { Loss } from './loss.ts';

const condaTables: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['run-dependencies', 'runtime'],
  ['host-dependencies', 'build'],
  ['build-dependencies', 'build'],
];

/**
 * The tables of a pixi manifest, which is pixi.toml or `[tool.pixi]` of a pyproject.toml: conda and PyPI packages of the default
 * environment, of every feature and of every platform, and the channels that are addresses.
 */
export function pixiComponents(root: unknown, at: Path, losses: Loss[]): Component[] {
  const found: Component[] = [];
  const readTables = (table: unknown, path: Path, scope: Scope | undefined): void => {
    for (const [key, usual] of condaTables) read(memberOf(table, key), [...path, key], scope ?? usual, 'conda');
    read(memberOf(table, 'pypi-dependencies'), [...path, 'pypi-dependencies'], scope ?? 'runtime', 'pypi');
    for (const [name, target] of entriesOf(memberOf(table, 'target')))
      readTables(target, [...path, 'target', name], scope);
  };
  const read = (table: unknown, path: Path, scope: Scope, ecosystem: 'conda' | 'pypi'): void => {
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not a table` });
    for (const [name, value] of entriesOf(table)) {
      const one = pixiComponent(name, value, [...path, name], scope, ecosystem);
      if (one) found.push(one);
      else losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" is not a dependency` });
    }
  };
  for (const section of ['workspace', 'project']) {
    const channels = listOf(memberOf(memberOf(root, section), 'channels')) ?? [];
    for (const [index, channel] of channels.entries()) {
      const text = stringOf(channel) ?? stringOf(memberOf(channel, 'channel'));
      const component =
        text === undefined
          ? undefined
          : settingComponent('channels', text, { path: [...at, section, 'channels', index] });
      if (component) found.push(component);
    }
  }
  readTables(root, at, undefined);
  for (const [name, feature] of entriesOf(memberOf(root, 'feature')))
    readTables(feature, [...at, 'feature', name], 'optional');
  readTables(memberOf(root, 'package'), [...at, 'package'], undefined);
  return found;
}

function pixiComponent(
  name: string,
  value: unknown,
  path: Path,
  scope: Scope,
  ecosystem: 'conda' | 'pypi',
): Component | undefined {
  if (typeof value !== 'string' && !isRecord(value)) return undefined;
  const table = isRecord(value) ? value : { version: value };
  const written = stringOf(table.version)?.trim();
  const version = /^==\s*([^\s=*,|<>!~]+)$/.exec(written ?? '')?.[1];
  const attributes: Record<string, string> = {};
  if (written !== undefined && written !== '*' && version === undefined) attributes.constraint = written;
  const channel = stringOf(table.channel);
  if (channel !== undefined) attributes.channel = withoutSecrets(channel);
  const git = stringOf(table.git);
  const address = git ?? stringOf(table.url) ?? stringOf(table.index);
  const source = address === undefined ? stringOf(table.path) : withoutSecrets(address);
  const field = git !== undefined ? 'git' : table.url === undefined ? 'index' : 'url';
  const identifiers: Identifier[] | undefined =
    address === undefined || source === undefined
      ? undefined
      : [{ kind: 'url', value: source, field, relation: 'fetched-from' }];
  const entry =
    git !== undefined
      ? 'git'
      : table.url !== undefined
        ? 'url'
        : table.path === undefined
          ? undefined
          : table.editable === true
            ? 'link'
            : 'file';
  return {
    ...{ kind: 'package', name, version, ecosystem, at: { path }, direct: true, scope, source, entry, identifiers },
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
