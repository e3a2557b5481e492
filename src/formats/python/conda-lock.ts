/**
 * conda-lock.yml, version 1. Specification: conda-lock documentation, "Output: unified lockfile". Surprising: every package stands in it once a
 * platform, and packages of pip among those of conda, told apart by `manager`.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type CondaNode, condaGraph } from './conda-graph.ts';
import { type Loss, problemsOf } from './loss.ts';

const newestVersion = 1;

/** Reads the packages of all platforms and the channels that are addresses. */
export const condaLock: DocumentFormat = {
  id: 'python/conda-lock',
  title: 'conda-lock conda-lock.yml',
  files: ['conda-lock.yml', '*.conda-lock.yml', 'conda-lock.yaml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const list = listOf(memberOf(root, 'package'));
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "package" list', { line: 1 });
  const losses: Loss[] = [];
  const version = stringOf(memberOf(root, 'version'));
  if (version !== undefined && !(Number(version) <= newestVersion)) {
    const message = `version ${version} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const components: Component[] = [];
  for (const [at, channel] of (listOf(memberOf(memberOf(root, 'metadata'), 'channels')) ?? []).entries()) {
    const url = stringOf(memberOf(channel, 'url'));
    const component =
      url === undefined ? undefined : settingComponent('channels', url, { path: ['metadata', 'channels', at, 'url'] });
    if (component) components.push(component);
  }
  const nodes: CondaNode[] = [];
  for (const [at, value] of list.entries()) {
    const name = stringOf(memberOf(value, 'name'));
    if (isRecord(value) && name !== undefined) {
      const node = nodeOf(name, value);
      nodes.push(node);
      components.push(componentOf(node, value, at));
    } else losses.push({ code: 'wrong-type', path: ['package', at], message: 'a package has no name' });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml), graph: () => condaGraph(nodes) };
}

function nodeOf(name: string, value: Readonly<Record<string, unknown>>): CondaNode {
  const platform = stringOf(value.platform);
  const version = stringOf(value.version);
  const ecosystem = value.manager === 'pip' ? 'pypi' : 'conda';
  const requires = entriesOf(value.dependencies).map(([required]) => required);
  return { ref: `${platform}/${ecosystem}/${name}@${version}`, name, version, ecosystem, platform, requires };
}

function componentOf(node: CondaNode, value: Readonly<Record<string, unknown>>, at: number): Component {
  const { name, version, ecosystem, platform, ref } = node;
  const url = stringOf(value.url);
  const source = url === undefined ? undefined : withoutSecrets(url);
  return {
    kind: 'package',
    name,
    version,
    ecosystem,
    at: { path: ['package', at, 'name'] },
    ref,
    scope: scopeOf(value),
    source,
    identifiers:
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'url', relation: 'fetched-from' }],
    attributes: platform === undefined ? undefined : { platform },
  };
}

function scopeOf(value: Readonly<Record<string, unknown>>): Scope {
  const category = stringOf(value.category) ?? 'main';
  if (category === 'main') return value.optional === 'true' ? 'optional' : 'runtime';
  return category === 'dev' ? 'dev' : 'optional';
}
