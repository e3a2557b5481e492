/**
 * glide.lock of Glide, a package manager from before Go modules. Specification: Glide documentation, "glide.lock". Surprising: versions are
 * revisions, and `repo` names where the code really came from when that is not where the name says.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';

/** Reads the locked imports. It has no edges and does not say what is direct. */
export const glideLock: DocumentFormat = {
  id: 'go/glide-lock',
  title: 'Go Glide glide.lock',
  files: ['glide.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const sections: [string, Scope][] = [
    ['imports', 'runtime'],
    ['testImports', 'test'],
    ['devImports', 'test'],
  ];
  if (!sections.some(([key]) => listOf(memberOf(root, key))))
    throw new UnreadableInput('wrong-shape', 'has no "imports" list', { line: 1 });
  const components: Component[] = [];
  const bad: (string | number)[][] = [];
  for (const [key, scope] of sections) {
    for (const [at, value] of (listOf(memberOf(root, key)) ?? []).entries()) {
      const name = stringOf(memberOf(value, 'name'));
      if (isRecord(value) && name !== undefined) components.push(componentOf(name, value, [key, at, 'name'], scope));
      else bad.push([key, at]);
    }
  }
  const problems = locateYaml(input.text, bad).map(
    (place): Problem => ({ code: 'wrong-type', line: place?.line, message: 'an import has no name', weight: 'lost' }),
  );
  return { components, problems };
}

function componentOf(
  name: string,
  value: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  scope: Scope,
): Component {
  const repo = stringOf(value.repo);
  const source = repo === undefined ? undefined : withoutSecrets(repo);
  return {
    kind: 'package',
    name,
    version: stringOf(value.version),
    ecosystem: 'golang',
    at: { path },
    scope,
    source,
    identifiers:
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'repo', relation: 'fetched-from' }],
  };
}
