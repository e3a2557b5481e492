/**
 * Inventories as JSON lines (NDJSON): one record a line, with the members of `inventory/records`. Surprising: members without a value are
 * often left out, so no single line tells all columns.
 */
import type { Component } from '../../model/component.ts';
import type { RecordFormat, RecordOptions, RecordReader } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { parseJson } from '../../syntax/json.ts';
import { isRecord } from '../../syntax/shape.ts';
import { jsonLine } from './json-line.ts';
import { lineReader } from './line-reader.ts';
import { type Leaf, leavesOf } from './record-leaves.ts';
import { plannedRecords, planRecords, type RecordRows, recordRows } from './record-rows.ts';
import { rowProblems } from './table-problems.ts';

const maxBytes = 2 ** 40;

/** Reads JSON lines whose first records prove an inventory. A line that is no record is a problem with its number. */
export const recordLines: RecordFormat = {
  id: 'inventory/record-lines',
  title: 'Inventory export (JSON lines)',
  files: [],
  mayBe: ['*.ndjson', '*.jsonl'],
  recognise,
  priority: -1,
  maxBytes,
  open,
};

function recognise(head: string, _path: string, options?: RecordOptions): boolean {
  const seen: Leaf[][] = [];
  for (const line of head.split('\n', 50)) {
    const leaves = leavesOfLine(line);
    if (leaves) seen.push(leaves);
  }
  return seen.length > 0 && planRecords(seen, options?.map) !== undefined;
}

function leavesOfLine(line: string): Leaf[] | undefined {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    const value = parseJson(line);
    return isRecord(value) ? leavesOf(value) : undefined;
  } catch {
    return undefined;
  }
}

function open(_path: string, emit: (component: Component) => void, options: RecordOptions): RecordReader {
  const problems = rowProblems();
  let waiting: { leaves: Leaf[]; line: number }[] | undefined = [];
  let rows: RecordRows | undefined;

  const read = (leaves: readonly Leaf[], line: number): void => {
    const at = { line, column: 1 };
    rows?.read(leaves, at, () => at);
  };
  const begin = (): void => {
    const first = waiting ?? [];
    const plan = planRecords(
      first.map(({ leaves }) => leaves),
      options.map,
    );
    if (!plan) throw new NotThisFormat('holds no records with members of an inventory');
    const headers = [...new Set(first.flatMap(({ leaves }) => leaves.map(({ header }) => header)))];
    rows = recordRows(plan, headers, options.map, emit);
    waiting = undefined;
    for (const { leaves, line } of first) read(leaves, line);
  };

  const lines = lineReader((text, line) => {
    if (text.trim() === '') return;
    const value = jsonLine(text, line, problems);
    if (value === undefined) return;
    if (!isRecord(value)) {
      problems.add({ code: 'wrong-type', line, message: 'a line is no record', weight: 'lost' });
      return;
    }
    const leaves = leavesOf(value);
    if (!waiting) read(leaves, line);
    else if (waiting.push({ leaves, line }) >= plannedRecords) begin();
  });

  return {
    write: (text) => lines.write(text),
    end() {
      lines.end();
      if (waiting) begin();
      return [...problems.all(), ...(rows as RecordRows).problems()];
    },
  };
}
