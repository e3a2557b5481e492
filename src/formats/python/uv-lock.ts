/**
 * uv.lock version 1. Specification: uv documentation, "Project layout: the lockfile"; the format is uv's own. Surprising: the
 * project and its workspace members stand in it as packages with a `virtual` or `editable` source, so what is direct needs no
 * other file; and a project with a dynamic version has none.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { reachable } from '../javascript/reachable.ts';
import { type Loss, problemsOf } from './loss.ts';
import { pythonSource } from './python-source.ts';

const newestVersion = 1;
const missingLimit = 20;

/** Reads the locked packages, the members among them, and who requires whom. */
export const uvLock: DocumentFormat = {
  id: 'python/uv-lock',
  title: 'uv uv.lock',
  files: ['uv.lock', '*.py.lock'],
  locate: locateToml,
  parse,
};

interface UvPackage {
  readonly ref: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly record: Readonly<Record<string, unknown>>;
  readonly index: number;
  /** The project itself or a member of its workspace. */
  readonly isOwn: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  const list = listOf(memberOf(root, 'package'));
  if (typeof version !== 'number') throw new UnreadableInput('wrong-shape', 'has no "version" number', { line: 1 });
  if (version > newestVersion) {
    const message = `lockfile version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!list) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  if (!list && memberOf(root, 'requires-python') === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "[[package]]" table', { line: 1 });
  const packages: UvPackage[] = [];
  for (const [index, value] of (list ?? []).entries()) {
    const one = packageOf(value, index);
    if (one) packages.push(one);
    else losses.push({ code: 'wrong-type', path: ['package', index], message: 'a package has no name' });
  }
  const edges = edgesOf(packages, losses);
  const runtime = new Set<string>();
  const dev = new Set<string>();
  for (const one of packages) {
    if (!one.isOwn) continue;
    for (const ref of edges.runtime.get(one.ref) ?? []) runtime.add(ref);
    for (const ref of edges.dev.get(one.ref) ?? []) dev.add(ref);
  }
  const fromRuntime = reachable(runtime, edges.runtime);
  const scopeOf = (ref: string): Scope => (fromRuntime.has(ref) ? 'runtime' : 'dev');
  const hasOwn = packages.some((one) => one.isOwn);
  // The lockfile of a single script (`tool.py.lock`) has no project; the script's own requirements stand in the manifest.
  const asked = listOf(memberOf(memberOf(root, 'manifest'), 'requirements'));
  const askedNames = new Set(asked?.map((one) => stringOf(memberOf(one, 'name'))));
  const components = packages.map((one) =>
    componentOf(
      one,
      hasOwn ? runtime.has(one.ref) || dev.has(one.ref) : asked && askedNames.has(one.name),
      hasOwn && !one.isOwn ? scopeOf(one.ref) : undefined,
    ),
  );
  return { components, problems: problemsOf(losses, input.text, locateToml), graph: () => graphOf(packages, edges) };
}

function packageOf(value: unknown, index: number): UvPackage | undefined {
  const name = stringOf(memberOf(value, 'name'));
  if (!isRecord(value) || name === undefined) return undefined;
  const version = stringOf(value.version);
  const source = value.source;
  const isOwn = memberOf(source, 'virtual') !== undefined || memberOf(source, 'editable') !== undefined;
  return { ref: `${name}@${version ?? ''} ${sourceKey(source)}`, name, version, record: value, index, isOwn };
}

function sourceKey(source: unknown): string {
  return entriesOf(source)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');
}

interface UvEdges {
  readonly runtime: ReadonlyMap<string, readonly string[]>;
  /** Of the members' dependency groups. */
  readonly dev: ReadonlyMap<string, readonly string[]>;
}

function edgesOf(packages: readonly UvPackage[], losses: Loss[]): UvEdges {
  const byName = new Map<string, UvPackage[]>();
  for (const one of packages) {
    const list = byName.get(one.name);
    if (list) list.push(one);
    else byName.set(one.name, [one]);
  }
  let missing = 0;
  const resolve = (from: UvPackage, list: unknown): string[] => {
    const next: string[] = [];
    for (const required of listOf(list) ?? []) {
      const name = stringOf(memberOf(required, 'name'));
      if (name === undefined) continue;
      const found = matching(byName.get(name) ?? [], required);
      for (const one of found) next.push(one.ref);
      if (found.length === 0 && ++missing <= missingLimit) {
        const message = `"${from.name}" requires "${name}", which has no entry`;
        losses.push({ code: 'missing-entry', path: ['package', from.index], message });
      }
    }
    return next;
  };
  const runtime = new Map<string, readonly string[]>();
  const dev = new Map<string, readonly string[]>();
  for (const one of packages) {
    const optional = entriesOf(memberOf(one.record, 'optional-dependencies')).flatMap(([, list]) => resolve(one, list));
    runtime.set(one.ref, [...new Set([...resolve(one, memberOf(one.record, 'dependencies')), ...optional])]);
    const groups = entriesOf(memberOf(one.record, 'dev-dependencies')).flatMap(([, list]) => resolve(one, list));
    if (groups.length > 0) dev.set(one.ref, [...new Set(groups)]);
  }
  return { runtime, dev };
}

/** A requirement gives a version and a source only where a name alone is not unique. */
function matching(candidates: readonly UvPackage[], required: unknown): readonly UvPackage[] {
  if (candidates.length < 2) return candidates;
  const version = stringOf(memberOf(required, 'version'));
  const source = memberOf(required, 'source');
  return candidates.filter(
    (one) =>
      (version === undefined || one.version === version) &&
      (source === undefined || sourceKey(source) === sourceKey(one.record.source)),
  );
}

function componentOf(one: UvPackage, direct: boolean | undefined, scope: Scope | undefined): Component {
  return {
    kind: 'package',
    name: one.name,
    version: one.version,
    ecosystem: 'pypi',
    at: { path: ['package', one.index, 'name'] },
    ref: one.ref,
    direct,
    scope,
    ...originOf(one.record),
  };
}

/** The index, and the first archive: a mirror's archives may come from another host than its index. */
function originOf(record: Readonly<Record<string, unknown>>): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const [kind, value] = entriesOf(record.source)[0] ?? [];
  const address = stringOf(value);
  if (kind === undefined || address === undefined) return {};
  if (kind === 'virtual' || kind === 'editable') return { source: address, entry: 'workspace' };
  if (kind === 'directory') return { source: address, entry: 'link' };
  if (kind === 'path') return { source: address, entry: 'file' };
  const origin = pythonSource(kind === 'git' ? `git+${address}` : address, `source.${kind}`);
  if (kind === 'git' || kind === 'url') return { source: origin.source, entry: kind, identifiers: origin.identifiers };
  const identifiers: Identifier[] = [...origin.identifiers];
  const sdist = stringOf(memberOf(record.sdist, 'url'));
  const wheel = stringOf(memberOf(listOf(record.wheels)?.[0], 'url'));
  if (sdist !== undefined)
    identifiers.push({ kind: 'url', value: withoutSecrets(sdist), field: 'sdist.url', relation: 'fetched-from' });
  else if (wheel !== undefined)
    identifiers.push({ kind: 'url', value: withoutSecrets(wheel), field: 'wheels.url', relation: 'fetched-from' });
  return { source: origin.source, identifiers: identifiers.length > 0 ? identifiers : undefined };
}

function graphOf(packages: readonly UvPackage[], edges: UvEdges): DependencyGraph {
  const all = new Map<string, readonly string[]>(edges.runtime);
  for (const [ref, next] of edges.dev) all.set(ref, [...(edges.runtime.get(ref) ?? []), ...next]);
  const labels = new Map(packages.map((one) => [one.ref, one.version ? `${one.name}@${one.version}` : one.name]));
  let roots = packages.filter((one) => one.isOwn).map((one) => one.ref);
  if (roots.length === 0) {
    const required = new Set([...all.values()].flat());
    all.set(
      '',
      [...all.keys()].filter((ref) => !required.has(ref)),
    );
    labels.set('', 'project');
    roots = [''];
  }
  return { roots, edges: all, label: (ref) => labels.get(ref) ?? ref };
}
