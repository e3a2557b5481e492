/**
 * pixi.lock versions 4 to 7. Specification: Pixi documentation, "Lock file"; the format is that of rattler-lock. Surprising: it holds conda and
 * PyPI packages of all platforms and environments side by side, and since version 6 a conda package is named by its address only.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { condaArchive } from './conda-archive.ts';
import { type CondaNode, condaGraph, condaSpecName } from './conda-graph.ts';
import { type Loss, problemsOf } from './loss.ts';
import { archiveName, pythonSource } from './python-source.ts';
import { requirementOf } from './requirement.ts';

const newestVersion = 7;

/** Reads the packages of all environments, and their channels and indexes. What is direct stands in the manifest only. */
export const pixiLock: DocumentFormat = {
  id: 'python/pixi-lock',
  title: 'Pixi pixi.lock',
  files: ['pixi.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const list = listOf(memberOf(root, 'packages'));
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "packages" list', { line: 1 });
  const losses: Loss[] = [];
  const version = Number(stringOf(memberOf(root, 'version')));
  if (!(version <= newestVersion)) {
    const message = `version ${stringOf(memberOf(root, 'version'))} is not known; the newest that is known is ${newestVersion}`;
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const components = channelComponents(root);
  for (const [at, value] of list.entries()) {
    const one = packageOf(value, ['packages', at]);
    if (one) components.push(one);
    else
      losses.push({ code: 'wrong-type', path: ['packages', at], message: 'a package is neither of conda nor of PyPI' });
  }
  checkEnvironments(root, list, losses);
  return {
    components,
    problems: problemsOf(losses, input.text, locateYaml),
    graph: () => condaGraph(components.flatMap((one) => nodeOf(one, list))),
  };
}

/** Built only for what is reported, so the requirements are looked up again through the component's own place. */
function nodeOf(one: Component, list: readonly unknown[]): CondaNode[] {
  if (one.ref === undefined || !('path' in one.at) || (one.ecosystem !== 'conda' && one.ecosystem !== 'pypi'))
    return [];
  const value = list[Number(one.at.path[1])];
  const requires =
    one.ecosystem === 'conda'
      ? stringsOf(memberOf(value, 'depends'))?.map(condaSpecName)
      : stringsOf(memberOf(value, 'requires_dist'))?.map((text) => requirementOf(text)?.name);
  const platform =
    one.ecosystem === 'conda' ? /\/([a-z]+-[a-z0-9]+|noarch)\/[^/]+$/.exec(one.source ?? '')?.[1] : undefined;
  const names = (requires ?? []).filter((name) => name !== undefined);
  return [{ ref: one.ref, name: one.name, version: one.version, ecosystem: one.ecosystem, platform, requires: names }];
}

const missingLimit = 20;

/** Every environment lists the addresses of its packages; one that has no entry was cut off. */
function checkEnvironments(root: Readonly<Record<string, unknown>>, list: readonly unknown[], losses: Loss[]): void {
  const known = new Set<string>();
  for (const value of list)
    for (const key of ['conda', 'pypi', 'url', 'path', 'source']) {
      const address = stringOf(memberOf(value, key));
      if (address !== undefined) known.add(address);
    }
  const missing = new Set<string>();
  for (const [name, environment] of entriesOf(memberOf(root, 'environments')))
    for (const [platform, rows] of entriesOf(memberOf(environment, 'packages')))
      for (const [at, row] of (listOf(rows) ?? []).entries()) {
        const address = stringOf(memberOf(row, 'conda')) ?? stringOf(memberOf(row, 'pypi'));
        if (address === undefined || known.has(address) || missing.has(address)) continue;
        missing.add(address);
        const path: Path = ['environments', name, 'packages', platform, at];
        if (missing.size <= missingLimit)
          losses.push({
            code: 'missing-entry',
            path,
            message: `"${withoutSecrets(address)}" is listed and has no entry`,
          });
      }
}

/** Channels and indexes, each address once. */
function channelComponents(root: Readonly<Record<string, unknown>>): Component[] {
  const found = new Map<string, Component>();
  for (const [name, environment] of entriesOf(memberOf(root, 'environments'))) {
    for (const key of ['channels', 'indexes']) {
      for (const [at, value] of (listOf(memberOf(environment, key)) ?? []).entries()) {
        const inner = memberOf(value, 'url');
        const url = stringOf(inner) ?? stringOf(value);
        const path: Path = ['environments', name, key, at, ...(inner === undefined ? [] : ['url'])];
        const component = url === undefined || found.has(url) ? undefined : settingComponent(key, url, { path });
        if (component && url !== undefined) found.set(url, component);
      }
    }
  }
  return [...found.values()];
}

function packageOf(value: unknown, path: Path): Component | undefined {
  if (!isRecord(value)) return undefined;
  const kind = stringOf(value.kind) ?? (value.conda === undefined ? 'pypi' : 'conda');
  const address = stringOf(kind === 'conda' ? (value.conda ?? value.url) : (value.pypi ?? value.url ?? value.path));
  const written = stringOf(value.name);
  const key =
    stringOf(value.conda) !== undefined
      ? 'conda'
      : written === undefined
        ? stringOf(value.pypi) === undefined
          ? 'url'
          : 'pypi'
        : 'name';
  if (kind === 'conda') {
    const archive = address === undefined ? undefined : condaArchive(address);
    const isArchive = address !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(address);
    const name = written ?? archive?.name ?? (isArchive ? undefined : sourceName(address));
    if (name === undefined) return undefined;
    const isFile = address === undefined || !/^https?:/.test(address);
    const source = address === undefined ? undefined : withoutSecrets(address);
    return {
      kind: 'package',
      name,
      version: stringOf(value.version) ?? archive?.version,
      ecosystem: 'conda',
      at: { path: [...path, key] },
      ref: `${address ?? name} ${path[1]}`,
      source,
      entry: isFile ? 'link' : undefined,
      identifiers:
        isFile || source === undefined
          ? undefined
          : [{ kind: 'url', value: source, field: 'conda', relation: 'fetched-from' }],
    };
  }
  const archive = address === undefined ? undefined : archiveName(address);
  const name = written ?? archive?.name;
  if (kind !== 'pypi' || name === undefined) return undefined;
  const origin = address === undefined ? undefined : pythonSource(address, 'pypi');
  return {
    kind: 'package',
    name,
    version: stringOf(value.version) ?? archive?.version,
    ecosystem: 'pypi',
    at: { path: [...path, key] },
    ref: `${address ?? name} ${path[1]}`,
    source: origin?.source,
    // An archive's address is how an index package is written here.
    entry: origin?.entry === 'url' ? undefined : origin?.entry,
    identifiers: origin && origin.identifiers.length > 0 ? origin.identifiers : undefined,
  };
}

/** A package that is built from a folder of the project: `name[hash] @ folder`, or the folder alone. */
function sourceName(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const named = /^([\w.-]+)(?:\[[^\]]*\])?\s*@/.exec(address)?.[1];
  return (
    named ??
    address
      .split(/[/\\]/)
      .filter((part) => part !== '' && part !== '.')
      .pop() ??
    address
  );
}
