/**
 * vcpkg-configuration.json. Specification: vcpkg documentation, "vcpkg-configuration.json". Surprising: a registry is a git repository of ports or an
 * archive, and each may claim patterns of package names.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord } from '../../syntax/shape.ts';
import { settingComponents } from '../javascript/registry-settings.ts';
import { jsonProblems } from '../languages/json-problems.ts';

/** Reads the addresses of the registries; a file without any is valid. */
export const vcpkgConfiguration: DocumentFormat = {
  id: 'native/vcpkg-configuration',
  title: 'vcpkg vcpkg-configuration.json',
  files: ['vcpkg-configuration.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an object', { line: 1 });
  return { components: settingComponents(root, []), problems: jsonProblems([], input.text) };
}
