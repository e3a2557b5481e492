/**
 * yarn.lock of yarn 1 (a grammar of its own) and of yarn 2 to 4 (YAML with `__metadata`). Specification: Yarn documentation,
 * "yarn.lock" and "Lexicon: resolution". Surprising: yarn 1 does not say what the project itself requires, so the package.json
 * beside it is read as well; and an empty yarn.lock is valid and means no dependencies.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { locateYaml } from '../../syntax/yaml.ts';
import type { NpmSpec } from './npm-spec.ts';
import { folderOf, manifestOf, type PackageManifest, pathFrom } from './package-manifest.ts';
import { reachable } from './reachable.ts';
import { readYarnBerry } from './yarn-berry.ts';
import { readYarnClassic } from './yarn-classic.ts';
import type { YarnEntry } from './yarn-entry.ts';

/** Reads both generations of yarn.lock. A file of nothing but comments is a project without dependencies. */
export const yarnLock: DocumentFormat = {
  id: 'javascript/yarn-lock',
  title: 'Yarn yarn.lock (classic and berry)',
  files: ['yarn.lock'],
  recognise: (head) => !isOtherLock(head),
  companions,
  locate: locateYaml,
  parse,
};

const project = '';
/** So many missing packages are named; a damaged lockfile does not become a damaged report. */
const missingLimit = 20;

/** Control files of Debian tools, JSON and TOML lockfiles carry this name too. */
function isOtherLock(head: string): boolean {
  const first = /^(?![ \t]*(?:#|$))[^\r\n]+/m.exec(head)?.[0] ?? '';
  return /^(?:\{|\[\[|<\?xml|[A-Z][A-Za-z-]*: )/.test(first);
}

function isBerry(text: string): boolean {
  return /^__metadata:/m.test(text);
}

/** The project's package.json, and those of its workspaces where a path says where they are. */
function companions(input: DocumentInput): readonly string[] {
  const folder = folderOf(input.path);
  const own = `${folder}package.json`;
  const found = new Set([own]);
  const add = (workspace: string): void => {
    const path = pathFrom(folder, `${workspace}/package.json`);
    if (path !== undefined) found.add(path);
  };
  if (isBerry(input.text))
    for (const match of input.text.matchAll(/^ {2}resolution: "[^"\n]*@workspace:([^"\n]*)"/gm)) add(match[1] ?? '.');
  else
    for (const workspace of manifestOf(input.companions.get(own))?.workspaces ?? [])
      if (!/[*?{[!]/.test(workspace)) add(workspace);
  return [...found];
}

interface Direct {
  readonly runtime: Set<string>;
  readonly dev: Set<string>;
  /** Whether every project that could require something was read. */
  readonly complete: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const problems: Problem[] = [];
  const entries = isBerry(input.text) ? readYarnBerry(input.text, problems) : readYarnClassic(input.text, problems);
  const index = indexOf(entries);
  const edges = new Map<string, readonly string[]>();
  for (const [at, entry] of entries.entries()) edges.set(String(at), edgesOf(entry, index, problems));
  const own = manifestOf(input.companions.get(`${folderOf(input.path)}package.json`));
  const direct = directOf(entries, index, input, own);
  const scopes = scopesOf(direct, edges);
  const components = entries.map((entry, at) => componentOf(entry, String(at), direct, scopes.get(String(at))));
  return { components, problems, graph: () => graphOf(entries, edges, direct, own) };
}

interface PatternIndex {
  readonly exact: ReadonlyMap<string, string>;
  /** Berry's patched copy of what a pattern asks for: whoever requires the pattern gets the copy. */
  readonly patched: ReadonlyMap<string, string>;
  /** The entries of a name, for ranges that `resolutions` or a catalog have changed. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

function indexOf(entries: readonly YarnEntry[]): PatternIndex {
  const exact = new Map<string, string>();
  const patched = new Map<string, string>();
  const byName = new Map<string, string[]>();
  for (const [at, entry] of entries.entries()) {
    for (const { name, range } of entry.patterns) {
      exact.set(`${name}@${range}`, String(at));
      const origin = patchedPattern(range);
      if (origin !== undefined) patched.set(origin, String(at));
      const list = byName.get(name);
      if (list) list.push(String(at));
      else byName.set(name, [String(at)]);
    }
  }
  return { exact, patched, byName };
}

/** `typescript@npm:^5.0.0` for `patch:typescript@npm%3A^5.0.0#...`; undefined for a range that is no patch. */
function patchedPattern(range: string): string | undefined {
  if (!range.startsWith('patch:')) return undefined;
  const origin = range.slice('patch:'.length).split('#', 1)[0] ?? '';
  return origin.replace(/%3A/gi, ':').replace(/%2F/gi, '/').replace(/%40/g, '@').replace(/%25/g, '%');
}

/** The entry that answers for a requirement. Several of one name and none exact: undefined, rather than a guess. */
function lookUp(index: PatternIndex, { name, range }: NpmSpec): string | undefined {
  const written = `${name}@${range}`;
  const prefixed = `${name}@npm:${range}`;
  const patched = index.patched.get(written) ?? index.patched.get(prefixed);
  const exact = patched ?? index.exact.get(written) ?? index.exact.get(prefixed);
  if (exact !== undefined) return exact;
  const others = index.byName.get(name);
  return others && new Set(others).size === 1 ? others[0] : undefined;
}

function edgesOf(entry: YarnEntry, index: PatternIndex, problems: Problem[]): string[] {
  const next = new Set<string>();
  for (const { range } of entry.patterns) {
    const origin = index.exact.get(patchedPattern(range) ?? '');
    if (origin !== undefined) next.add(origin);
  }
  for (const required of entry.dependencies) {
    const found = lookUp(index, required);
    if (found !== undefined) next.add(found);
    else if (!index.byName.has(required.name) && problems.length < missingLimit) {
      const line = 'line' in entry.at ? entry.at.line : undefined;
      const message = `"${entry.name}" requires "${required.name}", which has no entry`;
      problems.push({ code: 'missing-entry', line, message, weight: 'lost' });
    }
  }
  for (const required of entry.optional) {
    const found = lookUp(index, required);
    if (found !== undefined) next.add(found);
  }
  return [...next];
}

/** What the project and its workspaces require. Undefined where no package.json and no workspace entry says so. */
function directOf(
  entries: readonly YarnEntry[],
  index: PatternIndex,
  input: DocumentInput,
  own: PackageManifest | undefined,
): Direct | undefined {
  const folder = folderOf(input.path);
  const runtime = new Set<string>();
  const dev = new Set<string>();
  const add = (into: Set<string>, specs: Iterable<readonly [string, string]>): void => {
    for (const [name, range] of specs) {
      const found = lookUp(index, { name, range });
      if (found !== undefined) into.add(found);
    }
  };
  const workspaces = entries.filter((entry) => entry.workspace !== undefined);
  for (const entry of workspaces) {
    const path = pathFrom(folder, `${entry.workspace}/package.json`);
    const manifest = path === undefined ? undefined : manifestOf(input.companions.get(path));
    const isDev = (name: string): boolean => manifest?.dev.has(name) === true && !manifest.runtime.has(name);
    for (const { name, range } of [...entry.dependencies, ...entry.optional])
      add(isDev(name) ? dev : runtime, [[name, range]]);
  }
  if (workspaces.length > 0) return { runtime, dev, complete: true };
  if (!own) return undefined;
  let complete = true;
  const manifests = [own];
  for (const workspace of own.workspaces) {
    const path = pathFrom(folder, `${workspace}/package.json`);
    const manifest = path === undefined ? undefined : manifestOf(input.companions.get(path));
    if (manifest) manifests.push(manifest);
    else complete = false;
  }
  for (const manifest of manifests) {
    add(runtime, manifest.runtime);
    add(dev, manifest.dev);
  }
  return { runtime, dev, complete };
}

/** Runtime wins over development; nothing is said of what no declared dependency reaches. */
function scopesOf(direct: Direct | undefined, edges: ReadonlyMap<string, readonly string[]>): Map<string, Scope> {
  const scopes = new Map<string, Scope>();
  if (!direct) return scopes;
  // An unread workspace may need at run time what the others need for development only.
  if (direct.complete) for (const ref of reachable(direct.dev, edges)) scopes.set(ref, 'dev');
  for (const ref of reachable(direct.runtime, edges)) scopes.set(ref, 'runtime');
  return scopes;
}

function componentOf(entry: YarnEntry, ref: string, direct: Direct | undefined, scope: Scope | undefined): Component {
  const declared = direct && (direct.runtime.has(ref) || direct.dev.has(ref));
  const isUrl = entry.source !== undefined && entry.entry !== 'file' && entry.entry !== 'link';
  const source = isUrl ? withoutSecrets(entry.source) : entry.source;
  return {
    kind: 'package',
    name: entry.name,
    version: entry.version,
    ecosystem: 'npm',
    at: entry.at,
    ref,
    direct: declared || direct?.complete ? declared : undefined,
    scope,
    source,
    entry: entry.entry,
    identifiers:
      isUrl && source !== undefined
        ? [{ kind: 'url', value: source, field: entry.sourceField, relation: 'fetched-from' }]
        : undefined,
    attributes: entry.entry === 'alias' ? { alias: entry.patterns[0]?.name ?? '' } : undefined,
  };
}

/** Berry's root workspace is the root; classic has none, so that the package.json beside it stands for it. */
function graphOf(
  entries: readonly YarnEntry[],
  edges: ReadonlyMap<string, readonly string[]>,
  direct: Direct | undefined,
  own: PackageManifest | undefined,
): DependencyGraph {
  const all = new Map(edges);
  const label = (ref: string): string => (ref === project ? projectLabel(own) : labelOf(entries[Number(ref)], ref));
  const workspaces = [...entries.keys()].filter((at) => entries[at]?.workspace !== undefined).map(String);
  const top = workspaces.filter((ref) => entries[Number(ref)]?.workspace === '.');
  if (top.length > 0) {
    for (const ref of top) all.set(ref, [...(edges.get(ref) ?? []), ...workspaces.filter((other) => other !== ref)]);
    return { roots: top, edges: all, label };
  }
  if (direct) all.set(project, [...new Set([...direct.runtime, ...direct.dev])]);
  else {
    const required = new Set([...edges.values()].flat());
    all.set(
      project,
      [...edges.keys()].filter((ref) => !required.has(ref)),
    );
  }
  return { roots: [project], edges: all, label };
}

function projectLabel(own: PackageManifest | undefined): string {
  if (!own?.name) return 'project';
  return own.version ? `${own.name}@${own.version}` : own.name;
}

function labelOf(entry: YarnEntry | undefined, ref: string): string {
  if (!entry) return ref;
  return entry.version ? `${entry.name}@${entry.version}` : entry.name;
}
