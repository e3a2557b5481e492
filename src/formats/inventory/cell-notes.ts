import type { Place } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import type { PlannedColumn } from './column-plan.ts';

export type CellNote = 'damaged-cell' | 'unreadable-cell' | 'unclear-date' | 'no-identifier';

/** Counts cells that were not looked up, so that a million of them are one problem a column. */
export interface CellNotes {
  count(code: CellNote, column: Pick<PlannedColumn, 'index' | 'field'> | undefined, place: Place): void;
  problems(): Problem[];
}

export function cellNotes(): CellNotes {
  const counts = new Map<string, { code: CellNote; field: string; first: Place; count: number }>();
  return {
    count(code, column, place) {
      const key = `${code} ${column?.index ?? ''}`;
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { code, field: column?.field ?? '', first: place, count: 1 });
    },
    problems: () =>
      [...counts.values()].map(({ code, field, first, count }) => ({
        code,
        ...('line' in first ? { line: first.line, column: first.column } : {}),
        message: messageOf(code, field, count),
        weight: 'note' as const,
      })),
  };
}

function messageOf(code: CellNote, field: string, count: number): string {
  const cells = (verb: string): string =>
    count === 1 ? `1 cell of column "${field}" ${verb}s` : `${count} cells of column "${field}" ${verb}`;
  switch (code) {
    case 'damaged-cell':
      return `${cells('hold')} a number or date that a spreadsheet made of an id; not checked`;
    case 'unreadable-cell':
      return `${cells('hold')} no id of that kind; not checked`;
    case 'unclear-date':
      return `${cells('hold')} a date that can be read two ways; left out, write dates as YYYY-MM-DD`;
    case 'no-identifier':
      return `${count === 1 ? '1 row names' : `${count} rows name`} no maker, model, address or id, so nothing could be compared`;
  }
}
