/**
 * dub.json of D. Specification: dub documentation, "Package format". Surprising: configurations and sub-packages have dependencies of their own, and
 * a dependency on `:part` or `own:part` is one on the package's own parts.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import type { Loss } from '../python/loss.ts';
import { dubDependency } from './dub-dependency.ts';
import { jsonProblems } from './json-problems.ts';

/** Reads what the package, its configurations and its sub-packages declare. */
export const dubJson: DocumentFormat = {
  id: 'languages/dub-json',
  title: 'D dub.json',
  files: ['dub.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const own = stringOf(memberOf(root, 'name'));
  if (own === undefined) throw new UnreadableInput('wrong-shape', 'has no "name"', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const open: { value: unknown; path: Path }[] = [{ value: root, path: [] }];
  for (let one = open.shift(); one; one = open.shift()) {
    const path: Path = [...one.path, 'dependencies'];
    const section = memberOf(one.value, 'dependencies');
    if (section !== undefined && !isRecord(section))
      losses.push({ code: 'wrong-type', path, message: '"dependencies" is not an object' });
    for (const [name, value] of entriesOf(section)) {
      if (name.startsWith(':') || name.startsWith(`${own}:`)) continue;
      const component = dubDependency(name.split(':', 1)[0] ?? name, value, [...path, name], 'runtime');
      if (component) components.push({ ...component, direct: true });
      else losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" has no version` });
    }
    for (const key of ['configurations', 'subPackages'])
      for (const [at, value] of (listOf(memberOf(one.value, key)) ?? []).entries())
        open.push({ value, path: [...one.path, key, at] });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}
