/**
 * Result logs of osqueryd (osqueryd.results.log, osqueryd.snapshots.log): one JSON object a line. Documentation: osquery, "Logging". Surprising:
 * three shapes share the file. A line may hold one row with `columns`, many with `snapshot`, or `diffResults` with rows that came and went;
 * rows that went are no longer there.
 */
import type { Component } from '../../model/component.ts';
import type { RecordFormat, RecordOptions, RecordReader } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import { jsonLine } from './json-line.ts';
import { lineReader } from './line-reader.ts';
import { type Leaf, leavesOf } from './record-leaves.ts';
import { planRecords, type RecordRows, recordRows } from './record-rows.ts';
import { rowProblems } from './table-problems.ts';

/** Reads the rows of queries over tables that name makers, devices and programs; other queries are counted in a note. */
export const osqueryLog: RecordFormat = {
  id: 'inventory/osquery-log',
  title: 'osquery result log',
  files: ['osqueryd.results.log*', 'osqueryd.snapshots.log*'],
  mayBe: ['*.log', '*.jsonl', '*.ndjson'],
  recognise: (head) =>
    /^\s*\{/.test(head) && /"hostIdentifier"\s*:/.test(head) && /"(?:columns|snapshot|diffResults)"\s*:/.test(head),
  priority: 1,
  maxBytes: 2 ** 40,
  open,
};

/** Different shapes of rows: one a query. */
const mostShapes = 2_000;

function open(_path: string, emit: (component: Component) => void, options: RecordOptions): RecordReader {
  const problems = rowProblems();
  const shapes = new Map<string, RecordRows | undefined>();
  let lines = 0;
  let others = 0;

  const readRow = (row: Record<string, unknown>, host: string | undefined, line: number): void => {
    const leaves: Leaf[] = leavesOf(row);
    // The host is the log's, not the row's: a part sits in it.
    if (host && !Object.hasOwn(row, 'hostname')) leaves.push({ header: 'hostname', value: host, path: [] });
    const key = leaves
      .map(({ header }) => header)
      .sort()
      .join('\n');
    let rows = shapes.get(key);
    if (!shapes.has(key)) {
      if (shapes.size >= mostShapes) {
        problems.add({ code: 'too-many-shapes', line, message: 'has rows of too many kinds', weight: 'lost' });
        return;
      }
      const plan = planRecords([leaves], options.map);
      rows =
        plan &&
        recordRows(
          plan,
          leaves.map(({ header }) => header),
          options.map,
          emit,
        );
      shapes.set(key, rows);
    }
    const at = { line, column: 1 };
    if (rows) rows.read(leaves, at, () => at);
    else others++;
  };

  const reader = lineReader((text, line) => {
    if (text.trim() === '') return;
    const entry = jsonLine(text, line, problems);
    if (entry === undefined) return;
    const rows = isRecord(entry) ? rowsOf(entry) : undefined;
    if (!rows || !isRecord(entry)) {
      problems.add({ code: 'wrong-shape', line, message: 'a line is no result of a query', weight: 'lost' });
      return;
    }
    lines++;
    for (const row of rows) readRow(row, stringOf(entry.hostIdentifier), line);
  });

  return {
    write: (text) => reader.write(text),
    end() {
      reader.end();
      if (lines === 0) throw new NotThisFormat('holds no result of a query');
      const notes = [...shapes.values()].flatMap((rows) => rows?.problems() ?? []);
      const all: Problem[] = [...problems.all(), ...notes];
      if (others > 0)
        all.push({
          code: 'other-rows',
          message: `${others === 1 ? '1 row is' : `${others} rows are`} of tables that name no maker`,
          weight: 'note',
        });
      return all;
    },
  };
}

/** The rows that are there; undefined where the line is no result. */
function rowsOf(entry: Record<string, unknown>): Record<string, unknown>[] | undefined {
  if (isRecord(entry.columns)) return entry.action === 'removed' ? [] : [entry.columns];
  if (Array.isArray(entry.snapshot)) return entry.snapshot.filter(isRecord);
  if (!isRecord(entry.diffResults)) return undefined;
  const { added } = entry.diffResults;
  return Array.isArray(added) ? added.filter(isRecord) : [];
}
