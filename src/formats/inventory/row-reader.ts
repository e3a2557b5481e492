import type { Component } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import { appRow } from './app-row.ts';
import { cellNotes } from './cell-notes.ts';
import type { TablePlan } from './column-plan.ts';
import { deviceRow } from './device-row.ts';
import { packageRow } from './package-row.ts';
import { ownCopy, type RowCells, type RowColumns, rowColumns } from './row-cells.ts';

/** Turns rows into components: the one place for tables, workbooks and JSON alike. */
export interface RowReader {
  read(cells: RowCells): void;
  /** What was seen on the way and not looked up. */
  notes(): Problem[];
}

/** Devices that are remembered where each row is a device and one of its programs. */
const keptDevices = 500_000;

export function rowReader(plan: TablePlan, emit: (component: Component) => void): RowReader {
  const notes = cellNotes();
  const columns = rowColumns(plan, notes);
  return { read: readerFor(plan, columns), notes: () => notes.problems() };

  function readerFor({ row }: TablePlan, of: RowColumns): (cells: RowCells) => void {
    if (row === 'app') return appRow(plan, of, notes, emit);
    if (row === 'extension' || row === 'os-package') return packageRow(plan, of, notes, emit);
    const readDevice = deviceRow(plan, of, notes, emit);
    if (row !== 'app-on-device') return readDevice;
    const readApp = appRow(plan, of, notes, emit);
    const devices = new Set<string>();
    return (cells) => {
      readApp(cells);
      const name = of.name(cells);
      if (name !== '') {
        if (devices.has(name)) return;
        if (devices.size < keptDevices) devices.add(ownCopy(name));
      }
      readDevice(cells);
    };
  }
}
