import type { PartialDate } from '../model/knowledge.ts';

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** True for `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that exists in the Gregorian calendar; years 0001 to 9999. */
export function isPartialDate(text: string): boolean {
  const parts = shape.exec(text);
  if (parts === null) return false;
  const [, year, month, day] = parts;
  if (Number(year) === 0) return false;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  if (day === undefined) return true;
  return Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));
}

/** True for a date that names one day, `YYYY-MM-DD`. */
export function isFullDate(text: string): boolean {
  return text.length === 10 && isPartialDate(text);
}

/** The first day `YYYY-MM-DD` a date covers. The date must be valid. */
export function firstDay(date: PartialDate): string {
  if (date.length === 4) return `${date}-01-01`;
  return date.length === 7 ? `${date}-01` : date;
}

/** The last day `YYYY-MM-DD` a date covers. The date must be valid. */
export function lastDay(date: PartialDate): string {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length !== 7) return date;
  return `${date}-${String(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5)))).padStart(2, '0')}`;
}

/**
 * Where one date lies against another. `same` only when both name the same day; `overlapping` when one of them is a year or
 * month that covers the other, so that the order cannot be told. Compares text: zero-padded dates sort as text.
 */
export function compareDates(date: PartialDate, other: PartialDate): 'before' | 'same' | 'overlapping' | 'after' {
  const length = Math.min(date.length, other.length);
  const left = date.slice(0, length);
  const right = other.slice(0, length);
  if (left < right) return 'before';
  if (left > right) return 'after';
  return date.length === 10 && other.length === 10 ? 'same' : 'overlapping';
}

/**
 * Whether something that runs from `since` up to, and without, `until` is live on a day. An absent edge is open. A year or month
 * covers all its days, so inside it the answer is `uncertain`; a certain `no` on one edge wins over doubt on the other.
 */
export function isWithin(
  day: PartialDate,
  since: PartialDate | undefined,
  until: PartialDate | undefined,
): 'yes' | 'no' | 'uncertain' {
  const start = since === undefined ? 'after' : compareDates(day, since);
  const end = until === undefined ? 'before' : compareDates(day, until);
  if (start === 'before' || end === 'after' || end === 'same') return 'no';
  return start === 'overlapping' || end === 'overlapping' ? 'uncertain' : 'yes';
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
