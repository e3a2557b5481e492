/**
 * The machine behind both glob dialects: a pattern becomes a small graph of states, and a text is read once while the set
 * of reachable states is carried along (Thompson, "Regular expression search algorithm", 1968). Time is at most text length
 * times pattern length; nothing is ever tried again, so no pattern from a rule file can hang a scan.
 */

/** What differs between path globs and model patterns. */
export interface GlobDialect {
  readonly slash: 'separates' | 'is-ordinary';
  readonly hash: 'digit' | 'is-ordinary';
}

type Test = (code: number) => boolean;

interface State {
  /** Absent: the state is passed without reading anything. */
  readonly test?: Test;
  next: number;
  other: number;
}

export const longestPattern = 1000;
const deepestBraces = 16;
const slashCode = 0x2f;

const any: Test = () => true;
const notSlash: Test = (code) => code !== slashCode;
const digit: Test = (code) => code >= 0x30 && code <= 0x39;

/**
 * Compiles `pattern`; the result tests whole texts, case as given.
 * @throws RangeError with the reason and the 1-based position for a pattern that is empty, too long or badly nested.
 */
export function compileMachine(pattern: string, dialect: GlobDialect): (text: string) => boolean {
  if (pattern === '') throw new RangeError('empty pattern');
  if (pattern.length > longestPattern) throw new RangeError(`pattern longer than ${longestPattern} characters`);
  const states: State[] = [];
  const wild = dialect.slash === 'separates' ? notSlash : any;
  const points = Array.from(pattern);
  let at = 0;

  const add = (test?: Test): number => states.push({ test, next: -1, other: -1 }) - 1;
  const link = (from: number, to: number): void => {
    const state = states[from] as State;
    if (state.next === -1) state.next = to;
    else state.other = to;
  };
  const fault = (reason: string): RangeError => new RangeError(`${reason} at character ${at + 1} of "${pattern}"`);
  /** One state that may be passed, or repeated on what `test` accepts. */
  const loop = (from: number, test: Test): number => {
    const fork = add();
    const body = add(test);
    link(from, fork);
    link(fork, body);
    link(body, fork);
    return fork;
  };
  const single = (from: number, test: Test): number => {
    const state = add(test);
    link(from, state);
    const after = add();
    link(state, after);
    return after;
  };

  function stars(from: number): number {
    const start = at;
    while (points[at] === '*') at++;
    if (dialect.slash !== 'separates' || at - start < 2) return loop(from, wild);
    const opens = start === 0 || points[start - 1] === '/';
    const closes = at === points.length || points[at] === '/';
    // As in .gitignore files: two stars mean folders only where they fill a whole segment.
    if (!opens || !closes) return loop(from, wild);
    if (at === points.length) return loop(single(from, any), any);
    at++; // the slash: "**/" is nothing at all, or anything that ends in a slash
    const fork = add();
    const result = add();
    const folders = add();
    const inside = add(any);
    const closing = add((code) => code === slashCode);
    link(from, fork);
    link(fork, result);
    link(fork, folders);
    link(folders, inside);
    link(inside, folders);
    link(folders, closing);
    link(closing, result);
    return result;
  }

  function characterClass(from: number): number {
    const open = at++;
    const negated = points[at] === '!' || points[at] === '^';
    if (negated) at++;
    const ranges: [number, number][] = [];
    for (let first = true; ; first = false) {
      const low = classMember();
      if (low === undefined && !first) break;
      const from = low ?? 0x5d; // a "]" in first place stands for itself
      if (low === undefined) at++;
      let to = from;
      if (points[at] === '-' && points[at + 1] !== ']' && at + 1 < points.length) {
        at++;
        to = classMember() ?? from;
        if (to < from) throw fault('range runs backwards');
      }
      ranges.push([from, to]);
    }
    at++;
    if (at > points.length) {
      at = open;
      throw fault('"[" without "]"');
    }
    const inside: Test = (code) => ranges.some(([low, high]) => code >= low && code <= high);
    return single(from, (code) => inside(code) !== negated && wild(code));
  }

  /** The next code point of a class, undefined at its "]". */
  function classMember(): number | undefined {
    if (at >= points.length) throw fault('"[" without "]"');
    if (points[at] === ']') return undefined;
    if (points[at] === '\\') at++;
    const code = points[at]?.codePointAt(0);
    if (code === undefined) throw fault('nothing after "\\"');
    at++;
    return code;
  }

  function alternatives(from: number, depth: number): number {
    if (depth > deepestBraces) throw fault(`braces nested more than ${deepestBraces} deep`);
    const open = at++;
    const after = add();
    let fork = add();
    link(from, fork);
    for (;;) {
      const start = add();
      link(fork, start);
      link(sequence(start, depth), after);
      if (at >= points.length) {
        at = open;
        throw fault('"{" without "}"');
      }
      const closed = points[at++] === '}';
      if (closed) return after;
      const next = add();
      link(fork, next);
      fork = next;
    }
  }

  function sequence(from: number, depth: number): number {
    let last = from;
    while (at < points.length) {
      const point = points[at] as string;
      if (depth > 0 && (point === ',' || point === '}')) return last;
      if (point === '*') last = stars(last);
      else if (point === '[') last = characterClass(last);
      else if (point === '{') last = alternatives(last, depth + 1);
      else {
        at++;
        if (point === '?') last = single(last, wild);
        else if (point === '#' && dialect.hash === 'digit') last = single(last, digit);
        else {
          const literal = point === '\\' ? points[at++] : point;
          if (literal === undefined) throw fault('nothing after "\\"');
          const code = literal.codePointAt(0);
          last = single(last, (other) => other === code);
        }
      }
    }
    return last;
  }

  const start = add();
  const end = sequence(start, 0);
  return (text) => run(states, start, end, text);
}

function run(states: readonly State[], start: number, end: number, text: string): boolean {
  const seen = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  let next: number[] = [];
  const pending: number[] = [];
  const reach = (to: number, into: number[], step: number): void => {
    pending.push(to);
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (index === -1 || seen[index] === step) continue;
      seen[index] = step;
      const state = states[index] as State;
      if (state.test !== undefined || index === end) into.push(index);
      if (state.test === undefined) pending.push(state.next, state.other);
    }
  };
  reach(start, current, 0);
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) as number;
    at += code > 0xffff ? 2 : 1;
    next.length = 0;
    for (const index of current) {
      const state = states[index] as State;
      if (state.test?.(code)) reach(state.next, next, at);
    }
    if (next.length === 0) return false;
    [current, next] = [next, current];
  }
  return current.includes(end);
}
