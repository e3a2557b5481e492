import { SyntaxFault } from '../../syntax/fault.ts';
import { parseJson } from '../../syntax/json.ts';
import type { RowProblems } from './table-problems.ts';

/** The value of a line of NDJSON; undefined, and a problem, where the line is no JSON. */
export function jsonLine(text: string, line: number, problems: RowProblems): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { code, column } = error;
    problems.add({ code, line, column, message: `a line is no JSON: ${error.message}`, weight: 'lost' });
    return undefined;
  }
}
