/**
 * Inventories as Excel workbooks (.xlsx, .xlsm). Specification: ISO/IEC 29500-1. Surprising: a table may begin below a logo and a title, other
 * sheets hold something else, and a cell that looks like a date or a number was one, whatever it had been before it was typed.
 */
import type { Component } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { zipEntries } from '../os/zip-entries.ts';
import { planColumns, type TablePlan } from './column-plan.ts';
import type { RowCells } from './row-cells.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { headProblems } from './table-problems.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook-cells.ts';

/** Rows of a sheet among which the header row is looked for. */
const preambleRows = 30;
const mostHeaders = 500;

/** Reads every sheet whose headers prove an inventory. Places are the row and the column of the sheet, counted from 1. */
export const workbook: BinaryFormat = {
  id: 'inventory/workbook',
  title: 'Inventory workbook (XLSX)',
  files: [],
  mayBe: ['*.xlsx', '*.xlsm'],
  recognise: (head) => head.startsWith('PK\u0003\u0004'),
  parseBytes,
};

type Cells = readonly (string | undefined)[];

function parseBytes({ bytes, options }: BinaryInput): DocumentResult {
  const book = openWorkbook(zipEntries(bytes));
  const components: Component[] = [];
  const problems: Problem[] = [];
  const others: string[] = [];
  const inventories = book.sheets.flatMap((sheet) => {
    const head = findHeader(book, sheet, options.map);
    if (!head) others.push(sheet.name);
    return head ? [{ sheet, ...head }] : [];
  });
  // The sheets that SPDX 2 gives its spreadsheets; its other forms hold the same.
  if (inventories.length === 0 && others.includes('Document Info') && others.includes('Package Info'))
    throw new NotThisFormat(
      'is an SPDX spreadsheet, which is not read: the same document as JSON, tag-value or RDF is',
    );
  if (inventories.length === 0)
    throw new NotThisFormat('has no sheet with columns of an inventory; --map header=column names them');
  for (const { sheet, plan, row } of inventories) {
    // Several sheets share one path, so the field says which it was.
    const named = inventories.length === 1 ? plan : withSheet(plan, sheet.name);
    const rows = rowReader(named, (component) => components.push(component));
    readRows(book, sheet, row, named, rows);
    problems.push(...headProblems({ plan, line: row }), ...rows.notes());
  }
  if (others.length > 0)
    problems.push({
      code: 'other-sheets',
      message: `sheets without columns of an inventory: ${others.join(', ')}`,
      weight: 'note',
    });
  return { components, problems };
}

function withSheet(plan: TablePlan, sheet: string): TablePlan {
  return { ...plan, columns: plan.columns.map((column) => ({ ...column, field: `${sheet}!${column.field}` })) };
}

/** Ends the reading of a sheet whose header row would have come by now. */
class HeaderSearchEnded extends Error {
  readonly rows = preambleRows;
}

function findHeader(
  book: Workbook,
  sheet: Sheet,
  map: ReadonlyMap<string, string> | undefined,
): { plan: TablePlan; row: number } | undefined {
  let best: { plan: TablePlan; row: number } | undefined;
  let seen = 0;
  try {
    book.rows(sheet, (row, cells) => {
      const headers = Array.from(cells, (cell) => cell ?? '');
      if (headers.every((header) => header.trim() === '')) return;
      if (++seen > preambleRows) throw new HeaderSearchEnded();
      if (headers.length > mostHeaders) return;
      const plan = planColumns(headers, map);
      if (plan.isInventory && plan.columns.length > 0 && (!best || plan.known > best.plan.known)) best = { plan, row };
    });
  } catch (error) {
    if (!(error instanceof HeaderSearchEnded)) throw error;
  }
  return best;
}

function readRows(book: Workbook, sheet: Sheet, header: number, plan: TablePlan, rows: RowReader): void {
  let line = 0;
  let cells: Cells = [];
  const row: RowCells = {
    source: (index) => cells[index] ?? '',
    from: () => 0,
    to: (index) => cells[index]?.length ?? 0,
    place: (index) => ({ line, column: index + 1 }),
    rowPlace: () => ({ line, column: 1 }),
  };
  book.rows(sheet, (number, found) => {
    if (number <= header) return;
    line = number;
    cells = found;
    // Rows below the table hold totals and notes: nothing in a column that is read is no row of it.
    if (plan.columns.some(({ index }) => (found[index] ?? '').trim() !== '')) rows.read(row);
  });
}
