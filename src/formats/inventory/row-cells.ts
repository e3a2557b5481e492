import type { Place } from '../../model/component.ts';
import { dateOf, isIsoDay } from './cell-date.ts';
import type { CellNotes } from './cell-notes.ts';
import { cellValue } from './cell-value.ts';
import type { PlanColumn, PlannedColumn, TablePlan } from './column-plan.ts';

/**
 * One row, as whoever splits it gives it. Good until the next row. A cell is a part of some text, so that looking at it makes no string:
 * it is `source(i).slice(from(i), to(i))`.
 */
export interface RowCells {
  source(index: number): string;
  from(index: number): number;
  /** Not above `from` where the row has no such cell. */
  to(index: number): number;
  place(index: number): Place;
  /** Where the row begins. */
  rowPlace(): Place;
}

/** The cell as written. */
export function cellText(cells: RowCells, index: number): string {
  return cells.source(index).slice(cells.from(index), cells.to(index));
}

/** A planned column with its memory. */
export interface Reading extends PlannedColumn {
  /** The value of the cell, '' for none or a placeholder. */
  readonly value: (cells: RowCells) => string;
}

/** What the row kinds share: the planned columns with their readers. */
export interface RowColumns {
  readonly all: readonly Reading[];
  first(column: PlanColumn): Reading | undefined;
  of(...columns: readonly PlanColumn[]): readonly Reading[];
  /** Purchase, else installation, else first sighting, as `YYYY-MM-DD`. */
  date(cells: RowCells): string | undefined;
  /** What the row's own thing is called: for telling hosts apart, not for print. */
  name(cells: RowCells): string;
}

/** Texts that are remembered a column: makers, models, sites and dates repeat, and then cost a look-up instead of a cleaning. */
const mostKept = 5_000;

/** Readers for the columns of a plan. Dates that can be read two ways are counted in `notes`. */
export function rowColumns(plan: TablePlan, notes: CellNotes): RowColumns {
  const all = plan.columns.map(
    (column): Reading => ({
      ...column,
      value: column.column.startsWith('date-') ? dates(column.index) : remembering(column.index, cellValue),
    }),
  );
  const dateColumns = (['date-purchase', 'date-install', 'date-seen'] as const).flatMap((wanted) =>
    all.filter(({ column }) => column === wanted),
  );
  const names = all.filter(({ column }) => column === 'name' || column === 'asset-tag');
  return {
    all,
    first: (wanted) => all.find(({ column }) => column === wanted),
    of: (...wanted) => all.filter(({ column }) => wanted.includes(column)),
    date(cells) {
      for (const column of dateColumns) {
        const day = column.value(cells);
        if (day === unclear) notes.count('unclear-date', column, cells.place(column.index));
        else if (day !== '') return day;
      }
      return undefined;
    },
    name(cells) {
      for (const column of names) {
        const value = column.value(cells);
        if (value !== '') return value;
      }
      return '';
    },
  };
}

const unclear = '?';

/** A day, '' for none, `?` for one that can be read two ways. */
function dayIn(raw: string): string {
  const read = dateOf(cellValue(raw));
  return typeof read === 'object' ? read.day : read === 'unclear' ? unclear : '';
}

/** Days are as many as they are, so they are read in place; other ways to write them are remembered. */
function dates(index: number): (cells: RowCells) => string {
  const other = remembering(index, dayIn);
  return (cells) => {
    const from = cells.from(index);
    const source = cells.source(index);
    return isIsoDay(source, from, cells.to(index)) ? source.slice(from, from + 10) : other(cells);
  };
}

interface Kept {
  readonly raw: string;
  readonly value: string;
}

/** Texts that are found without making a string of the cell: a power of two. */
const slots = 1_024;
/** Longer cells are looked up as strings. */
const mostCompared = 48;

/**
 * `convert` of a cell, remembered by text. A text that was seen twice is found again by comparing letters in place, which costs less
 * than making a string and hashing it; columns of ever new texts never get that far.
 */
function remembering(index: number, convert: (raw: string) => string): (cells: RowCells) => string {
  const known = new Map<string, Kept>();
  const recent: (Kept | undefined)[] = new Array(slots).fill(undefined);
  return (cells) => {
    const from = cells.from(index);
    const to = cells.to(index);
    if (to <= from) return '';
    const source = cells.source(index);
    let slot = -1;
    if (to - from <= mostCompared) {
      // A few letters tell the values of a column apart; whether it is the same text is compared below.
      let hash = to - from;
      hash = hash * 31 + source.charCodeAt(from);
      hash = hash * 31 + source.charCodeAt((from + to) >> 1);
      hash = hash * 31 + source.charCodeAt(to - 2);
      hash = hash * 31 + source.charCodeAt(to - 1);
      slot = (hash ^ (hash >>> 10)) & (slots - 1);
      const last = recent[slot];
      if (last !== undefined && isAt(last.raw, source, from, to)) return last.value;
    }
    const raw = source.slice(from, to);
    const before = known.get(raw);
    if (before !== undefined) {
      if (slot >= 0) recent[slot] = before;
      return before.value;
    }
    const value = convert(raw);
    if (known.size >= mostKept) return value;
    const copy = ownCopy(raw);
    const kept = { raw: copy, value: value === raw ? copy : ownCopy(value) };
    known.set(copy, kept);
    return kept.value;
  };
}

function isAt(text: string, source: string, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== source.charCodeAt(from + at)) return false;
  return true;
}

/** A part of a long text holds the whole text in memory; this one does not. */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
