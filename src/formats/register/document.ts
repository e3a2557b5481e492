/**
 * Registers as YAML: lists of mappings under `providers`, `hosting-sites`, `data-brokers`, `joint-ventures`, `equipment`, `apps` or `register`. No specification
 * but the neutral columns; keys may be written with `-` or `_`. Surprising: the section says what a row is, so that no row has to.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { lineIndex } from '../../syntax/text.ts';
import { entriesIn, type TextMap, type TextNode } from '../../syntax/text-node.ts';
import { yamlNodes } from '../../syntax/yaml-nodes.ts';
import { columnsByName } from './neutral-columns.ts';
import { neutralColumn } from './register-headers.ts';
import { type RegisterCell, registerEntry } from './register-row.ts';

const sections: ReadonlyMap<string, string> = new Map([
  ['register', ''],
  ['entries', ''],
  ['providers', 'provider'],
  ['vendors', 'provider'],
  ['hosting_sites', 'hosting-site'],
  ['facilities', 'hosting-site'],
  ['data_brokers', 'data-broker'],
  ['joint_ventures', 'joint-venture'],
  ['equipment', 'equipment'],
  ['apps', 'app'],
]);

/** Reads each mapping of the known sections as a row. */
export const document: DocumentFormat = {
  id: 'register/document',
  title: 'Register of providers (YAML)',
  files: [],
  mayBe: [
    '*register*.yaml',
    '*register*.yml',
    '*providers*.yaml',
    '*providers*.yml',
    '*vendors*.yaml',
    '*vendors*.yml',
    '*hosting*.yaml',
    '*hosting*.yml',
  ],
  recognise: (head) =>
    /^(?:register|entries|providers|vendors|hosting[-_]sites|facilities|data[-_]brokers|joint[-_]ventures|equipment|apps):/m.test(
      head,
    ) &&
    [...head.matchAll(/^[ \t]+(?:- )?([a-z][a-z_-]{3,40}):/gm)].filter(([, key]) =>
      columnsByName.has((key as string).replaceAll('-', '_')),
    ).length >= 3,
  priority: 1,
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const { documents, faults } = yamlNodes(text);
  const [fault] = faults;
  if (fault && documents.length === 0) throw fault;
  const components: Component[] = [];
  const problems: Problem[] = faults.map(({ code, line, column, message }) => ({
    code,
    line,
    column,
    message,
    weight: 'lost',
  }));
  const lines = lineIndex(text);
  let found = 0;
  for (const root of documents) {
    for (const { key, offset, value } of entriesIn(root)) {
      const kind = sections.get(key.replaceAll('-', '_'));
      if (kind === undefined) continue;
      found++;
      if (value === undefined) continue;
      if (value.kind !== 'list') {
        problems.push({
          code: 'wrong-type',
          ...lines.at(offset),
          message: `"${key}" is not a list of entries`,
          weight: 'lost',
        });
        continue;
      }
      const unknown = new Set<string>();
      for (const item of value.items) {
        const component = item.kind === 'map' ? entryOf(item, kind, unknown) : undefined;
        if (component) components.push(component);
        else
          problems.push({
            code: 'wrong-type',
            ...lines.at(item.offset),
            message: `an entry of "${key}" is no mapping with known columns`,
            weight: 'lost',
          });
      }
      if (unknown.size > 0)
        problems.push({
          code: 'unmapped-columns',
          ...lines.at(offset),
          message: `columns that were not read: ${[...unknown].slice(0, 30).join(', ')}`,
          weight: 'note',
        });
    }
  }
  if (found === 0) throw new NotThisFormat('has no section of a register');
  return { components, problems };
}

function entryOf(map: TextMap, kind: string, unknown: Set<string>): Component | undefined {
  const cells: RegisterCell[] = [];
  for (const { key, offset, value } of map.entries) {
    const column = columnsByName.get(key.replaceAll('-', '_')) ?? neutralColumn(key);
    if (column === undefined) unknown.add(key.slice(0, 60));
    else cells.push({ column, value: textOf(value), at: { offset: value?.offset ?? offset } });
  }
  const kindColumn = columnsByName.get('kind');
  if (cells.length > 0 && kind !== '' && kindColumn && !cells.some(({ column }) => column.name === 'kind'))
    cells.push({ column: kindColumn, value: kind, at: { offset: map.offset } });
  return registerEntry(cells, { offset: map.offset });
}

/** A list is several names. */
function textOf(node: TextNode | undefined): string {
  if (node === undefined) return '';
  if (node.kind === 'text') return node.value;
  return node.kind === 'list' ? node.items.map(textOf).join('; ') : '';
}
