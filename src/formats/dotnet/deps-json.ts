/**
 * *.deps.json beside a built .NET application. Specification: dotnet documentation, "Runtime configuration file". Surprising: it lists the application
 * itself as a library of type `project`, and the runtime it ships as `runtimepack.<name>`; it is what is really installed.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { libraryKey, targetsGraph } from './library-targets.ts';

/** Reads the libraries of an application and who requires whom. */
export const depsJson: DocumentFormat = {
  id: 'dotnet/deps-json',
  title: '.NET *.deps.json',
  files: ['*.deps.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const libraries = memberOf(root, 'libraries');
  if (!isRecord(libraries) && root.runtimeTarget === undefined && root.targets === undefined)
    throw new NotThisFormat('has none of "runtimeTarget", "targets" and "libraries"');
  if (!isRecord(libraries)) throw new UnreadableInput('wrong-shape', 'has no "libraries" object', { line: 1 });
  const losses: Loss[] = [];
  const targets = memberOf(root, 'targets');
  const projects = Object.keys(libraries).filter((key) => stringOf(memberOf(libraries[key], 'type')) === 'project');
  const first = projects.filter((key) => !isRequired(targets, key));
  const direct = new Set<string>();
  for (const [, target] of entriesOf(targets))
    for (const project of first)
      for (const [name] of entriesOf(memberOf(memberOf(target, project), 'dependencies')))
        direct.add(name.toLowerCase());
  const components: Component[] = [];
  for (const [key, value] of Object.entries(libraries)) {
    const { name, version } = libraryKey(key);
    if (!isRecord(value) || version === undefined)
      losses.push({
        code: 'wrong-type',
        path: ['libraries', key],
        message: `"${key}" is not a library with a version`,
      });
    else components.push(componentOf(key, name, version, stringOf(value.type), first.length > 0 ? direct : undefined));
  }
  const roots = new Set(first);
  return {
    components,
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => targetsGraph(targets, roots, undefined),
  };
}

function isRequired(targets: unknown, key: string): boolean {
  const name = libraryKey(key).name;
  return entriesOf(targets).some(([, target]) =>
    entriesOf(target).some(([, library]) => memberOf(memberOf(library, 'dependencies'), name) !== undefined),
  );
}

function componentOf(
  key: string,
  written: string,
  version: string,
  type: string | undefined,
  direct: ReadonlySet<string> | undefined,
): Component {
  const isPack = type === 'runtimepack';
  const isReference = type === 'reference' || type === 'referenceassembly';
  return {
    ...{ kind: 'package', name: isPack ? written.replace(/^runtimepack\./, '') : written, version },
    // An assembly of the framework or of a folder has no package.
    ecosystem: isReference ? undefined : 'nuget',
    at: { path: ['libraries', key] },
    ref: key,
    direct: direct?.has(written.toLowerCase()),
    entry: type === 'project' ? 'workspace' : isReference ? 'file' : isPack ? 'system' : undefined,
  };
}
