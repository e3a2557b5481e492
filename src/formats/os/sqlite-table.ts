import { UnreadableInput } from '../../model/problem.ts';

/**
 * Reads the rows of one table of a SQLite 3 database file, as far as a table of plain rows needs it ("Database File Format",
 * sections 1 and 2): b-tree pages, records and overflow pages. Indexes, WITHOUT ROWID tables, other encodings of text than
 * UTF-8 and write-ahead logs are not. Throws `UnreadableInput` where the file is damaged.
 */
export function* sqliteRows(bytes: Uint8Array, table: string): Generator<readonly SqliteValue[]> {
  const file = openFile(bytes);
  for (const row of rowsBelow(file, 1)) {
    if (row[0] === 'table' && row[1] === table && typeof row[3] === 'number') {
      yield* rowsBelow(file, row[3]);
      return;
    }
  }
  throw new UnreadableInput('wrong-shape', `has no table "${table}"`);
}

export type SqliteValue = number | string | Uint8Array | null;

/** The first 16 bytes of every SQLite 3 file. */
export const sqliteMagic = 'SQLite format 3\0';

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly pageSize: number;
  /** Page bytes without the space that extensions reserve. */
  readonly usable: number;
  readonly pages: number;
}

const damaged = (): UnreadableInput => new UnreadableInput('corrupt', 'is a damaged SQLite database');
const utf8 = new TextDecoder('utf-8');

function openFile(bytes: Uint8Array): File {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 100 || !isMagic(bytes)) throw new UnreadableInput('wrong-shape', 'is not a SQLite database');
  const stated = view.getUint16(16);
  const pageSize = stated === 1 ? 65_536 : stated;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw damaged();
  if (view.getUint32(56) > 1)
    throw new UnreadableInput('unsupported-version', 'is a SQLite database with text in UTF-16');
  const usable = pageSize - (bytes[20] as number);
  const pages = Math.ceil(bytes.length / pageSize);
  if (usable < 480) throw damaged();
  // A file that is shorter than it says was cut.
  if (view.getUint32(28) > pages && view.getUint32(24) === view.getUint32(92))
    throw new UnreadableInput('truncated', 'is shorter than its header says');
  return { bytes, view, pageSize, usable, pages };
}

function isMagic(bytes: Uint8Array): boolean {
  for (let at = 0; at < sqliteMagic.length; at++) if (bytes[at] !== sqliteMagic.charCodeAt(at)) return false;
  return true;
}

/** In the order of their keys. Every page is entered once, so that a damaged file cannot lead in circles. */
function* rowsBelow(file: File, root: number): Generator<readonly SqliteValue[]> {
  const seen = new Set<number>();
  const waiting = [root];
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (page < 1 || page > file.pages || seen.has(page)) throw damaged();
    seen.add(page);
    const start = (page - 1) * file.pageSize;
    const head = page === 1 ? start + 100 : start;
    const end = start + file.pageSize;
    const kind = byteAt(file, head);
    const cells = uint16(file, head + 3);
    if (kind === 0x05) {
      const children = [uint32(file, head + 8)];
      for (let at = cells - 1; at >= 0; at--) children.push(uint32(file, start + uint16(file, head + 12 + at * 2)));
      waiting.push(...children);
    } else if (kind === 0x0d) {
      for (let at = 0; at < cells; at++) {
        const cell = start + uint16(file, head + 8 + at * 2);
        if (cell >= end) throw damaged();
        yield recordOf(payloadOf(file, cell));
      }
    } else throw damaged();
  }
}

function byteAt(file: File, at: number): number {
  const value = file.bytes[at];
  if (value === undefined) throw damaged();
  return value;
}

function uint16(file: File, at: number): number {
  if (at + 2 > file.bytes.length) throw damaged();
  return file.view.getUint16(at);
}

function uint32(file: File, at: number): number {
  if (at + 4 > file.bytes.length) throw damaged();
  return file.view.getUint32(at);
}

/** Of at most nine bytes, seven bits each but the last; beyond 2^53 it is no length that a file can hold. */
function varint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < 9; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) throw damaged();
    if (index === 8) return { value: value * 256 + byte, next: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw damaged();
}

/** What a leaf cell holds: the part on the page and, beyond the limit of the format, a chain of overflow pages. */
function payloadOf(file: File, cell: number): Uint8Array {
  const length = varint(file.bytes, cell);
  const key = varint(file.bytes, length.next);
  const size = length.value;
  if (size > file.bytes.length) throw damaged();
  const most = file.usable - 35;
  if (size <= most) return slice(file, key.next, size);
  const least = Math.floor(((file.usable - 12) * 32) / 255) - 23;
  const rest = least + ((size - least) % (file.usable - 4));
  const local = rest <= most ? rest : least;
  const payload = new Uint8Array(size);
  payload.set(slice(file, key.next, local));
  let filled = local;
  let page = uint32(file, key.next + local);
  for (let step = 0; filled < size; step++) {
    if (page < 1 || page > file.pages || step > file.pages) throw damaged();
    const start = (page - 1) * file.pageSize;
    const part = slice(file, start + 4, Math.min(file.usable - 4, size - filled));
    payload.set(part, filled);
    filled += part.length;
    page = uint32(file, start);
  }
  return payload;
}

function slice(file: File, from: number, length: number): Uint8Array {
  if (from + length > file.bytes.length) throw damaged();
  return file.bytes.subarray(from, from + length);
}

/** A header of types, then the values. */
function recordOf(payload: Uint8Array): SqliteValue[] {
  const header = varint(payload, 0);
  const types: number[] = [];
  let at = header.next;
  while (at < header.value) {
    const type = varint(payload, at);
    types.push(type.value);
    at = type.next;
  }
  let from = header.value;
  return types.map((type) => {
    const length = lengthOf(type);
    if (from + length > payload.length) throw damaged();
    const bytes = payload.subarray(from, from + length);
    from += length;
    if (type >= 12) return type % 2 === 0 ? bytes : utf8.decode(bytes);
    return numberOf(type, bytes);
  });
}

const lengths = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function lengthOf(type: number): number {
  if (type >= 12) return (type - (type % 2 === 0 ? 12 : 13)) / 2;
  const length = lengths[type];
  if (length === undefined) throw damaged();
  return length;
}

function numberOf(type: number, bytes: Uint8Array): number | null {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 7) return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  let value = (bytes[0] as number) >= 0x80 ? -1 : 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}
