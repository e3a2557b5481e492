/**
 * go.work. Specification: Go Modules Reference, "go.work files". Surprising: its `replace` lines win over those of every module it
 * names; the modules themselves are folders, whose go.mod files are inputs of their own.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { readGoDirectives } from './go-directives.ts';
import { replacementComponent, replacementOf } from './go-replacements.ts';

const silent = new Set(['go', 'toolchain', 'godebug']);

/** Reads the folders of a workspace and what it replaces. */
export const goWork: DocumentFormat = { id: 'go/go-work', title: 'Go go.work', files: ['go.work'], parse };

function parse(input: DocumentInput): DocumentResult {
  const directives = readGoDirectives(input.text);
  if (!directives.some((one) => one.verb === 'go' || one.verb === 'use'))
    throw new UnreadableInput('wrong-shape', 'has neither a "go" nor a "use" directive', { line: 1 });
  const problems: Problem[] = [];
  const components: Component[] = [];
  for (const one of directives) {
    const [word] = one.words;
    if (one.verb === 'use' && word && one.words.length === 1) {
      // A folder is no name that a module proxy could know.
      components.push({
        kind: 'package',
        name: word.text,
        at: { line: one.line, column: word.column },
        source: word.text,
        entry: 'workspace',
        direct: true,
      });
      continue;
    }
    const replacement = one.verb === 'replace' ? replacementOf(one) : undefined;
    if (replacement) {
      const component = replacementComponent(replacement, () => false);
      if (component) components.push(component);
    } else if (one.verb === 'use' || one.verb === 'replace') {
      problems.push({
        code: 'wrong-type',
        line: one.line,
        message: `this "${one.verb}" is not written as the go command writes it`,
        weight: 'lost',
      });
    } else if (!silent.has(one.verb)) {
      problems.push({
        code: 'unknown-directive',
        line: one.line,
        message: `"${one.verb}" is not a directive of go.work`,
        weight: 'lost',
      });
    }
  }
  return { components, problems };
}
