/**
 * Registers of providers, hosting sites, data brokers, joint ventures and equipment as delimited text. No specification: the neutral columns of
 * neutral-columns.ts, words people use for them, and the columns of the DORA register of information (Implementing Regulation (EU) 2024/2956). Surprising:
 * the templates of DORA are tables whose headers are numbers, so that the file's name says what they mean.
 */

import type { Component } from '../../model/component.ts';
import type { RecordFormat, RecordOptions, RecordReader } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { csvReader } from '../../syntax/csv.ts';
import { afterHead } from '../inventory/after-head.ts';
import { rowProblems } from '../inventory/table-problems.ts';
import { columnProblems } from './column-problems.ts';
import { doraTemplateIn } from './dora-columns.ts';
import { planRegister, type RegisterPlan } from './register-headers.ts';
import { registerEntry } from './register-row.ts';

/** Reads a table whose headers prove a register; any other is left alone. */
export const table: RecordFormat = {
  id: 'register/table',
  title: 'Register of providers (CSV, TSV, semicolon or bar separated)',
  files: [],
  mayBe: ['*.csv', '*.tsv', '*.psv'],
  recognise: (head, path, options) => headOf(head, options?.map, path) !== undefined,
  // An inventory knows makers and models; a register knows them too, and contracts besides.
  priority: 1,
  open,
};

interface Head {
  readonly delimiter: string;
  readonly line: number;
  readonly plan: RegisterPlan;
}

const headLength = 65_536;
const preambleLines = 30;

function headOf(text: string, map: ReadonlyMap<string, string> | undefined, path: string): Head | undefined {
  const head = firstLines(text);
  let best: Head | undefined;
  const template = doraTemplateIn(path.slice(path.lastIndexOf('/') + 1)) ?? doraTemplateIn(head.slice(0, 300));
  for (const delimiter of [',', ';', '\t', '|']) {
    if (!head.includes(delimiter)) continue;
    let lines = 0;
    const reader = csvReader({
      delimiter,
      onRecord(headers, line) {
        if (++lines > preambleLines || headers.length < 2 || headers.length > 500) return;
        const plan = planRegister(headers, map, template);
        if (plan.isRegister && (best === undefined || plan.proof > best.plan.proof)) best = { delimiter, line, plan };
      },
    });
    reader.write(head);
    reader.end();
  }
  return best;
}

function firstLines(text: string): string {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  let at = 0;
  for (let lines = 0; lines < preambleLines && at >= 0 && at < headLength; lines++) {
    const end = plain.indexOf('\n', at);
    if (end < 0) return plain.slice(0, headLength);
    at = end + 1;
  }
  return plain.slice(0, Math.min(at, headLength));
}

function open(path: string, emit: (component: Component) => void, options: RecordOptions): RecordReader {
  let head: Head | undefined;
  const problems = rowProblems();
  const reader = afterHead(headLength, (text) => {
    const found = headOf(text, options.map, path);
    if (found === undefined)
      throw new NotThisFormat('has no header line with columns of a register; --map header=column names them');
    head = found;
    const { plan, line: headLine, delimiter } = found;
    return csvReader({
      delimiter,
      onRecord(fields, line, places) {
        if (line <= headLine) return;
        const isLonger = fields.slice(plan.width).some((field) => field.trim() !== '');
        const isCut = fields.length < plan.width && fields.length > 1;
        if (isLonger || isCut)
          problems.add({
            code: 'ragged-row',
            line,
            column: 1,
            message: `has ${fields.length} cells where the header has ${plan.width}; its cells may stand in the wrong columns`,
            weight: 'lost',
          });
        let column = 1;
        const columns: number[] = [];
        for (const field of fields) {
          columns.push(column);
          column += field.length + 1;
        }
        const component = registerEntry(
          plan.columns.map(({ index, column: neutral }) => ({
            column: neutral,
            value: fields[index] ?? '',
            at: { line: places?.lines[index] ?? line, column: places?.columns[index] ?? columns[index] ?? 1 },
          })),
          { line, column: 1 },
        );
        if (component) emit(component);
      },
      onProblem({ code, line, column, message }) {
        if (line >= headLine)
          problems.add({ code, line, column, message, weight: code === 'text-after-quote' ? 'note' : 'lost' });
      },
    });
  });
  return {
    write: (text) => reader.write(text),
    end(): readonly Problem[] {
      reader.end();
      return [...columnProblems((head as Head).plan, (head as Head).line), ...problems.all()];
    },
  };
}
