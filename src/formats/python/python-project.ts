import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { parseToml } from '../../syntax/toml.ts';
import { normalName } from './project-name.ts';
import { requirementOf } from './requirement.ts';

/** What a pyproject.toml declares, by normal name. */
export interface PythonProject {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly runtime: ReadonlySet<string>;
  readonly optional: ReadonlySet<string>;
  readonly dev: ReadonlySet<string>;
}

/**
 * A companion pyproject.toml: PEP 621, PEP 735, Poetry, PDM and uv tables. Undefined where it is absent or does not parse: it
 * is an input of its own, where that is reported, and the lockfile beside it only loses what is direct.
 */
export function projectOfToml(text: string | undefined): PythonProject | undefined {
  const root = text === undefined ? undefined : tableOf(text);
  if (!root) return undefined;
  const tool = memberOf(root, 'tool');
  const poetry = memberOf(tool, 'poetry');
  const project = memberOf(root, 'project');
  const runtime = new Set([
    ...requirementNames(memberOf(project, 'dependencies')),
    ...poetryNames(memberOf(poetry, 'dependencies')),
  ]);
  const optional = new Set(
    entriesOf(memberOf(project, 'optional-dependencies')).flatMap(([, list]) => requirementNames(list)),
  );
  const dev = new Set([
    ...entriesOf(memberOf(root, 'dependency-groups')).flatMap(([, list]) => requirementNames(list)),
    ...poetryNames(memberOf(poetry, 'dev-dependencies')),
    ...entriesOf(memberOf(poetry, 'group')).flatMap(([, group]) => poetryNames(memberOf(group, 'dependencies'))),
    ...entriesOf(memberOf(memberOf(tool, 'pdm'), 'dev-dependencies')).flatMap(([, list]) => requirementNames(list)),
    ...requirementNames(memberOf(memberOf(tool, 'uv'), 'dev-dependencies')),
  ]);
  const name = stringOf(memberOf(project, 'name')) ?? stringOf(memberOf(poetry, 'name'));
  const version = stringOf(memberOf(project, 'version')) ?? stringOf(memberOf(poetry, 'version'));
  return { name, version, runtime, optional, dev };
}

function tableOf(text: string): Record<string, unknown> | undefined {
  try {
    return parseToml(text);
  } catch {
    return undefined;
  }
}

function requirementNames(list: unknown): string[] {
  const found: string[] = [];
  for (const one of listOf(list) ?? []) {
    const requirement = typeof one === 'string' ? requirementOf(one) : undefined;
    if (requirement) found.push(normalName(requirement.name));
  }
  return found;
}

/** Poetry's tables name the interpreter among the dependencies. */
function poetryNames(table: unknown): string[] {
  return isRecord(table)
    ? Object.keys(table)
        .filter((name) => name !== 'python')
        .map(normalName)
    : [];
}

/** `name@version` for the root of a graph; `project` where the file does not say. */
export function projectLabel(project: PythonProject | undefined): string {
  if (!project?.name) return 'project';
  return project.version ? `${project.name}@${project.version}` : project.name;
}
