/**
 * The Consolidated Screening List of the US Departments of Commerce, State and the Treasury, as trade.gov gives it: CSV or TSV with a heading
 * (29 columns, lists inside a cell parted by semicolons), or JSON with the entries under `results`. Surprising: the Commerce and State lists
 * give no type, so whether a row is a person must be read off the name; and an address ends with the country as two letters.
 */
import { countryCodeOf } from '../../identity/country.ts';
import type { List } from '../../model/knowledge.ts';
import { type KnownSource, listOf, screeningLists } from './known-sources.ts';
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
  subjectOf,
} from './official-file.ts';
import { readsAsOrganisation } from './reads-as-organisation.ts';

const title = 'Consolidated Screening List';
/** Columns that no other table has together. */
const marks = ['source', 'name', 'alt names', 'source list url'];

/** One entry, from a row or an object alike. */
interface Entry {
  readonly line: number;
  readonly text: (name: string) => string;
  readonly many: (name: string) => readonly string[];
  readonly countries: readonly string[];
}

export function isScreeningHeading(fields: readonly string[]): boolean {
  const names = fields.map(headingOf);
  return marks.every((mark) => names.includes(mark));
}

export function isScreeningEntry(value: unknown): boolean {
  return isObject(value) && typeof value.source === 'string' && 'name' in value && 'source_list_url' in value;
}

/** Reads the file; every entry that is damaged is a fault, and the rest is read. */
export function readScreeningList(file: OfficialFile, options: ImportOptions): FileReading {
  const faults: FileFault[] = [...file.faults];
  const rows: NamedRow[] = [];
  const lists = new Map<string, List>();
  const left = counter();
  let count = 0;
  const fault = (line: number, message: string): void => {
    faults.push({ path: file.path, line, message });
  };
  const entries =
    'table' in file.content ? tableEntries(file.content.table, fault) : jsonEntries(file.content.entries, fault);
  for (const entry of entries) {
    count++;
    const name = evened(entry.text('name'));
    const said = evened(entry.text('source'));
    if (!/\p{L}/u.test(name)) {
      fault(entry.line, 'the entry has no name');
      continue;
    }
    const source = sourceOf(said);
    if (source === undefined) {
      fault(entry.line, `the source ${JSON.stringify(said.slice(0, 80))} is none of the lists that are known`);
      continue;
    }
    const subject = subjectOf(entry.text('type'));
    if (subject === 'individual' || subject === 'vessel' || subject === 'aircraft') {
      left.add(subject);
      continue;
    }
    if (subject === 'other') {
      fault(entry.line, `the type ${JSON.stringify(evened(entry.text('type')).slice(0, 80))} is not known`);
      continue;
    }
    if (subject === 'unknown' && !readsAsOrganisation(name)) {
      left.add('name that may be a person’s, where the list gives no type');
      continue;
    }
    const list = options.as ?? source.id;
    if (!lists.has(list)) lists.set(list, listOf(source, options.asOf, { as: options.as, url: options.listUrl }));
    rows.push(rowOf(entry, { name, said, source, list }, file.path, options));
  }
  return { path: file.path, title, count, rows, lists: [...lists.values()], faults, left: left.counts() };
}

interface Read {
  readonly name: string;
  readonly said: string;
  readonly source: KnownSource;
  readonly list: string;
}

function rowOf(entry: Entry, { name, said, source, list }: Read, path: string, options: ImportOptions): NamedRow {
  const number = evened(entry.text('entity_number')) || evened(entry.text('_id')) || evened(entry.text('id'));
  const since = dateIn(entry.text('start_date'));
  const until = dateIn(entry.text('end_date'));
  const notice = evened(entry.text('federal_register_notice'));
  const scope = [
    ['licence requirement', entry.text('license_requirement')],
    ['licence policy', entry.text('license_policy')],
    ['programmes', entry.many('programs').join(', ')],
  ]
    .map(([word, value]) => [word, evened(value ?? '')] as const)
    .filter(([, value]) => value !== '')
    .map(([word, value]) => `${word}: ${value}`)
    .join('; ');
  const url = [entry.text('source_information_url'), entry.text('source_list_url')].map(evened).find(isAddress);
  const [country] = entry.countries;
  return {
    name,
    aliases: entry
      .many('alt_names')
      .map(evened)
      .filter((alias) => /\p{L}/u.test(alias)),
    ...(country !== undefined && entry.countries.length === 1 && { country }),
    reason: `On the ${said}, by the ${title} of ${options.asOf}`,
    ...(source.severity !== undefined && { severity: source.severity }),
    list: {
      list,
      ...(since !== undefined && { since }),
      // An order that ends before it begins is a slip of the list; what counts is that it stands there.
      ...(until !== undefined && (since === undefined || until >= since) && { until }),
      ...(scope !== '' && { scope }),
      source: {
        title: [`${title}, ${said}`, number && `entry ${number}`, notice].filter(Boolean).join(', '),
        url: url ?? source.url,
        date: options.asOf,
        kind: 'primary',
      },
    },
    place: { path, line: entry.line },
  };
}

/** By the letters in brackets, `Entity List (EL) - Bureau of Industry and Security`. */
function sourceOf(said: string): KnownSource | undefined {
  const code = /\(([A-Z-]{2,8})\)/.exec(said)?.[1];
  return code === undefined ? undefined : screeningLists.get(code);
}

type Tell = (line: number, message: string) => void;

function* tableEntries(table: readonly { fields: readonly string[]; line: number }[], fault: Tell): Iterable<Entry> {
  const [head, ...rows] = table;
  const names = (head?.fields ?? []).map((field) => headingOf(field).replaceAll(' ', '_'));
  const columns = new Map(names.map((name, at) => [name.replace(/^id$/, '_id'), at]));
  for (const { fields, line } of rows) {
    if (fields.length !== names.length) {
      fault(line, `has ${fields.length} columns where the heading has ${names.length}`);
      continue;
    }
    const text = (name: string): string => fields[columns.get(name) ?? -1] ?? '';
    const many = (name: string): string[] => text(name).split(';').map(evened).filter(Boolean);
    const countries = many('addresses').flatMap(
      (address) => countryCodeOf(address.split(',').at(-1)?.trim() ?? '') ?? [],
    );
    yield { line, text, many, countries: [...new Set(countries)] };
  }
}

function* jsonEntries(entries: readonly { value: unknown; line: number }[], fault: Tell): Iterable<Entry> {
  for (const { value, line } of entries) {
    if (!isObject(value)) {
      fault(line, 'is no entry');
      continue;
    }
    const text = (name: string): string => {
      const held = value[name];
      return typeof held === 'string' || typeof held === 'number' ? String(held) : '';
    };
    const many = (name: string): string[] => {
      const held = value[name];
      return Array.isArray(held) ? held.filter((one) => typeof one === 'string') : [];
    };
    const addresses: unknown[] = Array.isArray(value.addresses) ? value.addresses : [];
    const stated = addresses.map((one) => (isObject(one) && typeof one.country === 'string' ? one.country : ''));
    const countries = [text('country'), ...stated].flatMap((one) => countryCodeOf(one.trim()) ?? []);
    yield { line, text, many, countries: [...new Set(countries)] };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"]+$/i.test(text) && URL.canParse(text);
}
