import { UnreadableInput } from '../../model/problem.ts';

/** An entry of a tar archive. */
export interface TarEntry {
  /** Without a leading `./` or `/` and without a trailing `/`. Data, never a path to write to. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Whether anybody may execute it. */
  readonly isProgram: boolean;
  /** What a symbolic or hard link leads to. */
  readonly target: string;
  /** A view into the archive. */
  readonly bytes: Uint8Array;
}

const block = 512;
const mostEntries = 2_000_000;
const utf8 = new TextDecoder('utf-8');

/** Whether bytes begin as a tar archive; by its first header, of which some writers leave the magic empty. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= block && bytes[0] !== 0 && checksum(bytes, 0) === octal(bytes, 148, 8);
}

/**
 * Entries of a tar archive in order (POSIX.1-2001 pax, GNU tar's long names and wide numbers). Throws `UnreadableInput`
 * `corrupt` where a header is damaged, `truncated` where the archive ends inside an entry.
 */
export function* tarEntries(bytes: Uint8Array): Generator<TarEntry> {
  let longName: string | undefined;
  let longTarget: string | undefined;
  let pax: ReadonlyMap<string, string> = new Map();
  let count = 0;
  for (let at = 0; at + block <= bytes.length; ) {
    if (bytes[at] === 0 && bytes.subarray(at, at + block).every((byte) => byte === 0)) return;
    if (checksum(bytes, at) !== octal(bytes, at + 148, 8))
      throw new UnreadableInput('corrupt', 'has a damaged tar header');
    if (++count > mostEntries) throw new UnreadableInput('too-large', 'has more entries than are read');
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    const size = Number(pax.get('size') ?? octal(bytes, at + 124, 12));
    const start = at + block;
    if (!(size >= 0) || start + size > bytes.length)
      throw new UnreadableInput('truncated', 'ends inside an entry of the archive');
    const content = bytes.subarray(start, start + size);
    at = start + Math.ceil(size / block) * block;
    if (type === 'L') longName = textOf(content, 0, size);
    else if (type === 'K') longTarget = textOf(content, 0, size);
    else if (type === 'x') pax = paxOf(content);
    else if (type !== 'g') {
      const header = start - block;
      const prefix = isUstar(bytes, header) ? textOf(bytes, header + 345, 155) : '';
      const short = textOf(bytes, header, 100);
      const name = pax.get('path') ?? longName ?? (prefix === '' ? short : `${prefix}/${short}`);
      yield {
        name: name.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, ''),
        kind: kindOf(type),
        isProgram: (octal(bytes, header + 100, 8) & 0o111) !== 0,
        target: pax.get('linkpath') ?? longTarget ?? textOf(bytes, header + 157, 100),
        bytes: type === '0' || type === '\0' || type === '7' ? content : content.subarray(0, 0),
      };
      longName = undefined;
      longTarget = undefined;
      pax = new Map();
    }
  }
}

function kindOf(type: string): TarEntry['kind'] {
  if (type === '0' || type === '\0' || type === '7') return 'file';
  if (type === '5') return 'folder';
  return type === '1' || type === '2' ? 'link' : 'other';
}

/** GNU's own format has times and sizes where POSIX has a prefix. */
function isUstar(bytes: Uint8Array, header: number): boolean {
  return textOf(bytes, header + 257, 6) === 'ustar' && bytes[header + 262] === 0;
}

function textOf(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return utf8.decode(end < 0 ? field : field.subarray(0, end));
}

/** Octal digits, or with the highest bit set a big-endian number, as GNU tar writes what octal cannot hold. */
function octal(bytes: Uint8Array, from: number, length: number): number {
  if (((bytes[from] ?? 0) & 0x80) !== 0) {
    let value = (bytes[from] ?? 0) & 0x7f;
    for (let at = from + 1; at < from + length; at++) value = value * 256 + (bytes[at] ?? 0);
    return value;
  }
  const text = textOf(bytes, from, length).trim();
  return text === '' ? 0 : Number.parseInt(text, 8);
}

/** The sum of a header's bytes, those of the sum itself counted as spaces. */
function checksum(bytes: Uint8Array, header: number): number {
  let sum = 0;
  for (let at = header; at < header + block; at++)
    sum += at >= header + 148 && at < header + 156 ? 32 : (bytes[at] ?? 0);
  return sum;
}

/** Records of `length key=value\n`. */
function paxOf(content: Uint8Array): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const length = space < 0 ? Number.NaN : Number(utf8.decode(content.subarray(at, space)));
    if (!(length > space - at) || at + length > content.length) break;
    const record = utf8.decode(content.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    if (equals > 0) found.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return found;
}
