import type { Position } from './fault.ts';

export type { Position } from './fault.ts';

/** A path into parsed data: member names and 0-based indexes, from the root. */
export type Path = readonly (string | number)[];

/** The text without a leading byte order mark. */
export function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Offsets at which lines begin, in order; the first is 0. CRLF, a lone CR and LF each end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  let cr = text.indexOf('\r');
  let lf = text.indexOf('\n');
  while (cr >= 0 || lf >= 0) {
    if (cr >= 0 && (lf < 0 || cr < lf)) {
      if (lf === cr + 1) {
        starts.push(lf + 1);
        lf = text.indexOf('\n', lf + 1);
      } else {
        starts.push(cr + 1);
      }
      cr = text.indexOf('\r', cr + 1);
    } else {
      starts.push(lf + 1);
      lf = text.indexOf('\n', lf + 1);
    }
  }
  return starts;
}

export interface LineIndex {
  /** The position of an offset; offsets past the end count as the end. */
  at(offset: number): Position;
  /** Number of lines; text that ends with a line end has an empty last line. */
  readonly lines: number;
}

/** For many positions in one text. Building it reads the text once, each look-up is a binary search. */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  return {
    lines: starts.length,
    at(offset) {
      const target = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= target) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: target - (starts[low] as number) + 1 };
    },
  };
}

/** The position of one offset. For many, `lineIndex`. */
export function positionAt(text: string, offset: number): Position {
  const target = Math.min(Math.max(offset, 0), text.length);
  let line = 1;
  let start = 0;
  let cr = text.indexOf('\r');
  let lf = text.indexOf('\n');
  while (true) {
    let next: number;
    if (cr >= 0 && (lf < 0 || cr < lf)) {
      next = lf === cr + 1 ? lf + 1 : cr + 1;
      if (lf === cr + 1) lf = text.indexOf('\n', lf + 1);
      cr = text.indexOf('\r', cr + 1);
    } else if (lf >= 0) {
      next = lf + 1;
      lf = text.indexOf('\n', lf + 1);
    } else break;
    if (next > target) break;
    line++;
    start = next;
  }
  return { line, column: target - start + 1 };
}

/** The lines without their ends. Text that ends with a line end has an empty last line. */
export function splitLines(text: string): string[] {
  if (!text.includes('\r')) return text.split('\n');
  return text.split(/\r\n|\r|\n/);
}

/**
 * The line of the first `<<<<<<< ` that an unresolved merge left at the start of a line, with its `=======` and `>>>>>>> `
 * further down; undefined where there is none. Cheap on text without one.
 */
export function conflictMarkerLine(text: string): number | undefined {
  for (let at = markerAt(text, '<<<<<<< ', 0); at >= 0; at = markerAt(text, '<<<<<<< ', at + 8)) {
    const middle = markerAt(text, '=======', at + 8);
    if (middle < 0) return undefined;
    if (markerAt(text, '>>>>>>> ', middle + 7) >= 0) return positionAt(text, at).line;
  }
  return undefined;
}

function markerAt(text: string, marker: string, from: number): number {
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
    if (at === 0) return at;
    const before = text.charCodeAt(at - 1);
    if (before === 10 || before === 13) return at;
  }
  return -1;
}
