import type { Path } from '../../syntax/text.ts';

/**
 * An entry of a document: its list and where it stands in it. Places below it are kept as this and a tail that thousands
 * of entries share; written out, they would be most of the memory of a large document.
 */
export class Entry {
  readonly list: Path;
  readonly index: string | number | undefined;
  /** Without `index` the entry is `list` itself: a document of one entry. */
  constructor(list: Path, index: string | number | undefined) {
    this.list = list;
    this.index = index;
  }
  get path(): Path {
    return this.below();
  }
  /** The path of something below it. */
  below(...tail: Path): Path {
    return this.index === undefined ? [...this.list, ...tail] : [...this.list, this.index, ...tail];
  }
  /** The same as a place. `tail` is kept: give a constant. */
  at(tail: Path): EntryPlace {
    return new EntryPlace(this, tail);
  }
}

/** A `Place` whose path is made when somebody asks for it. */
export class EntryPlace {
  readonly entry: Entry;
  readonly tail: Path;
  constructor(entry: Entry, tail: Path) {
    this.entry = entry;
    this.tail = tail;
  }
  get path(): Path {
    return this.entry.below(...this.tail);
  }
}

/** The tails `name`, index, `member`, made once an index: the lists of entries are short and alike. */
export function listTails(name: string, member?: string): (index: number) => Path {
  const made: Path[] = [];
  return (index) => {
    const known = made[index];
    if (known) return known;
    const tail = member === undefined ? [name, index] : [name, index, member];
    if (index === made.length && index < 64) made.push(tail);
    return tail;
  };
}
