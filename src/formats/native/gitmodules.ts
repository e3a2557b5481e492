/**
 * .gitmodules. Specification: git documentation, "gitmodules". Surprising: it names repositories and no commits, those stand in git's own tree; an
 * address that begins with `./` or `../` is relative to where the project itself was cloned from.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type IniEntry, parseIni } from '../../syntax/ini.ts';
import { withFacts } from '../languages/constraint.ts';
import { plainLines } from '../languages/plain-lines.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads the submodules. An empty file is valid. */
export const gitmodules: DocumentFormat = {
  id: 'native/gitmodules',
  title: 'Git .gitmodules',
  files: ['.gitmodules'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const problems: Problem[] = [];
  for (const [index, line] of plainLines(input.text).entries()) {
    const text = line.trim();
    if (text.startsWith('[') && !/^\[submodule\s+"(?:[^"\\]|\\.)*"\s*\]/.test(text))
      problems.push({ code: 'wrong-type', line: index + 1, message: 'a section is not a submodule', weight: 'lost' });
  }
  const modules = new Map<string, IniEntry[]>();
  for (const entry of parseIni(input.text, { comments: 'spaced' })) {
    const list = modules.get(entry.section);
    if (list) list.push(entry);
    else modules.set(entry.section, [entry]);
  }
  const components: Component[] = [];
  for (const [section, entries] of modules) {
    const name = /^submodule\s+"((?:[^"\\]|\\.)*)"$/.exec(section)?.[1];
    const url = entries.find((entry) => entry.key.toLowerCase() === 'url');
    if (name !== undefined && url && url.value !== '') components.push(componentOf(name, url, entries));
    else if (name !== undefined || section === '')
      problems.push({
        code: 'wrong-type',
        line: entries[0]?.line,
        message: name === undefined ? 'a line stands in no section' : `the submodule "${name}" has no "url"`,
        weight: 'lost',
      });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no submodule with a "url"', { line: problems[0]?.line });
  return { components, problems };
}

function componentOf(name: string, url: IniEntry, entries: readonly IniEntry[]): Component {
  const value = (key: string): string | undefined => entries.find((entry) => entry.key.toLowerCase() === key)?.value;
  const address = unquoted(url.value);
  return {
    kind: 'package',
    ...repositoryComponent(address, 'url'),
    at: { line: url.line, column: url.column },
    direct: true,
    attributes: withFacts(undefined, { submodule: name, path: value('path'), branch: value('branch') }),
  };
}

function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
