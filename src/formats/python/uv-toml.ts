/**
 * uv.toml. Specification: uv documentation, "Configuration files" and "Settings". Surprising: besides indexes it may name a mirror that whole
 * interpreters are fetched from (`python-install-mirror`).
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { settingComponents } from '../javascript/registry-settings.ts';

/** Reads the indexes and mirrors; a file without any is valid. */
export const uvToml: DocumentFormat = {
  id: 'python/uv-toml',
  title: 'uv uv.toml',
  files: ['uv.toml'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  return { components: settingComponents(parseToml(input.text), []) };
}
