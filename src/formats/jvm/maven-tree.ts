/**
 * Output of `mvn dependency:tree` and `dependency:list`: text, as a file or in a build log, and JSON. Specification: Maven Dependency Plugin documentation,
 * goals `tree` and `list`. Surprising: with `-Dverbose` a branch that was left out stands in brackets, and says what won instead.
 */
import type { Component, DependencyGraph, Place, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { mavenScope } from './maven-version.ts';

/** Reads the resolved artifacts of every module and who brings whom. */
export const mavenTree: DocumentFormat = {
  id: 'jvm/maven-tree',
  title: 'mvn dependency:tree output',
  files: [],
  mayBe: [
    ...['*dependency*tree*', '*dependency*list*', '*-tree.txt', '*-tree.json', 'tree.txt', 'tree.json'],
    ...['dependencies.txt', 'dependencies.json', 'maven*.txt', 'mvn*.txt', 'maven*.log', 'mvn*.log'],
  ],
  recognise: (head) => textLine.test(head) || /^\s*\{[^{}[\]]{0,2000}"artifactId"[^{}[\]]{0,2000}"children"/.test(head),
  locate: locateJson,
  parse,
};

/** A branch of a tree, or a line of a list. */
const textLine =
  /^(?:\[INFO\] )?(?:[+\\]- [\w.-]{1,200}:[\w.-]{1,200}:[\w.-]{1,60}:|The following files have been resolved:)/m;

interface Artifact {
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly classifier: string | undefined;
  readonly scope: string | undefined;
}

interface Tree {
  readonly components: Component[];
  readonly roots: string[];
  readonly edges: Map<string, Set<string>>;
  readonly seen: Set<string>;
  readonly losses: Loss[];
}

function parse(input: DocumentInput): DocumentResult {
  const tree: Tree = { components: [], roots: [], edges: new Map(), seen: new Set(), losses: [] };
  if (/^\s*\{/.test(input.text)) readJson(tree, input.text);
  else readText(tree, input.text);
  const problems = problemsOf(tree.losses, input.text, locateJson);
  return { components: tree.components, problems, graph: () => graphOf(tree) };
}

function refOf(one: Artifact): string {
  return `${one.name}@${one.version}${one.classifier === undefined ? '' : `:${one.classifier}`}`;
}

function link(tree: Tree, from: string | undefined, to: string): void {
  if (from === undefined || from === to) return;
  const next = tree.edges.get(from);
  if (next) next.add(to);
  else tree.edges.set(from, new Set([to]));
}

/** The same artifact may be brought by several modules; each of its places counts. */
function add(tree: Tree, one: Artifact, at: Place, isDirect: boolean, isOptional: boolean): void {
  const attributes: Record<string, string> = {};
  if (one.classifier !== undefined) attributes.classifier = one.classifier;
  if (one.type !== 'jar') attributes.type = one.type;
  const scope: Scope | undefined = isOptional ? 'optional' : mavenScope(one.scope);
  tree.components.push({
    ...{
      kind: 'package',
      name: one.name,
      version: one.version,
      ecosystem: 'maven',
      at,
      ref: refOf(one),
      direct: isDirect,
      scope,
    },
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  });
}

function readText(tree: Tree, text: string): void {
  if (!textLine.test(text) && !/^(?:\[INFO\] )?[\w.-]+:[\w.-]+:[\w.-]+:[\w.-]+$/m.test(text))
    throw new NotThisFormat('has no line of a dependency tree');
  const open: string[] = [];
  let isList = false;
  for (const [index, raw] of plainLines(text).entries()) {
    const line = raw.replace(/^\[INFO\] ?/, '');
    if (/^The following files have been resolved:/.test(line)) isList = true;
    const branch = /^[|+\\ -]*/.exec(line)?.[0] ?? '';
    const written = line.slice(branch.length);
    const one = artifactOf(written.replace(/^\(/, ''));
    if (!one) {
      // The line behind a tree or list ends it; what follows is the build's own talk.
      if (written !== '') open.length = 0;
      continue;
    }
    const depth = isList && branch.trim() === '' ? 1 : Math.round(branch.length / 3);
    const ref = refOf(one);
    if (depth === 0) {
      tree.roots.push(ref);
      open.length = 0;
      open[0] = ref;
      continue;
    }
    if (open.length < depth && !isList) continue;
    open.length = Math.min(open.length, depth);
    const left = /omitted for (duplicate|conflict|cycle)/.exec(written)?.[1];
    if (left === 'duplicate') link(tree, open[depth - 1], ref);
    if (left !== undefined) continue;
    link(tree, open[depth - 1], ref);
    open[depth] = ref;
    const at = { line: index + 1, column: raw.indexOf(one.name) + 1 };
    add(tree, one, at, !isList && depth === 1, / \(optional\b/.test(written));
    if (isList) (tree.components[tree.components.length - 1] as { direct?: boolean }).direct = undefined;
  }
}

/** `group:artifact:type[:classifier]:version[:scope]`; only a project stands without a scope. */
function artifactOf(text: string): Artifact | undefined {
  const found = /^([\w.-]+:[\w.-]+:[\w.-]+:[^\s()]+)(?=$|[\s)])/.exec(text)?.[1];
  const parts = found?.split(':') ?? [];
  if (parts.length < 4 || parts.length > 6) return undefined;
  const [group = '', artifact = '', type = ''] = parts;
  const last = parts[parts.length - 1] ?? '';
  const hasScope = parts.length > 4 && mavenScope(last) !== undefined;
  const rest = hasScope ? parts.slice(3, -1) : parts.slice(3);
  const version = rest[rest.length - 1];
  if (version === undefined || version === '') return undefined;
  const classifier = rest.length > 1 ? rest[0] : undefined;
  return { name: `${group}:${artifact}`, version, type, classifier, scope: hasScope ? last : undefined };
}

interface JsonNode {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly parent: string | undefined;
  readonly depth: number;
}

function readJson(tree: Tree, text: string): void {
  const root = parseJson(text);
  if (!isRecord(root) || stringOf(root.artifactId) === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "artifactId"', { line: 1 });
  const open: JsonNode[] = [{ value: root, path: [], parent: undefined, depth: 0 }];
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, path, parent, depth } = node;
    const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((key) =>
      stringOf(memberOf(value, key)),
    );
    if (!group || !artifact || !version) {
      tree.losses.push({ code: 'wrong-type', path, message: 'an artifact has no group, name or version' });
      continue;
    }
    const classifier = stringOf(memberOf(value, 'classifier')) || undefined;
    const one = {
      name: `${group}:${artifact}`,
      version,
      type: stringOf(memberOf(value, 'type')) ?? 'jar',
      classifier,
      scope: stringOf(memberOf(value, 'scope')),
    };
    const ref = refOf(one);
    if (depth === 0) tree.roots.push(ref);
    else {
      link(tree, parent, ref);
      add(tree, one, { path: [...path, 'artifactId'] }, depth === 1, String(memberOf(value, 'optional')) === 'true');
    }
    const children = memberOf(value, 'children');
    if (children !== undefined && !Array.isArray(children))
      tree.losses.push({ code: 'wrong-type', path: [...path, 'children'], message: '"children" is not a list' });
    const list = listOf(children) ?? [];
    for (let at = list.length - 1; at >= 0; at--)
      open.push({ value: list[at], path: [...path, 'children', at], parent: ref, depth: depth + 1 });
  }
}

function graphOf(tree: Tree): DependencyGraph {
  const edges = new Map([...tree.edges].map(([from, next]) => [from, [...next]]));
  if (tree.roots.length > 0) return { roots: [...new Set(tree.roots)], edges };
  edges.set(
    '',
    tree.components.flatMap((one) => (one.ref === undefined ? [] : [one.ref])),
  );
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : ref) };
}
