import { UnreadableInput } from '../../model/problem.ts';

/**
 * The values of a Berkeley DB hash database, versions 8 to 10, as rpm before 4.16 wrote them (Berkeley DB's own source,
 * "dbinc/db_page.h"): pages of entries, of which every second is a value, in the page or in a chain of overflow pages. Keys are
 * handed over for those who need them; a value whose pages are damaged is undefined. Partitions, encryption and duplicates
 * are not read. Throws `UnreadableInput`.
 */
export function* berkeleyHashValues(
  bytes: Uint8Array,
): Generator<{ readonly key: Uint8Array; readonly value: Uint8Array | undefined }> {
  const file = openFile(bytes);
  for (let page = 1; page <= file.last; page++) {
    const start = page * file.pageSize;
    if (start + file.pageSize > bytes.length) throw new UnreadableInput('truncated', 'is shorter than its header says');
    const type = bytes[start + 25];
    if (type !== pageType.hash && type !== pageType.unsorted) continue;
    const count = file.view.getUint16(start + 20, file.isLittle);
    for (let pair = 0; pair + 1 < count; pair += 2) {
      const end = pair === 0 ? start + file.pageSize : entryAt(file, start, pair - 1);
      const key = itemOf(file, entryAt(file, start, pair), end);
      if (key === 'damaged') throw damaged();
      const value = itemOf(file, entryAt(file, start, pair + 1), entryAt(file, start, pair));
      if (key && value) yield { key, value: value === 'damaged' ? undefined : value };
    }
  }
}

/** Whether bytes begin as a hash database, in either byte order. */
export function isBerkeleyHash(head: string): boolean {
  return head.slice(12, 16) === '\x61\x15\x06\0' || head.slice(12, 16) === '\0\x06\x15\x61';
}

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly pageSize: number;
  readonly last: number;
  readonly isLittle: boolean;
}

const headerSize = 26;
const magic = 0x061561;
const pageType = { unsorted: 2, overflow: 7, hash: 13 } as const;
const itemType = { data: 1, overflow: 3 } as const;
const damaged = (): UnreadableInput => new UnreadableInput('corrupt', 'is a damaged Berkeley DB file');

function openFile(bytes: Uint8Array): File {
  if (bytes.length < 512) throw new UnreadableInput('wrong-shape', 'is not a Berkeley DB file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = view.getUint32(12, true) === magic;
  if (!isLittle && view.getUint32(12, false) !== magic)
    throw new UnreadableInput('wrong-shape', 'is not a hash of Berkeley DB');
  const version = view.getUint32(16, isLittle);
  if (version < 8 || version > 10)
    throw new UnreadableInput('unsupported-version', `version ${version} of this database is not known`);
  const pageSize = view.getUint32(20, isLittle);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw damaged();
  return { bytes, view, pageSize, last: view.getUint32(32, isLittle), isLittle };
}

/** Offsets of entries stand behind the page's header. */
function entryAt(file: File, start: number, index: number): number {
  const at = start + headerSize + index * 2;
  if (at + 2 > start + file.pageSize) throw damaged();
  const offset = file.view.getUint16(at, file.isLittle);
  if (offset < headerSize || offset >= file.pageSize) throw damaged();
  return start + offset;
}

function itemOf(file: File, at: number, end: number): Uint8Array | 'damaged' | undefined {
  if (at >= end) throw damaged();
  const type = file.bytes[at];
  if (type === itemType.data) return file.bytes.subarray(at + 1, end);
  if (type !== itemType.overflow) return undefined;
  if (at + 12 > end) throw damaged();
  return chainOf(file, file.view.getUint32(at + 4, file.isLittle), file.view.getUint32(at + 8, file.isLittle));
}

/** A value that is too long for a page: its pieces, each on a page that names the next. */
function chainOf(file: File, first: number, length: number): Uint8Array | 'damaged' {
  if (length > file.bytes.length) return 'damaged';
  const value = new Uint8Array(length);
  let filled = 0;
  for (let page = first, step = 0; filled < length; step++) {
    const start = page * file.pageSize;
    if (page < 1 || page > file.last || step > file.last || start + file.pageSize > file.bytes.length) return 'damaged';
    if (file.bytes[start + 25] !== pageType.overflow) return 'damaged';
    const used = file.view.getUint16(start + 22, file.isLittle);
    if (used === 0 || used > file.pageSize - headerSize) return 'damaged';
    const part = file.bytes.subarray(start + headerSize, start + headerSize + Math.min(used, length - filled));
    value.set(part, filled);
    filled += part.length;
    page = file.view.getUint32(start + 16, file.isLittle);
  }
  return value;
}
