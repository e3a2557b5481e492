/**
 * Registers as Excel workbooks (.xlsx, .xlsm), the template of the DORA register of information among them. Specification: ISO/IEC 29500-1. Surprising: each
 * sheet is a table of its own, and a sheet named B_02.02 has numbers for headers.
 */
import type { Component } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { openWorkbook, type Sheet, type Workbook } from '../inventory/workbook-cells.ts';
import { zipEntries } from '../os/zip-entries.ts';
import { columnProblems } from './column-problems.ts';
import { doraTemplateIn } from './dora-columns.ts';
import { planRegister, type RegisterPlan } from './register-headers.ts';
import { registerEntry } from './register-row.ts';

const preambleRows = 30;

/** Reads every sheet whose headers prove a register. Places are the row and the column of the sheet. */
export const workbook: BinaryFormat = {
  id: 'register/workbook',
  title: 'Register of providers (XLSX)',
  files: [],
  mayBe: [
    '*register*.xlsx',
    '*register*.xlsm',
    '*vendor*.xlsx',
    '*provider*.xlsx',
    '*supplier*.xlsx',
    '*third*part*.xlsx',
    '*dora*.xlsx',
    '*roi*.xlsx',
    '*lieferant*.xlsx',
    '*dienstleister*.xlsx',
    '*hosting*.xlsx',
  ],
  recognise: (head) => head.startsWith('PK\u0003\u0004'),
  priority: 1,
  parseBytes,
};

function parseBytes({ path, bytes, options }: BinaryInput): DocumentResult {
  const book = openWorkbook(zipEntries(bytes));
  const components: Component[] = [];
  const problems: Problem[] = [];
  const others: string[] = [];
  let read = 0;
  for (const sheet of book.sheets) {
    const template = doraTemplateIn(sheet.name) ?? doraTemplateIn(path);
    const head = findHead(book, sheet, options.map, template);
    if (head === undefined) {
      others.push(sheet.name);
      continue;
    }
    read++;
    problems.push(...columnProblems(head.plan, head.row));
    book.rows(sheet, (row, cells) => {
      if (row <= head.row) return;
      const component = registerEntry(
        head.plan.columns.map(({ index, column }) => ({
          column,
          value: cells[index] ?? '',
          at: { line: row, column: index + 1 },
        })),
        { line: row, column: 1 },
      );
      if (component) components.push(component);
    });
  }
  if (read === 0) throw new NotThisFormat('has no sheet with columns of a register; --map header=column names them');
  if (others.length > 0)
    problems.push({
      code: 'other-sheets',
      message: `sheets without columns of a register: ${others.join(', ')}`,
      weight: 'note',
    });
  return { components, problems };
}

/** Ends the reading of a sheet whose header would have come by now. */
class HeadSearchEnded extends Error {
  readonly rows = preambleRows;
}

function findHead(
  book: Workbook,
  sheet: Sheet,
  map: ReadonlyMap<string, string> | undefined,
  template: string | undefined,
): { plan: RegisterPlan; row: number } | undefined {
  let best: { plan: RegisterPlan; row: number } | undefined;
  let seen = 0;
  try {
    book.rows(sheet, (row, cells) => {
      if (++seen > preambleRows) throw new HeadSearchEnded();
      const plan = planRegister(
        Array.from(cells, (cell) => cell ?? ''),
        map,
        template,
      );
      if (plan.isRegister && (best === undefined || plan.proof > best.plan.proof)) best = { plan, row };
    });
  } catch (error) {
    if (!(error instanceof HeadSearchEnded)) throw error;
  }
  return best;
}
