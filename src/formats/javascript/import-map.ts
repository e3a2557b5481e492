/**
 * Import maps of browsers, Deno and JSPM: import_map.json, importmap.json, *.importmap. Specification: HTML standard, "Import maps". Surprising: JSPM writes
 * the address of every module with package and version in its path, so the map is also a lockfile.
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { isRecord } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { importComponents } from './import-tables.ts';

/** Reads the packages and addresses that names are mapped to. */
export const importMap: DocumentFormat = {
  id: 'javascript/import-map',
  title: 'Import maps',
  files: ['import_map.json', 'importmap.json', 'import-map.json', '*.importmap', '*.importmap.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  if (root.imports === undefined && root.scopes === undefined)
    throw new UnreadableInput('wrong-shape', 'has neither "imports" nor "scopes"', { line: 1 });
  const losses: Loss[] = [];
  return { components: importComponents(root, losses), problems: problemsOf(losses, input.text, locateJson) };
}
