/**
 * cabal.project.freeze, and the cabal.config that older tools and Stackage write. Specification: Cabal user guide, "cabal freeze". Surprising: it
 * is one list of constraints, in which `any.name ==1.0` pins a package and `name +flag` only sets its flags.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { cutProblems } from '../languages/plain-lines.ts';
import { cabalFields, cabalItems } from './cabal-fields.ts';

/** Reads the pinned packages. It has no edges. */
export const cabalFreeze: DocumentFormat = {
  id: 'haskell/cabal-freeze',
  title: 'Haskell cabal.project.freeze',
  files: ['cabal.project.freeze', 'cabal.project.*.freeze', 'cabal.config'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const fields = cabalFields(input.text);
  const constraints = fields.filter((field) => field.name === 'constraints');
  if (
    constraints.length === 0 &&
    !fields.some((field) => field.name === 'active-repositories' || field.name === 'index-state')
  )
    throw new UnreadableInput('wrong-shape', 'has no "constraints" field', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = cutProblems(input.text, 'line');
  for (const field of constraints) {
    for (const { text, line, column } of cabalItems(field)) {
      const found =
        /^((?:any|setup)\.|[A-Za-z0-9-]+:(?:setup\.)?)?([A-Za-z0-9][A-Za-z0-9-]*)(?:\s+|(?=[=<>^]))(.*)$/.exec(text);
      const [, qualifier = '', name, rest = ''] = found ?? [];
      if (name === undefined)
        problems.push({ code: 'wrong-type', line, message: 'this is not a constraint', weight: 'lost' });
      else if (/^(?:==|[<>^]|installed\b)/.test(rest))
        components.push(pinned(name, qualifier, rest, line, column + qualifier.length));
      else if (!/^[+-]/.test(rest) && !/^(?:source|test|bench)\b/.test(rest))
        problems.push({
          code: 'wrong-type',
          line,
          message: `the constraint of "${name}" is not understood`,
          weight: 'lost',
        });
    }
    const last = field.lines[field.lines.length - 1];
    if (last?.text.endsWith(','))
      problems.push({
        code: 'truncated',
        line: last.line,
        message: 'the list ends with a comma; packages may be missing',
        weight: 'lost',
      });
  }
  return { components, problems };
}

function pinned(name: string, qualifier: string, rest: string, line: number, column: number): Component {
  const version = /^==\s*(\d+(?:\.\d+)*)$/.exec(rest.trim())?.[1];
  const isInstalled = rest.startsWith('installed');
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'hackage',
    at: { line, column },
    scope: qualifier.includes('setup') ? 'build' : undefined,
    entry: isInstalled ? 'system' : undefined,
    attributes: version === undefined && !isInstalled ? { constraint: rest.trim() } : undefined,
  };
}
