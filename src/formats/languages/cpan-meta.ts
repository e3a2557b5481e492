/**
 * META.json and MYMETA.json of a Perl distribution. Specification: CPAN::Meta::Spec, version 2, "Prereqs". Surprising: what is needed stands by phase
 * and by strength, and a bare version is the lowest one that will do. Authors are not read.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Loss } from '../python/loss.ts';
import { requirementOf } from './constraint.ts';
import { jsonProblems } from './json-problems.ts';

/** Reads the modules that a distribution needs. */
export const cpanMeta: DocumentFormat = {
  id: 'languages/cpan-meta',
  title: 'Perl META.json',
  files: ['MYMETA.json'],
  mayBe: ['META.json'],
  recognise: (head) => /"meta-spec"\s*:/.test(head),
  locate: locateJson,
  parse,
};

const phases: ReadonlyMap<string, Scope> = new Map([
  ['runtime', 'runtime'],
  ['configure', 'build'],
  ['build', 'build'],
  ['test', 'test'],
  ['develop', 'dev'],
]);

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (memberOf(root, 'meta-spec') === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "meta-spec"', { line: 1 });
  const prereqs = memberOf(root, 'prereqs');
  const losses: Loss[] = [];
  const components: Component[] = [];
  if (prereqs !== undefined && !isRecord(prereqs))
    losses.push({ code: 'wrong-type', path: ['prereqs'], message: '"prereqs" is not an object' });
  for (const [phase, strengths] of entriesOf(prereqs)) {
    for (const [strength, modules] of entriesOf(strengths)) {
      if (strength === 'conflicts') continue;
      const path = ['prereqs', phase, strength];
      if (!isRecord(modules))
        losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not an object` });
      for (const [name, value] of entriesOf(modules)) {
        const written = typeof value === 'number' ? String(value) : stringOf(value);
        if (written === undefined)
          losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" has no version` });
        components.push({
          kind: 'package',
          name,
          ecosystem: 'cpan',
          at: { path: [...path, name] },
          direct: true,
          scope: strength === 'requires' ? (phases.get(phase) ?? 'runtime') : 'optional',
          ...requirementOf(written === '0' ? undefined : written, ['=='], 'range'),
          ...(name === 'perl' && { entry: 'system' as const }),
        });
      }
    }
  }
  return { components, problems: jsonProblems(losses, input.text) };
}
