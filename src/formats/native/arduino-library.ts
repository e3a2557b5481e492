/**
 * library.properties of an Arduino library. Specification: Arduino CLI documentation, "Library specification". Surprising: a copy below `libraries/` or
 * PlatformIO's `.pio/libdeps/` is an installed library; elsewhere the file is of the project itself. Persons in it are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseProperties } from '../../syntax/ini.ts';
import { requirementOf } from '../languages/constraint.ts';
import { fetchedOrigin } from '../languages/origin.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';

/** Reads an installed library and what a library depends on. */
export const arduinoLibrary: DocumentFormat = {
  id: 'native/arduino-library',
  title: 'Arduino library.properties',
  files: ['library.properties'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const entries = parseProperties(input.text);
  const entry = (key: string): (typeof entries)[number] | undefined => entries.find((one) => one.key === key);
  const name = entry('name');
  if (!name || name.value.trim() === '') throw new UnreadableInput('wrong-shape', 'has no "name"', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  if (/(?:^|\/)(?:libraries|libdeps)\//i.test(input.path)) {
    const url = entry('url')?.value.trim();
    components.push({
      kind: 'package',
      name: name.value.trim(),
      version: entry('version')?.value.trim(),
      ecosystem: 'arduino',
      at: { line: name.line, column: name.column },
      // The address is the library's page, most often its repository.
      identifiers: url ? fetchedOrigin(url, 'url').identifiers : undefined,
    });
  }
  const depends = entry('depends');
  for (const part of (depends?.value ?? '').split(',')) {
    if (part.trim() === '' || !depends) continue;
    const found = /^([^()\s][^()]*?)\s*(?:\(([^()]*)\))?$/.exec(part.trim().slice(0, 500));
    if (!found?.[1]) {
      problems.push({ code: 'wrong-type', line: depends.line, message: 'this is not a library', weight: 'lost' });
      continue;
    }
    const at = { line: depends.line, column: depends.column };
    components.push({
      kind: 'package',
      name: found[1],
      ecosystem: 'arduino',
      at,
      direct: true,
      ...requirementOf(found[2], ['='], 'exact'),
    });
  }
  return { components, problems };
}
