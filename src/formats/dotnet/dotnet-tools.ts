/**
 * .config/dotnet-tools.json and global.json. Specification: dotnet documentation, "dotnet tool install" and "global.json overview". Surprising: the
 * SDKs in global.json are packages of NuGet that run while a project is loaded.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reads local tools, MSBuild SDKs and the .NET SDK that is asked for. */
export const dotnetTools: DocumentFormat = {
  id: 'dotnet/dotnet-tools',
  title: '.NET dotnet-tools.json, global.json',
  files: ['dotnet-tools.json', 'global.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  if (/global\.json$/i.test(input.path)) {
    if (!['sdk', 'msbuild-sdks', 'tools'].some((key) => isRecord(root[key]))) throw new NotThisFormat('names no SDK');
    const sdk = stringOf(memberOf(root.sdk, 'version'));
    if (sdk !== undefined)
      components.push({
        kind: 'package',
        name: 'dotnet-sdk',
        version: sdk,
        ecosystem: 'generic',
        at: { path: ['sdk', 'version'] },
        direct: true,
        scope: 'build',
      });
    for (const [name, version] of entriesOf(root['msbuild-sdks'])) {
      const path = ['msbuild-sdks', name];
      if (typeof version === 'string')
        components.push({
          kind: 'package',
          name,
          version,
          ecosystem: 'nuget',
          at: { path },
          direct: true,
          scope: 'build',
        });
      else losses.push({ code: 'wrong-type', path, message: `"${name}" has no version` });
    }
    return { components, problems: problemsOf(losses, input.text, locateJson) };
  }
  const tools = memberOf(root, 'tools');
  if (!isRecord(tools)) throw new UnreadableInput('wrong-shape', 'has no "tools" object', { line: 1 });
  for (const [name, value] of Object.entries(tools)) {
    const version = stringOf(memberOf(value, 'version'));
    const path = ['tools', name];
    components.push({ kind: 'package', name, version, ecosystem: 'nuget', at: { path }, direct: true, scope: 'build' });
    if (version === undefined) losses.push({ code: 'wrong-type', path, message: `"${name}" has no version` });
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}
