/**
 * .yarnrc.yml of yarn 2 to 4. Specification: Yarn documentation, "Configuration". Surprising: plugins are code that is downloaded from any
 * address, and catalogs hold the ranges that the manifests only name.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { catalogComponents } from './catalog.ts';
import { settingComponents } from './registry-settings.ts';

/** Reads the addresses and catalogs of a .yarnrc.yml; an empty file is valid. */
export const yarnrcYml: DocumentFormat = {
  id: 'javascript/yarnrc-yml',
  title: 'Yarn .yarnrc.yml',
  files: ['.yarnrc.yml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (root === null) return { components: [] };
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const settings = Object.fromEntries(Object.entries(root).filter(([key]) => key !== 'catalog' && key !== 'catalogs'));
  return {
    components: [
      ...catalogComponents(memberOf(root, 'catalog'), memberOf(root, 'catalogs')),
      ...settingComponents(settings, []),
    ],
  };
}
