/**
 * Output of `code --list-extensions`, with `--show-versions` or without. Documentation: code.visualstudio.com, "Command line extension
 * management". Surprising: without versions a list of extensions looks like a list of hosts, so only its name tells it.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { countLines, outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';
import { extensionId } from './extension-id.ts';

/** Reads one extension a line. */
export const vscodeList: DocumentFormat = {
  id: 'apps/vscode-list',
  title: 'code --list-extensions output',
  files: ['vscode-extensions*.txt', 'code-extensions*.txt', 'vscode*extensions*.txt', 'codium-extensions*.txt'],
  mayBe: ['*.txt'],
  recognise,
  parse,
};

function recognise(head: string, path: string): boolean {
  const { hits, lines } = countLines(head, (line) => extensionId(line)?.version !== undefined);
  return (lines > 0 && hits === lines) || /(?:vscode|code|codium)[^/]*extensions[^/]*$/i.test(path);
}

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  for (const { text, line } of outputLines(input.text)) {
    // With a remote window open the list begins with where it comes from.
    if (text.trim() === '' || /^Extensions installed on /.test(text) || text.startsWith('#')) continue;
    const id = extensionId(text);
    if (id) components.push({ kind: 'extension', ...id, ecosystem: 'vscode', at: { line, column: 1 } });
    else problems.add({ code: 'syntax', line, message: 'a line is no extension id', weight: 'lost' });
  }
  if (components.length === 0 && problems.all().length > 0)
    throw new UnreadableInput('wrong-shape', 'lists no extension', { line: problems.all()[0]?.line });
  return { components, problems: problems.all() };
}
