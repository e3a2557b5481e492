import { SyntaxFault } from './fault.ts';

export type Delimiter = ',' | ';' | '\t' | '|';

/** Something about the rows that the caller should report; the reader goes on. */
export interface CsvProblem {
  readonly code: 'unbalanced-quote' | 'text-after-quote' | 'field-too-long';
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where the fields of a record with quotes begin, quote included; 1-based. The arrays are reused for the next record. */
export interface FieldPlaces {
  readonly lines: readonly number[];
  readonly columns: readonly number[];
}

export interface CsvOptions {
  /** Absent: `sniffDelimiter` on the first line. A first line `sep=X` overrules both and is no record. */
  readonly delimiter?: string;
  /**
   * One record with all its fields, as written between delimiters or quotes; nothing is trimmed. `line` is the 1-based line
   * it begins on. The array is the caller's to keep. Empty lines are no records.
   */
  readonly onRecord: (fields: string[], line: number, places: FieldPlaces | undefined) => void;
  /**
   * Gets most records instead of `onRecord`, unsplit, for readers that want some of the fields: field `i` is
   * `text.slice(starts[i], ends[i])`. All three are good until the call returns. Records with a doubled quote or a line end inside quotes,
   * with text behind a quote, and too long ones go to `onRecord`, as do all where the delimiter is longer than one character.
   */
  readonly onCells?: (text: string, starts: Int32Array, ends: Int32Array, count: number, line: number) => void;
  readonly onProblem?: (problem: CsvProblem) => void;
  /** UTF-16 units of one field; absent is one million. A longer one is handed over empty, with a problem. */
  readonly maxField?: number;
}

export interface CsvReader {
  /** Text in order, cut anywhere. Throws `line-too-long` for a line of more than 16 fields of full length. */
  write(text: string): void;
  end(): void;
}

const defaultMaxField = 1_000_000;
/** How much of the first line is waited for before the delimiter is guessed. */
const headLimit = 65_536;

/**
 * Reads CSV (RFC 4180, and CR, LF or CRLF as line ends, any delimiter) record by record. Holds the piece in hand and what
 * was left of the last. A quote that is never closed, or closes in a later row in the middle of a word, is a problem at
 * the line that opened it; that line is then read with its quotes as plain characters and the rows after it are kept.
 */
export function csvReader(options: CsvOptions): CsvReader {
  const { onRecord, onCells, onProblem } = options;
  const maxField = options.maxField ?? defaultMaxField;
  const maxRecord = maxField * 16;
  let delimiter = options.delimiter ?? '';
  let started = false;
  let held = '';
  /** Line of the first character of `held`. */
  let line = 1;
  /** The held text ended inside quotes: only more quotes can complete it. */
  let insideQuotes = false;

  /** Reads whole records from `text`; what is left begins at the result. */
  const read = (text: string, isLast: boolean, from = 0): number => {
    const length = text.length;
    let at = from;
    let lf = text.indexOf('\n', at);
    let cr = text.indexOf('\r', at);
    let quote = text.indexOf('"', at);
    insideQuotes = false;
    while (at < length) {
      if (lf >= 0 && lf < at) lf = text.indexOf('\n', at);
      if (cr >= 0 && cr < at) cr = text.indexOf('\r', at);
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      let end = lf;
      let next = lf + 1;
      if (cr >= 0 && (lf < 0 || cr < lf)) {
        if (cr === length - 1 && !isLast) return at;
        end = cr;
        next = lf === cr + 1 ? cr + 2 : cr + 1;
      }
      if (end < 0) {
        if (!isLast && (quote < 0 || quote >= length)) return at;
        end = length;
        next = length;
      }
      if (quote < 0 || quote >= end) {
        if (end === length && !isLast) return at;
        if (end > at) plain(text, at, end);
        line++;
        at = next;
        continue;
      }
      const after = quoted(text, at, end, next, isLast);
      if (after < 0) return at;
      at = after;
    }
    return at;
  };

  let starts = new Int32Array(256);
  let ends = new Int32Array(256);
  const places = { lines: [] as number[], columns: [] as number[] };

  /** Finds the fields of a record on one line and hands them to `onCells`; false where that takes a closer look. */
  const inPlace = (text: string, from: number, to: number, hasQuotes: boolean): boolean => {
    if (!onCells || delimiter.length !== 1 || to - from > maxField) return false;
    const separator = delimiter.charCodeAt(0);
    let count = 0;
    let at = from;
    while (true) {
      if (count === starts.length) {
        starts = grown(starts);
        ends = grown(ends);
      }
      let stop: number;
      if (hasQuotes && text.charCodeAt(at) === 34) {
        const close = text.indexOf('"', at + 1);
        if (close < 0 || close >= to) return false;
        stop = close + 1;
        if (stop < to && text.charCodeAt(stop) !== separator) return false;
        starts[count] = at + 1;
        ends[count++] = close;
      } else {
        stop = text.indexOf(delimiter, at);
        if (stop < 0 || stop > to) stop = to;
        starts[count] = at;
        ends[count++] = stop;
      }
      if (stop >= to) break;
      at = stop + 1;
    }
    onCells(text, starts, ends, count, line);
    return true;
  };

  const plain = (text: string, from: number, to: number): void => {
    if (inPlace(text, from, to, false)) return;
    const fields = text.slice(from, to).split(delimiter);
    if (to - from > maxField) capFields(fields);
    onRecord(fields, line, undefined);
  };

  /**
   * A record with quotes somewhere in its first line, which ends at `end`. The result is where the next record begins, -1
   * where the text ends too early to know.
   */
  const quoted = (text: string, from: number, end: number, next: number, isLast: boolean): number => {
    const length = text.length;
    // A record that ends with the text may go on in the next piece.
    if ((end < length || isLast) && inPlace(text, from, end, true)) {
      line++;
      return next;
    }
    const fields: string[] = [];
    let at = from;
    let lineNow = line;
    let recordEnd = end;
    let recordNext = next;
    let lineStart = from;
    places.lines.length = 0;
    places.columns.length = 0;
    while (true) {
      places.lines.push(lineNow);
      places.columns.push(at - lineStart + 1);
      if (text.charCodeAt(at) !== 34) {
        let stop = text.indexOf(delimiter, at);
        if (stop < 0 || stop > recordEnd) stop = recordEnd;
        fields.push(text.slice(at, stop));
        if (stop >= recordEnd) break;
        at = stop + delimiter.length;
        continue;
      }
      const opened = at;
      let close = at + 1;
      let escaped = false;
      while (true) {
        close = text.indexOf('"', close);
        if (close < 0 || text.charCodeAt(close + 1) !== 34) break;
        escaped = true;
        close += 2;
      }
      const isOpen = close < 0;
      // A quote as the last character may still be the first half of a doubled one.
      if (!isLast && (isOpen || close + 1 >= length) && length - opened <= maxField) {
        insideQuotes = isOpen && !text.endsWith('"');
        return -1;
      }
      if (isOpen || (close > recordEnd && close - opened > maxField))
        return literal(text, from, end, next, opened, isLast);
      const behind = close + 1;
      const body = text.slice(opened + 1, close);
      if (close > recordEnd) {
        // The field holds line ends; the record's first line was only a part of it.
        if (!isLast && behind + 1 >= length) return -1;
        const breaks = lineBreaks(text, opened, close);
        const c = text.charCodeAt(behind);
        if (behind < length && c !== 10 && c !== 13 && !text.startsWith(delimiter, behind))
          return literal(text, from, end, next, opened, isLast);
        lineNow += breaks;
        if (breaks > 0) lineStart = close - columnOf(text, close) + 1;
        const lf = text.indexOf('\n', behind);
        const cr = text.indexOf('\r', behind);
        recordEnd = lf;
        recordNext = lf + 1;
        if (cr >= 0 && (lf < 0 || cr < lf)) {
          if (cr === length - 1 && !isLast) return -1;
          recordEnd = cr;
          recordNext = lf === cr + 1 ? cr + 2 : cr + 1;
        }
        if (recordEnd < 0) {
          recordEnd = length;
          recordNext = length;
        }
      }
      let value = escaped ? body.replaceAll('""', '"') : body;
      let stop = behind;
      if (behind < recordEnd && !text.startsWith(delimiter, behind)) {
        stop = text.indexOf(delimiter, behind);
        if (stop < 0 || stop > recordEnd) stop = recordEnd;
        value += text.slice(behind, stop);
        onProblem?.({
          code: 'text-after-quote',
          line: lineNow,
          column: columnOf(text, behind),
          message: 'has text behind a closing quote',
        });
      }
      fields.push(value);
      if (stop >= recordEnd) break;
      at = stop + delimiter.length;
    }
    if (recordEnd === length && !isLast) return -1;
    capFields(fields);
    onRecord(fields, line, places);
    line = lineNow + 1;
    return recordNext;
  };

  /** The line as if quotes meant nothing. */
  const literal = (text: string, from: number, end: number, next: number, opened: number, isLast: boolean): number => {
    if (end === text.length && !isLast) return -1;
    onProblem?.({
      code: 'unbalanced-quote',
      line,
      column: columnOf(text, opened),
      message: 'opens a quote that nothing closes; the line was read with its quotes as plain characters',
    });
    const fields = text.slice(from, end).split(delimiter);
    capFields(fields);
    onRecord(fields, line, undefined);
    line++;
    return next;
  };

  const capFields = (fields: string[]): void => {
    fields.forEach((field, index) => {
      if (field.length <= maxField) return;
      fields[index] = '';
      onProblem?.({
        code: 'field-too-long',
        line,
        column: 1,
        message: `has a field of more than ${maxField} characters`,
      });
    });
  };

  /** Settles the delimiter as soon as the first line is there; false while it is not. */
  const start = (isLast: boolean): boolean => {
    if (held.charCodeAt(0) === 0xfeff) held = held.slice(1);
    const first = /[\r\n]/.exec(held);
    if (!first && !isLast && held.length < headLimit) return false;
    if (first && first[0] === '\r' && first.index === held.length - 1 && !isLast) return false;
    const head = first ? held.slice(0, first.index) : held;
    const named = /^"?sep=([^"\r\n])"?$/i.exec(head);
    if (named) {
      delimiter = named[1] as string;
      held = held.slice(head.length).replace(/^(?:\r\n|\r|\n)/, '');
      line = 2;
    } else if (delimiter === '') delimiter = sniffDelimiter(held);
    started = true;
    return true;
  };

  /**
   * Reads the line that the last piece ended in by itself, so that the new piece is read where it stands: joined to what was held, all of
   * it would be copied once more, and every search in it would be slower. False where quotes make that impossible.
   */
  const finishHeld = (text: string): boolean => {
    if (insideQuotes) return false;
    const lineEnd = text.indexOf('\n') + 1;
    if (lineEnd === 0 || text.length < lineEnd * 4 || held.length > maxField) return false;
    const first = held + text.slice(0, lineEnd);
    if (first.includes('"')) return false;
    read(first, false);
    const from = read(text, false, lineEnd);
    held = text.slice(from);
    return true;
  };

  return {
    write(text) {
      if (text === '') return;
      if (!started) {
        held += text;
        if (!start(false)) return;
      } else if (held === '') held = text;
      else if (finishHeld(text)) return;
      else if (held.length + text.length < maxField && !(insideQuotes ? text.includes('"') : /[\r\n]/.test(text))) {
        held += text;
        return;
      } else held += text;
      const from = read(held, false);
      held = from === 0 ? held : held.slice(from);
      if (held.length > maxRecord)
        throw new SyntaxFault('line-too-long', `has a row of more than ${maxRecord} characters`, { line, column: 1 });
    },
    end() {
      if (!started) start(true);
      read(held, true);
      held = '';
    },
  };
}

/**
 * The delimiter of a table by its first line, quoted parts left out: the one of comma, semicolon, tab and bar that stands
 * there most often, in this order where they tie; a comma where none does.
 */
export function sniffDelimiter(head: string): Delimiter {
  const counts = new Map<string, number>([
    [',', 0],
    [';', 0],
    ['\t', 0],
    ['|', 0],
  ]);
  let isQuoted = false;
  for (let at = 0; at < Math.min(head.length, headLimit); at++) {
    const c = head[at] as string;
    if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (c === '\n' || c === '\r') break;
    else if (counts.has(c)) counts.set(c, (counts.get(c) as number) + 1);
  }
  let best: Delimiter = ',';
  for (const [delimiter, count] of counts) if (count > (counts.get(best) as number)) best = delimiter as Delimiter;
  return best;
}

function grown(bounds: Int32Array): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(bounds.length * 2);
  wider.set(bounds);
  return wider;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10)) count++;
  }
  return count;
}

function columnOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  return offset - start + 1;
}
