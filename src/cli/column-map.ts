import { mapTarget, mapTargetNames } from '../formats/inventory/map-targets.ts';
import { neutralColumns } from '../formats/register/neutral-columns.ts';
import { neutralColumn } from '../formats/register/register-headers.ts';
import { suggestion } from '../knowledge/rule-files/shown.ts';
import { UsageError } from '../model/problem.ts';

/**
 * Reads `header=column` pairs. A header may hold `=`, a column may not. A column that neither inventories nor registers know is the
 * user's mistake: read as nothing, it would leave the table without its makers. Throws `UsageError` for all of them at once.
 */
export function columnMap(pairs: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const wrong: string[] = [];
  for (const pair of pairs) {
    const equals = pair.lastIndexOf('=');
    const column = pair.slice(equals + 1).trim();
    if (equals <= 0 || column === '') wrong.push(`--map ${pair}: expected header=column`);
    else if (mapTarget(column) === undefined && neutralColumn(column) === undefined)
      wrong.push(`--map ${pair}: there is no column "${column}"${hint(column)}`);
    else map.set(pair.slice(0, equals), column);
  }
  if (wrong.length > 0) throw new UsageError(wrong);
  return map;
}

function hint(column: string): string {
  const names = mapTargetNames();
  return suggestion(column, [...names, ...neutralColumns.map(({ name }) => name)]) || `; there are ${names.join(' ')}`;
}
