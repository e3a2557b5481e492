/**
 * idf_component.yml of ESP-IDF. Specification: IDF Component Manager documentation, "idf_component.yml". Surprising: a name without a namespace is one
 * of Espressif's; a copy below `managed_components/` is what is installed.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { requirementOf } from '../languages/constraint.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { idfEntry, idfName, idfOrigin } from './idf-source.ts';

/** Reads what a component or project declares. An empty file is valid. */
export const idfComponent: DocumentFormat = {
  id: 'native/idf-component',
  title: 'ESP-IDF idf_component.yml',
  files: ['idf_component.yml', 'idf_component.yaml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (root !== null && !isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a mapping', { line: 1 });
  const dependencies = memberOf(root, 'dependencies');
  const losses: Loss[] = [];
  if (dependencies !== undefined && dependencies !== null && !isRecord(dependencies))
    losses.push({ code: 'wrong-type', path: ['dependencies'], message: '"dependencies" is not a mapping' });
  const components = entriesOf(dependencies).map(([key, value]): Component => {
    const written = stringOf(value) ?? stringOf(memberOf(value, 'version'));
    return {
      kind: 'package',
      name: idfName(key),
      ecosystem: 'espressif',
      at: { path: ['dependencies', key] },
      direct: true,
      ...requirementOf(written, ['=='], 'exact'),
      ...idfOrigin(value),
      ...idfEntry(key),
    };
  });
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
