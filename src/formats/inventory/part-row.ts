import type { Component, Identifier } from '../../model/component.ts';
import { deviceName } from './device-name.ts';
import type { Reading, RowCells, RowColumns } from './row-cells.ts';

/**
 * Reads the columns of a device row that speak of a part: network adapter, modem, board. Each part is a component row of its own, unless
 * it is from the maker of the device. Undefined where the table has no such column.
 */
export function partRow(
  columns: RowColumns,
  emit: (component: Component) => void,
): ((cells: RowCells, deviceMaker: string, date: string | undefined) => void) | undefined {
  const parts = new Map<string, { maker?: Reading; model?: Reading }>();
  for (const column of columns.of('part-maker', 'part-model')) {
    const name = column.part ?? 'part';
    const known = parts.get(name) ?? {};
    parts.set(name, column.column === 'part-maker' ? { ...known, maker: column } : { ...known, model: column });
  }
  if (parts.size === 0) return undefined;
  return (cells, deviceMaker, date) => {
    for (const [part, { maker, model }] of parts) {
      const makerName = maker?.value(cells) ?? '';
      const modelName = model?.value(cells) ?? '';
      if (makerName === '' && modelName === '') continue;
      if (makerName !== '' && makerName.toLowerCase() === deviceMaker.toLowerCase()) continue;
      const identifiers: Identifier[] = [];
      if (maker && makerName !== '')
        identifiers.push({ kind: 'organisation', value: makerName, field: maker.field, at: cells.place(maker.index) });
      if (model && modelName !== '') {
        const at = cells.place(model.index);
        identifiers.push({ kind: 'model', value: modelName, field: model.field, at });
        if (makerName === '') identifiers.push({ kind: 'brand', value: modelName, field: model.field, at });
      }
      const attributes: Record<string, string> = { row: 'component', part };
      const host = columns.name(cells);
      if (host !== '') attributes.host = host;
      const name = deviceName(makerName, modelName, identifiers);
      emit({ kind: 'device', name, identifiers, at: cells.rowPlace(), date, attributes });
    }
  };
}
