/**
 * conan.lock, of Conan 1 (versions 0.1 to 0.4, a graph) and Conan 2 (0.5, lists). Specification: Conan documentation, "Lockfiles"; its own source for
 * the versions. Surprising: the node "0" of a graph is the project itself and has no reference; the lists of Conan 2 have no edges at all.
 */
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import type { Loss } from '../python/loss.ts';
import { conanReference } from './conan-reference.ts';

const newestVersion = 0.5;

/** Reads the locked recipes; for Conan 1 also who requires whom. */
export const conanLock: DocumentFormat = {
  id: 'native/conan-lock',
  title: 'Conan conan.lock',
  files: ['conan.lock', '*.conan.lock'],
  locate: locateJson,
  parse,
};

const lists: readonly (readonly [string, Scope])[] = [
  ['requires', 'runtime'],
  ['build_requires', 'build'],
  ['python_requires', 'build'],
  ['config_requires', 'build'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const nodes = memberOf(memberOf(root, 'graph_lock'), 'nodes');
  const isList = lists.some(([key]) => listOf(memberOf(root, key)));
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  if (typeof version === 'string' && Number(version) > newestVersion) {
    const message = `version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!isRecord(nodes) && !isList) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  if (isRecord(nodes)) return graphLock(nodes, losses, input.text);
  if (!isList) throw new UnreadableInput('wrong-shape', 'has neither "graph_lock" nor "requires"', { line: 1 });
  const components: Component[] = [];
  for (const [key, scope] of lists) {
    const list = memberOf(root, key);
    if (list !== undefined && !Array.isArray(list))
      losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a list` });
    for (const [at, value] of (listOf(list) ?? []).entries()) {
      // With a revision's packages locked too, an entry is a pair of the reference and those.
      const text = stringOf(value) ?? stringOf(listOf(value)?.[0]);
      const reference = text === undefined ? undefined : conanReference(text);
      if (reference)
        components.push({ kind: 'package', ecosystem: 'conan', ...reference, at: { path: [key, at] }, scope });
      else losses.push({ code: 'wrong-type', path: [key, at], message: 'this is not a reference' });
    }
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function graphLock(nodes: Readonly<Record<string, unknown>>, losses: Loss[], text: string): DocumentResult {
  const components: Component[] = [];
  const edges = new Map<string, readonly string[]>();
  const labels = new Map<string, string>();
  const roots: string[] = [];
  const required = new Set<string>();
  for (const [key, node] of Object.entries(nodes)) {
    const next = ['requires', 'build_requires']
      .flatMap((name) => stringsOf(memberOf(node, name)) ?? [])
      .filter((one) => Object.hasOwn(nodes, one));
    edges.set(key, next);
    for (const one of next) required.add(one);
    if (!isRecord(node)) {
      losses.push({
        code: 'wrong-type',
        path: ['graph_lock', 'nodes', key],
        message: `the node "${key}" is not an object`,
      });
      continue;
    }
    const field = memberOf(node, 'ref') === undefined ? 'pref' : 'ref';
    const written = stringOf(memberOf(node, field));
    const path: Path = ['graph_lock', 'nodes', key, field];
    const reference = written === undefined ? undefined : conanReference(written);
    // The project's own recipe has a path; without a name it has no reference either.
    const isOwn = written === undefined || memberOf(node, 'path') !== undefined || /^conanfile\b/.test(written);
    if (isOwn) roots.push(key);
    labels.set(key, reference ? `${reference.name}@${reference.version ?? ''}` : 'project');
    if (reference) {
      const scope = memberOf(node, 'context') === 'build' ? 'build' : 'runtime';
      const base = { kind: 'package', ecosystem: 'conan', ...reference, at: { path }, ref: key } as const;
      components.push(isOwn ? { ...base, entry: 'workspace' } : { ...base, scope });
    } else if (!isOwn) losses.push({ code: 'wrong-type', path, message: `"${written}" is not a reference` });
  }
  const direct = roots.length > 0 ? new Set(roots.flatMap((key) => edges.get(key) ?? [])) : undefined;
  const graph = (): DependencyGraph => ({
    roots: roots.length > 0 ? roots : [...edges.keys()].filter((key) => !required.has(key)),
    edges,
    label: (ref) => labels.get(ref) ?? ref,
  });
  return {
    components: components.map((one) => (one.ref === undefined ? one : { ...one, direct: direct?.has(one.ref) })),
    problems: jsonProblems(losses, text),
    graph,
  };
}
