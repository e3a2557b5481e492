/**
 * deno.json and deno.jsonc. Specification: Deno documentation, "deno.json and package.json". Surprising: imports may be packages of JSR or npm, or bare
 * addresses of any host; and `importMap` may itself be an address.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { importComponents } from './import-tables.ts';
import { moduleComponent } from './module-address.ts';

/** Reads the imports of a project; settings alone are valid and declare nothing. */
export const denoJson: DocumentFormat = {
  id: 'javascript/deno-json',
  title: 'Deno deno.json',
  files: ['deno.json', 'deno.jsonc'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = importComponents(root, losses);
  const add = (value: unknown, path: Path, field: string): void => {
    const text = stringOf(value);
    const component = text === undefined ? undefined : moduleComponent(text, { path }, field);
    if (component) components.push(component);
  };
  add(root.importMap, ['importMap'], 'importMap');
  const options = memberOf(root, 'compilerOptions');
  for (const key of ['jsxImportSource', 'jsxImportSourceTypes'])
    add(memberOf(options, key), ['compilerOptions', key], key);
  for (const [at, value] of (listOf(memberOf(options, 'types')) ?? []).entries())
    add(value, ['compilerOptions', 'types', at], 'types');
  for (const [at, value] of (listOf(memberOf(root.lint, 'plugins')) ?? []).entries())
    add(value, ['lint', 'plugins', at], 'plugins');
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}
