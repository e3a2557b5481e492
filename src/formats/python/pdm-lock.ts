/**
 * pdm.lock, lock_version 2 to 4. Specification: PDM documentation, "Lock file"; the format is PDM's own. Surprising: a package that is
 * required with extras stands in it twice, once with `extras` and once without, and `groups` says who wants it only since 4.4.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type LockedPackage, lockedPackages, manifestPath, refOf } from './locked-packages.ts';
import { type Loss, problemsOf } from './loss.ts';
import { graphByName, isDeclared } from './python-graph.ts';
import { type PythonProject, projectOfToml } from './python-project.ts';
import { pythonSource } from './python-source.ts';
import { requirementOf } from './requirement.ts';

const newestMajor = 4;

/** Reads the locked packages and who requires whom. */
export const pdmLock: DocumentFormat = {
  id: 'python/pdm-lock',
  title: 'PDM pdm.lock',
  files: ['pdm.lock', 'pdm.*.lock'],
  companions: (input) => [manifestPath(input.path)],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  const list = listOf(memberOf(root, 'package'));
  const metadata = memberOf(root, 'metadata');
  if (!list && !isRecord(metadata))
    throw new UnreadableInput('wrong-shape', 'has no "[[package]]" and no "[metadata]" table', { line: 1 });
  const version = stringOf(memberOf(metadata, 'lock_version')) ?? '';
  if (Number.parseInt(version, 10) > newestMajor) {
    const message = `lock_version ${version} is newer than ${newestMajor}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['metadata', 'lock_version'], message });
  }
  const packages = lockedPackages(list ?? [], 'package', losses);
  const project = projectOfToml(input.companions.get(manifestPath(input.path)));
  const locked = packages.map((one) => ({
    ref: refOf(one),
    name: one.name,
    version: one.version,
    requires: requiresOf(one),
  }));
  return {
    components: packages.map((one) => componentOf(one, project)),
    problems: problemsOf(losses, input.text, locateToml),
    graph: () => graphByName(locked, project),
  };
}

function requiresOf(one: LockedPackage): string[] {
  const written = stringsOf(one.record.dependencies) ?? [];
  return written.map((text) => requirementOf(text)?.name).filter((name) => name !== undefined);
}

function componentOf(one: LockedPackage, project: PythonProject | undefined): Component {
  const extras = stringsOf(one.record.extras);
  return {
    kind: 'package',
    name: one.name,
    version: one.version,
    ecosystem: 'pypi',
    at: { path: ['package', one.index, 'name'] },
    ref: refOf(one),
    direct: isDeclared(project, one.name),
    scope: scopeOf(one.record),
    ...originOf(one.record),
    attributes: extras && extras.length > 0 ? { extras: extras.join(',') } : undefined,
  };
}

/** Group names are the project's own; `default` alone is known to be for run time. */
function scopeOf(record: Readonly<Record<string, unknown>>): Scope | undefined {
  const groups = stringsOf(record.groups);
  if (!groups) return undefined;
  return groups.includes('default') ? 'runtime' : 'dev';
}

function originOf(record: Readonly<Record<string, unknown>>): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const git = stringOf(record.git);
  if (git !== undefined) return fetched(`git+${git}`, 'git', 'git');
  const path = stringOf(record.path);
  if (path !== undefined) return { source: path, entry: record.editable === true ? 'link' : 'file' };
  const url = stringOf(record.url);
  if (url !== undefined) return fetched(url, 'url', 'url');
  const file = stringOf(memberOf(listOf(record.files)?.[0], 'url'));
  if (file === undefined) return {};
  const source = withoutSecrets(file);
  const identifiers: Identifier[] = [{ kind: 'url', value: source, field: 'files.url', relation: 'fetched-from' }];
  return { source, identifiers };
}

function fetched(
  reference: string,
  field: string,
  entry: 'git' | 'url',
): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const origin = pythonSource(reference, field);
  return { source: origin.source, entry, identifiers: origin.identifiers.length > 0 ? origin.identifiers : undefined };
}
