/**
 * dependencies.lock of the Nebula dependency lock plugin for Gradle. Specification: the plugin's README. Surprising: the same module stands in it once
 * a configuration, so one component here is one version of a module; and the edges are written upside down: `firstLevelTransitive` (once
 * `transitive`) names who brings it.
 */
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { configurationScope } from './configuration-scope.ts';

/** Reads the locked modules of all configurations and who brings whom. */
export const nebulaLock: DocumentFormat = {
  id: 'jvm/nebula-lock',
  title: 'Nebula dependencies.lock',
  files: ['dependencies.lock'],
  mayBe: ['global.lock', '*dependencies.lock'],
  // The component manager of ESP-IDF has a YAML file of this name.
  recognise: (head, path) =>
    /^\s*\{/.test(head) && (/(?:^|\/)dependencies\.lock$/.test(path) || head.includes('"locked"')),
  locate: locateJson,
  parse,
};

interface Locked {
  readonly name: string;
  readonly version: string | undefined;
  readonly path: Path;
  readonly isProject: boolean;
  readonly configurations: string[];
  readonly broughtBy: Set<string>;
  isDirect: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const found = new Map<string, Locked>();
  const read = (configuration: string, name: string, value: unknown, path: Path): void => {
    if (!isRecord(value) || !/^[^:\s]+:[^:\s]+$/.test(name)) {
      losses.push({ code: 'wrong-type', path, message: `"${name}" is not a locked module` });
      return;
    }
    const version = stringOf(value.locked);
    const isProject = value.project === true;
    if (version === undefined && !isProject)
      losses.push({ code: 'unresolved', path, message: `"${name}" has no locked version` });
    const key = `${name}@${version ?? ''}`;
    let one = found.get(key);
    if (!one) {
      one = { name, version, path, isProject, configurations: [], broughtBy: new Set(), isDirect: false };
      found.set(key, one);
    }
    one.configurations.push(configuration);
    const parents = stringsOf(value.firstLevelTransitive) ?? stringsOf(value.transitive);
    for (const parent of parents ?? []) one.broughtBy.add(parent);
    if (value.requested !== undefined || !parents || parents.length === 0) one.isDirect = true;
  };
  for (const [configuration, table] of entriesOf(root)) {
    // Before configurations were told apart, the modules stood at the top.
    if (configuration.includes(':')) read('', configuration, table, [configuration]);
    else if (isRecord(table))
      for (const [name, value] of Object.entries(table)) read(configuration, name, value, [configuration, name]);
    else losses.push({ code: 'wrong-type', path: [configuration], message: `"${configuration}" is not an object` });
  }
  return {
    components: [...found].map(([ref, one]) => componentOf(ref, one)),
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => graphOf(found),
  };
}

function componentOf(ref: string, one: Locked): Component {
  return {
    ...{ kind: 'package', name: one.name, version: one.version, ecosystem: 'maven', at: { path: one.path }, ref },
    direct: one.isDirect,
    scope: configurationScope(one.configurations.filter((name) => name !== '')),
    entry: one.isProject ? 'workspace' : undefined,
  };
}

function graphOf(found: ReadonlyMap<string, Locked>): DependencyGraph {
  const byName = new Map<string, string[]>();
  for (const [ref, { name }] of found) {
    const refs = byName.get(name);
    if (refs) refs.push(ref);
    else byName.set(name, [ref]);
  }
  const edges = new Map<string, string[]>([['', []]]);
  for (const [ref, one] of found) {
    const parents = [...one.broughtBy].flatMap((name) => byName.get(name) ?? []);
    for (const parent of one.isDirect || parents.length === 0 ? ['', ...parents] : parents) {
      const list = edges.get(parent);
      if (list) list.push(ref);
      else edges.set(parent, [ref]);
    }
  }
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : ref.replace(/@$/, '')) };
}
