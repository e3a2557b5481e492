/**
 * A set of texts that keeps 64 bits of each and not the text: two million references in 32 MB, and without the rehashing that
 * makes a `Set` of as many cost more than reading them. Two different ones count as the same once in millions of such documents;
 * nothing but the count in a message and an edge of a path would be wrong then.
 */
export class RefSet {
  /** Of each text, by its number. */
  #low: Int32Array;
  #high: Int32Array;
  /** A text's number and one, where its hash leads; 0 is free. */
  #slots: Int32Array;
  #size = 0;
  constructor(capacity = 512) {
    this.#low = new Int32Array(capacity);
    this.#high = new Int32Array(capacity);
    this.#slots = new Int32Array(capacity * 2);
  }

  get size(): number {
    return this.#size;
  }

  /** False where it was there already. */
  add(text: string): boolean {
    const before = this.#size;
    return this.number(text) === before;
  }

  has(text: string): boolean {
    return this.numberOf(text) >= 0;
  }

  /** The text's place in the order in which texts came, from 0 on; it is added where it is new. */
  number(text: string): number {
    if (this.#size === this.#low.length) this.#grow();
    hash(text);
    const slot = this.#slotOf(low, high);
    const held = this.#slots[slot] as number;
    if (held !== 0) return held - 1;
    const number = this.#size++;
    this.#low[number] = low;
    this.#high[number] = high;
    this.#slots[slot] = number + 1;
    return number;
  }

  /** -1 for a text that was not added. */
  numberOf(text: string): number {
    hash(text);
    return (this.#slots[this.#slotOf(low, high)] as number) - 1;
  }

  /** Where a hash is, or the free slot where it belongs. */
  #slotOf(one: number, other: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = (one ^ (one >>> 15)) & mask;
    for (let held = slots[at] as number; held !== 0; held = slots[at] as number) {
      if (this.#low[held - 1] === one && this.#high[held - 1] === other) break;
      at = (at + 1) & mask;
    }
    return at;
  }

  #grow(): void {
    this.#low = widened(this.#low);
    this.#high = widened(this.#high);
    this.#slots = new Int32Array(this.#low.length * 2);
    for (let number = 0; number < this.#size; number++)
      this.#slots[this.#slotOf(this.#low[number] as number, this.#high[number] as number)] = number + 1;
  }
}

/** A list of twice the length that begins the same. */
export function widened(list: Int32Array): Int32Array {
  const wide = new Int32Array(list.length * 2);
  wide.set(list);
  return wide;
}

let low = 0;
let high = 0;

/** Two hashes of multiplication and exclusive or with different factors. */
function hash(text: string): void {
  let first = 0x811c9dc5 | 0;
  let second = 0x9747b28c | 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x5bd1e995);
    second ^= second >>> 13;
  }
  low = first;
  high = second;
}
