/**
 * deno.lock, versions 1 to 5. Specification: none is published; the format is that of Deno's own deno_lockfile. Surprising: version 1 was a bare map of
 * addresses; a key of an npm package carries its peers (`a@1.0.0_b@2.0.0`); and every remote module stands in it as a file of its own.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { addressComponent } from './module-address.ts';
import { splitSpec } from './npm-spec.ts';

const newestVersion = 5;
const duplicateCheckLimit = 8_000_000;

/** Reads packages of JSR and npm, remote modules, and who requires whom. */
export const denoLock: DocumentFormat = {
  id: 'javascript/deno-lock',
  title: 'Deno deno.lock',
  files: ['deno.lock'],
  locate: locateJson,
  parse,
};

interface Locked {
  /** `npm:chalk@5.0.1`, `jsr:@std/path@1.0.0`, as specifiers lead to them. */
  readonly ref: string;
  readonly ecosystem: 'npm' | 'jsr';
  readonly name: string;
  readonly version: string | undefined;
  readonly tarball: string | undefined;
  readonly requires: readonly string[];
  readonly path: Path;
}

interface Lock {
  readonly locked: readonly Locked[];
  /** Specifier to the ref it became. */
  readonly specifiers: ReadonlyMap<string, string>;
  /** Specifiers of the project and its members; undefined where the file does not say. */
  readonly asked: readonly string[] | undefined;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const version = root.version === undefined ? 1 : Number(root.version);
  // Version 1 has addresses for keys and nothing else.
  const isBare = root.version === undefined && Object.keys(root).some((key) => /^https?:/.test(key));
  const known = ['remote', 'npm', 'jsr', 'packages', 'specifiers', 'workspace', 'redirects'];
  if (!isBare && !known.some((key) => isRecord(root[key])))
    throw new UnreadableInput('wrong-shape', 'has none of the sections "specifiers", "npm", "jsr" and "remote"', {
      line: 1,
    });
  if (!(version <= newestVersion)) {
    const message = `version ${String(root.version)} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const lock = lockOf(root, losses);
  const direct = lock.asked && new Set(lock.asked.map((specifier) => lock.specifiers.get(specifier)));
  const components = lock.locked.map((one) => componentOf(one, direct));
  const remotes = isBare
    ? Object.keys(root).map((url) => [url, [url]] as const)
    : entriesOf(root.remote).map(([url]) => [url, ['remote', url]] as const);
  for (const [url, path] of remotes)
    if (/^https?:/.test(url)) components.push({ ...addressComponent(url, { path }, 'remote'), direct: undefined });
  const duplicates = input.text.length > duplicateCheckLimit ? [] : duplicateKeys(input.text, 20);
  for (const { key, path } of duplicates)
    losses.push({
      code: 'duplicate-key',
      path: [...path, key],
      message: `"${key}" stands twice; only the last one counts`,
    });
  return { components, problems: problemsOf(losses, input.text, locateJson), graph: () => graphOf(lock) };
}

function lockOf(root: Readonly<Record<string, unknown>>, losses: Loss[]): Lock {
  // Version 3 had the sections below `packages`, version 2 the packages of npm below `npm.packages`.
  const packages = memberOf(root, 'packages');
  const under: Path = isRecord(packages) ? ['packages'] : [];
  const sections = isRecord(packages) ? packages : root;
  const inner = memberOf(sections.npm, 'packages');
  const isSecond = isRecord(inner) && isRecord(memberOf(sections.npm, 'specifiers'));
  const locked: Locked[] = [];
  const read = (table: unknown, ecosystem: 'npm' | 'jsr', path: Path): void => {
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not an object` });
    for (const [key, value] of entriesOf(table)) {
      const one = lockedOf(key, value, ecosystem, [...path, key]);
      if (one) locked.push(one);
      else
        losses.push({ code: 'wrong-type', path: [...path, key], message: `"${key}" is not a package with a version` });
    }
  };
  read(sections.jsr, 'jsr', [...under, 'jsr']);
  read(isSecond ? inner : sections.npm, 'npm', [...under, 'npm', ...(isSecond ? ['packages'] : [])]);
  const specifiers = new Map<string, string>();
  const second = isSecond ? entriesOf(memberOf(sections.npm, 'specifiers')) : [];
  for (const [key, value] of second) if (typeof value === 'string') specifiers.set(`npm:${key}`, `npm:${value}`);
  for (const [key, value] of entriesOf(sections.specifiers)) {
    if (typeof value !== 'string') continue;
    // `jsr:@std/path@1` leads to a version, before that to a whole specifier.
    const scheme = /^(npm|jsr):/.exec(key)?.[0] ?? '';
    specifiers.set(
      key,
      /^(?:npm|jsr):/.test(value) ? value : `${scheme}${splitSpec(key.slice(scheme.length)).name}@${value}`,
    );
  }
  return { locked, specifiers, asked: askedOf(root.workspace) };
}

function askedOf(workspace: unknown): string[] | undefined {
  if (!isRecord(workspace)) return undefined;
  const found: string[] = [];
  const read = (member: unknown): void => {
    found.push(...(stringsOf(memberOf(member, 'dependencies')) ?? []));
    found.push(...(stringsOf(memberOf(memberOf(member, 'packageJson'), 'dependencies')) ?? []));
  };
  read(workspace);
  for (const [, member] of entriesOf(workspace.members)) read(member);
  return found;
}

function lockedOf(key: string, value: unknown, ecosystem: 'npm' | 'jsr', path: Path): Locked | undefined {
  if (!isRecord(value)) return undefined;
  // The peers follow an underscore behind the version; a name may hold one too.
  const at = key.indexOf('@', 1);
  if (at < 0) return undefined;
  const version = key.slice(at + 1).split('_', 1)[0];
  if (!version) return undefined;
  const dependencies = value.dependencies;
  const lists = [dependencies, value.optionalDependencies];
  const requires = lists.flatMap(
    (list) => stringsOf(list) ?? entriesOf(list).map(([, target]) => stringOf(target) ?? ''),
  );
  const tarball = stringOf(value.tarball);
  return { ref: `${ecosystem}:${key}`, ecosystem, name: key.slice(0, at), version, tarball, requires, path };
}

function componentOf(one: Locked, direct: ReadonlySet<string | undefined> | undefined): Component {
  const source = one.tarball === undefined ? undefined : withoutSecrets(one.tarball);
  return {
    ...{
      kind: 'package',
      name: one.name,
      version: one.version,
      ecosystem: one.ecosystem,
      at: { path: one.path },
      ref: one.ref,
    },
    direct: direct && (direct.has(one.ref) || direct.has(`${one.ecosystem}:${one.name}@${one.version}`)),
    source,
    identifiers:
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'tarball', relation: 'fetched-from' }],
  };
}

function graphOf(lock: Lock): DependencyGraph {
  const known = new Map<string, string>();
  /** By name, where one version only is locked. */
  const byName = new Map<string, string | undefined>();
  for (const one of lock.locked) {
    known.set(one.ref, one.ref);
    const plain = `${one.ecosystem}:${one.name}@${one.version}`;
    if (!known.has(plain)) known.set(plain, one.ref);
    const name = `${one.ecosystem}:${one.name}`;
    byName.set(name, byName.has(name) ? undefined : one.ref);
  }
  const resolve = (text: string, ecosystem: 'npm' | 'jsr'): string | undefined => {
    const full = /^(?:npm|jsr):/.test(text) ? text : `${ecosystem}:${text.replace(/^.+@npm:/, '')}`;
    const target = lock.specifiers.get(full) ?? full;
    return known.get(target) ?? byName.get(target);
  };
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const one of lock.locked) {
    const next = new Set(
      one.requires.map((text) => resolve(text, one.ecosystem)).filter((ref) => ref !== undefined && ref !== one.ref),
    );
    for (const ref of next) if (ref !== undefined) required.add(ref);
    edges.set(one.ref, [...next] as string[]);
  }
  const asked = lock.asked?.map((specifier) => resolve(specifier, 'npm')).filter((ref) => ref !== undefined);
  edges.set(
    '',
    asked && asked.length > 0 ? [...new Set(asked)] : [...edges.keys()].filter((ref) => !required.has(ref)),
  );
  const labels = new Map(lock.locked.map((one) => [one.ref, `${one.name}@${one.version}`]));
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : (labels.get(ref) ?? ref)) };
}
