/**
 * conanfile.txt. Specification: Conan documentation, "conanfile.txt". Surprising: lines of `[requires]` are references, those of other sections are not.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { plainLines, withoutHashComment } from '../languages/plain-lines.ts';
import { conanReference } from './conan-reference.ts';

/** Reads what the project requires. */
export const conanfileTxt: DocumentFormat = {
  id: 'native/conanfile-txt',
  title: 'Conan conanfile.txt',
  files: ['conanfile.txt'],
  parse,
};

const sections: ReadonlyMap<string, Scope> = new Map([
  ['requires', 'runtime'],
  ['tool_requires', 'build'],
  ['build_requires', 'build'],
  ['test_requires', 'test'],
]);

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  let section: string | undefined;
  for (const [index, raw] of plainLines(input.text).entries()) {
    const line = withoutHashComment(raw);
    if (line === '') continue;
    const head = /^\[([^\]]+)\]$/.exec(line)?.[1];
    if (head !== undefined) section = head.trim();
    else if (section === undefined)
      throw new UnreadableInput('wrong-shape', 'has lines before its first section', { line: index + 1 });
    else if (sections.has(section)) {
      const reference = conanReference(line);
      const at = { line: index + 1, column: raw.indexOf(line) + 1 };
      if (reference)
        components.push({
          kind: 'package',
          ecosystem: 'conan',
          ...reference,
          at,
          direct: true,
          scope: sections.get(section),
        });
      else problems.push({ code: 'wrong-type', line: index + 1, message: 'this is not a reference', weight: 'lost' });
    }
  }
  return { components, problems };
}
