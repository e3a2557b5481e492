import type { Knowledge } from '../knowledge/knowledge.ts';
import type { TableName } from '../knowledge/rule-index.ts';
import type { Match } from '../model/match.ts';
import { type GlobTable, globTable } from './glob-table.ts';
import { type PrefixTable, prefixTable } from './prefix-table.ts';
import type { Row } from './row.ts';

/** A row that holds for a value, and how well. Says nothing about the component the value stands in. */
export interface RowHit {
  readonly row: Row;
  /** `kind:pattern` for the report. */
  readonly matched: string;
  readonly strength: Match['strength'];
  /** For names of organisations: 3 the same letters, 2 the same words but for the legal form, below 2 other words beside it. */
  readonly closeness?: number;
  /** True where the value may as well mean others: it counts only when something else speaks for the same entity. */
  readonly needsHint?: boolean;
}

/** Compares one value of one kind with all rules. Undefined: no rule holds, which is the usual case and must stay cheap. */
export type Comparer = (value: string) => readonly RowHit[] | undefined;

/** The tables of the rule index, each made when it is first asked for, and the rows behind their numbers. */
export interface RowTables {
  readonly readRow: (number: number) => Row;
  /** Rows under a canonical text. */
  readonly exact: (table: TableName, key: string, strength: Match['strength'], matched?: string) => readonly RowHit[];
  /** The rows of the first key that has some. */
  readonly firstOf: (table: TableName, keys: readonly (string | undefined)[]) => readonly RowHit[] | undefined;
  /** Rows of a canonical name: whole ones first, then those it begins with. */
  readonly named: (table: TableName, canonical: string) => RowHit[] | undefined;
  /** Rows that a canonical name begins with. */
  readonly begun: (table: TableName, canonical: string) => RowHit[] | undefined;
  readonly matching: (table: TableName, text: string, strength: Match['strength']) => RowHit[] | undefined;
}

/** Shared, so that a miss costs no memory; nobody adds to what `exact` gives. */
const none: readonly RowHit[] = [];

type Rows = number | readonly number[] | undefined;

export function rowTables({ index }: Knowledge, readRow: (number: number) => Row): RowTables {
  const names = new Map<
    TableName,
    { readonly exact: ReadonlyMap<string, number | readonly number[]>; readonly prefix: PrefixTable }
  >();
  const globs = new Map<TableName, GlobTable>();

  const tableOf = (table: TableName) => {
    let made = names.get(table);
    if (made === undefined) {
      made = { exact: index.exact(table), prefix: prefixTable(index.data.prefix[table]) };
      names.set(table, made);
    }
    return made;
  };
  const globsOf = (table: TableName): GlobTable => {
    let made = globs.get(table);
    if (made === undefined) {
      made = globTable(index.data.glob[table]);
      globs.set(table, made);
    }
    return made;
  };
  const hitsOf = (rows: Rows, strength: Match['strength'], matched?: string): readonly RowHit[] => {
    if (rows === undefined) return none;
    return (typeof rows === 'number' ? [rows] : rows).map((number) => rowHit(readRow(number), strength, matched));
  };

  return {
    readRow,
    exact: (table, key, strength, matched) => hitsOf(tableOf(table).exact.get(key), strength, matched),
    firstOf(table, keys) {
      const { exact } = tableOf(table);
      for (const key of keys) {
        const rows = key === undefined ? undefined : exact.get(key);
        if (rows !== undefined) return hitsOf(rows, 'exact');
      }
      return undefined;
    },
    named(table, canonical) {
      const held = tableOf(table);
      const exact = held.exact.get(canonical);
      const begun = held.prefix.find(canonical);
      if (exact === undefined && begun === undefined) return undefined;
      return [...hitsOf(exact, 'exact'), ...(begun ?? []).map((number) => prefixHit(readRow(number)))];
    },
    begun: (table, canonical) =>
      tableOf(table)
        .prefix.find(canonical)
        ?.map((number) => prefixHit(readRow(number))),
    matching: (table, text, strength) =>
      globsOf(table)
        .find(text)
        ?.map((number) => rowHit(readRow(number), strength)),
  };
}

/** `matched` absent: the row's own kind and pattern. */
export function rowHit(row: Row, strength: Match['strength'], matched = `${row.kind}:${row.pattern}`): RowHit {
  return {
    row,
    matched: row.condition === undefined || row.condition === 'identifiers' ? matched : matchedOfOrigin(row),
    strength,
  };
}

function matchedOfOrigin(row: Row): string {
  return `${row.condition === 'host' ? 'host' : row.condition}:${row.pattern}`;
}

/** A scope or a dotted name belongs to one publisher; a beginning in a flat registry proves less. */
function prefixHit(row: Row): RowHit {
  return rowHit(row, /[/.]\*?$|:/.test(row.pattern) || !row.pattern.endsWith('*') ? 'exact' : 'strong');
}

/** Values that repeat in inventories (makers, models) are compared once. A hostile input with ever new ones is forgotten in one go. */
const mostKept = 50_000;

/** The comparer with its answers kept. */
export function remembered(compare: Comparer): Comparer {
  const kept = new Map<string, readonly RowHit[] | undefined>();
  return (value) => {
    if (kept.has(value)) return kept.get(value);
    const found = compare(value);
    if (kept.size >= mostKept) kept.clear();
    kept.set(value, found);
    return found;
  };
}
