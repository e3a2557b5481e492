/**
 * A set of texts that keeps 64 bits of each and not the text: two million references in 32 MB, and without the rehashing that
 * makes a `Set` of as many cost more than reading them. Two different ones count as the same once in millions of such documents;
 * nothing but the count in a message and an edge of a path would be wrong then.
 */
export class RefSet {
  #low: Int32Array;
  #high: Int32Array;
  #size = 0;
  constructor(capacity = 1024) {
    this.#low = new Int32Array(capacity);
    this.#high = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** False where it was there already. */
  add(text: string): boolean {
    if (this.#size * 2 >= this.#low.length) this.#grow();
    hash(text);
    const at = slotOf(this.#low, this.#high, low, high);
    if (this.#low[at] !== 0) return false;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#size++;
    return true;
  }

  has(text: string): boolean {
    hash(text);
    return this.#low[slotOf(this.#low, this.#high, low, high)] !== 0;
  }

  #grow(): void {
    const wideLow = new Int32Array(this.#low.length * 2);
    const wideHigh = new Int32Array(this.#low.length * 2);
    for (let from = 0; from < this.#low.length; from++) {
      const one = this.#low[from] as number;
      if (one === 0) continue;
      const other = this.#high[from] as number;
      const at = slotOf(wideLow, wideHigh, one, other);
      wideLow[at] = one;
      wideHigh[at] = other;
    }
    this.#low = wideLow;
    this.#high = wideHigh;
  }
}

/** Where a hash is, or the free slot where it belongs: one whose low half is 0. */
function slotOf(lows: Int32Array, highs: Int32Array, one: number, other: number): number {
  const mask = lows.length - 1;
  let at = (one ^ (one >>> 15)) & mask;
  while (lows[at] !== 0 && (lows[at] !== one || highs[at] !== other)) at = (at + 1) & mask;
  return at;
}

let low = 0;
let high = 0;

/** Two hashes of multiplication and exclusive or with different factors; the low one is never 0. */
function hash(text: string): void {
  let first = 0x811c9dc5 | 0;
  let second = 0x9747b28c | 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x5bd1e995);
    second ^= second >>> 13;
  }
  low = first === 0 ? 1 : first;
  high = second;
}
