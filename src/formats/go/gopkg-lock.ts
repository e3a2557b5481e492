/**
 * Gopkg.lock of dep, the predecessor of Go modules. Specification: dep documentation, "Gopkg.lock". Surprising: `source` names where the
 * code really came from when that is not where the name says; and a project may be locked to a revision without any version.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';

/** Reads the locked projects; those whose packages the project imports itself are direct. It has no edges. */
export const gopkgLock: DocumentFormat = {
  id: 'go/gopkg-lock',
  title: 'Go dep Gopkg.lock',
  files: ['Gopkg.lock'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const projects = listOf(memberOf(root, 'projects'));
  const meta = memberOf(root, 'solve-meta');
  if (!projects && !isRecord(meta))
    throw new UnreadableInput('wrong-shape', 'has no "[[projects]]" and no "[solve-meta]" table', { line: 1 });
  const imports = stringsOf(memberOf(meta, 'input-imports'));
  const components: Component[] = [];
  const bad: number[] = [];
  for (const [at, value] of (projects ?? []).entries()) {
    const name = stringOf(memberOf(value, 'name'));
    if (isRecord(value) && name !== undefined) components.push(componentOf(name, value, at, imports));
    else bad.push(at);
  }
  const lines = locateToml(
    input.text,
    bad.map((at) => ['projects', at]),
  );
  const problems = lines.map(
    (place): Problem => ({ code: 'wrong-type', line: place?.line, message: 'a project has no name', weight: 'lost' }),
  );
  return { components, problems };
}

function componentOf(
  name: string,
  value: Readonly<Record<string, unknown>>,
  at: number,
  imports: readonly string[] | undefined,
): Component {
  const written = stringOf(value.source);
  const source = written === undefined ? undefined : withoutSecrets(written);
  return {
    kind: 'package',
    name,
    version: stringOf(value.version) ?? stringOf(value.revision),
    ecosystem: 'golang',
    at: { path: ['projects', at, 'name'] },
    direct: imports?.some((path) => path === name || path.startsWith(`${name}/`)),
    source,
    identifiers:
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'source', relation: 'fetched-from' }],
  };
}
