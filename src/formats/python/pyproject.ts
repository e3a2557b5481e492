/**
 * pyproject.toml: PEP 518 (build requirements), PEP 621 (project), PEP 735 (groups) and the tables of Poetry, PDM, uv, Hatch, Flit, Pixi and
 * setuptools. Surprising: `dynamic = ["dependencies"]` says that the list stands elsewhere, in setup.py or in a file that `[tool.setuptools.dynamic]`
 * names; and `[tool.uv.sources]` sends a package that reads like one of the index to a git host. Names of persons in it are not read.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from './loss.ts';
import { pixiComponents } from './pixi-tables.ts';
import { poetryComponents, poetryOrigin } from './poetry-tables.ts';
import { normalName } from './project-name.ts';
import { requirementOf } from './requirement.ts';
import { requirementComponent, requirementsOfFile } from './requirement-component.ts';
import { isRequirementsFile } from './requirements.ts';

/** Reads what a project declares. A file with tool settings only is valid and declares nothing. */
export const pyproject: DocumentFormat = {
  id: 'python/pyproject',
  title: 'Python pyproject.toml',
  files: ['pyproject.toml'],
  companions,
  locate: locateToml,
  parse,
};

interface Reading {
  readonly components: Component[];
  readonly losses: Loss[];
  /** Labels of `[tool.uv.index]` and `[[tool.poetry.source]]` to addresses. */
  readonly indexes: ReadonlyMap<string, string>;
  /** `[tool.uv.sources]` by normal name. */
  readonly sources: ReadonlyMap<string, unknown>;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const tool = memberOf(root, 'tool');
  const uv = memberOf(tool, 'uv');
  const poetry = memberOf(tool, 'poetry');
  const losses: Loss[] = [];
  const components: Component[] = [];
  const indexes = new Map<string, string>();
  for (const [list, path] of [
    [memberOf(poetry, 'source'), ['tool', 'poetry', 'source']],
    [memberOf(uv, 'index'), ['tool', 'uv', 'index']],
    [memberOf(memberOf(tool, 'pdm'), 'source'), ['tool', 'pdm', 'source']],
  ] as const)
    components.push(...indexComponents(list, path, indexes));
  components.push(...settings(uv, ['tool', 'uv']), ...settings(memberOf(uv, 'pip'), ['tool', 'uv', 'pip']));
  const sources = new Map(entriesOf(memberOf(uv, 'sources')).map(([name, value]) => [normalName(name), value]));
  const reading: Reading = { components, losses, indexes, sources };
  readStandard(reading, root);
  readPoetry(reading, poetry);
  readOthers(reading, tool);
  components.push(...pixiComponents(memberOf(tool, 'pixi'), ['tool', 'pixi'], losses));
  readDynamic(reading, input, root);
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}

function readStandard(reading: Reading, root: Readonly<Record<string, unknown>>): void {
  const project = memberOf(root, 'project');
  if (project !== undefined && !isRecord(project))
    reading.losses.push({ code: 'wrong-shape', path: ['project'], message: '"project" is not a table' });
  readList(reading, memberOf(memberOf(root, 'build-system'), 'requires'), ['build-system', 'requires'], 'build');
  readList(reading, memberOf(project, 'dependencies'), ['project', 'dependencies'], 'runtime');
  readLists(reading, memberOf(project, 'optional-dependencies'), ['project', 'optional-dependencies'], 'optional');
  readLists(reading, memberOf(root, 'dependency-groups'), ['dependency-groups'], 'dev');
}

function readPoetry(reading: Reading, poetry: unknown): void {
  const at = ['tool', 'poetry'];
  const read = (table: unknown, path: Path, scope: Scope): void => {
    reading.components.push(...poetryComponents(table, path, scope, reading.indexes, reading.losses));
  };
  read(memberOf(poetry, 'dependencies'), [...at, 'dependencies'], 'runtime');
  read(memberOf(poetry, 'dev-dependencies'), [...at, 'dev-dependencies'], 'dev');
  for (const [name, group] of entriesOf(memberOf(poetry, 'group')))
    read(memberOf(group, 'dependencies'), [...at, 'group', name, 'dependencies'], 'dev');
  read(memberOf(poetry, 'requires-plugins'), [...at, 'requires-plugins'], 'build');
}

function readOthers(reading: Reading, tool: unknown): void {
  const uv = memberOf(tool, 'uv');
  readLists(reading, memberOf(memberOf(tool, 'pdm'), 'dev-dependencies'), ['tool', 'pdm', 'dev-dependencies'], 'dev');
  readList(reading, memberOf(uv, 'dev-dependencies'), ['tool', 'uv', 'dev-dependencies'], 'dev');
  const flit = memberOf(memberOf(tool, 'flit'), 'metadata');
  const flitPath = ['tool', 'flit', 'metadata'];
  readList(reading, memberOf(flit, 'requires'), [...flitPath, 'requires'], 'runtime');
  readList(reading, memberOf(flit, 'dev-requires'), [...flitPath, 'dev-requires'], 'dev');
  readLists(reading, memberOf(flit, 'requires-extra'), [...flitPath, 'requires-extra'], 'optional');
  const hatch = memberOf(tool, 'hatch');
  for (const [name, environment] of entriesOf(memberOf(hatch, 'envs')))
    for (const key of ['dependencies', 'extra-dependencies'])
      readList(reading, memberOf(environment, key), ['tool', 'hatch', 'envs', name, key], 'dev');
  for (const part of ['hooks', 'targets'])
    for (const [name, table] of entriesOf(memberOf(memberOf(hatch, 'build'), part)))
      readList(
        reading,
        memberOf(table, 'dependencies'),
        ['tool', 'hatch', 'build', part, name, 'dependencies'],
        'build',
      );
}

function readLists(reading: Reading, table: unknown, path: Path, scope: Scope): void {
  if (table !== undefined && !isRecord(table))
    reading.losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not a table` });
  for (const [name, list] of entriesOf(table)) readList(reading, list, [...path, name], scope);
}

function readList(reading: Reading, list: unknown, path: Path, scope: Scope): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    reading.losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not a list` });
    return;
  }
  for (const [index, value] of list.entries()) {
    // PEP 735: the other group is read where it stands.
    if (isRecord(value) && stringOf(value['include-group']) !== undefined) continue;
    const at = { path: [...path, index] };
    const text = stringOf(value);
    const requirement = text === undefined ? undefined : requirementOf(text);
    // PDM keeps editable folders and repositories in its groups.
    const editable = text === undefined ? undefined : /^\s*(?:-e|--editable)[ =](.*)$/.exec(text)?.[1]?.trim();
    if (requirement)
      reading.components.push(withSource(reading, requirementComponent(requirement, at, scope, path.join('.'))));
    else if (editable)
      reading.components.push(
        ...requirementsOfFile(`-e ${editable}`, at, scope, '', () => undefined).map((one) => ({
          ...one,
          attributes: undefined,
        })),
      );
    else reading.losses.push({ code: 'wrong-type', path: [...path, index], message: 'an entry is not a requirement' });
  }
}

/** `[tool.uv.sources]` overrules where a requirement comes from. A list is one source a platform; all of them count. */
function withSource(reading: Reading, component: Component): Component {
  const value = reading.sources.get(normalName(component.name));
  const tables = (listOf(value) ?? [value]).filter(isRecord);
  if (tables.length === 0) return component;
  const origins = tables.map((table) => poetryOrigin(table, reading.indexes));
  const identifiers = origins.flatMap((origin) => origin.identifiers ?? []);
  return {
    ...component,
    source: origins[0]?.source,
    entry: origins[0]?.entry,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  };
}

function indexComponents(list: unknown, path: Path, indexes: Map<string, string>): Component[] {
  const found: Component[] = [];
  for (const [index, value] of (listOf(list) ?? []).entries()) {
    const url = stringOf(memberOf(value, 'url'));
    if (url === undefined) continue;
    indexes.set(stringOf(memberOf(value, 'name')) ?? url, url);
    const component = settingComponent(`${path.join('.')}.url`, url, { path: [...path, index, 'url'] });
    if (component) found.push(component);
  }
  return found;
}

function settings(table: unknown, path: Path): Component[] {
  const found: Component[] = [];
  for (const key of ['index-url', 'extra-index-url', 'find-links']) {
    const value = memberOf(table, key);
    for (const [index, url] of (stringsOf(value) ?? [stringOf(value) ?? '']).entries()) {
      const at = { path: Array.isArray(value) ? [...path, key, index] : [...path, key] };
      const component = settingComponent(key, url, at);
      if (component) found.push(component);
    }
  }
  return found;
}

/** Files that `[tool.setuptools.dynamic]` takes lists from, with the scope of what they list. */
function dynamicFiles(root: unknown): { file: string; path: Path; scope: Scope }[] {
  const dynamic = memberOf(memberOf(memberOf(root, 'tool'), 'setuptools'), 'dynamic');
  const found: { file: string; path: Path; scope: Scope }[] = [];
  const add = (table: unknown, path: Path, scope: Scope): void => {
    const value = memberOf(table, 'file');
    for (const [index, file] of (stringsOf(value) ?? [stringOf(value)]).entries())
      if (file !== undefined)
        found.push({ file, path: Array.isArray(value) ? [...path, 'file', index] : [...path, 'file'], scope });
  };
  const at = ['tool', 'setuptools', 'dynamic'];
  add(memberOf(dynamic, 'dependencies'), [...at, 'dependencies'], 'runtime');
  for (const [name, table] of entriesOf(memberOf(dynamic, 'optional-dependencies')))
    add(table, [...at, 'optional-dependencies', name], 'optional');
  return found;
}

function isDynamic(root: unknown): boolean {
  return stringsOf(memberOf(memberOf(root, 'project'), 'dynamic'))?.includes('dependencies') === true;
}

function companions(input: DocumentInput): readonly string[] {
  if (!/\bdynamic\b/.test(input.text)) return [];
  const root = parseToml(input.text);
  const folder = folderOf(input.path);
  const files = dynamicFiles(root).map(({ file }) => pathFrom(folder, file));
  const beside = isDynamic(root) ? [`${folder}setup.py`, `${folder}setup.cfg`] : [];
  return [...files.filter((path) => path !== undefined), ...beside];
}

function readDynamic(reading: Reading, input: DocumentInput, root: Readonly<Record<string, unknown>>): void {
  const folder = folderOf(input.path);
  const files = dynamicFiles(root);
  for (const { file, path, scope } of files) {
    const lose = (code: string, message: string): void => void reading.losses.push({ code, path, message });
    const target = pathFrom(folder, file);
    const text = target === undefined ? undefined : input.companions.get(target);
    if (target === undefined) lose('include-outside-root', `takes "${file}", which is not below the scanned folder`);
    else if (text === undefined) lose('missing-include', `takes "${file}", which cannot be read`);
    // What has such a name is read as an input of its own, with its own lines.
    else if (!isRequirementsFile(target))
      reading.components.push(
        ...requirementsOfFile(text, { path }, scope, target, (message) => lose('wrong-type', message)),
      );
  }
  const isElsewhere = ['setup.py', 'setup.cfg'].some((name) => input.companions.has(`${folder}${name}`));
  const isPoetry = isRecord(memberOf(memberOf(memberOf(root, 'tool'), 'poetry'), 'dependencies'));
  if (isDynamic(root) && files.length === 0 && !isElsewhere && !isPoetry)
    reading.losses.push({
      code: 'not-literal',
      path: ['project', 'dynamic'],
      message: 'the dependencies are made by the build backend and stand in no file that is known',
    });
}
