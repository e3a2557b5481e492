import { SyntaxFault } from '../../syntax/fault.ts';

/** Longer lines are no lines of text. */
const longestLine = 16 * 1024 * 1024;

/** Splits text that comes in pieces into lines; CRLF, a lone CR and LF each end one. Throws `line-too-long`. */
export function lineReader(onLine: (text: string, line: number) => void): { write(text: string): void; end(): void } {
  let held = '';
  let line = 0;
  return {
    write(text) {
      // A CR as the last character may be the first half of a line end.
      const lines = (held + text).split(/\r\n|\n|\r(?!$)/);
      held = lines.pop() as string;
      for (const one of lines) onLine(one, ++line);
      if (held.length > longestLine)
        throw new SyntaxFault('line-too-long', `has a line of more than ${longestLine} characters`, {
          line: line + 1,
          column: 1,
        });
    },
    end() {
      if (held.endsWith('\r')) held = held.slice(0, -1);
      if (held !== '') onLine(held, ++line);
    },
  };
}
