/**
 * Manifest.toml of Julia, formats 1 and 2. Specification: Pkg documentation, "Project.toml and Manifest.toml". Surprising: an entry is an array,
 * since packages of one name but different UUIDs may live side by side; packages of the standard library have no version in old files; and the
 * file's name is that of Gleam's lockfile, but for one letter's case.
 */

import { formatPurl } from '../../identity/purl.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { withFacts } from './constraint.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { gitOrigin, isLocalAddress, type Origin } from './origin.ts';
import { cutProblems } from './plain-lines.ts';

const newestFormat = 2;
const missingLimit = 20;

/** Reads the locked packages and who requires whom. What is direct is known where a Project.toml stands beside it. */
export const juliaManifest: DocumentFormat = {
  id: 'languages/julia-manifest',
  title: 'Julia Manifest.toml',
  files: ['JuliaManifest.toml', 'JuliaManifest-v*.toml'],
  mayBe: ['Manifest.toml', 'Manifest-v*.toml'],
  recognise: (head, path) =>
    /(?:^|\/)(?:Julia)?Manifest(?:-v[\d.]+)?\.toml$/.test(path) && !/^packages\s*=\s*\[/m.test(head),
  companions: (input) => projectPaths(input.path),
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  const format = stringOf(memberOf(root, 'manifest_format'));
  const isNested = format !== undefined || isRecord(memberOf(root, 'deps'));
  const section = isNested ? memberOf(root, 'deps') : root;
  const tables = isNested ? entriesOf(section) : entriesOf(root).filter(([, value]) => Array.isArray(value));
  if (format !== undefined && !(Number.parseInt(format, 10) <= newestFormat)) {
    const message = `manifest_format ${format} is newer than ${newestFormat}, the newest that is known`;
    if (!isRecord(section)) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['manifest_format'], message });
  }
  if (tables.length === 0 && format === undefined && !isEmptyManifest(root, input.text))
    throw new NotThisFormat('is not a manifest of Julia');
  const project = input.companions.get(projectPaths(input.path).find((path) => input.companions.has(path)) ?? '');
  const direct = project === undefined ? undefined : directNames(project);
  const nodes: (NamedNode & { component: Component; path: Path })[] = [];
  for (const [name, value] of tables) {
    const base: Path = isNested ? ['deps', name] : [name];
    const list = listOf(value);
    if (!list) losses.push({ code: 'wrong-type', path: base, message: `"${name}" is not an array of tables` });
    for (const [at, entry] of (list ?? []).entries()) {
      if (isRecord(entry)) nodes.push(nodeOf(name, entry, [...base, at], direct));
      else losses.push({ code: 'wrong-type', path: base, message: `"${name}" is not a package` });
    }
  }
  reportMissing(nodes, losses);
  return {
    components: nodes.map((node) => node.component),
    problems: [...problemsOf(losses, input.text, locateToml), ...cutProblems(input.text, 'line')],
    graph: () => nameGraph(nodes, direct && [...direct]),
  };
}

/** A project without dependencies leaves a manifest with nothing but its head. */
function isEmptyManifest(root: Readonly<Record<string, unknown>>, text: string): boolean {
  return memberOf(root, 'julia_version') !== undefined || /^#.*machine-generated/.test(text);
}

function nodeOf(
  name: string,
  entry: Readonly<Record<string, unknown>>,
  path: Path,
  direct: ReadonlySet<string> | undefined,
): NamedNode & { component: Component; path: Path } {
  const version = stringOf(entry.version);
  const uuid = stringOf(entry.uuid);
  const ref = `${name} ${uuid ?? ''}`;
  const isStandard =
    entry['git-tree-sha1'] === undefined && entry.path === undefined && entry['repo-url'] === undefined;
  const qualifiers = new Map(uuid === undefined ? [] : [['uuid', uuid] as const]);
  const component: Component = {
    kind: 'package',
    name,
    version,
    ecosystem: 'julia',
    purl: formatPurl({ ecosystem: 'julia', name, ...(version !== undefined && { version }), qualifiers }),
    at: { path },
    ref,
    direct: direct?.has(name),
    attributes: withFacts(undefined, { rev: stringOf(entry['repo-rev']) }),
    ...originOf(entry),
    ...(isStandard && { entry: 'system' as const }),
  };
  return {
    ref,
    name,
    version,
    requires: stringsOf(entry.deps) ?? Object.keys(isRecord(entry.deps) ? entry.deps : {}),
    component,
    path,
  };
}

function originOf(entry: Readonly<Record<string, unknown>>): Origin {
  const url = stringOf(entry['repo-url']);
  if (url !== undefined) return isLocalAddress(url) ? { source: url, entry: 'link' } : gitOrigin(url, 'repo-url');
  const path = stringOf(entry.path);
  return path === undefined ? {} : { source: path, entry: 'link' };
}

/** Everything that is required is locked, so a name without an entry was lost. */
function reportMissing(nodes: readonly (NamedNode & { path: Path })[], losses: Loss[]): void {
  const names = new Set(nodes.map((node) => node.name));
  let missing = 0;
  for (const node of nodes) {
    for (const name of node.requires) {
      if (names.has(name) || ++missing > missingLimit) continue;
      losses.push({
        code: 'missing-entry',
        path: node.path,
        message: `"${node.name}" requires "${name}", which has no entry`,
      });
    }
  }
}

function projectPaths(path: string): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [`${folder}Project.toml`, `${folder}JuliaProject.toml`];
}

/** A project that does not parse is an input of its own. */
function directNames(text: string): ReadonlySet<string> | undefined {
  try {
    return new Set(entriesOf(memberOf(parseToml(text), 'deps')).map(([name]) => name));
  } catch {
    return undefined;
  }
}
