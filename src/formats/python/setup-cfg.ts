/**
 * setup.cfg of setuptools. Specification: setuptools documentation, "Configuring setuptools using setup.cfg files". Surprising: many tools keep their
 * settings in this file, so most of them declare nothing; and a list may stand in other files behind `file:`.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { type IniEntry, parseIni } from '../../syntax/ini.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { requirementOf } from './requirement.ts';
import { requirementComponent, requirementsOfFile } from './requirement-component.ts';
import { isRequirementsFile } from './requirements.ts';

/** Reads the requirements of `[options]` and its extras. */
export const setupCfg: DocumentFormat = {
  id: 'python/setup-cfg',
  title: 'Python setup.cfg',
  files: ['setup.cfg'],
  companions: (input) => requirementEntries(input.text).flatMap(({ entry }) => filesOf(input.path, entry.value).paths),
  parse,
};

const lists: ReadonlyMap<string, Scope> = new Map([
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'test'],
]);

function requirementEntries(text: string): { entry: IniEntry; scope: Scope }[] {
  const found: { entry: IniEntry; scope: Scope }[] = [];
  for (const entry of parseIni(text, { continuation: 'indented' })) {
    const key = entry.key.toLowerCase().replace(/-/g, '_');
    const scope =
      entry.section === 'options'
        ? lists.get(key)
        : entry.section === 'options.extras_require'
          ? 'optional'
          : undefined;
    if (scope) found.push({ entry, scope });
  }
  return found;
}

/** The files behind `file:`, those that lead out of the scanned folder apart. */
function filesOf(path: string, value: string): { names: string[]; paths: string[] } {
  const names = /^\s*file:/.test(value)
    ? value
        .replace(/^\s*file:/, '')
        .split(/[,\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '')
    : [];
  const paths = names.map((name) => pathFrom(folderOf(path), name)).filter((one) => one !== undefined);
  return { names, paths };
}

function parse(input: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(input.text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  const raw = splitLines(input.text);
  const lose = (code: string, line: number, message: string): void =>
    void problems.push({ code, line, message, weight: 'lost' });
  for (const { entry, scope } of requirementEntries(input.text)) {
    const { names } = filesOf(input.path, entry.value);
    for (const name of names) components.push(...fileComponents(input, name, entry, scope, lose));
    if (names.length > 0) continue;
    for (const [below, part] of entry.value.split('\n').entries()) {
      const line = entry.line + below;
      // setuptools takes a comment behind a blank out of a list's line.
      const text = part.replace(/(?:^|\s)#.*$/, '').trim();
      if (text === '') continue;
      const requirement = requirementOf(text);
      const column = below === 0 ? entry.column : (raw[line - 1] ?? '').search(/\S/) + 1;
      const found = (raw[line - 1] ?? '').indexOf(text);
      const at = { line, column: found < 0 ? column : found + 1 };
      if (requirement) components.push(requirementComponent(requirement, at, scope, entry.key));
      else lose('wrong-type', line, `an entry of "${entry.key}" is not a requirement`);
    }
  }
  for (const { section, key, value, line, column } of parseIni(input.text, { continuation: 'indented' })) {
    if (section !== 'easy_install' || !/^(?:index[_-]url|find[_-]links)$/.test(key)) continue;
    for (const address of value.split(/\s+/)) {
      const component = settingComponent(key, address, { line, column });
      if (component) components.push(component);
    }
  }
  return { components, problems };
}

function fileComponents(
  input: DocumentInput,
  name: string,
  { line, column }: IniEntry,
  scope: Scope,
  lose: (code: string, line: number, message: string) => void,
): Component[] {
  const path = pathFrom(folderOf(input.path), name);
  const text = path === undefined ? undefined : input.companions.get(path);
  if (path === undefined) lose('include-outside-root', line, `takes "${name}", which is not below the scanned folder`);
  else if (text === undefined) lose('missing-include', line, `takes "${name}", which cannot be read`);
  // What has such a name is read as an input of its own, with its own lines.
  if (path === undefined || text === undefined || isRequirementsFile(path)) return [];
  return requirementsOfFile(text, { line, column }, scope, path, (message) => lose('wrong-type', line, message));
}
