/**
 * Inventories of hardware, parts, applications and extensions as delimited text: comma, semicolon, tab or bar, with or without a `sep=`
 * line, a preamble or a byte order mark. No specification: RFC 4180 and what the products of product-tables.ts export. Surprising: the
 * column headers decide everything, and the same word is a maker in one product and a seller or a looked-up name in another.
 */

import type { Component, Place } from '../../model/component.ts';
import type { RecordFormat, RecordOptions, RecordReader } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { type CsvReader, csvReader, type FieldPlaces } from '../../syntax/csv.ts';
import { afterHead } from './after-head.ts';
import { cellText, type RowCells } from './row-cells.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { findTableHead, headLength, type TableHead } from './table-head.ts';
import { headProblems, rowProblems } from './table-problems.ts';

/** A table of any size: rows are handed on as they are read. */
const maxBytes = 2 ** 40;

/**
 * Reads a table whose headers prove an inventory; any other table is left alone. A row of the wrong length is read by position and is a
 * problem with its line.
 */
export const table: RecordFormat = {
  id: 'inventory/table',
  title: 'Inventory table (CSV, TSV, semicolon or bar separated)',
  files: [],
  mayBe: ['*.csv', '*.tsv', '*.psv'],
  recognise: (head, _path, options) => findTableHead(head, options?.map) !== undefined,
  maxBytes,
  open,
};

/** Lines that database tools write below a result. */
const footer = /^\(?\d{1,12} rows? (?:affected|selected|in set)\b/i;

function open(_path: string, emit: (component: Component) => void, options: RecordOptions): RecordReader {
  let rows: RowReader | undefined;
  let head: TableHead | undefined;
  const problems = rowProblems();
  const reader = afterHead(headLength, (text) => {
    head = findTableHead(text, options.map);
    if (!head)
      throw new NotThisFormat('has no header line with columns of an inventory; --map header=column names them');
    rows = rowReader(head.plan, emit);
    return tableReader(head, rows, (problem) => problems.add(problem));
  });
  return {
    write: (text) => reader.write(text),
    end() {
      reader.end();
      return [...headProblems(head as TableHead), ...problems.all(), ...(rows as RowReader).notes()];
    },
  };
}

/** Splits rows for `rows`, whose cells are cut out of the text only when they are asked for. */
function tableReader(head: TableHead, rows: RowReader, onProblem: (problem: Problem) => void): CsvReader {
  const { delimiter, plan, headers } = head;
  const { width } = plan;
  let text = '';
  let starts = new Int32Array(0);
  let ends = new Int32Array(0);
  let fields: readonly string[] | undefined;
  let places: FieldPlaces | undefined;
  let count = 0;
  let line = 0;

  const cells: RowCells = {
    source: (index) => (fields ? (fields[index] ?? '') : text),
    from: (index) => (fields || index >= count ? 0 : (starts[index] as number)),
    to(index) {
      if (fields) return fields[index]?.length ?? 0;
      return index < count ? (ends[index] as number) : 0;
    },
    place(index): Place {
      if (!fields) {
        // A quoted cell begins with its quote, of which the record's first cell may have one as well.
        const from = starts[index] as number;
        const start = starts[0] as number;
        const quote = text.charCodeAt(from - 1) === 34 ? 1 : 0;
        return { line, column: from - quote - (start - (start > 0 && text.charCodeAt(start - 1) === 34 ? 1 : 0)) + 1 };
      }
      if (places) return { line: places.lines[index] ?? line, column: places.columns[index] ?? 1 };
      let column = 1;
      for (let at = 0; at < index; at++) column += (fields[at] as string).length + delimiter.length;
      return { line, column };
    },
    rowPlace: () => ({ line, column: 1 }),
  };

  const readRow = (): void => {
    if (count !== width && !isOddRowFine()) return;
    rows.read(cells);
  };

  /** Looks at a row of another length than the header; false for a line that is no row. */
  const isOddRowFine = (): boolean => {
    if (count > width) {
      for (let at = width; at < count; at++) if (cellText(cells, at).trim() !== '') return isRagged();
      return true;
    }
    if (count === 1) {
      const only = cellText(cells, 0).trim();
      if (only === '' || footer.test(only)) return false;
    }
    return isRagged();
  };

  const isRagged = (): boolean => {
    const message = `has ${count === 1 ? '1 cell' : `${count} cells`} where the header has ${width}; its cells may stand in the wrong columns`;
    onProblem({ code: 'ragged-row', line, column: 1, message, weight: 'lost' });
    return true;
  };

  return csvReader({
    delimiter,
    onRecord(record, at, where) {
      if (at <= head.line || isRepeatedHeader(record)) return;
      fields = record;
      places = where;
      count = record.length;
      line = at;
      readRow();
    },
    onCells(piece, from, to, length, at) {
      if (at <= head.line || isRepeatedLine(piece, from, to, length)) return;
      text = piece;
      starts = from as Int32Array<ArrayBuffer>;
      ends = to as Int32Array<ArrayBuffer>;
      fields = undefined;
      count = length;
      line = at;
      readRow();
    },
    onProblem({ code, line: at, column, message }) {
      if (at < head.line) return;
      onProblem({ code, line: at, column, message, weight: code === 'text-after-quote' ? 'note' : 'lost' });
    },
  });

  /** As below, where the first header already tells most rows apart. */
  function isRepeatedLine(piece: string, from: Int32Array, to: Int32Array, length: number): boolean {
    const first = headers[0] as string;
    if (length !== headers.length || first === '' || !piece.startsWith(first, from[0])) return false;
    return headers.every((header, index) => piece.slice(from[index], to[index]).trim() === header);
  }

  /** Exports that were put one behind the other. */
  function isRepeatedHeader(record: readonly string[]): boolean {
    return record.length === headers.length && record.every((field, index) => field.trim() === headers[index]);
  }
}
