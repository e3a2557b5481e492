/**
 * poetry.lock 1.x and 2.x. Specification: none is published; the format is that of poetry's own `Locker`. Surprising: nothing says
 * what the project itself requires, so the pyproject.toml beside it is read as well; a package may stand in it several times with
 * different versions for different markers; and `[package.source]` is the only trace of an index that is not the default one.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { manifestPath } from './locked-packages.ts';
import { type Loss, problemsOf } from './loss.ts';
import { normalName } from './project-name.ts';
import { graphByName, isDeclared } from './python-graph.ts';
import { type PythonProject, projectOfToml } from './python-project.ts';
import { pythonSource } from './python-source.ts';

const newestMajor = 2;

/** Reads the locked packages and who requires whom. */
export const poetryLock: DocumentFormat = {
  id: 'python/poetry-lock',
  title: 'Poetry poetry.lock',
  files: ['poetry.lock'],
  companions: (input) => [manifestPath(input.path)],
  locate: locateToml,
  parse,
};

interface PoetryPackage {
  readonly name: string;
  readonly version: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly index: number;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  checkMetadata(root, losses);
  const packages: PoetryPackage[] = [];
  for (const [index, value] of packageTables(root).entries()) {
    const name = stringOf(memberOf(value, 'name'));
    const version = stringOf(memberOf(value, 'version'));
    if (isRecord(value) && name !== undefined && version !== undefined)
      packages.push({ name, version, record: value, index });
    else losses.push({ code: 'wrong-type', path: ['package', index], message: 'a package has no name or no version' });
  }
  const project = projectOfToml(input.companions.get(manifestPath(input.path)));
  const locked = packages.map((one) => ({
    ref: refOf(one),
    name: one.name,
    version: one.version,
    requires: entriesOf(memberOf(one.record, 'dependencies')).map(([name]) => name),
  }));
  return {
    components: packages.map((one) => componentOf(one, project)),
    problems: problemsOf(losses, input.text, locateToml),
    graph: () => graphByName(locked, project),
  };
}

function packageTables(root: Readonly<Record<string, unknown>>): readonly unknown[] {
  const list = listOf(memberOf(root, 'package'));
  if (list) return list;
  throw new UnreadableInput('wrong-shape', 'has no "package" tables', { line: 1 });
}

/** `[metadata]` is written last, so a file without it was cut. */
function checkMetadata(root: Readonly<Record<string, unknown>>, losses: Loss[]): void {
  const metadata = memberOf(root, 'metadata');
  if (!isRecord(metadata)) {
    losses.push({
      code: 'truncated',
      path: ['package'],
      message: 'has no "[metadata]" at its end; packages may be missing',
    });
    return;
  }
  const version = stringOf(memberOf(metadata, 'lock-version'));
  if (version === undefined || !(Number.parseInt(version, 10) > newestMajor)) return;
  const message = `lock-version ${version} is newer than ${newestMajor}, the newest that is known`;
  losses.push({ code: 'unsupported-version', path: ['metadata', 'lock-version'], message });
}

function refOf(one: PoetryPackage): string {
  return `${normalName(one.name)}@${one.version}`;
}

function componentOf(one: PoetryPackage, project: PythonProject | undefined): Component {
  const origin = originOf(memberOf(one.record, 'source'));
  return {
    kind: 'package',
    name: one.name,
    version: one.version,
    ecosystem: 'pypi',
    at: { path: ['package', one.index, 'name'] },
    ref: refOf(one),
    direct: isDeclared(project, one.name),
    scope: scopeOf(one.record),
    ...origin,
  };
}

/** Poetry 1.5 to 1.8 say nothing of groups; before that there was a category, since 2.0 there are groups. */
function scopeOf(record: Readonly<Record<string, unknown>>): Scope | undefined {
  const groups = stringsOf(record.groups);
  const category = stringOf(record.category);
  if (groups && !groups.includes('main')) return 'dev';
  if (category !== undefined && category !== 'main') return 'dev';
  if (record.optional === true) return 'optional';
  return groups || category !== undefined ? 'runtime' : undefined;
}

/** `[package.source]`: `legacy` is another index, the rest are direct references. */
function originOf(source: unknown): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const url = stringOf(memberOf(source, 'url'));
  if (url === undefined) return {};
  const type = stringOf(memberOf(source, 'type'));
  const origin = pythonSource(type === 'git' ? `git+${url}` : url, 'source.url');
  const identifiers = origin.identifiers.length > 0 ? origin.identifiers : undefined;
  if (type === 'directory') return { source: url, entry: 'link' };
  if (type === 'file') return { source: url, entry: 'file' };
  if (type === 'git' || type === 'url') return { source: origin.source, entry: type, identifiers };
  return { source: origin.source, identifiers };
}
