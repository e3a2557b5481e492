import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sqliteRows } from '../src/formats/os/sqlite-table.ts';
import { UnreadableInput } from '../src/model/problem.ts';

/**
 * Made with SQLite's own library: 400 rows on pages of 512 bytes, so that there are pages of pages and, for every hundredth
 * row, chains of overflow pages. Row i: (i, "name-i", a number by i modulo 10, i / 4, i modulo 256 repeated).
 */
const bytes = new Uint8Array(readFileSync('fixtures/sqlite/many-rows.db'));
const numbers = [null, 0, 1, -1, 127, -129, 40_000, -9_000_000, 2 ** 33, 2 ** 45];

function rowsOf(data: Uint8Array): (readonly unknown[])[] {
  return [...sqliteRows(data, 'things')];
}

/** How the reading ends: the number of rows, or that it was refused. Anything else is a bug and throws. */
function outcome(data: Uint8Array): number | 'refused' {
  try {
    return rowsOf(data).length;
  } catch (error) {
    if (error instanceof UnreadableInput) return 'refused';
    throw error;
  }
}

describe('rows of a SQLite table', () => {
  it('come in order and whole', () => {
    const rows = rowsOf(bytes);
    expect(rows.length).toBe(400);
    for (const [at, row] of rows.entries()) {
      const i = at + 1;
      // The key is the row's own number and stands outside of the record.
      expect(row[0]).toBeNull();
      expect(row[1]).toBe(`name-${i}`);
      expect(row[2]).toBe(numbers[i % 10]);
      expect(row[3]).toBe(i / 4);
      const length = i % 100 === 0 ? 3000 : i % 7;
      expect(row[4]).toEqual(new Uint8Array(length).fill(i % 256));
    }
  });

  it('are refused for a table that is not there', () => {
    expect(() => [...sqliteRows(bytes, 'nothing')]).toThrow(UnreadableInput);
  });

  it('are never fewer without a word when the file is cut', () => {
    for (let length = 0; length < bytes.length; length += 509)
      expect(outcome(bytes.subarray(0, length))).toBe('refused');
  });

  it('end, whatever single byte is wrong', () => {
    for (let at = 0; at < bytes.length; at += 97) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0xff;
      const found = outcome(damaged);
      expect(found === 'refused' || found >= 0).toBe(true);
    }
  });

  it('end when pages lead in a circle', () => {
    const damaged = bytes.slice();
    // The first page of rows that is a page of pages is made its own child.
    const page =
      [...Array(Math.floor(bytes.length / 512)).keys()].find((index) => index > 0 && bytes[index * 512] === 0x05) ?? 0;
    expect(page).toBeGreaterThan(0);
    new DataView(damaged.buffer).setUint32(page * 512 + 8, page + 1);
    expect(['refused', 400]).toContain(outcome(damaged));
  });
});
