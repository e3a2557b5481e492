import type { Component, Identifier } from '../../model/component.ts';
import { appIdsOf, platformOf } from './app-ids.ts';
import type { CellNotes } from './cell-notes.ts';
import type { TablePlan } from './column-plan.ts';
import type { Reading, RowCells, RowColumns } from './row-cells.ts';

/**
 * Reads rows about applications. The display name is also a Windows id where the row runs on Windows: an installed program has no other.
 * `isAlone` is false for rows that speak of a device as well, which may have no application.
 */
export function appRow(
  plan: TablePlan,
  columns: RowColumns,
  notes: CellNotes,
  emit: (component: Component) => void,
): (cells: RowCells) => void {
  const titleColumn = columns.first('app-name');
  const publishers = columns.of('publisher');
  const version = columns.first('version');
  const platform = columns.first('platform');
  const ids = columns.of('app-id', 'package-family');
  const cpe = columns.first('cpe');
  const site = columns.first('site');
  return (cells) => {
    const identifiers: Identifier[] = [];
    const said = platform?.value(cells) ?? '';
    const runsOn = platformOf(said) ?? (said === '' ? plan.product?.platform : undefined);
    let firstId = '';
    for (const column of ids) {
      const value = column.value(cells);
      if (value === '') continue;
      firstId ||= value;
      const at = cells.place(column.index);
      for (const id of appIdsOf(value, runsOn)) identifiers.push({ ...id, field: column.field, at });
    }
    const title = titleColumn?.value(cells) ?? '';
    if (titleColumn && title !== '') {
      const at = cells.place(titleColumn.index);
      identifiers.push({ kind: 'app-name', value: title, field: titleColumn.field, at });
      if (runsOn === 'windows') identifiers.push({ kind: 'windows', value: title, field: titleColumn.field, at });
    }
    addPublishers(publishers, cells, identifiers);
    const cpeValue = cpe?.value(cells) ?? '';
    if (cpe && /^cpe:(?:2\.3:|\/)a:/i.test(cpeValue))
      identifiers.push({ kind: 'cpe', value: cpeValue, field: cpe.field, at: cells.place(cpe.index) });
    const name = title || firstId || identifiers[0]?.value;
    if (name === undefined && plan.row === 'app-on-device') return;
    if (name === undefined) notes.count('no-identifier', undefined, cells.rowPlace());
    const release = version?.value(cells) ?? '';
    const place = site?.value(cells) ?? '';
    emit({
      kind: 'app',
      name: name ?? 'unidentified application',
      version: release === '' ? undefined : release,
      identifiers,
      at: cells.rowPlace(),
      date: columns.date(cells),
      attributes: place === '' ? undefined : { site: place },
    });
  };
}

/** Adds the publisher columns of a row. */
export function addPublishers(publishers: readonly Reading[], cells: RowCells, into: Identifier[]): void {
  for (const column of publishers) {
    const value = column.value(cells);
    if (value === '') continue;
    const at = cells.place(column.index);
    into.push({ kind: 'organisation', value, field: column.field, at, relation: 'published-by' });
  }
}
