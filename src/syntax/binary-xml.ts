import { SyntaxFault } from './fault.ts';
import type { XmlElement } from './xml-element.ts';

const stringPool = 0x0001;
const resourceIds = 0x0180;
const startElement = 0x0102;
const endElement = 0x0103;
/** Attributes whose names packers strip are known by number: android.R.attr. */
const knownNames: ReadonlyMap<number, string> = new Map([
  [0x01010001, 'label'],
  [0x01010003, 'name'],
  [0x0101021c, 'versionName'],
]);
const textValue = 0x03;
const mostDepth = 256;
/** A manifest has hundreds of elements, and one text may be named by any number of them. */
const mostElements = 50_000;
const mostLetters = 4_096;

/**
 * The elements of an Android binary XML document, as far as they are whole. Layout: Android, ResourceTypes.h: chunks of type, head size and
 * size; a pool of texts; then elements that name texts by number. Attributes come without prefix; one that is no text (a number, a
 * reference to a resource) reads `@`. Lines are those of the source. Throws `SyntaxFault`.
 */
export function parseBinaryXml(bytes: Uint8Array): XmlElement {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (at: number): number => (at + 2 <= bytes.length ? view.getUint16(at, true) : broken());
  const u32 = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, true) : broken());
  if (u16(0) !== 0x0003) throw fault('is no binary XML');
  if (u32(4) > bytes.length) broken();
  let textOf = (_index: number): string => '';
  let ids: readonly number[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const open: { readonly children: XmlElement[] }[] = [];

  const attributesAt = (start: number, end: number): Map<string, string> => {
    const first = start + u16(start + 8);
    const [size, count] = [u16(start + 10), u16(start + 12)];
    if (size < 20 || first + count * size > end) throw fault('has attributes of an unknown form');
    const attributes = new Map<string, string>();
    for (let at = first; at < first + count * size; at += size) {
      const index = u32(at + 4);
      const name = textOf(index) || (knownNames.get(ids[index] ?? 0) ?? '');
      const isText = u32(at + 12) >>> 24 === textValue;
      if (name !== '') attributes.set(name, isText ? textOf(u32(at + 16)) : '@');
    }
    return attributes;
  };

  for (let at = u16(2); at < bytes.length; ) {
    const [type, headSize, size] = [u16(at), u16(at + 2), u32(at + 4)];
    if (size < 8 || headSize < 8 || headSize > size || at + size > bytes.length)
      throw fault('has a part that does not fit the file');
    if (type === stringPool) textOf = texts(bytes.subarray(at, at + size));
    else if (type === resourceIds) {
      const from = at + headSize;
      ids = Array.from({ length: Math.min((size - headSize) >> 2, 10_000) }, (_, index) => u32(from + index * 4));
    } else if (type === startElement) {
      if (open.length >= mostDepth) throw new SyntaxFault('too-deep', `is nested more than ${mostDepth} levels deep`);
      if (++elements > mostElements) throw new SyntaxFault('too-large', `has more than ${mostElements} elements`);
      const start = at + headSize;
      const children: XmlElement[] = [];
      const element: XmlElement = {
        name: textOf(u32(start + 4)),
        prefix: '',
        namespace: '',
        attributes: attributesAt(start, at + size),
        children,
        text: '',
        line: Math.max(1, u32(at + 8)),
        column: 1,
        offset: at,
      };
      open.at(-1)?.children.push(element);
      root ??= element;
      open.push({ children });
    } else if (type === endElement) open.pop();
    at += size;
  }
  if (root === undefined) throw fault('has no element');
  if (open.length > 0) throw fault('ends inside an element');
  return root;

  function broken(): never {
    throw fault('ends in the middle of a part');
  }
}

/** Texts of the pool by number, read when asked for; '' for a number that is not there. */
function texts(pool: Uint8Array): (index: number) => string {
  const view = new DataView(pool.buffer, pool.byteOffset, pool.byteLength);
  if (pool.length < 28) throw fault('has a pool of texts that is cut');
  const count = view.getUint32(8, true);
  const isUtf8 = (view.getUint32(16, true) & 0x100) !== 0;
  const start = view.getUint32(20, true);
  const headSize = view.getUint16(2, true);
  if (headSize + count * 4 > pool.length || start > pool.length) throw fault('has a pool of texts that does not fit');
  const known = new Map<number, string>();
  let decoded = 0;
  const decoder = new TextDecoder(isUtf8 ? 'utf-8' : 'utf-16le');
  /** One or two units: the upper bit of the first says that there is a second. */
  const lengthAt = (at: number): { readonly length: number; readonly next: number } => {
    if (isUtf8) {
      const first = pool[at] ?? 0;
      return first < 0x80
        ? { length: first, next: at + 1 }
        : { length: ((first & 0x7f) << 8) | (pool[at + 1] ?? 0), next: at + 2 };
    }
    const unit = (from: number) => (pool[from] ?? 0) | ((pool[from + 1] ?? 0) << 8);
    const first = unit(at);
    return first < 0x8000
      ? { length: first, next: at + 2 }
      : { length: ((first & 0x7fff) << 16) | unit(at + 2), next: at + 4 };
  };
  return (index) => {
    if (index >= count) return '';
    const before = known.get(index);
    if (before !== undefined) return before;
    const at = start + view.getUint32(headSize + index * 4, true);
    // UTF-8 texts state their length in letters first, then in bytes.
    const { length, next } = lengthAt(isUtf8 ? lengthAt(at).next : at);
    const size = isUtf8 ? length : length * 2;
    const text =
      length > mostLetters ? '' : next + size > pool.length ? cut() : decoder.decode(pool.subarray(next, next + size));
    // Honest texts do not lie over each other.
    decoded += Math.min(size, mostLetters * 2);
    if (decoded > pool.length) throw new SyntaxFault('too-large', 'names the same texts over and over');
    known.set(index, text);
    return text;
  };
}

function cut(): never {
  throw fault('has a text that does not fit the file');
}

function fault(message: string): SyntaxFault {
  return new SyntaxFault('syntax', message, { line: 1, column: 1 });
}
