/**
 * Gradle version catalog, usually gradle/libs.versions.toml. Specification: Gradle user manual, "Version Catalogs". Surprising: a version may be
 * a table of wishes (`strictly`, `prefer`); a library without a version has it from a platform; and a plugin is fetched as an artifact
 * `<id>:<id>.gradle.plugin`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { mavenVersion } from './maven-version.ts';

/** Reads the libraries and plugins that a build may use. */
export const gradleCatalog: DocumentFormat = {
  id: 'jvm/gradle-catalog',
  title: 'Gradle version catalog (libs.versions.toml)',
  files: ['*.versions.toml'],
  locate: locateToml,
  parse,
};

type Row = Readonly<Record<string, unknown>>;

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  if (!['libraries', 'plugins', 'versions', 'bundles', 'metadata'].some((key) => isRecord(memberOf(root, key))))
    throw new UnreadableInput('wrong-shape', 'has none of the tables "versions", "libraries" and "plugins"', {
      line: 1,
    });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const versions = memberOf(root, 'versions');
  for (const [section, read] of [
    ['libraries', library],
    ['plugins', plugin],
  ] as const) {
    const table = memberOf(root, section);
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path: [section], message: `"${section}" is not a table` });
    for (const [alias, value] of entriesOf(table)) {
      const path: Path = [section, alias];
      const one = read(value);
      if (!one) {
        losses.push({ code: 'wrong-type', path, message: `"${alias}" has no coordinates` });
        continue;
      }
      const written = versionOf(one.row, versions);
      if (written === 'missing')
        losses.push({ code: 'unresolved', path, message: `"${alias}" names a version that is not in "versions"` });
      components.push(componentOf(one.name, written === 'missing' ? {} : written, path, one.plugin));
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}

interface Declared {
  readonly name: string;
  readonly row: Row;
  readonly plugin?: string;
}

function library(value: unknown): Declared | undefined {
  if (typeof value === 'string') {
    const [group, name, ...version] = value.split(':');
    return group && name ? { name: `${group}:${name}`, row: { version: version.join(':') } } : undefined;
  }
  if (!isRecord(value)) return undefined;
  const module = stringOf(value.module) ?? `${stringOf(value.group) ?? ''}:${stringOf(value.name) ?? ''}`;
  return /^[^:\s]+:[^:\s]+$/.test(module) ? { name: module, row: value } : undefined;
}

function plugin(value: unknown): Declared | undefined {
  const colon = typeof value === 'string' ? value.indexOf(':') : -1;
  const row = typeof value === 'string' ? { id: value.slice(0, colon), version: value.slice(colon + 1) } : value;
  const id = stringOf(memberOf(row, 'id'));
  return isRecord(row) && id ? { name: `${id}:${id}.gradle.plugin`, row, plugin: id } : undefined;
}

/** A string, a reference into `versions`, or a table of wishes. `missing`: the reference leads nowhere. */
function versionOf(row: Row, versions: unknown): ReturnType<typeof mavenVersion> | 'missing' {
  let value = row.version;
  const ref = stringOf(memberOf(value, 'ref'));
  if (ref !== undefined) {
    value = memberOf(versions, ref);
    if (value === undefined) return 'missing';
  }
  if (typeof value === 'string') return mavenVersion(value);
  const strict = stringOf(memberOf(value, 'strictly')) ?? stringOf(memberOf(value, 'require'));
  if (strict === undefined) {
    const wish = stringOf(memberOf(value, 'prefer'));
    return wish === undefined ? {} : { constraint: wish };
  }
  return mavenVersion(strict.replace(/!!.*$/, ''));
}

function componentOf(
  name: string,
  { version, constraint }: ReturnType<typeof mavenVersion>,
  path: Path,
  pluginId: string | undefined,
): Component {
  const attributes: Record<string, string> = {};
  if (constraint !== undefined) attributes.constraint = constraint;
  if (pluginId !== undefined) attributes.plugin = pluginId;
  return {
    ...{ kind: 'package', name, version, ecosystem: 'maven', at: { path }, direct: true },
    scope: pluginId === undefined ? undefined : 'build',
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
