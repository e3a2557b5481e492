/**
 * bun.lock, lockfileVersion 0 and 1: the text lockfile of Bun 1.2 and later, JSON with trailing commas. Specification: Bun documentation,
 * "Lockfile"; the tuples are those of Bun's `bun.lock.zig`. Surprising: a package is an array whose length depends on its kind, and its key
 * is the path of names under which it is found: `a/b` is the `b` that only `a` sees.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJsonc } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { protocolEntry, splitSpec } from './npm-spec.ts';
import { requiredNames } from './npm-tree.ts';
import { reachable } from './reachable.ts';

const newestVersion = 1;

/** Reads the packages and workspaces of a bun.lock. */
export const bunLock: DocumentFormat = {
  id: 'javascript/bun-lock',
  title: 'Bun bun.lock',
  files: ['bun.lock'],
  locate: locateJson,
  parse,
};

interface BunPackage {
  readonly key: string;
  readonly name: string;
  /** What follows the name: a version or a protocol. */
  readonly reference: string;
  /** The registry where it is not the default one. */
  readonly registry: string | undefined;
  readonly info: Readonly<Record<string, unknown>>;
}

interface Lock {
  readonly packages: ReadonlyMap<string, BunPackage>;
  /** Folder to manifest, '' the project's own. */
  readonly workspaces: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const version = memberOf(root, 'lockfileVersion');
  if (typeof version !== 'number') throw new UnreadableInput('wrong-shape', 'has no "lockfileVersion"', { line: 1 });
  const section = memberOf(root, 'packages');
  if (!isRecord(section)) {
    if (version > newestVersion)
      throw new UnreadableInput('unsupported-version', `lockfileVersion ${version} is not known`);
    throw new UnreadableInput('wrong-shape', 'has no "packages" section', { line: 1 });
  }
  const problems: Problem[] = [];
  if (version > newestVersion) {
    const message = `lockfileVersion ${version} is newer than ${newestVersion}, the newest that is known`;
    problems.push({ code: 'unsupported-version', message, weight: 'lost' });
  }
  const packages = new Map<string, BunPackage>();
  const bad: string[] = [];
  for (const [key, value] of Object.entries(section)) {
    const one = packageOf(key, value);
    if (one) packages.set(key, one);
    else bad.push(key);
  }
  const lines = locateJson(
    input.text,
    bad.map((key) => ['packages', key]),
  );
  for (const [at, key] of bad.entries()) {
    problems.push({
      code: 'wrong-type',
      line: lines[at]?.line,
      message: `the entry "${key}" is not a package`,
      weight: 'lost',
    });
  }
  for (const { key, line, column } of duplicateKeys(input.text, 20)) {
    problems.push({
      code: 'duplicate-key',
      line,
      column,
      message: `"${key}" stands twice; only the last one counts`,
      weight: 'lost',
    });
  }
  const workspaces = new Map(
    entriesOf(memberOf(root, 'workspaces')).filter((one): one is [string, Record<string, unknown>] => isRecord(one[1])),
  );
  const lock: Lock = { packages, workspaces };
  const patched = new Set(entriesOf(memberOf(root, 'patchedDependencies')).map(([name]) => name));
  return { components: componentsOf(lock, patched), problems, graph: () => graphOf(lock) };
}

function packageOf(key: string, value: unknown): BunPackage | undefined {
  const tuple = listOf(value);
  const ident = stringOf(tuple?.[0]);
  if (!tuple || ident === undefined || ident === '') return undefined;
  const { name, range } = splitSpec(ident);
  const info = tuple.find(isRecord) ?? {};
  const registry = typeof tuple[1] === 'string' && /^https?:/.test(tuple[1]) ? tuple[1] : undefined;
  return { key, name, reference: range, registry, info };
}

/** The names of a key's path: `@a/b/c` is `@a/b` and `c`. */
function namesOf(key: string): string[] {
  const parts = key.split('/');
  const names: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as string;
    if (part.startsWith('@') && at + 1 < parts.length) names.push(`${part}/${parts[++at]}`);
    else names.push(part);
  }
  return names;
}

/** What a package finds under a name: its own first, then what those above it see. */
function resolveFrom(lock: Lock, from: readonly string[], name: string): string | undefined {
  for (let depth = from.length; depth >= 0; depth--) {
    const key = [...from.slice(0, depth), name].join('/');
    if (lock.packages.has(key)) return key;
  }
  return undefined;
}

const installed = ['dependencies', 'optionalDependencies', 'peerDependencies'];
const declared = [...installed, 'devDependencies'];

/** Folders, unlike packages of a registry, bring what they need for development; `sections` may leave that out. */
function edgesOf(lock: Lock, sections: readonly string[]): Map<string, readonly string[]> {
  const edges = new Map<string, readonly string[]>();
  for (const one of lock.packages.values()) {
    const folder = workspaceOf(one);
    const manifest = folder === undefined ? one.info : (lock.workspaces.get(folder) ?? one.info);
    const from = namesOf(one.key);
    const next = requiredNames(manifest, sections).map((name) => resolveFrom(lock, from, name));
    edges.set(one.key, [...new Set(next.filter((key) => key !== undefined && key !== one.key))] as string[]);
  }
  return edges;
}

function workspaceOf(one: BunPackage): string | undefined {
  return one.reference.startsWith('workspace:') ? one.reference.slice('workspace:'.length) : undefined;
}

/** Keys that the project and its workspaces require in some of their sections. */
function declaredKeys(lock: Lock, sections: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const [folder, manifest] of lock.workspaces) {
    const name = stringOf(manifest.name);
    const from = folder === '' || name === undefined ? [] : [name];
    for (const required of requiredNames(manifest, sections)) {
      const key = resolveFrom(lock, from, required);
      if (key !== undefined) keys.add(key);
    }
  }
  return keys;
}

function componentsOf(lock: Lock, patched: ReadonlySet<string>): Component[] {
  const direct = declaredKeys(lock, declared);
  // A workspace leads to what it needs for development too, so its own edges do not count here.
  const plain = edgesOf(lock, installed);
  for (const one of lock.packages.values()) if (workspaceOf(one) !== undefined) plain.set(one.key, []);
  const runtime = reachable(declaredKeys(lock, ['dependencies', 'peerDependencies']), plain);
  const optional = reachable(declaredKeys(lock, ['optionalDependencies']), plain);
  const scopeOf = (key: string): Scope => (runtime.has(key) ? 'runtime' : optional.has(key) ? 'optional' : 'dev');
  const hasProject = lock.workspaces.size > 0;
  return [...lock.packages.values()].map((one) =>
    componentOf(
      one,
      patched,
      hasProject ? direct.has(one.key) : undefined,
      hasProject && workspaceOf(one) === undefined ? scopeOf(one.key) : undefined,
    ),
  );
}

function componentOf(
  one: BunPackage,
  patched: ReadonlySet<string>,
  direct: boolean | undefined,
  scope: Scope | undefined,
): Component {
  const used = namesOf(one.key).pop();
  const origin = originOf(one);
  const isAlias = origin.entry === undefined && used !== undefined && used !== one.name;
  const isPatched = patched.has(`${one.name}@${one.reference}`);
  return {
    kind: 'package',
    name: one.name,
    version: origin.entry === undefined ? one.reference : undefined,
    ecosystem: 'npm',
    at: { path: ['packages', one.key] },
    ref: one.key,
    direct,
    scope,
    ...origin,
    entry: isAlias ? 'alias' : isPatched ? 'patched' : origin.entry,
    attributes: isAlias ? { alias: used } : undefined,
  };
}

function originOf(one: BunPackage): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const reference = one.reference;
  if (reference.startsWith('workspace:') || reference === 'root:')
    return { source: workspaceOf(one), entry: 'workspace' };
  if (/^(?:link|portal):/.test(reference)) return { source: reference, entry: 'link' };
  const entry = protocolEntry(reference);
  if (entry === 'file') return { source: reference, entry };
  if (entry) {
    const source = withoutSecrets(reference);
    return {
      source,
      entry,
      identifiers: [{ kind: 'url', value: source, field: 'packages', relation: 'fetched-from' }],
    };
  }
  if (one.registry === undefined) return { entry: undefined };
  const source = withoutSecrets(one.registry);
  return {
    source,
    entry: undefined,
    identifiers: [{ kind: 'url', value: source, field: 'registry', relation: 'fetched-from' }],
  };
}

function graphOf(lock: Lock): DependencyGraph {
  const edges = edgesOf(lock, declared);
  const own = lock.workspaces.get('');
  const next = new Set<string>();
  if (own) {
    for (const name of requiredNames(own, declared)) {
      const key = resolveFrom(lock, [], name);
      if (key !== undefined) next.add(key);
    }
  }
  for (const one of lock.packages.values()) if (workspaceOf(one) !== undefined) next.add(one.key);
  edges.set('', [...next]);
  const label = (ref: string): string => {
    const one = lock.packages.get(ref);
    if (!one) return stringOf(own?.name) ?? 'project';
    return originOf(one).entry === undefined ? `${one.name}@${one.reference}` : one.name;
  };
  return { roots: [''], edges, label };
}
