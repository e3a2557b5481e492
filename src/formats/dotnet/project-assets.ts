/**
 * obj/project.assets.json, versions 2 to 4: what a restore of NuGet found. Specification: the format is that of NuGet's own LockFileFormat. Surprising: a
 * package may stand under `libraries` and in no target, and the feeds that were asked stand under `project.restore.sources`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { libraryKey, targetsGraph } from './library-targets.ts';

const newestVersion = 4;

/** Reads the restored libraries, who requires whom, and the feeds. */
export const projectAssets: DocumentFormat = {
  id: 'dotnet/project-assets',
  title: 'NuGet project.assets.json',
  files: ['project.assets.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const libraries = memberOf(root, 'libraries');
  if (!isRecord(libraries)) throw new UnreadableInput('wrong-shape', 'has no "libraries" object', { line: 1 });
  const losses: Loss[] = [];
  if (typeof root.version === 'number' && root.version > newestVersion) {
    const message = `version ${root.version} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const asked = new Set<string>();
  const groups = memberOf(root, 'projectFileDependencyGroups');
  // `Name >= 1.0`
  for (const [, list] of entriesOf(groups))
    for (const text of stringsOf(list) ?? []) asked.add((text.split(/\s/, 1)[0] ?? '').toLowerCase());
  const direct = new Set(Object.keys(libraries).filter((key) => asked.has(libraryKey(key).name.toLowerCase())));
  const components: Component[] = [];
  for (const [key, value] of Object.entries(libraries)) {
    const { name, version } = libraryKey(key);
    const type = stringOf(memberOf(value, 'type'));
    if (version === undefined || !isRecord(value)) {
      losses.push({
        code: 'wrong-type',
        path: ['libraries', key],
        message: `"${key}" is not a library with a version`,
      });
      continue;
    }
    components.push({
      ...{ kind: 'package', name, version, ecosystem: 'nuget', at: { path: ['libraries', key] }, ref: key },
      direct: isRecord(groups) ? direct.has(key) : undefined,
      entry: type === 'project' ? 'workspace' : undefined,
      source: type === 'project' ? stringOf(value.path) : undefined,
    });
  }
  const restore = memberOf(memberOf(root, 'project'), 'restore');
  for (const [address] of entriesOf(memberOf(restore, 'sources'))) {
    const component = settingComponent('sources', address, { path: ['project', 'restore', 'sources', address] });
    if (component) components.push(component);
  }
  const own = stringOf(memberOf(restore, 'projectName'));
  return {
    components,
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => targetsGraph(memberOf(root, 'targets'), direct, own),
  };
}
