/**
 * pylock.toml and pylock.<name>.toml, lock-version 1. Specification: PEP 751, now "pylock.toml Specification" of the Python packaging
 * guide. Surprising: it is made for installing, not for explaining: `dependencies` is optional and most writers leave it out.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type LockedPackage, lockedPackages, manifestPath, refOf } from './locked-packages.ts';
import { type Loss, problemsOf } from './loss.ts';
import { graphByName, isDeclared } from './python-graph.ts';
import { type PythonProject, projectOfToml } from './python-project.ts';
import { pythonSource } from './python-source.ts';

const newestMajor = 1;

/** Reads the locked packages; `direct` needs the pyproject.toml beside it. */
export const pylock: DocumentFormat = {
  id: 'python/pylock',
  title: 'Python pylock.toml (PEP 751)',
  files: ['pylock.toml', 'pylock.*.toml'],
  companions: (input) => [manifestPath(input.path)],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  const list = listOf(memberOf(root, 'packages'));
  const version = stringOf(memberOf(root, 'lock-version'));
  if (version === undefined) throw new UnreadableInput('wrong-shape', 'has no "lock-version"', { line: 1 });
  if (!list) throw new UnreadableInput('wrong-shape', 'has no "packages" array', { line: 1 });
  if (Number.parseInt(version, 10) > newestMajor) {
    const message = `lock-version ${version} is newer than ${newestMajor}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['lock-version'], message });
  }
  const packages = lockedPackages(list, 'packages', losses);
  const project = projectOfToml(input.companions.get(manifestPath(input.path)));
  const hasEdges = packages.some((one) => listOf(one.record.dependencies) !== undefined);
  const locked = packages.map((one) => ({
    ref: refOf(one),
    name: one.name,
    version: one.version,
    requires: requiresOf(one),
  }));
  return {
    components: packages.map((one) => componentOf(one, project)),
    problems: problemsOf(losses, input.text, locateToml),
    graph: hasEdges ? () => graphByName(locked, project) : undefined,
  };
}

function requiresOf(one: LockedPackage): string[] {
  const list = listOf(one.record.dependencies) ?? [];
  return list.map((required) => stringOf(memberOf(required, 'name'))).filter((name) => name !== undefined);
}

function componentOf(one: LockedPackage, project: PythonProject | undefined): Component {
  const marker = stringOf(one.record.marker);
  return {
    kind: 'package',
    name: one.name,
    version: one.version,
    ecosystem: 'pypi',
    at: { path: ['packages', one.index, 'name'] },
    ref: refOf(one),
    direct: isDeclared(project, one.name),
    ...originOf(one.record),
    attributes: marker === undefined ? undefined : { marker },
  };
}

function originOf(record: Readonly<Record<string, unknown>>): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const vcs = stringOf(memberOf(record.vcs, 'url'));
  if (vcs !== undefined) return { ...addresses([[vcs, 'vcs.url']]), entry: 'git' };
  const folder = stringOf(memberOf(record.directory, 'path')) ?? stringOf(memberOf(record.vcs, 'path'));
  if (folder !== undefined) return { source: folder, entry: 'link' };
  const archive = stringOf(memberOf(record.archive, 'url'));
  if (archive !== undefined) return { ...addresses([[archive, 'archive.url']]), entry: 'url' };
  const file = stringOf(memberOf(record.archive, 'path'));
  if (file !== undefined) return { source: file, entry: 'file' };
  const wheel = stringOf(memberOf(listOf(record.wheels)?.[0], 'url'));
  return addresses([
    [stringOf(record.index), 'index'],
    [stringOf(memberOf(record.sdist, 'url')) ?? wheel, wheel === undefined ? 'sdist.url' : 'wheels.url'],
  ]);
}

/** The first address is the source; each is somewhere the package is fetched from. */
function addresses(
  found: readonly (readonly [string | undefined, string])[],
): Pick<Component, 'source' | 'identifiers'> {
  const identifiers: Identifier[] = [];
  for (const [address, field] of found) {
    if (address === undefined) continue;
    const origin = pythonSource(address, field);
    identifiers.push(...origin.identifiers);
  }
  const first = found.find(([address]) => address !== undefined)?.[0];
  return {
    source: first === undefined ? undefined : withoutSecrets(first),
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  };
}
