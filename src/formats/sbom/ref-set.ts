/**
 * A set of texts that keeps 52 bits of each and not the text: two million references in 32 MB. Two different ones count as
 * the same once in some thousand such documents, which is enough for a count in a message.
 */
export class RefSet {
  #slots: Float64Array;
  #size = 0;
  constructor(capacity = 1024) {
    this.#slots = new Float64Array(capacity);
  }

  /** False where it was there already. */
  add(text: string): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const hash = hashOf(text);
    const at = this.#slotOf(this.#slots, hash);
    if (this.#slots[at] === hash) return false;
    this.#slots[at] = hash;
    this.#size++;
    return true;
  }

  has(text: string): boolean {
    const hash = hashOf(text);
    return this.#slots[this.#slotOf(this.#slots, hash)] === hash;
  }

  get size(): number {
    return this.#size;
  }

  /** Where a hash is, or the free slot where it belongs. */
  #slotOf(slots: Float64Array, hash: number): number {
    const mask = slots.length - 1;
    let at = hash % slots.length;
    while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const wider = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) wider[this.#slotOf(wider, hash)] = hash;
    this.#slots = wider;
  }
}

/** Two rounds of FNV-1a with different beginnings, joined to a whole number below 2^52 that is never 0. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995);
  }
  high ^= high >>> 15;
  return ((high >>> 0) & 0xfffff) * 0x100000000 + (low >>> 0) || 1;
}
