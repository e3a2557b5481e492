/**
 * renv.lock of R. Specification: renv documentation, "Lockfiles". Surprising: a package names its repository, and the address of that name
 * stands at the top, where a mirror shows; since renv 1.1 an entry is a whole DESCRIPTION, whose dependency fields replace `Requirements`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Loss } from '../python/loss.ts';
import { jsonProblems } from './json-problems.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { fetchedOrigin, type Origin } from './origin.ts';
import { rNames, rRemoteOrigin } from './r-remote.ts';

/** Reads the locked packages and who requires whom. */
export const renvLock: DocumentFormat = {
  id: 'languages/renv-lock',
  title: 'R renv.lock',
  files: ['renv.lock'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const packages = memberOf(root, 'Packages');
  if (!isRecord(packages)) throw new UnreadableInput('wrong-shape', 'has no "Packages" object', { line: 1 });
  const repositories = new Map<string, string>();
  for (const one of listOf(memberOf(memberOf(root, 'R'), 'Repositories')) ?? []) {
    const name = stringOf(memberOf(one, 'Name'));
    const url = stringOf(memberOf(one, 'URL'));
    if (name !== undefined && url !== undefined) repositories.set(name, url);
  }
  const losses: Loss[] = [];
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  for (const [key, value] of entriesOf(packages)) {
    const name = stringOf(memberOf(value, 'Package')) ?? key;
    const version = stringOf(memberOf(value, 'Version'));
    if (!isRecord(value) || version === undefined) {
      losses.push({ code: 'wrong-type', path: ['Packages', key], message: `"${key}" has no version` });
      if (!isRecord(value)) continue;
    }
    nodes.push({ ref: name, name, version, requires: requirementsOf(value) });
    components.push({
      kind: 'package',
      name,
      version,
      ecosystem: 'cran',
      at: { path: ['Packages', key] },
      ref: name,
      ...originOf(value, repositories),
    });
  }
  return { components, problems: jsonProblems(losses, input.text), graph: () => nameGraph(nodes, undefined) };
}

function requirementsOf(value: unknown): string[] {
  const listed = memberOf(value, 'Requirements');
  // An old entry is a list of names; that of a DESCRIPTION is text or a list of texts.
  const fields =
    listed === undefined ? ['Depends', 'Imports', 'LinkingTo'].map((key) => memberOf(value, key)) : [listed];
  return fields.flatMap((one) => (stringsOf(one) ?? [stringOf(one) ?? '']).flatMap(rNames));
}

function originOf(value: unknown, repositories: ReadonlyMap<string, string>): Origin {
  const remote = rRemoteOrigin((name) => stringOf(memberOf(value, name)));
  if (remote) return remote;
  const name = stringOf(memberOf(value, 'Repository'));
  const url = name === undefined ? undefined : (repositories.get(name) ?? (name.includes('://') ? name : undefined));
  if (url !== undefined) return fetchedOrigin(url, 'Repository');
  return { source: name ?? stringOf(memberOf(value, 'Source')) };
}
