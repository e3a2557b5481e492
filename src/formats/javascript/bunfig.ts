/**
 * bunfig.toml. Specification: Bun documentation, "bunfig.toml", section install. Surprising: a registry is an address or a table with one.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { settingComponents } from './registry-settings.ts';

/** Reads the addresses of a bunfig.toml; a file without any is valid. */
export const bunfig: DocumentFormat = {
  id: 'javascript/bunfig',
  title: 'Bun bunfig.toml',
  files: ['bunfig.toml', '.bunfig.toml'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  return { components: settingComponents(parseToml(input.text), []) };
}
