import { compileModelGlob } from '../identity/glob.ts';
import type { GlobColumns } from '../knowledge/rule-index.ts';

/** Finds the rows whose glob holds for a text, without trying every glob. */
export interface GlobTable {
  readonly find: (text: string) => number[] | undefined;
}

const gramLength = 3;

/**
 * Each glob is filed under the first letters of the longest literal it must contain, and only globs filed under letters of the
 * text are tried. A glob without a literal of that length is tried always; there are few.
 */
export function globTable(columns: GlobColumns | undefined): GlobTable {
  if (columns === undefined || columns.pattern.length === 0) return { find: () => undefined };
  const byGram = new Map<string, number[]>();
  const always: number[] = [];
  columns.pattern.forEach((pattern, at) => {
    const grams = literalsOf(pattern).map((literal) => literal.slice(0, gramLength));
    if (grams.length === 0 || grams.some((gram) => gram.length < gramLength)) {
      always.push(at);
      return;
    }
    for (const gram of new Set(grams)) {
      const held = byGram.get(gram);
      if (held === undefined) byGram.set(gram, [at]);
      else held.push(at);
    }
  });
  const compiled: ((text: string) => boolean)[] = [];
  const holds = (at: number, text: string): boolean => {
    compiled[at] ??= compileModelGlob(columns.pattern[at] as string);
    return (compiled[at] as (text: string) => boolean)(text);
  };

  return {
    find(text) {
      const candidates = new Set(always);
      for (let at = 0; at + gramLength <= text.length; at++) {
        for (const held of byGram.get(text.slice(at, at + gramLength)) ?? []) candidates.add(held);
      }
      const found: number[] = [];
      for (const at of candidates) if (holds(at, text)) found.push(columns.row[at] as number);
      return found.length === 0 ? undefined : found;
    },
  };
}

/**
 * Literals of which every match contains at least one: the longest run outside braces and classes, or, where that is short, the
 * literals that the alternatives of the first braces begin with.
 */
export function literalsOf(pattern: string): string[] {
  const run = longestRun(pattern);
  if (run.length >= gramLength) return [run];
  const open = pattern.indexOf('{');
  const close = pattern.indexOf('}', open);
  if (open === -1 || close === -1) return run === '' ? [] : [run];
  const inside = pattern.slice(open + 1, close);
  if (/[{[*?#\\]/.test(inside)) return [];
  const before = /[^*?#[\]{}\\]*$/.exec(pattern.slice(0, open))?.[0] ?? '';
  const after = /^[^*?#[\]{}\\]*/.exec(pattern.slice(close + 1))?.[0] ?? '';
  return inside.split(',').map((alternative) => before + alternative + after);
}

/** The longest literal run at the top level: not in braces, where it need not occur. */
function longestRun(pattern: string): string {
  let best = '';
  let run = '';
  let depth = 0;
  const close = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '{') {
      close();
      depth++;
    } else if (character === '}') {
      depth--;
      run = '';
    } else if (character === '[') {
      close();
      const end = pattern.indexOf(']', at + 2);
      at = end === -1 ? pattern.length : end;
    } else if ('*?#'.includes(character)) close();
    else if (character === '\\') {
      at++;
      if (depth === 0) run += pattern.charAt(at);
    } else if (depth === 0) run += character;
  }
  close();
  return best;
}
