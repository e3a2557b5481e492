/**
 * package-lock.json, npm-shrinkwrap.json and the hidden node_modules/.package-lock.json, lockfileVersion 1 to 3 and the
 * unnumbered shrinkwraps before them. Specification: npm CLI documentation, "package-lock.json". Surprising: the name of a
 * package is its folder, so an alias is visible only by a `name` beside it (v2, v3) or a version `npm:name@1.0.0` (v1), and
 * who requires what must be resolved as Node does, by walking up the `node_modules` folders.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { aliasTarget, protocolEntry } from './npm-spec.ts';
import {
  declaredNames,
  type NpmNode,
  type NpmTree,
  requiredNames,
  resolveFrom,
  targetOf,
  treeOfDependencies,
  treeOfPackages,
} from './npm-tree.ts';
import { folderOf, manifestOf } from './package-manifest.ts';

/** Reading the text a second time for duplicate members is worth it up to here; larger lockfiles are never hand-merged. */
const duplicateCheckLimit = 8_000_000;
const newestVersion = 3;
const hiddenTail = 'node_modules/.package-lock.json';

/** The project's dependencies as its own entry or its package.json declare them. */
interface Project {
  readonly label: string;
  /** Undefined where nothing says what is direct. */
  readonly direct: ReadonlySet<string> | undefined;
}

/** Reads an npm lockfile of any version. An empty file is not one: npm always writes an object. */
export const npmLock: DocumentFormat = {
  id: 'javascript/npm-lock',
  title: 'npm package-lock.json and npm-shrinkwrap.json',
  files: ['package-lock.json', 'npm-shrinkwrap.json', hiddenTail],
  companions: (input) => (saysItsProject(input) ? [] : [manifestPath(input.path)]),
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const problems: Problem[] = [];
  const tree = treeOf(root, problems);
  const badLines = locateJson(input.text, tree.bad);
  for (const [at, path] of tree.bad.entries()) {
    const message = `the entry "${path[path.length - 1]}" is not an object`;
    problems.push({ code: 'wrong-type', line: badLines[at]?.line, message, weight: 'lost' });
  }
  problems.push(...duplicates(input.text));
  const project = projectOf(root, tree, input);
  const components: Component[] = [];
  for (const node of tree.nodes.values()) if (node.key !== '') components.push(componentOf(tree, node, project.direct));
  return { components, problems, graph: () => graphOf(tree, project) };
}

function treeOf(root: Readonly<Record<string, unknown>>, problems: Problem[]): NpmTree {
  const version = root.lockfileVersion;
  if (typeof version === 'number' && version > newestVersion) {
    const message = `lockfileVersion ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!isRecord(root.packages)) throw new UnreadableInput('unsupported-version', message);
    problems.push({ code: 'unsupported-version', message, weight: 'lost' });
  }
  if (root.packages !== undefined) {
    if (!isRecord(root.packages)) throw new UnreadableInput('wrong-shape', '"packages" is not an object');
    return treeOfPackages(root.packages);
  }
  if (root.dependencies === undefined) {
    // npm 5 and 6 leave the section out for a project without dependencies.
    if (version === 1) return treeOfDependencies({});
    throw new UnreadableInput('wrong-shape', 'has no "packages" and no "dependencies" section', { line: 1 });
  }
  if (!isRecord(root.dependencies)) throw new UnreadableInput('wrong-shape', '"dependencies" is not an object');
  const values = Object.values(root.dependencies);
  if (version === undefined && values.length > 0 && values.every((value) => typeof value === 'string')) {
    throw new UnreadableInput('wrong-shape', 'is a package.json: its dependencies are ranges, not entries', {
      line: 1,
    });
  }
  return treeOfDependencies(root.dependencies);
}

function duplicates(text: string): Problem[] {
  if (text.length > duplicateCheckLimit) return [];
  return duplicateKeys(text, 20).map(({ key, line, column }) => {
    return {
      code: 'duplicate-key',
      line,
      column,
      message: `"${key}" stands twice; only the last one counts`,
      weight: 'lost',
    };
  });
}

function componentOf(tree: NpmTree, node: NpmNode, direct: ReadonlySet<string> | undefined): Component {
  const { entry, folderName } = node;
  const written = stringOf(entry.version);
  const alias = written === undefined ? undefined : aliasTarget(written);
  const ownName = stringOf(entry.name);
  const isLink = entry.link === true;
  const name = alias?.name ?? ownName ?? (folderName === '' ? node.key : folderName);
  const protocol = written === undefined ? undefined : protocolEntry(written);
  const resolved = stringOf(entry.resolved);
  const source = isLink ? undefined : (resolved ?? (protocol ? written : undefined));
  const kind = entryOf(node, { isAlias: name !== folderName, protocol, resolved });
  const url = source === undefined || kind === 'file' ? source : withoutSecrets(source);
  const isPlace = folderName === '' && ownName === undefined;
  return {
    kind: 'package',
    name,
    version: alias?.range ?? (protocol ? undefined : written),
    // A folder without a name of its own is not a name that npm could know.
    ecosystem: isPlace ? undefined : 'npm',
    at: { path: node.path },
    ref: targetOf(tree.nodes, node),
    direct: direct?.has(targetOf(tree.nodes, node)),
    scope: scopeOf(entry),
    source: isLink ? resolved : url,
    entry: kind,
    identifiers:
      url === undefined || kind === 'file'
        ? undefined
        : [
            {
              kind: 'url',
              value: url,
              field: resolved === undefined ? 'version' : 'resolved',
              relation: 'fetched-from',
            },
          ],
    attributes: kind === 'alias' ? { alias: folderName } : undefined,
  };
}

interface EntryFacts {
  readonly isAlias: boolean;
  readonly protocol: 'git' | 'file' | 'url' | undefined;
  readonly resolved: string | undefined;
}

function entryOf(node: NpmNode, facts: EntryFacts): Component['entry'] {
  const { entry } = node;
  if (entry.link === true) return 'link';
  if (node.folderName === '') return 'workspace';
  if (facts.protocol) return facts.protocol;
  const origin = facts.resolved === undefined ? undefined : protocolEntry(facts.resolved);
  if (origin === 'git' || origin === 'file') return origin;
  if (facts.isAlias) return 'alias';
  if (entry.extraneous === true) return 'extraneous';
  return entry.inBundle === true || entry.bundled === true ? 'bundled' : undefined;
}

/** `devOptional` is needed by development and optionally at run time, so it may well be installed without development. */
function scopeOf(entry: Readonly<Record<string, unknown>>): Scope {
  if (entry.dev === true) return 'dev';
  if (entry.optional === true || entry.devOptional === true) return 'optional';
  return entry.peer === true ? 'peer' : 'runtime';
}

/** v2 and v3 hold the project as the entry ''; v1, shrinkwraps and hidden lockfiles need its package.json. */
function saysItsProject(input: DocumentInput): boolean {
  return !isHidden(input.path) && /"lockfileVersion"\s*:\s*[2-9]/.test(input.text.slice(0, 4096));
}

function isHidden(path: string): boolean {
  return path === hiddenTail || path.endsWith(`/${hiddenTail}`);
}

function manifestPath(path: string): string {
  const folder = isHidden(path) ? path.slice(0, path.length - hiddenTail.length) : folderOf(path);
  return `${folder}package.json`;
}

function projectOf(root: Readonly<Record<string, unknown>>, tree: NpmTree, input: DocumentInput): Project {
  const own = tree.nodes.get('')?.entry;
  const companion = own ? undefined : input.companions.get(manifestPath(input.path));
  const manifest = own ?? manifestOf(companion)?.record;
  const name = stringOf(own?.name) ?? stringOf(root.name) ?? stringOf(manifest?.name) ?? 'project';
  const version = stringOf(own?.version) ?? stringOf(root.version) ?? stringOf(manifest?.version);
  const label = version ? `${name}@${version}` : name;
  if (!manifest) return { label, direct: undefined };
  const direct = new Set<string>();
  const projects = [...tree.nodes.values()].filter((node) => node.folderName === '' && node.key !== '');
  for (const [from, entry] of [['', manifest] as const, ...projects.map((node) => [node.key, node.entry] as const)]) {
    for (const required of declaredNames(entry)) {
      const key = resolveFrom(tree.nodes, from, required);
      if (key !== undefined) direct.add(key);
    }
  }
  return { label, direct };
}

function graphOf(tree: NpmTree, project: Project): DependencyGraph {
  const edges = new Map<string, readonly string[]>();
  const reached = new Set<string>();
  for (const node of tree.nodes.values()) {
    if (node.key === '' || node.entry.link === true) continue;
    const next: string[] = [];
    for (const name of requiredNames(node.entry, node.requires)) {
      const key = resolveFrom(tree.nodes, node.key, name);
      if (key !== undefined && key !== node.key) next.push(key);
    }
    for (const key of next) reached.add(key);
    edges.set(node.key, next);
  }
  edges.set('', rootEdges(tree, project, reached));
  const label = (ref: string): string => (ref === '' ? project.label : labelOf(tree.nodes.get(ref), ref));
  return { roots: [''], edges, label };
}

/** What the project requires and its workspaces; where nothing says so, whatever nothing else requires. */
function rootEdges(tree: NpmTree, project: Project, reached: ReadonlySet<string>): string[] {
  const own = tree.nodes.get('')?.entry;
  const next = new Set<string>();
  if (own)
    for (const name of declaredNames(own)) {
      const key = resolveFrom(tree.nodes, '', name);
      if (key !== undefined) next.add(key);
    }
  else if (project.direct) for (const key of project.direct) next.add(key);
  for (const node of tree.nodes.values()) {
    const target = targetOf(tree.nodes, node);
    if (target === '') continue;
    if (node.folderName === '' || (!project.direct && !reached.has(target))) next.add(target);
  }
  return [...next];
}

function labelOf(node: NpmNode | undefined, ref: string): string {
  if (!node) return ref;
  const written = stringOf(memberOf(node.entry, 'version'));
  const alias = written === undefined ? undefined : aliasTarget(written);
  const name = alias?.name ?? stringOf(node.entry.name) ?? (node.folderName === '' ? node.key : node.folderName);
  const version = alias?.range ?? written;
  return version ? `${name}@${version}` : name;
}
