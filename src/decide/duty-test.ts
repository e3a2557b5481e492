import type { DutyTest } from '../model/knowledge.ts';
import type { Cells } from './bulk-data.ts';
import { daysIn, holdsOneOf, isAnswered, monthsLater, numberIn, yesOrNo } from './register-cell.ts';

/** What a row does not show, as half a sentence about the column: `contract_ref is empty`. Nothing where it shows it. */
export function gapIn(cells: Cells, test: DutyTest, day: string): string | undefined {
  if (!applies(cells, test)) return undefined;
  const { column } = test;
  const cell = cells.get(column);
  if (cell === undefined) return `${column} is not in the register`;
  if (cell.trim() === '') return `${column} is empty`;
  if (!isAnswered(cell)) return `${column} says only ${quoted(cell)}`;
  const gap = gapOf(cell, cells, test, day);
  return gap === undefined ? undefined : `${column} ${gap}`;
}

/** Tests are about rows for which all conditions hold; a column the row lacks does not hold. */
function applies(cells: Cells, { when = [] }: DutyTest): boolean {
  return when.every(({ column, oneOf }) => {
    const cell = cells.get(column);
    return cell !== undefined && holdsOneOf(cell, oneOf);
  });
}

function gapOf(cell: string, cells: Cells, test: DutyTest, day: string): string | undefined {
  switch (test.is) {
    case 'present':
      return undefined;
    case 'yes':
    case 'no':
      return yesOrNo(cell) === test.is ? undefined : `says ${quoted(cell)}`;
    case 'single':
      return /[,;|\n]|\band\b/i.test(cell) ? `holds several values in one cell: ${quoted(cell)}` : undefined;
    case 'one-of':
      return holdsOneOf(cell, listOf(test.value))
        ? undefined
        : `says ${quoted(cell)}, not ${listOf(test.value).join(' or ')}`;
    case 'not-one-of':
      return holdsOneOf(cell, listOf(test.value)) ? `says ${quoted(cell)}` : undefined;
    case 'at-most':
    case 'at-least':
      return numberGap(cell, cells, test);
    case 'not-past':
    case 'not-after':
    case 'within-months':
      return dateGap(cell, cells, test, day);
  }
}

function numberGap(cell: string, cells: Cells, { is, value, valueColumn }: DutyTest): string | undefined {
  const count = numberIn(cell);
  if (count === undefined) return `says ${quoted(cell)}, which is no number`;
  const bound = otherNumber(cells, valueColumn) ?? Number(value);
  if (Number.isNaN(bound)) return `cannot be compared: ${valueColumn ?? 'its bound'} is no number`;
  if (is === 'at-most') return count <= bound ? undefined : `is ${count}, more than ${bound}`;
  return count >= bound ? undefined : `is ${count}, less than ${bound}`;
}

function dateGap(cell: string, cells: Cells, { is, value, valueColumn }: DutyTest, day: string): string | undefined {
  const date = daysIn(cell);
  if (date === undefined) return `says ${quoted(cell)}, which is no date with one meaning`;
  if (is === 'not-past') return date.last >= day ? undefined : `is ${cell.trim()}, before ${day}`;
  if (is === 'not-after') {
    const other = cells.get(valueColumn ?? '');
    const bound = isAnswered(other) ? daysIn(other) : undefined;
    if (bound === undefined) return `cannot be compared: ${valueColumn} has no date`;
    return date.first <= bound.last ? undefined : `is ${cell.trim()}, after ${valueColumn} ${other?.trim()}`;
  }
  const months = otherNumber(cells, valueColumn) ?? Number(value);
  if (Number.isNaN(months)) return `cannot be compared: ${valueColumn ?? 'its interval'} is no number`;
  if (date.first > day) return `is ${cell.trim()}, which has not come yet`;
  return monthsLater(date.last, months) >= day
    ? undefined
    : `is ${cell.trim()}, more than ${months} months before ${day}`;
}

function otherNumber(cells: Cells, column: string | undefined): number | undefined {
  const cell = column === undefined ? undefined : cells.get(column);
  return isAnswered(cell) ? numberIn(cell) : undefined;
}

function listOf(value: DutyTest['value']): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

function quoted(cell: string): string {
  const text = cell.trim();
  return `"${text.length > 60 ? `${text.slice(0, 60).toWellFormed()}...` : text}"`;
}
