import type { List, PartialDate, Source } from '../../model/knowledge.ts';
import type { Severity } from '../../model/match.ts';

/** One row of a table as text, and the 1-based line it begins on. */
export interface TableRow {
  readonly fields: readonly string[];
  readonly line: number;
  /** Words that the page prints bold, where it was one. */
  readonly bold?: readonly string[];
}

/** One entry of a JSON document, and the 1-based line it begins on. */
export interface JsonEntry {
  readonly value: unknown;
  readonly line: number;
}

/** What is wrong with a file at a place. */
export interface FileFault {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** A file a user downloaded, split into rows or entries by the caller. `faults` are those of the splitting. */
export interface OfficialFile {
  readonly path: string;
  readonly content: { readonly table: readonly TableRow[] } | { readonly entries: readonly JsonEntry[] };
  readonly faults: readonly FileFault[];
}

/** What the user says about all files of one import. */
export interface ImportOptions {
  /** Day the files were published or downloaded. */
  readonly asOf: PartialDate;
  /** Put everything on this list. */
  readonly as?: string;
  readonly listUrl?: string;
}

/** An organisation that a file names. */
export interface NamedRow {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country?: string;
  readonly list: ListedBy;
  /** Why it is flagged, for the reader of a finding. */
  readonly reason: string;
  readonly severity?: Severity;
  readonly place: { readonly path: string; readonly line: number };
}

export interface ListedBy {
  readonly list: string;
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  readonly scope?: string;
  readonly source: Source;
}

/** What was read of one file. */
export interface FileReading {
  readonly path: string;
  /** What the file was recognised as. */
  readonly title: string;
  /** Data rows, heading and empty ones not counted. */
  readonly count: number;
  readonly rows: readonly NamedRow[];
  /** Lists that rows name and that are new. */
  readonly lists: readonly List[];
  readonly faults: readonly FileFault[];
  /** Rows that are left out on purpose: what they are, and how many. */
  readonly left: ReadonlyMap<string, number>;
}

/** Blanks evened, control characters taken out. */
export function evened(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 900);
}

/** A heading as words: `Entity_Number*` is `entity number`. */
export function headingOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The first date of a text: `2019-05-21`, `May 21, 2019`, `21 May 2019`, `2019-05`, `2019`, `05/21/2019` as month, day, year. */
export function dateIn(text: string): PartialDate | undefined {
  const iso = /(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)/.exec(text);
  if (iso) return dated(iso[1], iso[2], iso[3]);
  const american = /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text);
  if (american) return dated(american[3], american[1], american[2]);
  const words = /(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2}),\s*)?(\d{4})(?!\d)/i.exec(text);
  const month = months.indexOf((words?.[2] ?? '').slice(0, 3).toLowerCase());
  if (words && month >= 0) return dated(words[4], String(month + 1), words[1] ?? words[3]);
  const year = /^\s*(\d{4})\s*$/.exec(text);
  return year ? dated(year[1]) : undefined;
}

/** Nothing where there is no such day. */
function dated(year = '', month?: string, day?: string): PartialDate | undefined {
  const [m, d] = [month ?? '1', day ?? '1'].map((part) => part.padStart(2, '0'));
  const whole = `${year}-${m}-${d}`;
  const parsed = new Date(`${whole}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== whole) return undefined;
  return whole.slice(0, day === undefined ? (month === undefined ? 4 : 7) : 10);
}

/** Counts by word, in the order of the words. */
export interface Counter {
  readonly add: (word: string) => void;
  readonly counts: () => ReadonlyMap<string, number>;
}

export function counter(): Counter {
  const counts = new Map<string, number>();
  return {
    add: (word) => counts.set(word, (counts.get(word) ?? 0) + 1),
    counts: () => new Map([...counts].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

/** What kind of thing a row is about, by the word its own type column has. `unknown` where the column is empty. */
export function subjectOf(type: string): 'organisation' | 'individual' | 'vessel' | 'aircraft' | 'unknown' | 'other' {
  const word = type.trim().toLowerCase();
  if (word === '' || word === 'unknown') return 'unknown';
  if (/^(?:individual|person|people|natural person|physical person|human)s?$/.test(word)) return 'individual';
  if (/^(?:vessel|ship|boat)s?$/.test(word)) return 'vessel';
  if (/^(?:aircraft|airplane|aeroplane|plane|helicopter)s?$/.test(word)) return 'aircraft';
  if (
    /^(?:entity|entities|organi[sz]ations?|compan(?:y|ies)|business|legal ?entity|legal person|firm|corporate|public ?body)$/.test(
      word,
    )
  )
    return 'organisation';
  return 'other';
}
