import type { Problem } from '../../model/problem.ts';
import type { TableHead } from './table-head.ts';

/** So many troubles of one kind are named one by one; the rest are counted. */
const namedProblems = 20;

/** Problems of a table's rows, with an end to how many there are. */
export interface RowProblems {
  add(problem: Problem): void;
  all(): Problem[];
}

export function rowProblems(): RowProblems {
  const counts = new Map<string, number>();
  const problems: Problem[] = [];
  const weights = new Map<string, Problem['weight']>();
  return {
    add(problem) {
      const count = (counts.get(problem.code) ?? 0) + 1;
      counts.set(problem.code, count);
      weights.set(problem.code, problem.weight);
      if (count <= namedProblems) problems.push(problem);
    },
    all: () => [
      ...problems,
      ...[...counts].flatMap(([code, count]): Problem[] =>
        count <= namedProblems
          ? []
          : [
              {
                code,
                message: `${count - namedProblems} more rows have the same trouble`,
                weight: weights.get(code) ?? 'lost',
              },
            ],
      ),
    ],
  };
}

/** What the header line itself has to be said about. */
export function headProblems({ plan, line }: Pick<TableHead, 'plan'> & Partial<Pick<TableHead, 'line'>>): Problem[] {
  const problems: Problem[] = [];
  const say = (code: string, message: string, weight: Problem['weight']): void => {
    problems.push(line === undefined ? { code, message, weight } : { code, line, message, weight });
  };
  for (const header of plan.doubled)
    say(
      'duplicate-header',
      `has more than one column "${header}"; all were read, which of them is right is not known`,
      'lost',
    );
  if (plan.unknown.length > 0)
    say(
      'unmapped-columns',
      `columns that were not read: ${listed(plan.unknown)}; --map header=column says what one holds`,
      'note',
    );
  if (plan.notMakers.length > 0)
    say(
      'not-a-maker',
      `not read as the maker of the rows: ${listed(plan.notMakers)}; --map header=manufacturer changes that`,
      'note',
    );
  return problems;
}

function listed(headers: readonly string[]): string {
  const shown = headers.slice(0, 30).map((header) => (header.length > 60 ? `${header.slice(0, 60)}…` : header));
  const more = headers.length > shown.length ? ` and ${headers.length - shown.length} more` : '';
  return `${shown.join(', ')}${more}`;
}
