import { SyntaxFault } from './fault.ts';

/**
 * The texts of the top dictionary of a binary property list (`bplist00`), by key; '' for values that are no text or a very long one. Layout: CoreFoundation,
 * CFBinaryPList.c: objects, a table of their offsets, and a trailer of 32 bytes that says where the table is and how wide its numbers are.
 * Nothing below the top dictionary is opened, so neither depth nor shared objects cost anything. Throws `SyntaxFault`.
 */
export function binaryPlistTexts(bytes: Uint8Array): ReadonlyMap<string, string> {
  const end = bytes.length - 32;
  if (end < 9 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== 'bplist')
    throw fault('is no binary property list');
  const offsetWidth = bytes[end + 6] as number;
  const refWidth = bytes[end + 7] as number;
  const objects = numberAt(bytes, end + 8, 8, bytes.length);
  const top = numberAt(bytes, end + 16, 8, bytes.length);
  const table = numberAt(bytes, end + 24, 8, bytes.length);
  if (offsetWidth < 1 || offsetWidth > 8 || refWidth < 1 || refWidth > 8 || table + objects * offsetWidth > end)
    throw fault('has a table of objects that does not fit the file');
  const offsetOf = (object: number): number => {
    if (object >= objects) throw fault('names an object that is not there');
    const offset = numberAt(bytes, table + object * offsetWidth, offsetWidth, bytes.length);
    if (offset >= table) throw fault('has an object outside the file');
    return offset;
  };

  const dict = head(bytes, offsetOf(top), table);
  if (dict.type !== 0xd) throw fault('is a property list without a dictionary');
  if (dict.count > mostEntries) throw new SyntaxFault('too-large', `has more than ${mostEntries} entries`);
  if (dict.start + dict.count * 2 * refWidth > table) throw fault('has a dictionary that does not fit the file');
  const texts = new Map<string, string>();
  for (let at = 0; at < dict.count; at++) {
    const key = textAt(bytes, offsetOf(numberAt(bytes, dict.start + at * refWidth, refWidth, bytes.length)), table);
    const ref = numberAt(bytes, dict.start + (dict.count + at) * refWidth, refWidth, bytes.length);
    if (key !== undefined) texts.set(key, textAt(bytes, offsetOf(ref), table) ?? '');
  }
  return texts;
}

/** A list of properties of an app has a hundred; and one object may be named any number of times. */
const mostEntries = 10_000;
const mostLetters = 4_096;

interface Head {
  /** Upper half of the marker byte. */
  readonly type: number;
  readonly count: number;
  readonly start: number;
}

/** Marker and count of an object; a count of 15 stands in an integer object behind it. */
function head(bytes: Uint8Array, offset: number, end: number): Head {
  const marker = bytes[offset] as number;
  const small = marker & 0x0f;
  if (small !== 0x0f) return { type: marker >> 4, count: small, start: offset + 1 };
  const width = 1 << ((bytes[offset + 1] ?? 0) & 0x0f);
  if ((bytes[offset + 1] ?? 0) >> 4 !== 1 || width > 8 || offset + 2 + width > end)
    throw fault('has an object of unknown length');
  return { type: marker >> 4, count: numberAt(bytes, offset + 2, width, end), start: offset + 2 + width };
}

/** Type 5 is ASCII, 6 is UTF-16 with the high byte first. */
function textAt(bytes: Uint8Array, offset: number, end: number): string | undefined {
  const type = (bytes[offset] as number) >> 4;
  if (type !== 5 && type !== 6) return undefined;
  const { count, start } = head(bytes, offset, end);
  if (count > mostLetters) return undefined;
  const length = type === 5 ? count : count * 2;
  if (start + length > end) throw fault('has a text that does not fit the file');
  const text = bytes.subarray(start, start + length);
  return new TextDecoder(type === 5 ? 'latin1' : 'utf-16be').decode(text);
}

/** A number of up to eight bytes, high byte first; larger than `most` is no place in the file. */
function numberAt(bytes: Uint8Array, at: number, width: number, most: number): number {
  let value = 0;
  for (let next = 0; next < width; next++) value = value * 256 + (bytes[at + next] ?? 0);
  if (value > most) throw fault('names a place outside the file');
  return value;
}

function fault(message: string): SyntaxFault {
  return new SyntaxFault('syntax', message, { line: 1, column: 1 });
}
