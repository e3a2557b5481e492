import { csvReader } from '../../syntax/csv.ts';
import { planColumns, type TablePlan } from './column-plan.ts';
import { meaningOf } from './header-words.ts';

/** Where the header line of a table is and how it is read. */
export interface TableHead {
  readonly delimiter: string;
  readonly line: number;
  readonly headers: readonly string[];
  readonly plan: TablePlan;
}

/** Report titles, dates and blank lines stand above the header in many exports; Qualys has seven. */
const preambleLines = 20;
/** What is looked at: twenty lines are far shorter. */
export const headLength = 65_536;
const mostHeaders = 500;
const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Finds the header line among the first lines, and the delimiter with it: the reading that gives most known headers wins, whatever
 * character is the most frequent. Undefined where no line proves an inventory.
 */
export function findTableHead(text: string, map?: ReadonlyMap<string, string>): TableHead | undefined {
  const head = firstLines(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  const named = /^"?sep=([^"\r\n])"?[\r\n]/i.exec(head);
  let best: TableHead | undefined;
  for (const delimiter of named ? [named[1] as string] : delimiters) {
    if (!head.includes(delimiter) && best) continue;
    let records = 0;
    const reader = csvReader({
      delimiter,
      onRecord: (headers, line) => {
        if (++records > preambleLines || headers.length > mostHeaders) return;
        if (!isLikeHeaders(headers, map)) return;
        const plan = planColumns(headers, map);
        if (plan.isInventory && plan.columns.length > 0 && (!best || plan.known > best.plan.known))
          best = { delimiter, line, headers: headers.map((header) => header.trim()), plan };
      },
    });
    reader.write(head);
    reader.end();
  }
  return best;
}

/** Cheap test before a plan is made: nearly every line of nearly every file fails it. */
function isLikeHeaders(headers: readonly string[], map: ReadonlyMap<string, string> | undefined): boolean {
  if (map) return true;
  let known = 0;
  for (const header of headers) {
    if (header.length > 0 && header.length < 60 && meaningOf(header) && ++known >= 2) return true;
  }
  return known === 1 && headers.length <= 2;
}

function firstLines(text: string): string {
  let at = 0;
  for (let lines = 0; lines < preambleLines * 2; lines++) {
    const next = /[\r\n]/g;
    next.lastIndex = at;
    const found = next.exec(text);
    if (!found) return text.slice(0, headLength);
    at = found.index + 1;
    if (at > headLength) return text.slice(0, headLength);
  }
  return text.slice(0, at);
}
