/**
 * bun.lockb, the binary lockfile of Bun before 1.2 and of later ones on request; formats 2 and 3. Specification: none is published; the layout is
 * that of Bun's own serializer: a header, packages column by column, then buffers of trees, resolutions, dependencies and texts. Surprising:
 * format 3 differs only in the width of version numbers, which makes each resolution eight bytes longer. Where a number leads outside the file, it is
 * damaged and nothing of it is used.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph, Scope } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { LockbBytes } from './bun-lockb-bytes.ts';
import { reachable } from './reachable.ts';

/** Reads the locked packages and who requires whom. */
export const bunLockb: BinaryFormat = {
  id: 'javascript/bun-lockb',
  title: 'Bun bun.lockb (binary)',
  files: ['bun.lockb'],
  parseBytes,
};

const magic = '#!/usr/bin/env bun\nbun-lockfile-format-v0\n';
/** Of one package without its resolution: name, its hash, two slices, meta, bin, scripts. */
const fixedSize = 8 + 8 + 8 + 8 + 88 + 20 + 49;
const packageLimit = 1_000_000;
const noPackage = 0xffffffff;

/** Tags of a resolution in Bun's own numbering. */
const tags: ReadonlyMap<
  number,
  'root' | 'npm' | 'folder' | 'tarball' | 'github' | 'git' | 'link' | 'workspace' | 'url' | 'module'
> = new Map([
  [1, 'root'],
  [2, 'npm'],
  [4, 'folder'],
  [8, 'tarball'],
  [16, 'github'],
  [24, 'git'],
  [32, 'git'],
  [64, 'link'],
  [72, 'workspace'],
  [80, 'url'],
  [100, 'module'],
] as const);

interface Layout {
  readonly count: number;
  readonly names: number;
  readonly resolutionSize: number;
  readonly resolutions: number;
  readonly dependencySlices: number;
}

interface Buffers {
  readonly resolved: { readonly start: number; readonly end: number };
  readonly dependencies: { readonly start: number; readonly end: number };
}

interface LockedPackage {
  readonly name: string;
  readonly kind: string;
  readonly version: string | undefined;
  readonly source: string | undefined;
  readonly offset: number;
  /** Index of its first dependency and their number. */
  readonly first: number;
  readonly size: number;
}

function parseBytes(input: BinaryInput): DocumentResult {
  const bytes = new LockbBytes(input.bytes);
  if (bytes.length === 0) throw new UnreadableInput('syntax', 'is empty');
  if (bytes.length < magic.length || bytes.latin1(0, magic.length) !== magic)
    throw new UnreadableInput('wrong-shape', 'does not begin as a lockfile of Bun');
  const format = bytes.u32(magic.length);
  if (format !== 2 && format !== 3)
    throw new UnreadableInput('unsupported-version', `format ${format} is not known; those that are known are 2 and 3`);
  // The version, and a hash of 32 bytes.
  const at = magic.length + 4 + 32;
  if (bytes.u64(at) > bytes.length) throw new UnreadableInput('truncated', 'is shorter than it says itself');
  const layout = layoutOf(bytes, at + 8, format);
  const buffers = buffersOf(bytes, bytes.u64(at + 8 + 32));
  const packages = Array.from({ length: layout.count }, (_, index) => packageOf(bytes, layout, index, format));
  const links = linksOf(bytes, packages, buffers);
  return resultOf(packages, links);
}

function layoutOf(bytes: LockbBytes, at: number, format: 2 | 3): Layout {
  const [count, , fields, begin, end] = [0, 8, 16, 24, 32].map((step) => bytes.u64(at + step)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const resolutionSize = format === 2 ? 64 : 72;
  if (fields !== 8 || count === 0 || count > packageLimit || end - begin !== count * (fixedSize + resolutionSize))
    throw new UnreadableInput('corrupt', 'its packages are not laid out as in this format');
  const resolutions = begin + count * 16;
  return { count, names: begin, resolutionSize, resolutions, dependencySlices: resolutions + count * resolutionSize };
}

/** Each buffer begins with its start and end and a line that names the type of its elements. */
function buffersOf(bytes: LockbBytes, from: number): Buffers {
  const found: { type: string; start: number; end: number }[] = [];
  for (let at = from; found.length < 6; ) {
    const [start, end] = [bytes.u64(at), bytes.u64(at + 8)];
    const header = bytes.latin1(at + 16, Math.max(bytes.newlineAfter(at + 17, 200), at + 17));
    const type = /^\n<([^<>\n]+)> \d+ sizeof, \d+ alignof$/.exec(header)?.[1];
    if (type === undefined || start < at || end < start || end > bytes.length)
      throw new UnreadableInput('corrupt', 'its buffers are not where it says');
    found.push({ type, start, end });
    at = end;
  }
  // Trees, two lists of package numbers, dependencies, version tags, texts.
  const [, , resolved, dependencies, , texts] = found;
  if (resolved?.type !== 'u32' || dependencies?.type !== '[26]u8' || texts?.type !== 'u8')
    throw new UnreadableInput('corrupt', 'its buffers are not of the types of this format');
  // Bun ends them with a zero and refuses the file without it: a text was changed in length, and every text behind it is shifted.
  if (bytes.u64(texts.end) !== 0) throw new UnreadableInput('corrupt', 'its texts do not end where it says');
  bytes.strings = texts;
  return { resolved, dependencies };
}

function packageOf(bytes: LockbBytes, layout: Layout, index: number, format: 2 | 3): LockedPackage {
  const offset = layout.names + index * 8;
  const resolution = layout.resolutions + index * layout.resolutionSize;
  const kind = tags.get(bytes.u8(resolution));
  if (kind === undefined) throw new UnreadableInput('corrupt', `package ${index} is of a kind that is not known`);
  const slice = layout.dependencySlices + index * 8;
  const base = { name: bytes.string(offset), kind, offset, first: bytes.u32(slice), size: bytes.u32(slice + 4) };
  const value = resolution + 8;
  if (base.name === '' && kind !== 'root') throw new UnreadableInput('corrupt', `package ${index} has no name`);
  if (kind === 'npm' && !/^(?:@[\w.~!'()*-]+\/)?[\w.~!'()*-]+$/.test(base.name))
    throw new UnreadableInput('corrupt', `the name of package ${index} is none that a registry allows`);
  switch (kind) {
    case 'root':
      return { ...base, version: undefined, source: undefined };
    case 'npm':
      return { ...base, version: versionOf(bytes, value + 8, format), source: bytes.string(value) };
    case 'github':
    case 'git':
      return { ...base, ...repositoryOf(bytes, value, kind) };
    default:
      return { ...base, version: undefined, source: bytes.string(value) };
  }
}

function versionOf(bytes: LockbBytes, at: number, format: 2 | 3): string {
  const width = format === 2 ? 4 : 8;
  const read = (index: number): number =>
    format === 2 ? bytes.u32(at + index * width) : bytes.u64(at + index * width);
  // Three numbers of four bytes are followed by four that align what comes next.
  const tag = at + (format === 2 ? 16 : 24);
  const [pre, build] = [bytes.string(tag), bytes.string(tag + 16)];
  return `${read(0)}.${read(1)}.${read(2)}${pre === '' ? '' : `-${pre}`}${build === '' ? '' : `+${build}`}`;
}

/** Owner, repository, what was asked for, what it became. */
function repositoryOf(
  bytes: LockbBytes,
  at: number,
  kind: 'github' | 'git',
): { version: string | undefined; source: string } {
  const [owner, repository, asked, resolved] = [0, 8, 16, 24].map((step) => bytes.string(at + step));
  const commit = resolved || asked || undefined;
  const version = kind === 'github' ? (/-([0-9a-f]{7,40})$/.exec(commit ?? '')?.[1] ?? commit) : commit;
  return { version, source: kind === 'github' && owner !== '' ? `github:${owner}/${repository}` : (repository ?? '') };
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly behaviour: number;
}

/** A dependency and the package it became stand under the same number. One without a package is optional and was left out. */
function linksOf(bytes: LockbBytes, packages: readonly LockedPackage[], { resolved, dependencies }: Buffers): Link[] {
  const count = Math.floor((dependencies.end - dependencies.start) / 26);
  const links: Link[] = [];
  for (const [from, one] of packages.entries()) {
    if (one.size > 0 && one.first + one.size > count)
      throw new UnreadableInput('corrupt', `"${one.name}" requires what is not in it`);
    for (let index = one.first; index < one.first + one.size; index++) {
      if (resolved.start + index * 4 + 4 > resolved.end)
        throw new UnreadableInput('corrupt', `"${one.name}" requires what is not in it`);
      const to = bytes.u32(resolved.start + index * 4);
      if (to === noPackage) continue;
      if (to >= packages.length)
        throw new UnreadableInput('corrupt', `"${one.name}" requires a package that is not in it`);
      const at = dependencies.start + index * 26;
      links.push({ from, to, name: bytes.string(at), behaviour: bytes.u8(at + 16) });
    }
  }
  return links;
}

const optionalBit = 4;
const devBit = 8;

function resultOf(packages: readonly LockedPackage[], links: readonly Link[]): DocumentResult {
  const isOwn = (index: number): boolean => packages[index]?.kind === 'root' || packages[index]?.kind === 'workspace';
  const edges = new Map<string, string[]>(packages.map((_, index) => [String(index), []]));
  const aliases = new Map<number, Set<string>>();
  const direct = new Set<number>();
  const starts: Record<'runtime' | 'optional', Set<string>> = { runtime: new Set(), optional: new Set() };
  const plain = new Map<string, string[]>(packages.map((_, index) => [String(index), []]));
  for (const { from, to, name, behaviour } of links) {
    edges.get(String(from))?.push(String(to));
    const names = aliases.get(to) ?? new Set();
    aliases.set(to, names.add(name));
    if (!isOwn(from)) plain.get(String(from))?.push(String(to));
    else {
      direct.add(to);
      if ((behaviour & devBit) === 0) starts[(behaviour & optionalBit) === 0 ? 'runtime' : 'optional'].add(String(to));
    }
  }
  const runtime = reachable(starts.runtime, plain);
  const optional = reachable(starts.optional, plain);
  const scopeOf = (index: number): Scope =>
    runtime.has(String(index)) ? 'runtime' : optional.has(String(index)) ? 'optional' : 'dev';
  const components = packages.flatMap((one, index) => {
    if (one.kind === 'root') return [];
    const names = [...(aliases.get(index) ?? [])];
    const alias = names.length > 0 && !names.includes(one.name) && one.kind === 'npm' ? names[0] : undefined;
    return [componentOf(one, String(index), direct.has(index), isOwn(index) ? undefined : scopeOf(index), alias)];
  });
  return { components, problems: notes(packages), graph: () => graphOf(packages, edges) };
}

function componentOf(
  one: LockedPackage,
  ref: string,
  direct: boolean,
  scope: Scope | undefined,
  alias: string | undefined,
): Component {
  const source = one.source === undefined || one.source === '' ? undefined : withoutSecrets(one.source);
  const isFetched =
    source !== undefined &&
    (hostOf(source) !== undefined || source.startsWith('github:')) &&
    !/^(?:folder|link|workspace|tarball)$/.test(one.kind);
  const entries: Readonly<Record<string, Component['entry']>> = {
    ...{
      folder: 'file',
      tarball: 'file',
      github: 'git',
      git: 'git',
      link: 'link',
      workspace: 'workspace',
      url: 'url',
      module: 'file',
    },
  };
  return {
    ...{
      kind: 'package',
      name: one.name,
      version: one.version,
      ecosystem: 'npm',
      at: { offset: one.offset },
      ref,
      direct,
      scope,
      source,
    },
    entry: alias === undefined ? entries[one.kind] : 'alias',
    identifiers: isFetched
      ? [{ kind: 'url', value: source, field: 'resolution', relation: 'fetched-from' }]
      : undefined,
    attributes: alias === undefined ? undefined : { alias },
  };
}

/** A lockfile without any package besides the project is complete; without the project itself it is not one. */
function notes(packages: readonly LockedPackage[]): Problem[] {
  if (packages[0]?.kind === 'root') return [];
  return [
    {
      code: 'wrong-shape',
      message: 'its first package is not the project, so what is direct is not known',
      weight: 'lost',
    },
  ];
}

function graphOf(packages: readonly LockedPackage[], edges: ReadonlyMap<string, readonly string[]>): DependencyGraph {
  const label = (ref: string): string => {
    const one = packages[Number(ref)];
    if (!one || one.kind === 'root') return one?.name || 'project';
    return one.version === undefined ? one.name : `${one.name}@${one.version}`;
  };
  return { roots: ['0'], edges, label };
}
