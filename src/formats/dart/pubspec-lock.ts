/**
 * pubspec.lock of Dart and Flutter. Specification: Dart documentation, "Pubspec lockfiles"; the format is pub's own. Surprising: `dependency` says
 * what is direct, and for what; `description.url` is the host that each package comes from; and packages of the SDK stand in it with the
 * version 0.0.0.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { withFacts } from '../languages/constraint.ts';
import { fetchedOrigin, gitOrigin, type Origin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reads the locked packages. It has no edges. */
export const pubspecLock: DocumentFormat = {
  id: 'dart/pubspec-lock',
  title: 'Dart pubspec.lock',
  files: ['pubspec.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const packages = memberOf(root, 'packages');
  if (packages !== null && !isRecord(packages))
    throw new UnreadableInput('wrong-shape', 'has no "packages" mapping', { line: 1 });
  const losses: Loss[] = [];
  // pub writes the SDKs last, so a file without them was cut or edited.
  if (memberOf(root, 'sdks') === undefined && memberOf(root, 'sdk') === undefined)
    losses.push({
      code: 'truncated',
      path: ['packages'],
      message: 'has no "sdks" at its end; packages may be missing',
    });
  const components: Component[] = [];
  for (const [key, value] of entriesOf(packages)) {
    if (isRecord(value)) components.push(componentOf(key, value));
    else losses.push({ code: 'wrong-type', path: ['packages', key], message: `"${key}" is not a package` });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}

const scopes: ReadonlyMap<string, Scope> = new Map([
  ['direct main', 'runtime'],
  ['direct dev', 'dev'],
]);

function componentOf(key: string, value: Readonly<Record<string, unknown>>): Component {
  const dependency = stringOf(value.dependency);
  const description = value.description;
  const isHosted = value.source === 'hosted';
  const name = (isHosted ? stringOf(memberOf(description, 'name')) : undefined) ?? key;
  return {
    kind: 'package',
    name,
    version: stringOf(value.version),
    ecosystem: 'pub',
    at: { path: ['packages', key] },
    direct: dependency?.startsWith('direct'),
    scope: dependency === undefined ? undefined : scopes.get(dependency),
    attributes: withFacts(undefined, { alias: name === key ? undefined : key }),
    ...originOf(key, stringOf(value.source), description),
  };
}

function originOf(key: string, source: string | undefined, description: unknown): Origin {
  if (source === 'sdk') return { source: stringOf(description), entry: 'system' };
  if (source === 'path') return { source: stringOf(memberOf(description, 'path')), entry: 'link' };
  const url = stringOf(memberOf(description, 'url'));
  if (url === undefined) return {};
  const at = { path: ['packages', key, 'description', 'url'] };
  return source === 'git' ? gitOrigin(url, 'description.url', at) : fetchedOrigin(url, 'description.url', at);
}
