import type { Problem } from '../../model/problem.ts';
import type { RegisterPlan } from './register-headers.ts';

/** What the header line has to be said about: columns nobody knows are only a note, two of one meaning are a loss. */
export function columnProblems({ unknown, doubled }: RegisterPlan, line: number): Problem[] {
  const problems: Problem[] = [];
  for (const header of doubled)
    problems.push({
      code: 'duplicate-header',
      line,
      message: `has more than one column that means the same; "${short(header)}" was not read`,
      weight: 'lost',
    });
  if (unknown.length > 0)
    problems.push({
      code: 'unmapped-columns',
      line,
      message: `columns that were not read: ${unknown.slice(0, 30).map(short).join(', ')}; --map header=column says what one holds`,
      weight: 'note',
    });
  return problems;
}

function short(header: string): string {
  return header.length > 60 ? `${header.slice(0, 60)}...` : header;
}
