import type { Component, Place } from '../../model/component.ts';
import type { Problem } from '../../model/problem.ts';
import { planColumns, type TablePlan } from './column-plan.ts';
import { meaningOf } from './header-words.ts';
import type { Leaf } from './record-leaves.ts';
import type { RowCells } from './row-cells.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { headProblems } from './table-problems.ts';

/** Members that all records of a list together may have. */
const mostHeaders = 2_000;
/** Records whose members make the plan before the first is read. */
export const plannedRecords = 500;

/** Reads records of one list, whose members are found as they come. */
export interface RecordRows {
  read(leaves: readonly Leaf[], rowPlace: Place, placeOf: (leaf: Leaf) => Place): void;
  problems(): Problem[];
}

/** The plan of records from all their members; undefined where they prove no inventory. */
export function planRecords(
  records: Iterable<readonly Leaf[]>,
  map: ReadonlyMap<string, string> | undefined,
): TablePlan | undefined {
  const headers = new Set<string>();
  for (const leaves of records) for (const { header } of leaves) if (headers.size < mostHeaders) headers.add(header);
  const plan = planColumns([...headers], map);
  return plan.isInventory && plan.columns.length > 0 ? plan : undefined;
}

/** `headers` are those the plan was made of, in its order. A member that appears later and has a meaning makes a new plan. */
export function recordRows(
  first: TablePlan,
  headers: readonly string[],
  map: ReadonlyMap<string, string> | undefined,
  emit: (component: Component) => void,
): RecordRows {
  const all = new Map(headers.map((header, index) => [header, index]));
  let plan = first;
  let rows: RowReader = rowReader(plan, emit);
  const earlier: Problem[] = [];
  let values: (Leaf | undefined)[] = [];
  let rowPlace: Place = { line: 1 };
  let placeOf: (leaf: Leaf) => Place = () => rowPlace;
  const cells: RowCells = {
    source: (index) => values[index]?.value ?? '',
    from: () => 0,
    to: (index) => values[index]?.value.length ?? 0,
    place(index) {
      const leaf = values[index];
      return leaf ? placeOf(leaf) : rowPlace;
    },
    rowPlace: () => rowPlace,
  };

  const learn = (leaves: readonly Leaf[]): void => {
    let isNew = false;
    for (const { header } of leaves) {
      if (all.has(header) || all.size >= mostHeaders) continue;
      all.set(header, all.size);
      isNew ||= meaningOf(header) !== undefined;
    }
    if (!isNew) return;
    earlier.push(...rows.notes());
    plan = planColumns([...all.keys()], map);
    rows = rowReader(plan, emit);
  };

  return {
    read(leaves, at, where) {
      learn(leaves);
      values = [];
      for (const leaf of leaves) {
        const index = all.get(leaf.header);
        if (index !== undefined) values[index] = leaf;
      }
      rowPlace = at;
      placeOf = where;
      rows.read(cells);
    },
    problems: () => [...headProblems({ plan }), ...earlier, ...rows.notes()],
  };
}
