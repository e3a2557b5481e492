/**
 * .condarc of conda and mamba. Specification: conda documentation, "Using the .condarc conda configuration file". Surprising: `channel_alias` and
 * `custom_channels` send channels that are written by name only to another host.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { settingComponents } from '../javascript/registry-settings.ts';

/** Reads the channels and aliases that are addresses; a file without any is valid. */
export const condarc: DocumentFormat = {
  id: 'python/condarc',
  title: 'conda .condarc',
  files: ['.condarc', 'condarc', '.mambarc', '.condarc.yml', '.condarc.yaml'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (root === null) return { components: [] };
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  return { components: settingComponents(root, []) };
}
