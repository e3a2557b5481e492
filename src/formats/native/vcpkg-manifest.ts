/**
 * vcpkg.json. Specification: vcpkg documentation, "vcpkg.json". Surprising: a dependency has only a lower bound, `version>=`; an exact version stands in
 * `overrides`, also for packages that others require; everything else follows from the baseline, a commit of the registry.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { settingComponents } from '../javascript/registry-settings.ts';
import { withFacts } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import type { Loss } from '../python/loss.ts';

/** Reads the dependencies of a project or port, of its features, and the overrides. */
export const vcpkgManifest: DocumentFormat = {
  id: 'native/vcpkg-manifest',
  title: 'vcpkg vcpkg.json',
  files: ['vcpkg.json'],
  locate: locateJson,
  parse,
};

const known = [
  'name',
  'dependencies',
  'features',
  'overrides',
  'builtin-baseline',
  'vcpkg-configuration',
  '$schema',
  'version',
  'version-string',
  'version-semver',
  'version-date',
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  // An empty object is a valid manifest.
  if (!isRecord(root) || (Object.keys(root).length > 0 && !known.some((key) => Object.hasOwn(root, key))))
    throw new UnreadableInput('wrong-shape', 'has no "name" and no "dependencies"', { line: 1 });
  const losses: Loss[] = [];
  const overrides = new Map<string, { version: string; path: Path }>();
  for (const [at, value] of (listOf(memberOf(root, 'overrides')) ?? []).entries()) {
    const name = stringOf(memberOf(value, 'name'));
    const version = versionOf(value);
    if (name === undefined || version === undefined)
      losses.push({ code: 'wrong-type', path: ['overrides', at], message: 'an override has no name or no version' });
    else overrides.set(name, { version, path: ['overrides', at, 'name'] });
  }
  const components: Component[] = [];
  const seen = new Set<string>();
  const read = (section: unknown, path: Path, scope: Scope): void => {
    if (section !== undefined && !Array.isArray(section))
      losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not a list` });
    for (const [at, value] of (listOf(section) ?? []).entries()) {
      const name = stringOf(value) ?? stringOf(memberOf(value, 'name'));
      if (name === undefined) {
        losses.push({ code: 'wrong-type', path: [...path, at], message: 'a dependency has no name' });
        continue;
      }
      seen.add(name);
      const place = typeof value === 'string' ? [...path, at] : [...path, at, 'name'];
      components.push(declared(name, value, place, scope, overrides.get(name)?.version));
    }
  };
  read(memberOf(root, 'dependencies'), ['dependencies'], 'runtime');
  for (const [feature, value] of entriesOf(memberOf(root, 'features')))
    read(memberOf(value, 'dependencies'), ['features', feature, 'dependencies'], 'optional');
  for (const [name, { version, path }] of overrides)
    if (!seen.has(name))
      components.push({ kind: 'package', name, version, ecosystem: 'vcpkg', at: { path }, direct: false });
  components.push(...settingComponents(memberOf(root, 'vcpkg-configuration'), ['vcpkg-configuration']));
  return { components, problems: jsonProblems(losses, input.text) };
}

function versionOf(value: unknown): string | undefined {
  for (const key of ['version', 'version-string', 'version-semver', 'version-date']) {
    const version = stringOf(memberOf(value, key));
    if (version !== undefined) return version;
  }
  return undefined;
}

function declared(name: string, value: unknown, path: Path, scope: Scope, pinned: string | undefined): Component {
  const lowest = stringOf(memberOf(value, 'version>='));
  return {
    kind: 'package',
    name,
    version: pinned,
    ecosystem: 'vcpkg',
    at: { path },
    direct: true,
    // A host dependency is a tool of the build.
    scope: memberOf(value, 'host') === true ? 'build' : scope,
    attributes: withFacts(undefined, {
      constraint: lowest === undefined ? undefined : `>= ${lowest}`,
      platform: stringOf(memberOf(value, 'platform')),
    }),
  };
}
