/**
 * Inventories as JSON: lists of records with the members of the products' tables, at the top or below a member such as `value`, `result` or
 * `data`. No specification: what the APIs of NetBox, Snipe-IT, ServiceNow, Microsoft Graph, runZero, Armis, UniFi and osquery give. Surprising:
 * a maker is a text in one product and an object with a name in another.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult, RecordOptions } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { jsonStream } from '../../syntax/json-stream.ts';
import { isRecord } from '../../syntax/shape.ts';
import { type Leaf, leavesOf } from './record-leaves.ts';
import { planRecords, recordRows } from './record-rows.ts';

const maxBytes = 256 * 1024 * 1024;
/** How far below the top a list of records may stand. */
const deepestList = 3;
/** Reads JSON exports of inventories; a JSON document without a list of such records is left alone. */
export const records: DocumentFormat = {
  id: 'inventory/records',
  title: 'Inventory export (JSON)',
  files: [],
  mayBe: ['*.json'],
  recognise: (head, _path, options) => isInventoryHead(head, options?.map),
  priority: -1,
  maxBytes,
  parse,
  locate: locateJson,
};

type JsonPath = readonly (string | number)[];

/** True where the first whole records of the text prove an inventory. */
export function isInventoryHead(head: string, map?: ReadonlyMap<string, string>): boolean {
  if (!/^\s*[[{]/.test(head) || /"(?:bomFormat|spdxVersion)"\s*:/.test(head)) return false;
  const seen: Leaf[][] = [];
  const stream = jsonStream({
    at: (path) => {
      if (seen.length >= 5) return 'skip';
      return path.length > 0 && path.length <= deepestList + 1 && typeof path[path.length - 1] === 'number';
    },
    onValue: (_path, value) => {
      if (isRecord(value)) seen.push(leavesOf(value));
    },
    onError: () => {},
  });
  stream.write(head);
  return seen.length > 0 && planRecords(seen, map) !== undefined;
}

function parse(input: DocumentInput): DocumentResult {
  return readRecords(parseJson(input.text), input.options ?? {});
}

/** Reads every list of records of a document that proves an inventory. Throws `NotThisFormat` where none does. */
export function readRecords(data: unknown, options: RecordOptions): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  let lists = 0;
  for (const { path, list } of listsOf(data)) {
    const all: { leaves: Leaf[]; path: JsonPath }[] = [];
    let others = 0;
    for (const [index, element] of list.entries()) {
      if (isRecord(element)) all.push({ leaves: leavesOf(element), path: [...path, index] });
      else others++;
    }
    const plan = planRecords(
      all.map(({ leaves }) => leaves),
      options.map,
    );
    if (!plan) continue;
    lists++;
    const headers = [...new Set(all.flatMap(({ leaves }) => leaves.map(({ header }) => header)))];
    const rows = recordRows(plan, headers, options.map, (component) => components.push(component));
    for (const { leaves, path: at } of all)
      rows.read(leaves, { path: at }, (leaf) => ({ path: [...at, ...leaf.path] }));
    problems.push(...rows.problems());
    if (others > 0)
      problems.push({
        code: 'wrong-type',
        message: `${others === 1 ? '1 element' : `${others} elements`} of the list ${path.join('.') || 'at the top'} are no records`,
        weight: 'lost',
      });
  }
  if (lists === 0) throw new NotThisFormat('holds no list of records with members of an inventory');
  return { components, problems };
}

function listsOf(data: unknown, path: JsonPath = []): { path: JsonPath; list: readonly unknown[] }[] {
  if (Array.isArray(data)) return data.some(isRecord) ? [{ path, list: data }] : [];
  if (!isRecord(data) || path.length >= deepestList) return [];
  return Object.entries(data).flatMap(([name, member]) => listsOf(member, [...path, name]));
}
