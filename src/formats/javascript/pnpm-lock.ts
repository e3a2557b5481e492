/**
 * pnpm-lock.yaml with lockfileVersion 5.x, 6.x and 9.x, and node_modules/.pnpm/lock.yaml, which is the same for what is
 * installed. Specification: pnpm's "lockfile spec" (5.1, 6.0, 9.0). Surprising: the key of a package is its name and version,
 * spelled in three ways; 9 keeps edges in `snapshots`, once for each set of peers, and from pnpm 11 on the file may hold two
 * documents, the first one for pnpm itself.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYamlAll, parseYamlRepeats } from '../../syntax/yaml.ts';
import { folderOf, manifestOf } from './package-manifest.ts';
import { readPnpmKey, withoutPeers } from './pnpm-dep-path.ts';
import { keyOf, type PnpmDocument, type PnpmLoss, pnpmDocument } from './pnpm-document.ts';
import type { PnpmProject } from './pnpm-projects.ts';
import { reachable } from './reachable.ts';
import { repeatProblems } from './yaml-repeats.ts';

/** Reads every document of a pnpm lockfile. */
export const pnpmLock: DocumentFormat = {
  id: 'javascript/pnpm-lock',
  title: 'pnpm pnpm-lock.yaml',
  files: ['pnpm-lock.yaml', 'pnpm-lock.*.yaml', 'node_modules/.pnpm/lock.yaml'],
  companions: (input) => [`${folderOf(input.path)}package.json`],
  locate: locateYamlAll,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { documents, repeats } = parseYamlRepeats(input.text);
  if (documents.length === 0) throw new UnreadableInput('wrong-shape', 'is empty', { line: 1 });
  const losses: PnpmLoss[] = [];
  const locks = documents.map((root, document) => pnpmDocument(root, document, losses));
  const components = locks.flatMap(componentsOf);
  const lines = locateYamlAll(
    input.text,
    losses.map((loss) => loss.path),
  );
  const problems = [
    ...repeatProblems(input.text, repeats),
    ...losses.map(({ code, message }, at): Problem => ({ code, line: lines[at]?.line, message, weight: 'lost' })),
  ];
  return { components, problems, graph: () => graphOf(locks, input) };
}

function componentsOf(lock: PnpmDocument): Component[] {
  const components: Component[] = [];
  for (const project of lock.projects) {
    if (project.folder !== '.') components.push(projectComponent(project, lock));
    for (const link of project.links) {
      const { name, target, path } = link;
      components.push({
        kind: 'package',
        name,
        ecosystem: 'npm',
        at: { path },
        source: target,
        entry: 'link',
        direct: true,
      });
    }
  }
  for (const { name, reference, isDev, path } of lock.unlisted)
    components.push({
      kind: 'package',
      name,
      version: versionOfReference(reference),
      ecosystem: 'npm',
      at: { path },
      direct: true,
      scope: isDev ? 'dev' : 'runtime',
    });
  const fromRuntime = lock.style === 'at' ? reachable(lock.runtime, lock.edges) : undefined;
  for (const [key, value] of lock.packages) {
    const scope = fromRuntime ? reachedScope(lock, fromRuntime, key) : flaggedScope(value);
    components.push(packageComponent(lock, key, value, scope));
  }
  return components;
}

/** `1.2.3` of `1.2.3`, `1.2.3(peer@1.0.0)` and `1.2.3_peer@1.0.0`; undefined for an address. */
function versionOfReference(reference: string): string | undefined {
  const version = withoutPeers(reference).split('_', 1)[0] ?? '';
  return /^\d[\w.+-]*$/.test(version) ? version : undefined;
}

function projectComponent(project: PnpmProject, lock: PnpmDocument): Component {
  return {
    kind: 'package',
    name: project.name ?? project.folder,
    ecosystem: project.name === undefined ? undefined : 'npm',
    at: { path: project.path },
    ref: projectRef(lock, project),
    direct: true,
    source: project.folder,
    entry: 'workspace',
  };
}

function packageComponent(
  lock: PnpmDocument,
  key: string,
  value: Readonly<Record<string, unknown>>,
  scope: Scope | undefined,
): Component {
  const read = readPnpmKey(key, lock.style);
  const name = stringOf(value.name) ?? read.name ?? withoutSecrets(key);
  const version = stringOf(value.version) ?? read.version;
  const origin = originOf(value.resolution, read.host);
  const isPatched = lock.patched.has(`${name}@${version}`) || lock.patched.has(name);
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'npm',
    at: { path: [lock.document, 'packages', key] },
    ref: packageRef(lock, key),
    direct: lock.runtime.has(key) || lock.dev.has(key),
    scope,
    source: origin.source,
    entry: origin.entry ?? read.entry ?? (isPatched ? 'patched' : undefined),
    identifiers: origin.identifiers,
  };
}

interface Origin {
  readonly source?: string;
  readonly entry?: Component['entry'];
  readonly identifiers?: readonly Identifier[];
}

function originOf(resolution: unknown, host: string | undefined): Origin {
  if (!isRecord(resolution)) return {};
  if (resolution.type === 'directory') return { entry: 'file', source: stringOf(resolution.directory) };
  const tarball = stringOf(resolution.tarball);
  if (tarball?.startsWith('file:')) return { entry: 'file', source: tarball };
  const repo = stringOf(resolution.repo);
  if (repo !== undefined) return { ...fetchedFrom(repo, 'resolution.repo'), entry: 'git' };
  if (tarball !== undefined) {
    const isGit = resolution.gitHosted === 'true' || tarball.startsWith('https://codeload.github.com/');
    return { ...fetchedFrom(tarball, 'resolution.tarball'), entry: isGit ? 'git' : undefined };
  }
  const registry = stringOf(resolution.registry) ?? (host === undefined ? undefined : `https://${host}/`);
  if (registry !== undefined) return fetchedFrom(registry, 'registry');
  // Runtimes come as one archive a platform, all from one place.
  const variant = Array.isArray(resolution.variants)
    ? memberOf(memberOf(resolution.variants[0], 'resolution'), 'url')
    : resolution.url;
  return typeof variant === 'string' ? fetchedFrom(variant, 'resolution.url') : {};
}

function fetchedFrom(url: string, field: string): Origin {
  const source = withoutSecrets(url);
  return { source, identifiers: [{ kind: 'url', value: source, field, relation: 'fetched-from' }] };
}

/** Before 9 each package says itself whether only development or only optional dependencies lead to it. */
function flaggedScope(value: Readonly<Record<string, unknown>>): Scope {
  if (value.dev === 'true') return 'dev';
  return value.optional === 'true' ? 'optional' : 'runtime';
}

function reachedScope(lock: PnpmDocument, fromRuntime: ReadonlySet<string>, key: string): Scope | undefined {
  if (fromRuntime.has(key)) return lock.optional.has(key) ? 'optional' : 'runtime';
  return lock.projects.length > 0 ? 'dev' : undefined;
}

function packageRef(lock: PnpmDocument, key: string): string {
  return lock.document === 0 ? key : `${lock.document}:${key}`;
}

function projectRef(lock: PnpmDocument, project: PnpmProject): string {
  return packageRef(lock, `importer:${project.folder}`);
}

/** The root project leads to the other projects; where there is none, every project is a root. */
function graphOf(locks: readonly PnpmDocument[], input: DocumentInput): DependencyGraph {
  const manifest = manifestOf(input.companions.get(`${folderOf(input.path)}package.json`));
  const top = manifest?.name ? (manifest.version ? `${manifest.name}@${manifest.version}` : manifest.name) : 'project';
  const edges = new Map<string, readonly string[]>();
  const labels = new Map<string, string>();
  const roots: string[] = [];
  for (const lock of locks) {
    for (const [key, next] of lock.edges)
      edges.set(
        packageRef(lock, key),
        next.map((one) => packageRef(lock, one)),
      );
    for (const [key, value] of lock.packages) {
      const read = readPnpmKey(key, lock.style);
      const version = stringOf(value.version) ?? read.version;
      const name = stringOf(value.name) ?? read.name ?? withoutSecrets(key);
      labels.set(packageRef(lock, key), version ? `${name}@${version}` : name);
    }
    const hasTop = lock.projects.some((project) => project.folder === '.');
    for (const project of lock.projects) {
      const ref = projectRef(lock, project);
      labels.set(ref, project.folder === '.' ? top : (project.name ?? project.folder));
      const next = new Set<string>();
      for (const one of project.requires) {
        const key = keyOf(lock.packages, lock.style, one.name, one.reference);
        if (key !== undefined) next.add(packageRef(lock, key));
      }
      if (project.folder === '.')
        for (const other of lock.projects) if (other !== project) next.add(projectRef(lock, other));
      edges.set(ref, [...next]);
      if (project.folder === '.' || !hasTop) roots.push(ref);
    }
  }
  return { roots, edges, label: (ref) => labels.get(ref) ?? ref };
}
