/**
 * Output of `adb shell pm list packages` with any of its options. Documentation: developer.android.com, "Call package manager". Surprising:
 * with -f the path comes before the name and may hold `=` itself, so the name is what stands behind the last one.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { countLines, outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';

/** Reads every package as an app on the phone. */
export const androidPackages: DocumentFormat = {
  id: 'apps/android-packages',
  title: 'adb shell pm list packages output',
  files: ['pm-list*.txt', 'pm_list*.txt', 'adb-packages*.txt', 'android-packages*.txt'],
  mayBe: ['*.txt'],
  recognise,
  parse,
};

const word = /^package:\S/;

function recognise(head: string): boolean {
  const { hits, lines } = countLines(head, (line) => word.test(line));
  return lines > 0 && hits === lines;
}

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  for (const { text, line } of outputLines(input.text)) {
    if (text === '') continue;
    const entry = /^package:(\S+)(.*)$/.exec(text);
    const whole = entry?.[1] ?? '';
    const name = whole.startsWith('/') ? whole.slice(whole.lastIndexOf('=') + 1) : whole;
    if (!/^[A-Za-z][\w-]*(?:\.[\w-]+)*$/.test(name)) {
      problems.add({ code: 'syntax', line, message: 'a line is no package', weight: 'lost' });
      continue;
    }
    const version = / versionCode:(\d+)/.exec(entry?.[2] ?? '')?.[1];
    const at = { line, column: text.lastIndexOf(name, 8 + whole.length) + 1 };
    components.push({
      kind: 'app',
      name,
      version,
      identifiers: [{ kind: 'android', value: name, field: 'package', at }],
      at: { line, column: 1 },
    });
  }
  if (components.length === 0)
    throw new UnreadableInput('wrong-shape', 'lists no package', { line: problems.all()[0]?.line ?? 1 });
  return { components, problems: problems.all() };
}
