import { SyntaxFault } from './fault.ts';
import { jsonFault } from './json-fault.ts';
import { type LineCursor, lineCursor } from './line-cursor.ts';
import type { Position } from './text.ts';

export interface JsonStreamOptions {
  /**
   * Asked once for each value, before it is read: true to get it whole through `onValue`, false to go into it (or past
   * it where it is a scalar), `skip` to pass over it with everything below. `path` is reused: copy what is kept.
   */
  readonly at: (path: readonly (string | number)[]) => boolean | 'skip';
  /**
   * A wanted value, in document order. The position is that of its first character. `path` is reused. `raw` is its text; to
   * keep it keeps the whole piece it came in.
   */
  readonly onValue: (path: readonly (string | number)[], value: unknown, position: Position, raw: string) => void;
  /** Gets the fault instead of a throw; the rest of the text is then ignored. */
  readonly onError?: (fault: SyntaxFault) => void;
  /** UTF-16 units of one wanted value; absent is 64 Mi. A longer one is a fault, `too-large`. */
  readonly maxValue?: number;
}

export interface JsonStream {
  /** Text in order, cut anywhere. Throws `SyntaxFault` unless `onError` is given. */
  write(chunk: string): void;
  /** After the last `write`; a document that is not complete is a fault. */
  end(): void;
}

const maxDepth = 200;
const defaultMaxValue = 64 * 1024 * 1024;

/** What may come next. */
type State = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'more' | 'done';

/**
 * Reads one strict JSON document in pieces, for documents longer than a JavaScript string. Everything is checked, also what
 * is not wanted; memory is the piece in hand and one wanted value. Duplicate members are all reported, in order.
 */
export function jsonStream(options: JsonStreamOptions): JsonStream {
  const maxValue = options.maxValue ?? defaultMaxValue;
  const path: (string | number)[] = [];
  /** One entry an open container: true for an object. */
  const open: boolean[] = [];
  const cursor: LineCursor = lineCursor();
  let state: State = 'value';
  /** Number of open containers at which passing over ends; -1: not passing over. */
  let skipAt = -1;
  /** A token or wanted value that the last piece ended in. */
  let held = '';
  /** For a wanted container that is incomplete: how far it was read, brackets open there, and whether inside a string. */
  let capture: { read: number; depth: number; inString: boolean } | undefined;
  let isFirst = true;
  let stopped = false;

  const fail = (
    text: string,
    offset: number,
    message: string,
    code: 'syntax' | 'too-deep' | 'too-large' = 'syntax',
  ): never => {
    throw new SyntaxFault(code, message, cursor.at(text, offset));
  };

  /** The wanted value `text[from, to)`. */
  const hand = (text: string, from: number, to: number): void => {
    const position = cursor.at(text, from);
    const slice = text.slice(from, to);
    let value: unknown;
    try {
      value = JSON.parse(slice);
    } catch {
      const fault = jsonFault(slice);
      fail(text, from + fault.offset, fault.message);
    }
    options.onValue(path, value, position, slice);
  };

  const afterValue = (): void => {
    state = open.length === 0 ? 'done' : 'more';
  };

  /** Reads as far as it can; the result is where the unfinished rest begins. */
  const read = (text: string, isLast: boolean): number => {
    const length = text.length;
    let at = 0;
    while (at < length) {
      const c = text.charCodeAt(at);
      if (c === 32 || c === 10 || c === 13 || c === 9) {
        at++;
        continue;
      }
      if (state === 'more') {
        const isObject = open[open.length - 1] as boolean;
        if (c === 44) {
          if (isObject) state = 'name';
          else {
            path[path.length - 1] = (path[path.length - 1] as number) + 1;
            state = 'value';
          }
        } else if (c === (isObject ? 125 : 93)) close();
        else fail(text, at, `expected a comma or ${isObject ? '}' : ']'}`);
        at++;
        continue;
      }
      if (state === 'colon') {
        if (c !== 58) fail(text, at, 'expected a colon');
        state = 'value';
        at++;
        continue;
      }
      if (state === 'name' || state === 'first-name') {
        if (c === 125 && state === 'first-name') {
          close();
          at++;
          continue;
        }
        if (c !== 34) fail(text, at, 'expected a quoted member name');
        const end = stringEnd(text, at);
        if (end < 0) return at;
        path[path.length - 1] = scalar(text, at, end) as string;
        state = 'colon';
        at = end;
        continue;
      }
      if (state === 'done') fail(text, at, 'has more after the end of the document');
      if (c === 93 && state === 'first-value') {
        close();
        at++;
        continue;
      }
      const answer = capture ? true : skipAt >= 0 ? 'skip' : options.at(path);
      if ((c | 32) === 123) {
        if (answer === true) {
          const end = captureEnd(text, at);
          if (end < 0) return at;
          hand(text, at, end);
          afterValue();
          at = end;
          continue;
        }
        if (answer === 'skip' && skipAt < 0) skipAt = open.length;
        if (open.length >= maxDepth) fail(text, at, `is nested deeper than ${maxDepth} levels`, 'too-deep');
        open.push(c === 123);
        path.push(c === 123 ? '' : 0);
        state = c === 123 ? 'first-name' : 'first-value';
        at++;
        continue;
      }
      const end = c === 34 ? stringEnd(text, at) : scalarEnd(text, at, isLast);
      if (end < 0) {
        if (answer !== false) capture = undefined;
        return at;
      }
      if (answer === true) hand(text, at, end);
      else scalar(text, at, end);
      afterValue();
      at = end;
    }
    return at;
  };

  const close = (): void => {
    open.pop();
    path.pop();
    if (skipAt === open.length) skipAt = -1;
    afterValue();
  };

  const scalar = (text: string, from: number, to: number): unknown => {
    const slice = text.slice(from, to);
    try {
      return JSON.parse(slice);
    } catch {
      const fault = jsonFault(slice);
      return fail(text, from + fault.offset, fault.message);
    }
  };

  /** The offset behind the container at `from`, -1 where the text ends inside it; goes on where it stopped. */
  const captureEnd = (text: string, from: number): number => {
    const length = text.length;
    let { read: at, depth, inString } = capture ?? { read: from, depth: 0, inString: false };
    for (; at < length; at++) {
      if (inString) {
        for (; at < length; at++) {
          const s = text.charCodeAt(at);
          if (s === 34) break;
          if (s === 92) {
            if (at + 1 >= length) break;
            at++;
          }
        }
        if (at >= length || text.charCodeAt(at) !== 34) break;
        inString = false;
        continue;
      }
      const c = text.charCodeAt(at);
      if (c === 34) inString = true;
      else if ((c | 32) === 123) {
        if (++depth + open.length > maxDepth) fail(text, at, `is nested deeper than ${maxDepth} levels`, 'too-deep');
      } else if ((c | 32) === 125 && --depth === 0) {
        capture = undefined;
        return at + 1;
      }
    }
    if (length - from > maxValue) fail(text, from, `has a value of more than ${maxValue} characters`, 'too-large');
    // `held` will begin at `from`.
    capture = { read: at - from, depth, inString };
    return -1;
  };

  const stringEnd = (text: string, from: number): number => {
    for (let at = from + 1; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 34) return at + 1;
      if (c === 92) at++;
    }
    if (text.length - from > maxValue) fail(text, from, `has a value of more than ${maxValue} characters`, 'too-large');
    return -1;
  };

  const scalarEnd = (text: string, from: number, isLast: boolean): number => {
    for (let at = from + 1; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 44 || c === 93 || c === 125 || c === 58 || c <= 32) return at;
    }
    if (text.length - from > 1000) fail(text, from, 'expected a value');
    return isLast ? text.length : -1;
  };

  const guarded = (work: () => void): void => {
    if (stopped) return;
    try {
      work();
    } catch (error) {
      stopped = true;
      if (!options.onError || !(error instanceof SyntaxFault)) throw error;
      options.onError(error);
    }
  };

  const consume = (text: string, isLast: boolean): void => {
    const from = read(text, isLast);
    if (from > 0) cursor.leave(text.slice(0, from));
    held = text.slice(from);
  };

  return {
    write(chunk) {
      if (chunk === '') return;
      guarded(() => {
        let text = chunk;
        if (isFirst) {
          isFirst = false;
          if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
        }
        consume(held === '' ? text : held + text, false);
      });
    },
    end() {
      guarded(() => {
        const text = held;
        consume(text, true);
        if (state === 'done') return;
        const at = cursor.at(held, held.length);
        throw new SyntaxFault(
          'syntax',
          state === 'value' && open.length === 0 && held === '' ? 'is empty' : 'ends too early',
          at,
        );
      });
    },
  };
}
