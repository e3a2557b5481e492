import type { PrefixColumns } from '../knowledge/rule-index.ts';

/** Finds the rows whose text a name begins with, in one walk over the name. Allocates nothing when there is none. */
export interface PrefixTable {
  readonly find: (name: string) => number[] | undefined;
}

/**
 * A trie in one flat map: the key is node times 256 plus the low byte of the next character, so that a step is one look-up of a
 * small integer. Other characters may share that byte, so what is found is compared once more. A name that begins like no rule
 * leaves after a few steps, whatever the number of rules.
 */
export function prefixTable(columns: PrefixColumns | undefined): PrefixTable {
  if (columns === undefined || columns.text.length === 0) return { find: () => undefined };
  const next = new Map<number, number>();
  const ends: (number[] | undefined)[] = [undefined];
  for (let at = 0; at < columns.text.length; at++) {
    const text = columns.text[at] as string;
    let node = 0;
    for (let i = 0; i < text.length; i++) {
      const key = node * 256 + (text.charCodeAt(i) & 255);
      let step = next.get(key);
      if (step === undefined) {
        step = ends.push(undefined) - 1;
        next.set(key, step);
      }
      node = step;
    }
    const held = ends[node];
    if (held === undefined) ends[node] = [at];
    else held.push(at);
  }

  const holds = (at: number, name: string, end: number): boolean => {
    const text = columns.text[at] as string;
    if (!name.startsWith(text)) return false;
    const boundary = columns.boundary[at] as string;
    if (boundary === '') return name.length > end;
    return name.length === end || boundary.includes(name.charAt(end));
  };

  return {
    find(name) {
      let node = 0;
      let found: number[] | undefined;
      for (let i = 0; ; i++) {
        const here = ends[node];
        if (here !== undefined) {
          for (const at of here) {
            if (!holds(at, name, i)) continue;
            found ??= [];
            found.push(columns.row[at] as number);
          }
        }
        if (i >= name.length) return found;
        const step = next.get(node * 256 + (name.charCodeAt(i) & 255));
        if (step === undefined) return found;
        node = step;
      }
    },
  };
}
