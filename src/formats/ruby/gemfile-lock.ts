/**
 * Gemfile.lock and gems.locked of Bundler. Specification: none is published; the format is that of Bundler's own LockfileParser. Surprising: blanks at
 * the start of a line are its grammar; what follows the version after a dash is a platform, so one gem stands in it once a platform; and groups
 * stand in the Gemfile only, which is read for them.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { reachable } from '../javascript/reachable.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { gemfileDeclarations, groupScope } from './gemfile-declarations.ts';

/** Reads the locked gems and who requires whom. */
export const gemfileLock: DocumentFormat = {
  id: 'ruby/gemfile-lock',
  title: 'Bundler Gemfile.lock',
  files: ['Gemfile.lock', 'gems.locked', '*.gemfile.lock', 'Gemfile.*.lock', 'Gemfile_*.lock'],
  companions: (input) => [manifestPath(input.path)],
  parse,
};

function manifestPath(path: string): string {
  return /gems\.locked$/i.test(path) ? path.replace(/locked$/i, 'rb') : path.replace(/\.lock$/i, '');
}

type SourceKind = 'GEM' | 'GIT' | 'PATH' | 'PLUGIN SOURCE';
const sourceKinds: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);
const otherSections = /^(?:PLATFORMS|DEPENDENCIES|CHECKSUMS|RUBY VERSION|BUNDLED WITH|METADATA)$/;

interface Source {
  readonly kind: SourceKind;
  readonly remotes: { readonly url: string; readonly line: number }[];
  revision: string | undefined;
}

interface Spec {
  readonly ref: string;
  readonly name: string;
  readonly version: string;
  readonly platform: string | undefined;
  readonly line: number;
  readonly source: Source;
  readonly requires: string[];
}

interface Lock {
  readonly specs: Spec[];
  /** What the project requires itself, with its line. */
  readonly dependencies: Map<string, number>;
  readonly problems: Problem[];
  readonly sections: Set<string>;
}

function parse(input: DocumentInput): DocumentResult {
  const lock = readLock(input.text);
  if (lock.sections.size === 0)
    throw new UnreadableInput('wrong-shape', 'has no section such as "GEM" or "DEPENDENCIES"', { line: 1 });
  // Bundler writes it always and behind the gems, so without it the end is missing.
  if (!lock.sections.has('DEPENDENCIES'))
    lock.problems.push({
      code: 'truncated',
      message: 'has no "DEPENDENCIES" section; gems may be missing',
      weight: 'lost',
    });
  const edges = edgesOf(lock.specs);
  const scopes = scopesOf(lock, edges, input.companions.get(manifestPath(input.path)));
  const hasDependencies = lock.sections.has('DEPENDENCIES');
  const components = lock.specs.map((spec) =>
    componentOf(spec, hasDependencies ? lock.dependencies.has(spec.name) : undefined, scopes?.get(spec.ref)),
  );
  const locked = new Set(lock.specs.map((spec) => spec.name));
  for (const [name, line] of lock.dependencies) if (!locked.has(name)) components.push(unlockedComponent(name, line));
  return { components, problems: lock.problems, graph: () => graphOf(lock, edges) };
}

/** Required for a platform that the file was not locked for, as `tzinfo-data` on Windows is: declared, without a version. */
function unlockedComponent(name: string, line: number): Component {
  return { kind: 'package', name, ecosystem: 'gem', at: { line, column: 3 }, direct: true };
}

function readLock(text: string): Lock {
  const lock: Lock = { specs: [], dependencies: new Map(), problems: [], sections: new Set() };
  let section = '';
  let source: Source | undefined;
  let spec: Spec | undefined;
  const lose = (line: number, message: string): void =>
    void lock.problems.push({ code: 'wrong-type', line, message, weight: 'lost' });
  for (const [index, raw] of plainLines(text).entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '') continue;
    if (!raw.startsWith(' ')) {
      spec = undefined;
      section = content;
      source = sourceKinds.has(content) ? { kind: content as SourceKind, remotes: [], revision: undefined } : undefined;
      if (source || otherSections.test(content)) lock.sections.add(content);
      else lose(line, 'a line is no section that is known');
    } else if (source) {
      if (raw.startsWith('      ')) {
        const required = /^([^\s(]+)/.exec(content)?.[1];
        if (required !== undefined && spec) spec.requires.push(required.replace(/!$/, ''));
        else lose(line, 'a requirement stands below no gem');
      } else if (raw.startsWith('    ')) {
        spec = specOf(content, line, source);
        if (spec) lock.specs.push(spec);
        else lose(line, 'a gem has no name or no version');
      } else readSetting(source, content, line);
    } else if (section === 'DEPENDENCIES') {
      const name = /^([^\s(!]+)/.exec(content)?.[1];
      if (name !== undefined) lock.dependencies.set(name, line);
    }
  }
  return lock;
}

function readSetting(source: Source, content: string, line: number): void {
  const found = /^(remote|revision):\s*(.+)$/.exec(content);
  if (found?.[1] === 'remote' && found[2]) source.remotes.push({ url: found[2], line });
  else if (found?.[1] === 'revision') source.revision = found[2];
}

/** `name (1.2.3)` or `name (1.2.3-x86_64-linux)`; a version has no dash of its own. */
function specOf(content: string, line: number, source: Source): Spec | undefined {
  const found = /^([^\s()]+)\s+\(([^()\s-]+)(?:-([^()\s]+))?\)/.exec(content);
  if (!found?.[1] || !found[2]) return undefined;
  const [, name, version, platform] = found;
  const ref = platform === undefined ? `${name}@${version}` : `${name}@${version}-${platform}`;
  return { ref, name, version, platform, line, source, requires: [] };
}

/** A requirement names a gem only; the one of the same platform is meant, or else every one of that name. */
function edgesOf(specs: readonly Spec[]): Map<string, readonly string[]> {
  const byName = new Map<string, Spec[]>();
  for (const spec of specs) {
    const list = byName.get(spec.name);
    if (list) list.push(spec);
    else byName.set(spec.name, [spec]);
  }
  const edges = new Map<string, readonly string[]>();
  for (const spec of specs) {
    const next = new Set<string>();
    for (const name of spec.requires) {
      const all = byName.get(name) ?? [];
      const same = all.filter((one) => one.platform === spec.platform);
      for (const one of same.length > 0 ? same : all) if (one.ref !== spec.ref) next.add(one.ref);
    }
    edges.set(spec.ref, [...next]);
  }
  return edges;
}

/** By what the Gemfile says of the groups of what leads to a gem. Undefined without a Gemfile. */
function scopesOf(
  lock: Lock,
  edges: ReadonlyMap<string, readonly string[]>,
  manifest: string | undefined,
): ReadonlyMap<string, Scope> | undefined {
  if (manifest === undefined) return undefined;
  const groups = new Map<string, string[]>();
  for (const { name, groups: names } of gemfileDeclarations(manifest).gems)
    if (name) groups.set(name.text, [...(groups.get(name.text) ?? []), ...(names.length === 0 ? ['default'] : names)]);
  const refs = (wanted: Scope): Set<string> => {
    const names = new Set(
      [...lock.dependencies.keys()].filter((name) => groupScope(groups.get(name) ?? []) === wanted),
    );
    return reachable(new Set(lock.specs.filter((spec) => names.has(spec.name)).map((spec) => spec.ref)), edges);
  };
  const found = new Map<string, Scope>();
  for (const scope of ['test', 'dev', 'runtime'] as const) for (const ref of refs(scope)) found.set(ref, scope);
  return found;
}

function componentOf(spec: Spec, direct: boolean | undefined, scope: Scope | undefined): Component {
  const { kind, remotes, revision } = spec.source;
  const addresses = remotes.filter(({ url }) => hostOf(url) !== undefined && kind !== 'PATH');
  const identifiers = addresses.map(({ url, line }): Identifier => {
    return { kind: 'url', value: withoutSecrets(url), field: 'remote', relation: 'fetched-from', at: { line } };
  });
  const attributes: Record<string, string> = {};
  if (spec.platform !== undefined) attributes.platform = spec.platform;
  if (revision !== undefined) attributes.revision = revision;
  const first = remotes[0]?.url;
  return {
    ...{ kind: 'package', name: spec.name, version: spec.version, ecosystem: 'gem' },
    ...{ at: { line: spec.line, column: 5 }, ref: spec.ref, direct, scope },
    entry: kind === 'GIT' ? 'git' : kind === 'PATH' ? (first === '.' ? 'workspace' : 'link') : undefined,
    source: first === undefined ? undefined : withoutSecrets(first),
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

function graphOf(lock: Lock, edges: ReadonlyMap<string, readonly string[]>): DependencyGraph {
  const all = new Map(edges);
  const first = lock.specs.filter((spec) => lock.dependencies.has(spec.name)).map((spec) => spec.ref);
  const required = new Set([...edges.values()].flat());
  all.set('', first.length > 0 ? first : [...edges.keys()].filter((ref) => !required.has(ref)));
  return { roots: [''], edges: all, label: (ref) => (ref === '' ? 'project' : ref) };
}
