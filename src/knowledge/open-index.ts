import type { Entity, OriginRule } from '../model/knowledge.ts';
import type { IndexData, RuleIndex, TableName } from './rule-index.ts';

/** Look-ups over index data; tables are made when they are first asked for. */
export function openIndex(
  data: IndexData,
  entityAt: (number: number) => Entity | undefined,
  origin: (id: string) => OriginRule | undefined,
): RuleIndex {
  const tables = new Map<TableName, ReadonlyMap<string, number | readonly number[]>>();
  return {
    data,
    exact(table) {
      let made = tables.get(table);
      if (made === undefined) {
        made = exactTable(data, table);
        tables.set(table, made);
      }
      return made;
    },
    entityOfRow: (row) => entityAt(data.rowEntity[row] ?? -1),
    originOfRow(row) {
      const [section, id] = (data.rowPath[row] ?? '').split(' ');
      return section === 'o' && id !== undefined ? origin(id) : undefined;
    },
  };
}

function exactTable(data: IndexData, table: TableName): ReadonlyMap<string, number | readonly number[]> {
  const map = new Map<string, number | number[]>();
  const columns = data.exact[table];
  if (columns === undefined) return map;
  for (let at = 0; at < columns.key.length; at++) {
    const key = columns.key[at] as string;
    const row = columns.row[at] as number;
    const held = map.get(key);
    if (held === undefined) map.set(key, row);
    else if (typeof held === 'number') map.set(key, [held, row]);
    else held.push(row);
  }
  return map;
}

/** One index after another: rows and entities of the second get numbers behind the first's. */
export function joinIndexes(first: IndexData, second: IndexData): IndexData {
  const shift = first.rowPath.length;
  const shiftEntity = first.entities.length;
  return {
    entities: [...first.entities, ...second.entities],
    rowEntity: [...first.rowEntity, ...second.rowEntity.map((entity) => (entity === -1 ? -1 : entity + shiftEntity))],
    rowPath: [...first.rowPath, ...second.rowPath],
    exact: joinTables(first.exact, second.exact, shift),
    prefix: joinTables(first.prefix, second.prefix, shift),
    glob: joinTables(first.glob, second.glob, shift),
  };
}

type AnyColumns = { readonly row: readonly number[] } & { readonly [column: string]: readonly (string | number)[] };

function joinTables<T>(
  first: Readonly<Partial<Record<TableName, T>>>,
  second: Readonly<Partial<Record<TableName, T>>>,
  shift: number,
): Partial<Record<TableName, T>> {
  const joined: Partial<Record<TableName, T>> = {};
  for (const table of new Set([...Object.keys(first), ...Object.keys(second)]) as Set<TableName>) {
    joined[table] = joinColumns(
      first[table] as AnyColumns | undefined,
      second[table] as AnyColumns | undefined,
      shift,
    ) as T;
  }
  return joined;
}

function joinColumns(first: AnyColumns | undefined, second: AnyColumns | undefined, shift: number): AnyColumns {
  const joined: Record<string, (string | number)[]> = {};
  for (const column of Object.keys(first ?? second ?? {})) {
    const added = second?.[column] ?? [];
    joined[column] = [
      ...(first?.[column] ?? []),
      ...(column === 'row' ? added.map((row) => (row as number) + shift) : added),
    ];
  }
  return joined as unknown as AnyColumns;
}
