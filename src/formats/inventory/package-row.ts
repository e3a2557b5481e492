import type { Component, Identifier } from '../../model/component.ts';
import { browserExtensionName } from '../apps/browser-extension-name.ts';
import { addPublishers } from './app-row.ts';
import type { CellNotes } from './cell-notes.ts';
import type { TablePlan } from './column-plan.ts';
import type { RowCells, RowColumns } from './row-cells.ts';

/** Reads rows about extensions and system packages: things with a name in an ecosystem. */
export function packageRow(
  plan: TablePlan,
  columns: RowColumns,
  notes: CellNotes,
  emit: (component: Component) => void,
): (cells: RowCells) => void {
  const nameColumn = columns.first('extension-id') ?? columns.first('name');
  const titleColumn = columns.first('app-name');
  const publishers = columns.of('publisher');
  const version = columns.first('version');
  const isBrowser = plan.product?.ecosystem === 'browser-extension';
  const nameOf = (id: string) => (isBrowser && id !== '' ? browserExtensionName(id) : id);
  const kind = plan.row === 'extension' ? 'extension' : 'os-package';
  return (cells) => {
    const name = nameColumn?.value(cells) ?? '';
    if (name === '') notes.count('no-identifier', undefined, cells.rowPlace());
    const identifiers: Identifier[] = [];
    const title = titleColumn?.value(cells) ?? '';
    if (titleColumn && title !== '')
      identifiers.push({
        kind: 'app-name',
        value: title,
        field: titleColumn.field,
        at: cells.place(titleColumn.index),
      });
    addPublishers(publishers, cells, identifiers);
    const release = version?.value(cells) ?? '';
    emit({
      kind,
      name: nameOf(name) || title || 'unidentified package',
      version: release === '' ? undefined : release,
      ecosystem: name === '' ? undefined : plan.product?.ecosystem,
      identifiers: identifiers.length > 0 ? identifiers : undefined,
      at: cells.rowPlace(),
    });
  };
}
