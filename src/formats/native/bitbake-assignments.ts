import { plainLines } from '../languages/plain-lines.ts';

/** `NAME = "value"` and its kin, with the lines of the file that the value runs over. */
export interface BitbakeAssignment {
  readonly name: string;
  readonly value: string;
  /** Offsets in `value` at which lines of the file begin. */
  readonly starts: readonly number[];
  readonly line: number;
}

export interface BitbakeText {
  readonly assignments: readonly BitbakeAssignment[];
  /** Paths behind `require` and `include`, as written. */
  readonly included: readonly string[];
  /** Lines of values that never end. */
  readonly open: readonly number[];
}

const assignment = /^(?:export\s+)?([A-Za-z_][\w:.+-]*)(?:\[[\w-]+\])?\s*(?:\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)\s*(["'])/;
/** The head of a shell or Python function in braces; its body is no text of BitBake's. */
const functionHead = /^[A-Za-z_$][^"'=#]*\(\s*\)\s*\{$|^python(?:\s+\w+)?\s*\{$/;

/** Reads the assignments of a recipe or of a file that it includes. Throws `SyntaxFault` as `plainLines` does. */
export function bitbakeText(text: string): BitbakeText {
  const lines = plainLines(text);
  const assignments: BitbakeAssignment[] = [];
  const included: string[] = [];
  const open: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    const raw = lines[index] as string;
    if (functionHead.test(raw.trimEnd())) {
      while (index + 1 < lines.length && !/^\}/.test(lines[index + 1] as string)) index++;
      continue;
    }
    const path = /^(?:require|include)\s+(\S+)/.exec(raw)?.[1];
    if (path !== undefined) included.push(path);
    const [whole, name, quote] = assignment.exec(raw) ?? [];
    if (whole === undefined || name === undefined || quote === undefined) continue;
    const line = index + 1;
    const starts = [0];
    let value = raw.slice(whole.length);
    while (value.endsWith('\\') && index + 1 < lines.length) {
      value = `${value.slice(0, -1)} `;
      index++;
      starts.push(value.length);
      value += lines[index] as string;
    }
    const end = value.trimEnd();
    if (end.endsWith(quote)) assignments.push({ name, value: end.slice(0, -1), starts, line });
    else open.push(line);
  }
  return { assignments, included, open };
}

/** Values refer to each other a few times at most; a value of itself ends there. */
const rounds = 4;
const longestValue = 5_000;

/** The text with `${NAME}` replaced where the name is known. */
export function bitbakeExpanded(text: string, variables: ReadonlyMap<string, string>): string {
  let value = text;
  for (let round = 0; round < rounds && value.includes('${') && value.length < longestValue; round++)
    value = value.replace(/\$\{([A-Za-z_][\w-]*)\}/g, (whole, name: string) => variables.get(name) ?? whole);
  return value;
}
