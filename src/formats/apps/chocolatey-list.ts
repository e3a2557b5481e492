/**
 * Output of `choco list`, plain or with --limit-output. Documentation: docs.chocolatey.org, "List". Surprising: the plain form begins with the
 * version of Chocolatey itself and ends with a count, both of which look like packages at a glance.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';

const plain = /^([A-Za-z0-9][\w.+-]*) v?(\d[\w.+-]*)(?: \[[^\]]*\].*)?$/;
const short = /^([A-Za-z0-9][\w.+-]*)\|v?(\d[\w.+-]*)(?:\|.*)?$/;
const count = /^(\d+) packages? (?:installed|found)\.?/;

/** Reads the installed packages as programs, by the names the gallery gives them. */
export const chocolateyList: DocumentFormat = {
  id: 'apps/chocolatey-list',
  title: 'choco list output',
  files: ['choco*.txt', 'chocolatey*.txt'],
  mayBe: ['*.txt'],
  recognise: (head) => /^Chocolatey v?\d/.test(head) && /^(?:\d+ packages? installed|[\w.+-]+ \d)/m.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  let stated: number | undefined;
  for (const { text, line } of outputLines(input.text)) {
    if (text === '' || /^Chocolatey v?\d/.test(text)) continue;
    const total = count.exec(text);
    if (total) {
      stated = Number(total[1]);
      // Programs that Chocolatey does not manage follow.
      break;
    }
    const entry = plain.exec(text) ?? short.exec(text);
    if (!entry) {
      problems.add({ code: 'syntax', line, message: 'a line is no package with its version', weight: 'lost' });
      continue;
    }
    const [, name = '', version] = entry;
    components.push({
      kind: 'app',
      name,
      version,
      identifiers: [{ kind: 'app-name', value: name, field: 'package', at: { line, column: 1 } }],
      at: { line, column: 1 },
    });
  }
  if (components.length === 0 && stated !== 0)
    throw new UnreadableInput('wrong-shape', 'lists no package', { line: problems.all()[0]?.line ?? 1 });
  const missing: Problem[] =
    stated !== undefined && stated !== components.length
      ? [{ code: 'count-differs', message: `says ${stated} packages and lists ${components.length}`, weight: 'lost' }]
      : [];
  return { components, problems: [...problems.all(), ...missing] };
}
