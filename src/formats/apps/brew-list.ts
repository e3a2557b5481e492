/**
 * Output of `brew list --versions` and `brew list`. Documentation: docs.brew.sh, manpage. Surprising: without versions it is words, which only
 * the file's name tells from any other list.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';

/** Reads every formula and cask as a program, by the name Homebrew gives it. */
export const brewList: DocumentFormat = {
  id: 'apps/brew-list',
  title: 'brew list output',
  files: ['brew-list*.txt', 'brew_list*.txt', 'brew-leaves*.txt', 'brew-cask*.txt', 'homebrew*.txt'],
  parse,
};

const line = /^([a-z0-9][\w.+@/-]*)((?: \S+)*)$/i;

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  for (const { text, line: number } of outputLines(input.text)) {
    // `==> Formulae`, `==> Casks`.
    if (text === '' || text.startsWith('==>')) continue;
    const found = line.exec(text);
    if (!found) {
      problems.add({ code: 'syntax', line: number, message: 'a line is no formula or cask', weight: 'lost' });
      continue;
    }
    const name = (found[1] as string).slice((found[1] as string).lastIndexOf('/') + 1);
    const versions = (found[2] as string)
      .trim()
      .split(' ')
      .filter((version) => version !== '');
    const at = { line: number, column: 1 };
    components.push({
      kind: 'app',
      name,
      version: versions.at(-1),
      identifiers: [{ kind: 'app-name', value: name, field: 'name', at }],
      at,
    });
  }
  if (components.length === 0 && problems.all().length > 0)
    throw new UnreadableInput('wrong-shape', 'lists no formula or cask', { line: 1 });
  return { components, problems: problems.all() };
}
