import { words } from './surroundings.ts';

/**
 * Cells of a register as people fill them in: several words for yes, dates in several orders, numbers with several separators.
 * What can be read two ways is not read.
 */

const yes: ReadonlySet<string> = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  'ja',
  'oui',
  'si',
  'sí',
  'sim',
  'да',
  'так',
  '是',
  '有',
  'はい',
  '예',
]);
const no: ReadonlySet<string> = new Set([
  'no',
  'n',
  'false',
  '0',
  'nein',
  'non',
  'não',
  'нет',
  'ні',
  '否',
  '无',
  '無',
  'いいえ',
  '아니요',
]);
/** Stands in a cell so that it is not empty. `none` and `n/a` are answers. */
const placeholders: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '?',
  'tbd',
  'tba',
  'tbc',
  'todo',
  'unknown',
  'open',
  'pending',
  'xxx',
]);

export function isAnswered(cell: string | undefined): cell is string {
  return cell !== undefined && !placeholders.has(cell.trim().toLowerCase());
}

export function yesOrNo(cell: string): 'yes' | 'no' | undefined {
  const word = cell.trim().toLowerCase();
  if (yes.has(word)) return 'yes';
  return no.has(word) ? 'no' : undefined;
}

/** True when one of the cell's words is among the values, case and separators aside. A yes or no is also met by any word for it. */
export function holdsOneOf(cell: string, values: readonly string[]): boolean {
  const answer = yesOrNo(cell);
  if (answer !== undefined && values.some((value) => yesOrNo(value) === answer)) return true;
  const wanted = new Set(values.flatMap(words));
  return words(cell).some((word) => wanted.has(word));
}

/** The cell as a number. Groups of three after a comma, point, blank or apostrophe are thousands; a percent sign is left aside. */
export function numberIn(cell: string): number | undefined {
  const trimmed = cell.trim();
  const text = trimmed.endsWith('%') ? trimmed.slice(0, -1).trimEnd() : trimmed;
  if (/^\d{1,3}(?:[,.'’\s]\d{3})+$/.test(text)) return Number(text.replace(/\D/g, ''));
  return /^\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** First and last day that a date in a cell covers, `YYYY-MM-DD`. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** ISO, year first with any separator, day first with dots, `2026年3月1日`; with slashes only where just one order is possible. */
export function daysIn(cell: string): Days | undefined {
  const text = cell.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const yearFirst = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?$/.exec(text);
  if (yearFirst !== null) return daysOf(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dayFirst !== null) return daysOf(dayFirst[3], dayFirst[2], dayFirst[1]);
  const slashes = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (slashes === null) return undefined;
  const [, one = '', other = '', year] = slashes;
  const dayThenMonth = daysOf(year, other, one);
  const monthThenDay = daysOf(year, one, other);
  if (dayThenMonth !== undefined && monthThenDay !== undefined && one !== other) return undefined;
  return dayThenMonth ?? monthThenDay;
}

function daysOf(year = '', month?: string, day?: string): Days | undefined {
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const length = lastDay(Number(year), Number(month));
  if (length === undefined) return undefined;
  const head = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return { first: `${head}-01`, last: `${head}-${length}` };
  if (Number(day) < 1 || Number(day) > length) return undefined;
  return { first: `${head}-${day.padStart(2, '0')}`, last: `${head}-${day.padStart(2, '0')}` };
}

function lastDay(year: number, month: number): number | undefined {
  return month < 1 || month > 12 ? undefined : new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A day that many months later; the last of its month where that month is shorter. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + Math.floor(months);
  const newYear = Math.floor(total / 12);
  const newMonth = (total % 12) + 1;
  const newDay = Math.min(date, lastDay(newYear, newMonth) ?? date);
  return [String(newYear).padStart(4, '0'), String(newMonth).padStart(2, '0'), String(newDay).padStart(2, '0')].join(
    '-',
  );
}
