/**
 * MODULE.bazel.lock, lockFileVersion 1 to 24. Specification: Bazel documentation, "Bazel lockfile"; the versions are those of Bazel's own code.
 * Surprising: since version 10 it holds no list of modules, but the hashes of all registry files that were read; only the modules that were
 * chosen have their `source.json` among them.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

const newestVersion = 26;

/** Reads the chosen modules, and what their extensions fetch. */
export const bazelModuleLock: DocumentFormat = {
  id: 'jvm/bazel-module-lock',
  title: 'Bazel MODULE.bazel.lock',
  files: ['MODULE.bazel.lock'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const hashes = memberOf(root, 'registryFileHashes');
  const graph = memberOf(root, 'moduleDepGraph');
  const version = root.lockFileVersion;
  if (!isRecord(hashes) && !isRecord(graph))
    throw new UnreadableInput('wrong-shape', 'has neither "registryFileHashes" nor "moduleDepGraph"', { line: 1 });
  const losses: Loss[] = [];
  if (typeof version !== 'number' || version > newestVersion) {
    const message = `lockFileVersion ${String(version)} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['lockFileVersion'], message });
  }
  const components = [...fromHashes(hashes), ...fromGraph(graph, losses)];
  for (const [extension, platforms] of entriesOf(memberOf(root, 'moduleExtensions')))
    for (const [platform, value] of entriesOf(platforms))
      for (const [name, spec] of entriesOf(memberOf(value, 'generatedRepoSpecs'))) {
        const path = ['moduleExtensions', extension, platform, 'generatedRepoSpecs', name];
        const one = repositoryOf(name, memberOf(spec, 'attributes'), path);
        if (one) components.push(one);
      }
  const problems = problemsOf(losses, input.text, locateJson);
  return isRecord(graph) ? { components, problems, graph: () => graphOf(graph) } : { components, problems };
}

/** `<registry>/modules/<name>/<version>/source.json` for what was chosen. */
function fromHashes(hashes: unknown): Component[] {
  const found: Component[] = [];
  for (const [url] of entriesOf(hashes)) {
    const parts = /^(.*)\/modules\/([^/]+)\/([^/]+)\/source\.json$/.exec(url);
    if (!parts?.[1] || !parts[2]) continue;
    const source = withoutSecrets(parts[1]);
    found.push({
      ...{ kind: 'package', name: parts[2], version: parts[3], ecosystem: 'bazel', source },
      at: { path: ['registryFileHashes', url] },
      identifiers: hostOf(source) === undefined ? undefined : [fetched(source, 'registryFileHashes')],
    });
  }
  return found;
}

function fromGraph(graph: unknown, losses: Loss[]): Component[] {
  const found: Component[] = [];
  const root = memberOf(graph, '<root>');
  const direct = new Set(entriesOf(memberOf(root, 'deps')).map(([, key]) => key));
  for (const [key, value] of entriesOf(graph)) {
    if (key === '<root>') continue;
    const path: Path = ['moduleDepGraph', key];
    const name = stringOf(memberOf(value, 'name')) ?? key.split('@', 1)[0];
    if (!isRecord(value) || !name) {
      losses.push({ code: 'wrong-type', path, message: `"${key}" is not a module` });
      continue;
    }
    const addresses = addressesOf(memberOf(memberOf(value, 'repoSpec'), 'attributes'));
    const version = stringOf(value.version);
    // Bazel's own tools stand in the graph without a version.
    const isSystem = key.endsWith('@_') && addresses.length === 0;
    found.push({
      ...{ kind: 'package', name, version: version === '' ? undefined : version, ecosystem: 'bazel', at: { path } },
      ...{ ref: key, direct: direct.has(key), source: addresses[0]?.value, entry: isSystem ? 'system' : undefined },
      identifiers: addresses.length > 0 ? addresses : undefined,
    });
  }
  return found;
}

/** A repository that an extension makes; only those with an address are fetched. */
function repositoryOf(name: string, attributes: unknown, path: Path): Component | undefined {
  const addresses = addressesOf(attributes);
  if (addresses.length === 0) return undefined;
  const isGit = stringOf(memberOf(attributes, 'remote')) !== undefined;
  return {
    ...{
      kind: 'package',
      name,
      ecosystem: 'generic',
      at: { path },
      source: addresses[0]?.value,
      identifiers: addresses,
    },
    entry: isGit ? 'git' : 'url',
    version: isGit ? (stringOf(memberOf(attributes, 'tag')) ?? stringOf(memberOf(attributes, 'commit'))) : undefined,
  };
}

function addressesOf(attributes: unknown): Identifier[] {
  const found: Identifier[] = [];
  for (const field of ['url', 'urls', 'remote', 'remote_module_file_urls']) {
    const value = memberOf(attributes, field);
    for (const url of stringsOf(value) ?? [stringOf(value)])
      if (url !== undefined && hostOf(url) !== undefined) found.push(fetched(withoutSecrets(url), field));
  }
  return found;
}

function fetched(value: string, field: string): Identifier {
  return { kind: 'url', value, field, relation: 'fetched-from' };
}

function graphOf(graph: Readonly<Record<string, unknown>>): DependencyGraph {
  const edges = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(graph)) {
    const next = entriesOf(memberOf(value, 'deps')).map(([, to]) => stringOf(to));
    edges.set(key, [...new Set(next.filter((to) => to !== undefined))]);
  }
  const own = stringOf(memberOf(graph['<root>'], 'name'));
  return { roots: ['<root>'], edges, label: (ref) => (ref === '<root>' ? own || 'project' : ref.replace(/@_?$/, '')) };
}
