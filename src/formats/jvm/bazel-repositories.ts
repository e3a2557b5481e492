/**
 * The calls with which MODULE.bazel, WORKSPACE and .bzl files name what is fetched: archives, files, git repositories, Maven artifacts, Go
 * modules, crates and images. One file, because every rule is three lines and they share how a value is read.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Place, Scope } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type LiteralCall, type LiteralSource, type LiteralValue, literalText } from '../python/literal-source.ts';
import { mavenVersion } from './maven-version.ts';

/** What the calls of one text add up to. `lost` places hold something that is computed. */
export interface BazelReading {
  readonly source: LiteralSource;
  readonly components: Component[];
  readonly lost: { readonly offset: number; readonly message: string }[];
}

type Reader = (reading: BazelReading, call: LiteralCall) => void;

/** By the last part of the rule's name; a tag of an extension (`maven.install`) by its last part too. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...['http_archive', 'http_file', 'http_jar', 'new_http_archive'].map((name) => [name, archive] as const),
  ...['git_repository', 'new_git_repository', 'git_override'].map((name) => [name, repository] as const),
  ['archive_override', archive],
  ['maven_install', install],
  ['install', install],
  ['maven_jar', mavenJar],
  ['jvm_maven_import_external', mavenJar],
  ['java_import_external', archive],
  ['go_repository', goModule],
  ['container_pull', image],
  ['oci_pull', image],
  ['local_repository', localFolder],
  ['new_local_repository', localFolder],
  ['local_path_override', localFolder],
]);

/** Tags whose names are words of their own elsewhere, so they count only as a tag of an extension. */
const tags: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['artifact', mavenArtifactTag],
  ['module', goModule],
  ['spec', crate],
  ['pull', image],
]);

/** Reads one call where it is one that fetches something; false where it is not. */
export function readBazelCall(reading: BazelReading, call: LiteralCall): boolean {
  const dot = call.name.lastIndexOf('.');
  const last = call.name.slice(dot + 1);
  const reader = readers.get(last) ?? (dot > 0 ? tags.get(last) : undefined);
  if (!reader) return false;
  reader(reading, call);
  return true;
}

function text(reading: BazelReading, call: LiteralCall, key: string): string | undefined {
  const value = call.keywords.get(key);
  if (!value || (value.kind === 'name' && value.name === 'None')) return undefined;
  const found = literalText(reading.source, value);
  if (found === undefined) lose(reading, value, key);
  return found === '' ? undefined : found;
}

function lose(reading: BazelReading, value: LiteralValue, key: string): void {
  reading.lost.push({ offset: value.offset, message: `"${key}" is computed, so what it holds is not known` });
}

/** The elements of a list, through names and sums; what is computed is lost. */
function elements(reading: BazelReading, value: LiteralValue | undefined, key: string, depth = 0): LiteralValue[] {
  if (!value || depth > 20) return [];
  if (value.kind === 'list') return [...value.items];
  if (value.kind === 'sum') return value.parts.flatMap((part) => elements(reading, part, key, depth + 1));
  const given = value.kind === 'name' ? reading.source.assigned.get(value.name) : undefined;
  if (given) return given.flatMap((one) => elements(reading, one, key, depth + 1));
  if (value.kind === 'string') return [value];
  lose(reading, value, key);
  return [];
}

function texts(reading: BazelReading, call: LiteralCall, key: string): { text: string; offset: number }[] {
  return elements(reading, call.keywords.get(key), key).flatMap((value) => {
    const found = literalText(reading.source, value);
    if (found === undefined) lose(reading, value, key);
    return found === undefined ? [] : [{ text: found, offset: value.offset }];
  });
}

/** The name's own literal, so that the line shows it. */
function placeOf(call: LiteralCall, ...keys: readonly string[]): Place {
  for (const key of keys) {
    const value = call.keywords.get(key);
    if (value) return { offset: value.offset };
  }
  return { offset: call.offset };
}

function scopeOf(call: LiteralCall): Scope | undefined {
  const value = call.keywords.get('dev_dependency');
  return value?.kind === 'name' && value.name === 'True' ? 'dev' : undefined;
}

function fetched(address: string, field: string, offset?: number): Identifier {
  const at = offset === undefined ? {} : { at: { offset } };
  return { kind: 'url', value: withoutSecrets(address), field, relation: 'fetched-from', ...at };
}

function archive(reading: BazelReading, call: LiteralCall): void {
  const one = text(reading, call, 'url');
  const many = texts(reading, call, 'urls');
  const identifiers = [
    ...(one === undefined ? [] : [fetched(one, 'url', call.keywords.get('url')?.offset)]),
    ...many.map((url) => fetched(url.text, 'urls', url.offset)),
  ].filter(({ value }) => hostOf(value) !== undefined);
  const name = text(reading, call, 'name') ?? text(reading, call, 'module_name');
  if (name === undefined && identifiers.length === 0) return;
  const source = withoutSecrets(one ?? many[0]?.text ?? '');
  reading.components.push({
    ...{
      kind: 'package',
      name: name ?? source,
      at: placeOf(call, 'name', 'module_name'),
      direct: true,
      scope: scopeOf(call),
    },
    ecosystem: call.keywords.has('module_name') ? 'bazel' : 'generic',
    entry: 'url',
    source: source === '' ? undefined : source,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  });
}

function repository(reading: BazelReading, call: LiteralCall): void {
  const remote = text(reading, call, 'remote');
  const name = text(reading, call, 'name') ?? text(reading, call, 'module_name') ?? remote;
  if (name === undefined) return;
  const version = text(reading, call, 'tag') ?? text(reading, call, 'commit') ?? text(reading, call, 'branch');
  reading.components.push({
    ...{ kind: 'package', name, version, at: placeOf(call, 'name', 'module_name'), direct: true, scope: scopeOf(call) },
    ...{ ecosystem: call.keywords.has('module_name') ? 'bazel' : 'generic', entry: 'git' },
    source: remote === undefined ? undefined : withoutSecrets(remote),
    identifiers: remote === undefined ? undefined : [fetched(remote, 'remote', call.keywords.get('remote')?.offset)],
  });
}

function localFolder(reading: BazelReading, call: LiteralCall): void {
  const name = text(reading, call, 'name') ?? text(reading, call, 'module_name');
  if (name === undefined) return;
  reading.components.push({
    ...{ kind: 'package', name, at: placeOf(call, 'name', 'module_name'), direct: true, entry: 'link' },
    ...{ ecosystem: call.keywords.has('module_name') ? 'bazel' : 'generic', source: text(reading, call, 'path') },
  });
}

function install(reading: BazelReading, call: LiteralCall): void {
  for (const key of ['artifacts', 'boms']) {
    for (const value of elements(reading, call.keywords.get(key), key)) {
      const inner = value.kind === 'call' ? value.call : undefined;
      const component = inner
        ? mavenParts(reading, inner)
        : mavenCoordinates(literalText(reading.source, value), { offset: value.offset });
      if (component) reading.components.push({ ...component, scope: key === 'boms' ? 'build' : component.scope });
      else lose(reading, value, key);
    }
  }
  for (const { text: address, offset } of texts(reading, call, 'repositories')) {
    const component = settingComponent('repositories', address, { offset });
    if (component) reading.components.push(component);
  }
}

/** `group:artifact:version`, with packaging and classifier between, or without a version. */
function mavenCoordinates(written: string | undefined, at: Place): Component | undefined {
  const parts = written?.split('@', 1)[0]?.split(':') ?? [];
  const [group, artifact] = parts;
  if (!group || !artifact || parts.length > 5) return undefined;
  const last = parts.length > 2 ? parts[parts.length - 1] : undefined;
  const { version, constraint } = mavenVersion(last);
  return {
    ...{ kind: 'package', name: `${group}:${artifact}`, version, ecosystem: 'maven', at, direct: true },
    attributes: constraint === undefined ? undefined : { constraint },
  };
}

/** `maven.artifact(group = ..., artifact = ..., version = ...)`; in a WORKSPACE also without keywords. */
function mavenParts(reading: BazelReading, call: LiteralCall): Component | undefined {
  const [group, artifact, version] = ['group', 'artifact', 'version'].map((key, index) =>
    call.keywords.has(key) ? text(reading, call, key) : literalText(reading.source, call.positional[index]),
  );
  if (!group || !artifact) return undefined;
  return {
    ...{ kind: 'package', name: `${group}:${artifact}`, version, ecosystem: 'maven', direct: true },
    at: placeOf(call, 'artifact'),
  };
}

function mavenArtifactTag(reading: BazelReading, call: LiteralCall): void {
  const component = mavenParts(reading, call);
  if (component) reading.components.push(component);
  else if (call.keywords.has('artifact'))
    reading.lost.push({ offset: call.offset, message: 'an artifact has no literal coordinates' });
}

function mavenJar(reading: BazelReading, call: LiteralCall): void {
  const component = mavenCoordinates(text(reading, call, 'artifact'), placeOf(call, 'artifact'));
  if (!component) return;
  const key = call.keywords.has('repository') ? 'repository' : 'server_urls';
  const servers = texts(reading, call, key).filter((server) => hostOf(server.text) !== undefined);
  const identifiers = servers.map((server) => fetched(server.text, key, server.offset));
  reading.components.push({
    ...component,
    source: identifiers[0]?.value,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  });
}

function goModule(reading: BazelReading, call: LiteralCall): void {
  const name = text(reading, call, 'importpath') ?? text(reading, call, 'path');
  if (name === undefined) return;
  const version = text(reading, call, 'version') ?? text(reading, call, 'tag') ?? text(reading, call, 'commit');
  const remote = text(reading, call, 'remote');
  const urls = texts(reading, call, 'urls');
  const identifiers = [
    ...(remote === undefined ? [] : [fetched(remote, 'remote', call.keywords.get('remote')?.offset)]),
    ...urls.map((url) => fetched(url.text, 'urls', url.offset)),
  ];
  const replaced = text(reading, call, 'replace');
  reading.components.push({
    ...{ kind: 'package', name: replaced ?? name, version, ecosystem: 'golang', direct: true },
    at: placeOf(call, replaced === undefined ? 'importpath' : 'replace', 'path'),
    source: identifiers[0]?.value,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    attributes: replaced === undefined ? undefined : { replaces: name },
  });
}

function crate(reading: BazelReading, call: LiteralCall): void {
  const name = text(reading, call, 'package');
  if (name === undefined) return;
  const written = text(reading, call, 'version');
  const version = /^=\s*(\d+\.\d+\.\d+[\w.+-]*)$/.exec(written ?? '')?.[1];
  const git = text(reading, call, 'git');
  reading.components.push({
    ...{ kind: 'package', name, version, ecosystem: 'cargo', at: placeOf(call, 'package'), direct: true },
    ...{ entry: git === undefined ? undefined : 'git', source: git && withoutSecrets(git) },
    identifiers: git === undefined ? undefined : [fetched(git, 'git')],
    attributes: written === undefined || version !== undefined ? undefined : { constraint: written },
  });
}

function image(reading: BazelReading, call: LiteralCall): void {
  const registry = text(reading, call, 'registry');
  const path = text(reading, call, 'repository') ?? text(reading, call, 'image');
  if (path === undefined) return;
  const version = text(reading, call, 'tag') ?? text(reading, call, 'digest');
  reading.components.push({
    ...{ kind: 'image', name: registry === undefined ? path : `${registry}/${path}`, version, ecosystem: 'docker' },
    ...{ at: placeOf(call, 'image', 'repository'), direct: true },
  });
}

/** What is computed, as problems; `weight` is `note` where a file defines rules rather than uses them. */
export function lostProblems(
  reading: BazelReading,
  weight: Problem['weight'],
  lineOf: (offset: number) => number,
): Problem[] {
  return reading.lost.map(({ offset, message }) => ({ code: 'not-literal', line: lineOf(offset), message, weight }));
}
