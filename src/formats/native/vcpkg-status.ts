/**
 * installed/vcpkg/status, vcpkg's database of installed packages. Specification: none is published; it is written like dpkg's. Surprising: every
 * feature of a port is a stanza of its own; and what was removed stays in it, marked so by `Status`.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';
import { type NamedNode, nameGraph } from '../languages/name-graph.ts';
import { cutProblems } from '../languages/plain-lines.ts';
import { readStanzas } from '../languages/stanzas.ts';

/** Reads the ports that are installed, by triplet. */
export const vcpkgStatus: DocumentFormat = {
  id: 'native/vcpkg-status',
  title: 'vcpkg installed packages',
  files: ['vcpkg/status'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { stanzas, bad } = readStanzas(input.text);
  const problems: Problem[] = bad.map(({ line }) => ({
    code: 'wrong-type',
    line,
    message: 'a line is not a field',
    weight: 'lost',
  }));
  problems.push(...cutProblems(input.text, 'line'));
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  for (const { fields, line } of stanzas) {
    const name = fields.get('package');
    const status = fields.get('status')?.value ?? '';
    if (!name) {
      problems.push({ code: 'wrong-type', line, message: 'a stanza has no "Package"', weight: 'lost' });
      continue;
    }
    if (fields.has('feature') || !/\binstalled$/.test(status) || /not-installed$/.test(status)) continue;
    const version = fields.get('version')?.value;
    if (version === undefined)
      problems.push({ code: 'wrong-type', line, message: `"${name.value}" has no version`, weight: 'lost' });
    const triplet = fields.get('architecture')?.value;
    const ref = `${name.value}:${triplet ?? ''}`;
    const requires = (fields.get('depends')?.value ?? '')
      .split(',')
      .map((one) => one.trim().split(/[\s:[]/, 1)[0] ?? '');
    nodes.push({ ref, name: name.value, version, requires });
    components.push({
      kind: 'package',
      name: name.value,
      version,
      ecosystem: 'vcpkg',
      at: { line: name.line, column: name.column },
      ref,
      attributes: withFacts(undefined, { triplet, 'port-version': fields.get('port-version')?.value }),
    });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no stanza of an installed package', {
      line: problems.find((one) => one.line !== undefined)?.line,
    });
  return { components, problems, graph: () => nameGraph(nodes, undefined) };
}
