/**
 * pubspec.yaml of Dart and Flutter. Specification: Dart documentation, "The pubspec file" and "Package dependencies". Surprising: a version
 * without an operator is exact; `hosted` names another host, and the package's real name where it differs; and a dependency without a value is
 * one of any version.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { fetchedOrigin, gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

const sections: readonly (readonly [string, Scope | undefined])[] = [
  ['dependencies', 'runtime'],
  ['dev_dependencies', 'dev'],
  ['dependency_overrides', undefined],
];

/** Reads what the package declares, overrides included. */
export const pubspec: DocumentFormat = {
  id: 'dart/pubspec',
  title: 'Dart pubspec.yaml',
  files: ['pubspec.yaml', 'pubspec.yml', 'pubspec_overrides.yaml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const isOverrides = input.path.endsWith('pubspec_overrides.yaml');
  const isOurs = isRecord(root) && ['name', 'environment', ...sections.map(([key]) => key)].some((key) => key in root);
  if (!isOurs && !(isOverrides && root === null))
    throw new UnreadableInput('wrong-shape', 'has no "name" and no "dependencies"', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [key, scope] of sections) {
    const section = memberOf(root, key);
    if (section === undefined || section === null) continue;
    if (!isRecord(section)) losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a mapping` });
    for (const [name, value] of entriesOf(section)) {
      if (Array.isArray(value))
        losses.push({ code: 'wrong-type', path: [key, name], message: `"${name}" is not a dependency` });
      else components.push(declared(name, value, key, scope));
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}

function declared(key: string, value: unknown, section: string, scope: Scope | undefined): Component {
  const hosted = memberOf(value, 'hosted');
  const name = stringOf(memberOf(hosted, 'name')) ?? key;
  const { version, attributes } = requirementOf(stringOf(value) ?? stringOf(memberOf(value, 'version')), [], 'exact');
  const facts = {
    alias: name === key ? undefined : key,
    ref: stringOf(memberOf(memberOf(value, 'git'), 'ref')),
    override: section === 'dependency_overrides' ? 'true' : undefined,
  };
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'pub',
    at: { path: [section, key] },
    direct: true,
    scope,
    attributes: withFacts(attributes, facts),
    ...originOf(value, hosted),
  };
}

function originOf(value: unknown, hosted: unknown): Origin {
  const sdk = stringOf(memberOf(value, 'sdk'));
  if (sdk !== undefined) return { source: sdk, entry: 'system' };
  const path = stringOf(memberOf(value, 'path'));
  if (path !== undefined) return { source: path, entry: 'link' };
  const git = memberOf(value, 'git');
  const url = stringOf(git) ?? stringOf(memberOf(git, 'url'));
  if (url !== undefined) return isLocalAddress(url) ? { source: url, entry: 'link' } : gitOrigin(url, 'git');
  const host = stringOf(hosted) ?? stringOf(memberOf(hosted, 'url'));
  return host === undefined ? {} : fetchedOrigin(host, 'hosted');
}
