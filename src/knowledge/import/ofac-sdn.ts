/**
 * The SDN list of OFAC as CSV: sdn.csv (12 columns), add.csv (6, addresses), alt.csv (5, other names), joined by the number in the first
 * column. OFAC data specification of 2023-09-25. Surprising: no heading, `-0-` with a blank behind it for nothing, a last line that holds the
 * one character 0x1A, and organisations are the rows that give no type. The non-SDN files (cons_prim.csv and its companions) have the same columns.
 */
import { countryCodeOf } from '../../identity/country.ts';
import { listOf, sdnList } from './known-sources.ts';
import {
  counter,
  evened,
  type FileFault,
  type FileReading,
  type ImportOptions,
  type NamedRow,
  type OfficialFile,
  subjectOf,
  type TableRow,
} from './official-file.ts';

export type SdnPart = 'entries' | 'addresses' | 'names' | 'remarks';

const columns: Readonly<Record<SdnPart, number>> = { entries: 12, addresses: 6, names: 5, remarks: 2 };
const titles: Readonly<Record<SdnPart, string>> = {
  entries: 'OFAC SDN list (sdn.csv)',
  addresses: 'addresses of the OFAC SDN list (add.csv)',
  names: 'other names of the OFAC SDN list (alt.csv)',
  remarks: 'remarks of the OFAC SDN list (sdn_comments.csv), not needed',
};

/** Which of the files it is, by its first rows. */
export function sdnPartOf(table: readonly TableRow[]): SdnPart | undefined {
  const rows = dataRows(table).slice(0, 5);
  if (rows.length === 0 || !rows.every(({ fields }) => /^\d{1,10}$/.test((fields[0] ?? '').trim()))) return undefined;
  const has = (part: SdnPart): boolean =>
    rows.filter(({ fields }) => fields.length === columns[part]).length * 2 > rows.length;
  const second = rows.every(({ fields }) => /^\d{1,10}$/.test((fields[1] ?? '').trim()));
  if (has('entries') && !second) return 'entries';
  if (has('addresses') && second) return 'addresses';
  if (has('names') && second && rows.some(({ fields }) => /^[afn]\.?k\.?a\.?$/i.test(value(fields[2])))) return 'names';
  return has('remarks') && !second ? 'remarks' : undefined;
}

/** One reading for each file; rows stand in that of the entries. */
export function readSdn(
  files: readonly { readonly file: OfficialFile; readonly table: readonly TableRow[]; readonly part: SdnPart }[],
  options: ImportOptions,
): FileReading[] {
  const of = (part: SdnPart) => files.filter((one) => one.part === part);
  const faultsOf = new Map(files.map(({ file }) => [file, [...file.faults] as FileFault[]]));
  const sound = new Map(
    files.map(({ file, table, part }) => [file, soundRows(file, table, part, faultsOf.get(file) ?? [])]),
  );
  const names = new Map<string, string[]>();
  const countries = new Map<string, Set<string>>();
  for (const { file } of of('names')) {
    for (const { fields } of sound.get(file) ?? []) {
      const alias = value(fields[3]);
      const key = value(fields[0]);
      if (/\p{L}/u.test(alias)) names.set(key, [...(names.get(key) ?? []), alias]);
    }
  }
  for (const { file } of of('addresses')) {
    for (const { fields } of sound.get(file) ?? []) {
      const code = countryCodeOf(value(fields[4]));
      const key = value(fields[0]);
      if (code !== undefined) countries.set(key, (countries.get(key) ?? new Set()).add(code));
    }
  }
  const known = new Set<string>();
  const readings = new Map<OfficialFile, FileReading>();
  for (const { file } of of('entries')) {
    const faults = faultsOf.get(file) ?? [];
    const left = counter();
    const rows: NamedRow[] = [];
    const entries = sound.get(file) ?? [];
    for (const row of entries) {
      const number = value(row.fields[0]);
      if (known.has(number)) faults.push({ path: file.path, line: row.line, message: `entry ${number} stands twice` });
      else {
        known.add(number);
        const read = rowOf(row, file, { aliases: names.get(number) ?? [], countries: countries.get(number) }, options);
        if (typeof read !== 'string') rows.push(read);
        else if (read.startsWith('!')) faults.push({ path: file.path, line: row.line, message: read.slice(1) });
        else left.add(read);
      }
    }
    readings.set(file, {
      path: file.path,
      title: titles.entries,
      count: entries.length,
      rows,
      lists: [listOf(sdnList, options.asOf, { as: options.as, url: options.listUrl })],
      faults,
      left: left.counts(),
    });
  }
  for (const { file, part } of files) {
    if (part === 'entries') continue;
    const faults = faultsOf.get(file) ?? [];
    const rows = sound.get(file) ?? [];
    if (of('entries').length === 0 && part !== 'remarks')
      faults.push({
        path: file.path,
        message: `holds ${titles[part]}; name the file of the entries, sdn.csv, with it`,
      });
    else if (part !== 'remarks') faults.push(...strangers(rows, known, file.path));
    readings.set(file, {
      path: file.path,
      title: titles[part],
      count: rows.length,
      rows: [],
      lists: [],
      faults,
      left: new Map(),
    });
  }
  return files.flatMap(({ file }) => readings.get(file) ?? []);
}

/** Rows of a companion about entries that the list does not have: one of the two files is cut, or of another day. */
function strangers(rows: readonly TableRow[], known: ReadonlySet<string>, path: string): FileFault[] {
  const lost = rows.filter(({ fields }) => !known.has(value(fields[0])));
  const [first] = lost;
  if (first === undefined) return [];
  const more = lost.length === 1 ? '' : `, and ${lost.length - 1} more rows do so`;
  const message = `speaks of entry ${value(first.fields[0])}, which the list does not hold${more}; the files are not of one day, or one is cut`;
  return [{ path, line: first.line, message }];
}

interface Companions {
  readonly aliases: readonly string[];
  readonly countries: ReadonlySet<string> | undefined;
}

/** The row; a text where it is left out, beginning with `!` where that is a fault. */
function rowOf(row: TableRow, file: OfficialFile, known: Companions, options: ImportOptions): NamedRow | string {
  const number = value(row.fields[0]);
  const name = value(row.fields[1]);
  if (!/\p{L}/u.test(name)) return '!the entry has no name';
  const type = value(row.fields[2]);
  const subject = subjectOf(type);
  if (subject === 'individual' || subject === 'vessel' || subject === 'aircraft') return subject;
  if (subject === 'other') return `!the type ${JSON.stringify(type.slice(0, 80))} is not known`;
  // "SDGT] [IFSR": several programmes in brackets, without the outermost ones.
  const programmes = value(row.fields[3])
    .split(/\]\s*\[/)
    .map(evened)
    .filter(Boolean)
    .join(', ');
  const aliases = [...known.aliases, ...aliasesIn(value(row.fields[11]))];
  const [country] = known.countries ?? [];
  return {
    name,
    aliases,
    ...(country !== undefined && known.countries?.size === 1 && { country }),
    reason: `On the ${sdnList.title.replace(' (file)', '')} of ${options.asOf}`,
    list: {
      list: options.as ?? sdnList.id,
      ...(programmes !== '' && { scope: `programmes: ${programmes}` }),
      source: {
        title: `OFAC SDN list, entry ${number}`,
        url: options.listUrl ?? sdnList.url,
        date: options.asOf,
        kind: 'primary',
      },
    },
    place: { path: file.path, line: row.line },
  };
}

/** `a.k.a. 'BNC'.` in the remarks. */
function aliasesIn(remarks: string): string[] {
  return [...remarks.matchAll(/\b[afn]\.k\.a\. '([^']{2,200})'/g)].map((found) => evened(found[1] ?? ''));
}

/** Rows with the columns and the number they must have; the others are faults. */
function soundRows(file: OfficialFile, table: readonly TableRow[], part: SdnPart, faults: FileFault[]): TableRow[] {
  return dataRows(table).filter((row) => {
    const { fields, line } = row;
    const short = /^-0?-?$/.test((fields.at(-1) ?? '').trim()) && (fields.at(-1) ?? '').trim() !== '-0-';
    const fault =
      fields.length !== columns[part]
        ? `has ${fields.length} columns where the file has ${columns[part]}`
        : !/^\d{1,10}$/.test((fields[0] ?? '').trim())
          ? 'does not begin with the number of an entry'
          : short
            ? 'ends in the middle of a value'
            : undefined;
    if (fault === undefined) return true;
    faults.push({ path: file.path, line, message: fault });
    return false;
  });
}

/** Without a heading that a copy may have, and without the mark of the end. */
function dataRows(table: readonly TableRow[]): TableRow[] {
  return table.filter(
    ({ fields }, at) =>
      !(fields.length === 1 && /^[\u001a\s]*$/.test(fields[0] ?? '')) &&
      !(at === 0 && /^ent_?num$/i.test((fields[0] ?? '').trim())),
  );
}

function value(field: string | undefined): string {
  const text = evened(field ?? '');
  return text === '-0-' ? '' : text;
}
