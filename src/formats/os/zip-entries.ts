import { inflateRawSync } from 'node:zlib';
import { UnreadableInput } from '../../model/problem.ts';

/** An entry of a ZIP archive's central directory. */
export interface ZipEntry {
  readonly name: string;
  /** Uncompressed, as the directory states it. */
  readonly size: number;
  /** The content, of at most `limit` bytes. Undefined where it is longer, encrypted, damaged or of another compression. */
  readonly read: (limit: number) => Uint8Array | undefined;
}

const mostEntries = 200_000;
const longestComment = 65_535;
const utf8 = new TextDecoder('utf-8');

/**
 * The entries of a ZIP archive (PKWARE APPNOTE 6.3, sections 4.3 and 4.5), from its central directory alone, so that nothing is
 * inflated that is not asked for; names are data and never become paths. Bytes before the archive are allowed, as in
 * executable jars. Throws `UnreadableInput` where there is no directory or it is damaged.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = directoryEnd(view);
  const entries: ZipEntry[] = [];
  let at = end.offset;
  for (let index = 0; index < end.count; index++) {
    if (index >= mostEntries) throw new UnreadableInput('too-large', 'has more entries than are read');
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw new UnreadableInput('corrupt', 'has a damaged directory');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > bytes.length) throw new UnreadableInput('corrupt', 'has a damaged directory');
    const sizes = sizesOf(view, at, at + 46 + nameLength, extraLength);
    const method = view.getUint16(at + 10, true);
    const isEncrypted = (view.getUint16(at + 8, true) & 1) !== 0;
    const start = sizes.offset + end.shift;
    entries.push({
      name: utf8.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      size: sizes.size,
      read: (limit) => (isEncrypted ? undefined : contentOf(bytes, view, start, sizes.packed, method, limit)),
    });
    at = next;
  }
  return entries;
}

/** Where the directory begins, how many entries it has, and how far all offsets are off. */
function directoryEnd(view: DataView): { offset: number; count: number; shift: number } {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - longestComment); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    let count = view.getUint16(at + 10, true);
    let size = view.getUint32(at + 12, true);
    let offset = view.getUint32(at + 16, true);
    let tail = at;
    // ZIP64: a locator before the end leads to a record with wide numbers.
    if (
      at >= 20 &&
      view.getUint32(at - 20, true) === 0x07064b50 &&
      (count === 0xffff || size === 0xffffffff || offset === 0xffffffff)
    ) {
      const record = Number(view.getBigUint64(at - 12, true));
      if (record + 56 <= view.byteLength && view.getUint32(record, true) === 0x06064b50) {
        count = Number(view.getBigUint64(record + 32, true));
        size = Number(view.getBigUint64(record + 40, true));
        offset = Number(view.getBigUint64(record + 48, true));
        tail = record;
      }
    }
    const shift = tail - size - offset;
    if (shift < 0 || offset + shift > view.byteLength) continue;
    return { offset: offset + shift, count, shift };
  }
  throw new UnreadableInput('corrupt', 'has no ZIP directory; it may be cut');
}

function sizesOf(
  view: DataView,
  at: number,
  extra: number,
  extraLength: number,
): { packed: number; size: number; offset: number } {
  let packed = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let offset = view.getUint32(at + 42, true);
  for (let from = extra; from + 4 <= extra + extraLength; ) {
    const length = view.getUint16(from + 2, true);
    if (view.getUint16(from, true) === 1) {
      let wide = from + 4;
      const take = (): number => {
        wide += 8;
        return wide <= from + 4 + length ? Number(view.getBigUint64(wide - 8, true)) : 0;
      };
      if (size === 0xffffffff) size = take();
      if (packed === 0xffffffff) packed = take();
      if (offset === 0xffffffff) offset = take();
    }
    from += 4 + length;
  }
  return { packed, size, offset };
}

function contentOf(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  packed: number,
  method: number,
  limit: number,
): Uint8Array | undefined {
  if (start + 30 > bytes.length || view.getUint32(start, true) !== 0x04034b50) return undefined;
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + packed > bytes.length) return undefined;
  const content = bytes.subarray(from, from + packed);
  if (method === 0) return packed <= limit ? content : undefined;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(content, { maxOutputLength: limit });
  } catch {
    // Too long or damaged: the caller says which entry it was.
    return undefined;
  }
}
