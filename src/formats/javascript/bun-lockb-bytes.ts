import { Buffer } from 'node:buffer';
import { UnreadableInput } from '../../model/problem.ts';

/**
 * Bounds-checked reading of a bun.lockb. Everything in it is little-endian; every offset is from the start of the file. A read that
 * leaves the file means that it was cut or damaged.
 */
export class LockbBytes {
  readonly #bytes: Buffer;
  /** Where the text of long strings stands; known once the buffers are found. */
  strings: { readonly start: number; readonly end: number } = { start: 0, end: 0 };
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  #check(at: number, size: number): void {
    if (!Number.isSafeInteger(at) || at < 0 || at + size > this.#bytes.length)
      throw new UnreadableInput('corrupt', 'ends in the middle, or points behind its own end');
  }

  u8(at: number): number {
    this.#check(at, 1);
    return this.#bytes.readUInt8(at);
  }

  u32(at: number): number {
    this.#check(at, 4);
    return this.#bytes.readUInt32LE(at);
  }

  /** Numbers beyond 2^53 are never real here; they come back as they are and fail the next check. */
  u64(at: number): number {
    this.#check(at, 8);
    return this.#bytes.readUInt32LE(at) + this.#bytes.readUInt32LE(at + 4) * 0x1_0000_0000;
  }

  latin1(start: number, end: number): string {
    this.#check(start, Math.max(end - start, 0));
    return this.#bytes.toString('latin1', start, end);
  }

  /** The next newline at or behind an offset, -1 without one in the next `limit` bytes. */
  newlineAfter(at: number, limit: number): number {
    this.#check(at, 0);
    const found = this.#bytes.subarray(at, at + limit).indexOf(10);
    return found < 0 ? -1 : at + found;
  }

  /** Eight bytes: the text itself when it is short, or offset and length with the highest bit set. */
  string(at: number): string {
    this.#check(at, 8);
    if ((this.#bytes.readUInt8(at + 7) & 0x80) === 0) {
      let end = at;
      while (end < at + 8 && this.#bytes[end] !== 0) end++;
      return this.#text(at, end);
    }
    const offset = this.#bytes.readUInt32LE(at);
    const length = this.#bytes.readUInt32LE(at + 4) & 0x7fffffff;
    const start = this.strings.start + offset;
    if (start + length > this.strings.end)
      throw new UnreadableInput('corrupt', 'holds a text that lies outside its texts');
    return this.#text(start, start + length);
  }

  #text(start: number, end: number): string {
    this.#check(start, end - start);
    const text = this.#bytes.toString('utf8', start, end);
    if (text.includes('\ufffd')) throw new UnreadableInput('corrupt', 'holds a text that is not valid UTF-8');
    return text;
  }
}
