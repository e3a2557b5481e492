/**
 * Cargo.toml, of a package or a workspace. Specification: the Cargo Book, "The Manifest Format" and "Specifying Dependencies". Surprising: `package`
 * beside a dependency names the real crate, `workspace = true` points at the workspace's own table, and a bare `1.2` means `^1.2`, so that only
 * `=1.2.3` is a version.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';

/** Reads what a manifest declares, in every table. Who wrote it is not read. */
export const cargoToml: DocumentFormat = {
  id: 'rust/cargo-toml',
  title: 'Cargo Cargo.toml',
  files: ['Cargo.toml'],
  locate: locateToml,
  parse,
};

const tables: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
  ['build-dependencies', 'build'],
  ['build_dependencies', 'build'],
];
const known = ['package', 'workspace', 'project', 'dependencies', 'lib', 'bin', 'patch', 'profile', 'target'];

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  if (!known.some((key) => memberOf(root, key) !== undefined))
    throw new UnreadableInput('wrong-shape', 'has neither a "[package]" nor a "[workspace]" table', { line: 1 });
  const components: Component[] = [];
  const bad: Path[] = [];
  const read = (table: unknown, path: Path, scope: Scope | undefined): void => {
    if (table !== undefined && !isRecord(table)) bad.push(path);
    for (const [name, value] of entriesOf(table)) {
      const one = declared(name, value, [...path, name], scope);
      if (one) components.push(one);
      else bad.push([...path, name]);
    }
  };
  for (const [key, scope] of tables) read(memberOf(root, key), [key], scope);
  for (const [target, section] of entriesOf(memberOf(root, 'target')))
    for (const [key, scope] of tables) read(memberOf(section, key), ['target', target, key], scope);
  read(memberOf(memberOf(root, 'workspace'), 'dependencies'), ['workspace', 'dependencies'], undefined);
  for (const [source, section] of entriesOf(memberOf(root, 'patch'))) read(section, ['patch', source], undefined);
  const replaced = entriesOf(memberOf(root, 'replace'));
  for (const [spec, value] of replaced) {
    const one = declared(spec.split(':', 1)[0] ?? spec, value, ['replace', spec], undefined);
    if (one) components.push(one);
  }
  const lines = locateToml(input.text, bad);
  const problems = bad.map((path, at): Problem => {
    return {
      code: 'wrong-type',
      line: lines[at]?.line,
      message: `"${path.join('.')}" is not a dependency`,
      weight: 'lost',
    };
  });
  return { components, problems };
}

function declared(key: string, value: unknown, path: Path, scope: Scope | undefined): Component | undefined {
  if (typeof value !== 'string' && !isRecord(value)) return undefined;
  const table = isRecord(value) ? value : { version: value };
  const name = stringOf(table.package) ?? key;
  const written = stringOf(table.version)?.trim();
  const version = /^=\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(written ?? '')?.[1];
  const attributes: Record<string, string> = {};
  if (written !== undefined && written !== '*' && version === undefined) attributes.constraint = written;
  if (name !== key) attributes.alias = key;
  const registry = stringOf(table.registry);
  if (registry !== undefined) attributes.registry = registry;
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'cargo',
    at: { path },
    direct: true,
    scope: table.optional === true ? 'optional' : scope,
    ...originOf(table, name !== key),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

function originOf(
  table: Readonly<Record<string, unknown>>,
  isRenamed: boolean,
): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const git = stringOf(table.git);
  const index = stringOf(table['registry-index']);
  const path = stringOf(table.path);
  const address = git ?? index;
  const entry =
    git !== undefined
      ? 'git'
      : path !== undefined
        ? 'link'
        : table.workspace === true
          ? 'workspace'
          : isRenamed
            ? 'alias'
            : undefined;
  if (address === undefined) return { source: path, entry };
  const source = withoutSecrets(address);
  const identifiers: Identifier[] = [
    { kind: 'url', value: source, field: git === undefined ? 'registry-index' : 'git', relation: 'fetched-from' },
  ];
  return { source, entry, identifiers };
}
