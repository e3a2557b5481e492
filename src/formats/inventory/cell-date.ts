/** What a date cell says: a day, nothing, or something that two people read differently. */
export type CellDate = { readonly day: string } | 'empty' | 'unclear';

const months = new Map(
  Object.entries({
    jan: 1,
    feb: 2,
    mar: 3,
    mär: 3,
    apr: 4,
    may: 5,
    mai: 5,
    jun: 6,
    jul: 7,
    aug: 8,
    sep: 9,
    oct: 10,
    okt: 10,
    nov: 11,
    dec: 12,
    dez: 12,
  }),
);

/**
 * ISO dates with or without a time, `2025/3/1`, `20250301`, `2025年3月1日`, `01.03.2025`, `1 Mar 2025`, `March 1, 2025`, seconds since
 * 1970 (runZero, osquery), and slashed dates that can be read one way only. `03/04/2025` is unclear: it is April in most of the world and March in the United States.
 */
export function dateOf(cell: string): CellDate {
  const text = cell.trim();
  if (text === '' || !/\d/.test(text)) return 'empty';
  if (text.length > 40) return 'unclear';
  const seconds = /^(1\d{9})(?:\d{3}|\.\d{1,6})?$/.exec(text);
  if (seconds) return { day: new Date(Number(seconds[1]) * 1000).toISOString().slice(0, 10) };
  const year =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(text) ?? /^((?:19|20)\d{2})([01]\d)([0-3]\d)$/.exec(text);
  if (year) return day(year[1], year[2], year[3]);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/.exec(text);
  if (dotted) return day(dotted[3], dotted[2], dotted[1]);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[-. ]{1,2}([a-zä]{3})[a-z]{0,6}[-.,]? ?[-]?(\d{4})(?!\d)/i.exec(text);
  if (dayFirst) return day(dayFirst[3], months.get((dayFirst[2] as string).toLowerCase()), dayFirst[1]);
  const monthFirst = /^([a-zä]{3})[a-z]{0,6}\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i.exec(text);
  if (monthFirst) return day(monthFirst[3], months.get((monthFirst[1] as string).toLowerCase()), monthFirst[2]);
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/.exec(text);
  if (!slashed) return 'unclear';
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  if (first > 12 || first === second) return day(slashed[3], slashed[2], slashed[1]);
  return second > 12 ? day(slashed[3], slashed[1], slashed[2]) : 'unclear';
}

/**
 * True where `2025-03-01` stands there, alone or before a time: what most tables hold, told without making strings. Everything else is for
 * `dateOf`, which says the same of these.
 */
export function isIsoDay(text: string, from: number, to: number): boolean {
  if (to - from < 10 || to - from > 40 || text.charCodeAt(from + 4) !== 45 || text.charCodeAt(from + 7) !== 45)
    return false;
  if (to - from > 10) {
    const next = text.charCodeAt(from + 10);
    if (next !== 84 && next !== 32) return false;
  }
  const century = twoDigits(text, from);
  const years = twoDigits(text, from + 2);
  return isDay(century * 100 + years, twoDigits(text, from + 5), twoDigits(text, from + 8));
}

/** NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** 1899 and 1970 are what an empty cell becomes in spreadsheets and programs. */
function isDay(y: number, m: number, d: number): boolean {
  return y > 1970 && y < 2200 && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
}

function day(yearText: string | undefined, month: string | number | undefined, dayText: string | undefined): CellDate {
  const [y, m, d] = [Number(yearText), Number(month), Number(dayText)];
  if (!isDay(y, m, d)) return 'unclear';
  return { day: `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
