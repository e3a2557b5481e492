import type { Identifier, IdentifierKind, Place, Relation } from '../../model/component.ts';
import type { CellNote, CellNotes } from './cell-notes.ts';
import { isScientificNumber } from './cell-value.ts';
import type { PlanColumn } from './column-plan.ts';
import {
  bluetoothCompanyId,
  enterpriseObjectId,
  fccIds,
  hexDigits,
  hexPairs,
  windowsHardwareIds,
} from './hardware-ids.ts';
import { isDamagedMac, isMacPrefix } from './mac-cell.ts';
import { cellText, type Reading, type RowCells, type RowColumns } from './row-cells.ts';

/** Takes the identifiers of a row. */
export interface IdentifierSink {
  push(identifier: Identifier): unknown;
}

/** Reads one of the rarer cells of a device row into identifiers. */
export type DeviceCellReader = (
  column: Reading,
  value: string,
  cells: RowCells,
  into: IdentifierSink,
  at: Place,
) => CellNote | undefined;

/** Readers by column; a column without one holds nothing to compare. */
export function deviceCellReaders(columns: RowColumns, notes: CellNotes): ReadonlyMap<PlanColumn, DeviceCellReader> {
  const pair = pairReader(columns, notes);
  return new Map<PlanColumn, DeviceCellReader>([
    ['oui', readOui],
    ['fcc', (column, value, _cells, into, at) => readMany('fcc', fccIds(value), column, value, into, at)],
    ['usb', (column, value, _cells, into, at) => readMany('usb', hexPairs(value), column, value, into, at)],
    ['pci', (column, value, _cells, into, at) => readMany('pci', hexPairs(value), column, value, into, at)],
    ['usb-vendor', pair],
    ['pci-vendor', pair],
    ['hardware-id', readHardwareId],
    ['snmp', (column, value, _cells, into, at) => readOne('snmp', enterpriseObjectId(value), column, value, into, at)],
    [
      'bluetooth',
      (column, value, _, into, at) => readOne('bluetooth', bluetoothCompanyId(value), column, value, into, at),
    ],
    ['cpe', readCpe],
    ['banner', (column, value, _cells, into, at) => add(into, 'banner', value, column, at)],
    ['origin-country', (column, value, _cells, into, at) => add(into, 'country', value, column, at, 'originated-by')],
    ['plugin-output', pluginReader(columns)],
  ]);
}

function add(
  into: IdentifierSink,
  kind: IdentifierKind,
  value: string,
  { field }: Reading,
  at: Place,
  relation?: Relation,
): undefined {
  into.push(relation ? { kind, value, field, at, relation } : { kind, value, field, at });
}

function readOne(
  kind: IdentifierKind,
  id: string | undefined,
  column: Reading,
  value: string,
  into: IdentifierSink,
  at: Place,
): CellNote | undefined {
  return readMany(kind, id === undefined ? [] : [id], column, value, into, at);
}

function readMany(
  kind: IdentifierKind,
  ids: readonly string[],
  column: Reading,
  value: string,
  into: IdentifierSink,
  at: Place,
): CellNote | undefined {
  if (isScientificNumber(value)) return 'damaged-cell';
  for (const id of ids) add(into, kind, id, column, at);
  return ids.length > 0 ? undefined : 'unreadable-cell';
}

/** Half a MAC, or what a tool wrote about it. */
function readOui(
  column: Reading,
  value: string,
  _cells: RowCells,
  into: IdentifierSink,
  at: Place,
): CellNote | undefined {
  if (isScientificNumber(value)) return 'damaged-cell';
  if (isMacPrefix(value)) return add(into, 'mac', value, column, at);
  return isDamagedMac(value) ? 'damaged-cell' : add(into, 'organisation', value, column, at);
}

function readHardwareId(column: Reading, value: string, _cells: RowCells, into: IdentifierSink, at: Place): undefined {
  for (const { kind, id } of windowsHardwareIds(value)) add(into, kind, id, column, at);
}

/** A CPE of hardware or of an operating system; applications are not what made the device. */
function readCpe(column: Reading, value: string, _cells: RowCells, into: IdentifierSink, at: Place): undefined {
  if (/^cpe:(?:2\.3:|\/)[ho]:/i.test(value)) add(into, 'cpe', value, column, at);
}

/** Vendor and product in two columns. Both are four hex digits, and a spreadsheet drops leading zeros. */
function pairReader(columns: RowColumns, notes: CellNotes): DeviceCellReader {
  const usbProduct = columns.first('usb-product');
  const pciProduct = columns.first('pci-product');
  return (column, value, cells, into, at) => {
    const isUsb = column.column === 'usb-vendor';
    const product = isUsb ? usbProduct : pciProduct;
    const vendorId = hexDigits(value);
    if (vendorId.length !== 4) return 'damaged-cell';
    const written = product?.value(cells) ?? '';
    const productId = hexDigits(written);
    // The vendor is whole, so it is looked up even where the product is not.
    if (product && written !== '' && productId.length !== 4)
      notes.count('damaged-cell', product, cells.place(product.index));
    const id = productId.length === 4 ? `${vendorId}:${productId}` : vendorId;
    return add(into, isUsb ? 'usb' : 'pci', id, column, at);
  };
}

/** Of one output; the longest real one lists a few hundred interfaces. */
const longestOutput = 50_000;

/** Two plugins of Nessus print the addresses of a host: 35716 with the maker of each, 86420 all of them. */
function pluginReader(columns: RowColumns): DeviceCellReader {
  const plugin = columns.first('plugin-id');
  return (column, _value, cells, into, at) => {
    const id = plugin?.value(cells);
    if (id !== '35716' && id !== '86420') return undefined;
    const seen = new Set<string>();
    for (const [mac] of cellText(cells, column.index)
      .slice(0, longestOutput)
      .matchAll(/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi)) {
      if (seen.has(mac)) continue;
      seen.add(mac);
      add(into, 'mac', mac, column, at);
    }
    return undefined;
  };
}
