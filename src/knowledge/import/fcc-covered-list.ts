/**
 * The Covered List of the FCC: the table of its page as HTML, CSV or TSV, with the columns "Covered Equipment or Services" and "Date of
 * Inclusion on Covered List". Surprising: a row is a sentence with the name inside, printed bold on the page, sometimes two names; and rows
 * about whole categories (drones, routers, inverters, robots) name nobody.
 */
import { coveredList, listOf } from './known-sources.ts';
import {
  counter,
  dateIn,
  evened,
  type FileFault,
  type FileReading,
  headingOf,
  type ImportOptions,
  type NamedRow,
  type OfficialFile,
  type TableRow,
} from './official-file.ts';

const title = 'FCC Covered List';

/** Where the two columns stand; nothing for another table. */
export function coveredColumns(
  fields: readonly string[],
): { readonly what: number; readonly date: number } | undefined {
  const names = fields.map(headingOf);
  const what = names.findIndex((name) => name.startsWith('covered equipment'));
  const date = names.findIndex((name) => name.startsWith('date of inclusion'));
  return what < 0 || date < 0 ? undefined : { what, date };
}

export function readCoveredList(file: OfficialFile, table: readonly TableRow[], options: ImportOptions): FileReading {
  const faults: FileFault[] = [...file.faults];
  const left = counter();
  const rows: NamedRow[] = [];
  const begin = table.findIndex(({ fields }) => coveredColumns(fields) !== undefined);
  const columns = coveredColumns(table[begin]?.fields ?? []) ?? { what: 0, date: 1 };
  let count = 0;
  for (const { fields, line, bold } of joined(table.slice(begin + 1))) {
    const text = evened(fields[columns.what] ?? '');
    if (text === '') continue;
    count++;
    const since = dateIn(fields[columns.date] ?? '');
    if (since === undefined) {
      faults.push({ path: file.path, line, message: 'gives no date of inclusion' });
      continue;
    }
    const names = namesIn(text, bold ?? []);
    if (names.length === 0) left.add('category that names nobody; the built-in rules us-fcc-* hold those');
    for (const name of names) {
      rows.push({
        name,
        aliases: [],
        reason: `On the ${title} of ${options.asOf}`,
        list: {
          list: options.as ?? coveredList.id,
          since,
          scope: text,
          source: {
            title: `${title}, row ${count}`,
            url: options.listUrl ?? coveredList.url,
            date: options.asOf,
            kind: 'primary',
          },
        },
        place: { path: file.path, line },
      });
    }
  }
  const lists = [listOf(coveredList, options.asOf, { as: options.as, url: options.listUrl })];
  return { path: file.path, title, count, rows, lists, faults, left: left.counts() };
}

/** A cell with line breaks comes out of a copy as rows of one cell ("Updated:", another date): they belong to the row before. */
function joined(rows: readonly TableRow[]): TableRow[] {
  const result: TableRow[] = [];
  for (const row of rows) {
    const last = result.at(-1);
    const filled = row.fields.filter((field) => field.trim() !== '');
    if (last !== undefined && filled.length === 1 && /^(?:updated:?)?\s*[a-z]*\s*[\d, ]*$/i.test(filled[0] ?? ''))
      result[result.length - 1] = {
        ...last,
        fields: [...last.fields.slice(0, -1), `${last.fields.at(-1)} ${filled[0]}`],
      };
    else result.push(row);
  }
  return result;
}

/** What ends a name in these sentences. */
const after = /,?\s+(?:including\b|to the extent\b|or any of\b|subject to\b|and its\b|directly or\b)/i;

/** The names that a row speaks of: what is bold and stands behind "by", or else what stands behind "by". */
function namesIn(text: string, bold: readonly string[]): string[] {
  const found: string[] = [];
  for (const part of text.matchAll(/\b(?:produced|provided|supplied|manufactured)\b[^.]{0,60}?\bby\s+(?=\p{Lu})/gu)) {
    const rest = text.slice((part.index ?? 0) + part[0].length);
    const end = after.exec(rest);
    found.push(trimmed(end ? rest.slice(0, end.index) : rest));
    const child = /^,?\s+and its (?:wholly[- ]owned )?subsidiar(?:y|ies)\s+(?=\p{Lu})/u.exec(
      rest.slice(end?.index ?? rest.length),
    );
    if (child && end) {
      const inner = rest.slice(end.index + child[0].length);
      const stop = after.exec(inner);
      found.push(trimmed(stop ? inner.slice(0, stop.index) : inner));
    }
    break;
  }
  if (found.length === 0) return [];
  const printed = bold.map(trimmed).filter((name) => /\p{Lu}/u.test(name));
  return [...new Set(printed.length > 0 ? printed : found)].filter((name) => name.length > 1 && name.length < 150);
}

/** Without the full stop of the sentence; that of `Inc.` and `Corp.` does not matter to a name. */
function trimmed(name: string): string {
  return evened(name).replace(/[\s.,;*†^#]+$/u, '');
}
