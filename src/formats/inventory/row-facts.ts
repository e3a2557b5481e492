import type { TablePlan } from './column-plan.ts';
import type { RowCells, RowColumns } from './row-cells.ts';

type Facts = Readonly<Record<string, string>> | undefined;

/** One a value of a column: what the rows with that value so far have in common. */
interface Branch {
  readonly next: Map<string, Branch>;
  facts?: Facts;
}

/** Branches in all; rows behind that make their facts anew. */
const mostBranches = 50_000;

/**
 * Reads the neutral facts of a row: site, zone, use, data category and kind of thing, for parts and types also that they are none, and the
 * device a part sits in. Rows with the same facts share one object. Undefined where the row has none.
 */
export function rowFacts(plan: TablePlan, columns: RowColumns): (cells: RowCells, category: string) => Facts {
  const row = plan.row === 'component' || plan.row === 'catalogue' ? plan.row : undefined;
  const read = [
    ...columns.of('site', 'zone', 'use', 'data-category').map((column) => ({
      column,
      key: column.column === 'data-category' ? 'data_category' : column.column,
    })),
    ...(row ? columns.of('host').map((column) => ({ column, key: 'host' })) : []),
  ];
  const root: Branch = { next: new Map() };
  let branches = 0;
  const factsOf = (cells: RowCells, category: string): Facts => {
    const facts: Record<string, string> = row ? { row } : {};
    if (category !== '') facts.category = category;
    for (const { column, key } of read) {
      const value = column.value(cells);
      if (value !== '') facts[key] ??= value;
    }
    return Object.keys(facts).length > 0 ? facts : undefined;
  };
  return (cells, category) => {
    if (read.length === 0 && category === '' && !row) return undefined;
    let branch = root;
    for (let at = -1; at < read.length; at++) {
      const value = at < 0 ? category : (read[at] as (typeof read)[number]).column.value(cells);
      let next = branch.next.get(value);
      if (next === undefined) {
        if (branches === mostBranches) return factsOf(cells, category);
        branches++;
        next = { next: new Map() };
        branch.next.set(value, next);
      }
      branch = next;
    }
    if (!('facts' in branch)) branch.facts = factsOf(cells, category);
    return branch.facts;
  };
}
