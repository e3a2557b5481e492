import type { Component, Identifier, Place } from '../../model/component.ts';
import type { CellNotes } from './cell-notes.ts';
import { isDateLike, isScientificNumber } from './cell-value.ts';
import type { TablePlan } from './column-plan.ts';
import { deviceCellReaders, type IdentifierSink } from './device-cells.ts';
import { deviceNames } from './device-name.ts';
import { isPlainMac, macsOf } from './mac-cell.ts';
import { partRow } from './part-row.ts';
import { ownCopy, type Reading, type RowCells, type RowColumns } from './row-cells.ts';
import { rowFacts } from './row-facts.ts';

/** Scan results that are remembered, so that each host is one device and not one a finding. */
const keptHosts = 500_000;

/**
 * Reads rows about hardware: devices, parts of one, types of one. The stated maker comes first among the identifiers, then the model and
 * the rest in the order of the columns. Runs once a row of tables of millions: it reads planned columns only and keeps nothing of a row.
 */
export function deviceRow(
  plan: TablePlan,
  columns: RowColumns,
  notes: CellNotes,
  emit: (component: Component) => void,
): (cells: RowCells) => void {
  const readers = deviceCellReaders(columns, notes);
  const makers = columns.of('manufacturer');
  const models = columns.of('model', 'maker-and-model', 'model-number');
  const macs = columns.of('mac');
  const looked = columns.first('oui-name');
  const category = columns.first('category');
  const others = columns.all.flatMap((column) => {
    const read = readers.get(column.column);
    return read ? [{ column, read }] : [];
  });
  const readPart = partRow(columns, emit);
  const isSighting = plan.row === 'scan-result';
  const nameOf = deviceNames();
  const sightings = new Set<string>();
  const factsOf = rowFacts(plan, columns);

  /** Reused: a row's identifiers are copied out of it at their right length. Never made shorter, which would free it. */
  const room: Identifier[] = [];
  let count = 0;
  const identifiers: IdentifierSink = {
    push(identifier) {
      room[count++] = identifier;
    },
  };

  const readMacs = (column: Reading, cells: RowCells): void => {
    const { index, field } = column;
    const from = cells.from(index);
    const to = cells.to(index);
    if (to <= from) return;
    const source = cells.source(index);
    const at = cells.place(index);
    if (isPlainMac(source, from, to)) {
      identifiers.push({ kind: 'mac', value: source.slice(from, to), field, at });
      return;
    }
    const result = macsOf(source.slice(from, to), (value) => identifiers.push({ kind: 'mac', value, field, at }));
    if (result === 'damaged') notes.count('damaged-cell', column, at);
    else if (result === 'other') notes.count('unreadable-cell', column, at);
  };

  return (cells) => {
    count = 0;
    let maker = '';
    for (const column of makers) {
      const value = column.value(cells);
      if (value === '') continue;
      maker ||= value;
      identifiers.push({ kind: 'organisation', value, field: column.field, at: cells.place(column.index) });
    }
    if (maker === '' && plan.product?.maker) {
      maker = plan.product.maker;
      identifiers.push({ kind: 'organisation', value: maker, field: plan.product.title, at: cells.rowPlace() });
    }
    let model = '';
    for (const column of models) {
      const value = column.value(cells);
      if (value === '') continue;
      const at = cells.place(column.index);
      if (isDamagedModel(value)) {
        notes.count('damaged-cell', column, at);
        continue;
      }
      model ||= value;
      identifiers.push({ kind: 'model', value, field: column.field, at });
      // Without a maker the model text is all that may hold a maker's name.
      if (maker === '' || column.column === 'maker-and-model')
        identifiers.push({ kind: 'brand', value, field: column.field, at });
    }
    for (const { column, read } of others) {
      const value = column.value(cells);
      if (value === '') continue;
      const at: Place = cells.place(column.index);
      const trouble = read(column, value, cells, identifiers, at);
      if (trouble) notes.count(trouble, column, at);
    }
    const before = count;
    for (const column of macs) readMacs(column, cells);
    // A name that was looked up from a MAC says nothing that the MAC does not say better.
    if (looked && count === before) {
      const value = looked.value(cells);
      if (value !== '') {
        maker ||= value;
        identifiers.push({ kind: 'organisation', value, field: looked.field, at: cells.place(looked.index) });
      }
    }
    if (count === 0) {
      notes.count('no-identifier', undefined, cells.rowPlace());
      if (isSighting) return;
    } else if (isSighting) {
      const key = room
        .slice(0, count)
        .map(({ value }) => value)
        .join(' ');
      if (sightings.has(key)) return;
      if (sightings.size < keptHosts) sightings.add(ownCopy(key));
    }
    const kindOf = category ? category.value(cells) : '';
    const attributes = factsOf(cells, kindOf);
    if (category && kindOf !== '')
      identifiers.push({ kind: 'category', value: kindOf, field: category.field, at: cells.place(category.index) });
    const date = columns.date(cells);
    const own = room.slice(0, count);
    emit({ kind: 'device', name: nameOf(maker, model, own), identifiers: own, at: cells.rowPlace(), date, attributes });
    readPart?.(cells, maker, date);
  };
}

/** Model numbers such as 5E10 and 3-20 that a spreadsheet turned into something else. */
function isDamagedModel(value: string): boolean {
  const c = value.charCodeAt(0);
  const mayBe = (c >= 48 && c <= 57) || value.charCodeAt(3) === 45;
  return mayBe && (isScientificNumber(value) || isDateLike(value));
}
