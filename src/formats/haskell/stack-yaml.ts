/**
 * stack.yaml. Specification: Stack documentation, "Configuration files" and "Package locations". Surprising: what is not in `extra-deps` comes
 * with the snapshot, so the list is short; and `package-index` may put a mirror in the place of Hackage.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponents } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { stackPackage } from './hackage-pin.ts';

/** Reads the extra dependencies, and the addresses of snapshots and package indexes. */
export const stackYaml: DocumentFormat = {
  id: 'haskell/stack-yaml',
  title: 'Haskell stack.yaml',
  files: ['stack.yaml'],
  locate: locateYaml,
  parse,
};

const known = ['resolver', 'snapshot', 'packages', 'extra-deps', 'flags'];

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root) || !known.some((key) => key in root))
    throw new UnreadableInput('wrong-shape', 'has no "resolver" and no "snapshot"', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const key of ['resolver', 'snapshot', 'package-index', 'package-indices', 'urls'])
    components.push(...settingComponents(memberOf(root, key), [key]));
  const section = memberOf(root, 'extra-deps');
  const list = listOf(section);
  if (!list && section !== undefined && section !== null)
    losses.push({ code: 'wrong-type', path: ['extra-deps'], message: '"extra-deps" is not a list' });
  for (const [at, value] of (list ?? []).entries()) {
    const one = stackPackage(value, ['extra-deps', at]);
    if (one) components.push({ ...one, direct: true });
    else losses.push({ code: 'wrong-type', path: ['extra-deps', at], message: 'this is not a package location' });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
