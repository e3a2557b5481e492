/**
 * Podfile.lock and Pods/Manifest.lock, its copy of what is installed. Specification: none is published; the format is that of CocoaPods Core's
 * `Lockfile`. Surprising: subspecs (`Pod/Part`) are entries of their own; `SPEC REPOS` says which repository of specifications a pod comes from, by
 * its address or as `trunk`; and a pod from elsewhere stands in `EXTERNAL SOURCES`, with keys that begin with a colon.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { type NamedNode, nameGraph } from '../languages/name-graph.ts';
import { fetchedOrigin, gitOrigin, type Origin, urlOrigin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

const missingLimit = 20;

/** Reads the locked pods, what the Podfile asks for among them, and who requires whom. */
export const podfileLock: DocumentFormat = {
  id: 'apple/podfile-lock',
  title: 'CocoaPods Podfile.lock',
  files: ['Podfile.lock', 'Pods/Manifest.lock'],
  locate: locateYaml,
  parse,
};

interface Pod extends NamedNode {
  readonly path: Path;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const written = memberOf(root, 'PODS');
  const list = listOf(written);
  const dependencies = stringsOf(memberOf(root, 'DEPENDENCIES'));
  // A Podfile without pods leaves neither section, only its checksum.
  const isOurs = ['PODS', 'DEPENDENCIES', 'PODFILE CHECKSUM', 'COCOAPODS'].some(
    (key) => memberOf(root, key) !== undefined,
  );
  if (!isOurs || (!list && (written !== undefined || dependencies)))
    throw new UnreadableInput('wrong-shape', 'has no "PODS" list', { line: 1 });
  const losses: Loss[] = [];
  if (list && !dependencies)
    losses.push({
      code: 'truncated',
      path: ['PODS'],
      message: 'has no "DEPENDENCIES" behind "PODS"; pods may be missing',
    });
  const pods = podsOf(list ?? [], losses);
  reportMissing(pods, memberOf(root, 'SPEC CHECKSUMS'), losses);
  const direct = dependencies?.map(nameOf);
  const wanted = direct && new Set(direct);
  const repositories = repositoriesOf(memberOf(root, 'SPEC REPOS'));
  const external = memberOf(root, 'EXTERNAL SOURCES');
  const checkout = memberOf(root, 'CHECKOUT OPTIONS');
  const components = pods.map(
    (pod): Component => ({
      kind: 'package',
      name: pod.name,
      version: pod.version,
      ecosystem: 'cocoapods',
      at: { path: pod.path },
      ref: pod.ref,
      direct: wanted?.has(pod.name),
      ...originOf(pod.name, external, checkout, repositories),
    }),
  );
  return { components, problems: problemsOf(losses, input.text, locateYaml), graph: () => nameGraph(pods, direct) };
}

/** An entry is `Name (version)`, alone or as the key of the list of what it requires. */
function podsOf(list: readonly unknown[], losses: Loss[]): Pod[] {
  const pods: Pod[] = [];
  for (const [at, value] of list.entries()) {
    const pair = isRecord(value) ? Object.entries(value)[0] : undefined;
    const text = pair?.[0] ?? stringOf(value);
    const requires = pair ? stringsOf(pair[1]) : [];
    const path: Path = pair ? ['PODS', at, pair[0]] : ['PODS', at];
    if (text === undefined || requires === undefined) {
      losses.push({ code: 'wrong-type', path: ['PODS', at], message: 'a pod is not a name with its version' });
      continue;
    }
    const name = nameOf(text);
    const version = text.endsWith(')') ? text.slice(name.length + 2, -1).trim() : undefined;
    if (version === undefined) losses.push({ code: 'wrong-type', path, message: `the pod "${name}" has no version` });
    pods.push({ ref: name, name, version, requires: requires.map(nameOf), path });
  }
  return pods;
}

/** What stands before ` (`, in an entry as in a requirement. */
function nameOf(text: string): string {
  const cut = text.indexOf(' (');
  return (cut < 0 ? text : text.slice(0, cut)).trim();
}

/**
 * Every pod has a checksum, so one without an entry was lost. A requirement without an entry is usual: it is of another
 * platform.
 */
function reportMissing(pods: readonly Pod[], checksums: unknown, losses: Loss[]): void {
  const names = new Set(pods.map((pod) => mainName(pod.name)));
  let missing = 0;
  for (const [name] of entriesOf(checksums)) {
    if (names.has(name) || ++missing > missingLimit) continue;
    const message = `"${name}" has a checksum and no entry in "PODS"`;
    losses.push({ code: 'missing-entry', path: ['SPEC CHECKSUMS', name], message });
  }
}

function mainName(name: string): string {
  return name.split('/', 1)[0] ?? name;
}

function repositoriesOf(section: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [repository, names] of entriesOf(section))
    for (const name of stringsOf(names) ?? []) found.set(name, repository);
  return found;
}

function originOf(
  name: string,
  external: unknown,
  checkout: unknown,
  repositories: ReadonlyMap<string, string>,
): Origin {
  const main = mainName(name);
  const declared = memberOf(external, name) ?? memberOf(external, main);
  const option = (key: string): string | undefined =>
    stringOf(memberOf(memberOf(checkout, main), key)) ?? stringOf(memberOf(declared, key));
  const git = option(':git');
  if (git !== undefined) return gitOrigin(git, ':git');
  const path = option(':path');
  if (path !== undefined) return { source: path, entry: 'link' };
  for (const key of [':http', ':podspec', ':hg', ':svn']) {
    const address = option(key);
    if (address !== undefined)
      return /^[\w+.-]+:\/\//.test(address) ? urlOrigin(address, key) : { source: address, entry: 'file' };
  }
  const repository = repositories.get(main);
  if (repository === undefined) return {};
  return repository.includes('/')
    ? fetchedOrigin(repository, 'SPEC REPOS', { path: ['SPEC REPOS', repository] })
    : { source: repository };
}
