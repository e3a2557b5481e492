/**
 * Packages/manifest.json of Unity. Specification: Unity manual, "Project manifest". Surprising: `scopedRegistries` sends packages whose names begin
 * with a scope elsewhere, and `com.unity.modules.*` are parts of the editor that are never fetched.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { unityOrigin } from './unity-origin.ts';

/** Reads the declared packages and the registries. */
export const unityManifest: DocumentFormat = {
  id: 'dotnet/unity-manifest',
  title: 'Unity Packages/manifest.json',
  files: ['Packages/manifest.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const dependencies = memberOf(root, 'dependencies');
  // A browser's manifest may stand in a folder of this name.
  if (dependencies === undefined && root.manifest_version !== undefined)
    throw new NotThisFormat('is the manifest of an extension');
  if (!isRecord(dependencies)) throw new UnreadableInput('wrong-shape', 'has no "dependencies" object', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const scopes: (readonly [string, string])[] = [];
  const add = (field: string, url: string | undefined, path: (string | number)[]): void => {
    const component = url === undefined ? undefined : settingComponent(field, url, { path });
    if (component) components.push(component);
  };
  add('registry', stringOf(root.registry), ['registry']);
  for (const [at, value] of (listOf(root.scopedRegistries) ?? []).entries()) {
    const url = stringOf(memberOf(value, 'url'));
    add('scopedRegistries.url', url, ['scopedRegistries', at, 'url']);
    for (const scope of listOf(memberOf(value, 'scopes')) ?? [])
      if (typeof scope === 'string' && url !== undefined) scopes.push([scope, withoutSecrets(url)]);
  }
  // The longest scope wins.
  scopes.sort(([a], [b]) => b.length - a.length);
  for (const [name, version] of entriesOf(dependencies)) {
    const path = ['dependencies', name];
    if (typeof version === 'string') {
      const scoped = scopes.find(([scope]) => name === scope || name.startsWith(`${scope}.`))?.[1];
      const component = { kind: 'package', name, ecosystem: 'unity', at: { path }, direct: true } as const;
      components.push({ ...component, ...unityOrigin(name, version, scoped) });
    } else losses.push({ code: 'wrong-type', path, message: `"${name}" has no version` });
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}
