import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { UnreadableInput } from '../model/problem.ts';

/** Encodings a user may name with `--encoding`; those Node's own decoder knows by these labels. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'shift_jis' | 'windows-1252';

/** The encoding a byte order mark announces, and its length. */
export function byteOrderMark(bytes: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/**
 * Bytes of a text input as a string, BOM removed, line ends kept. UTF-8 unless a BOM, zero bytes in the pattern of UTF-16
 * or `wanted` says otherwise. Throws `UnreadableInput`: `binary-content` for NUL bytes, `wrong-encoding` with the line for
 * invalid bytes; a damaged name must never be compared.
 */
export function decodeText(bytes: Uint8Array, wanted?: Encoding): string {
  const mark = byteOrderMark(bytes);
  const encoding = mark?.encoding ?? wanted ?? guessUtf16(bytes) ?? 'utf-8';
  const body = mark ? bytes.subarray(mark.length) : bytes;
  if (encoding === 'utf-8') {
    const nul = body.indexOf(0);
    if (nul >= 0)
      throw new UnreadableInput('binary-content', 'holds NUL bytes, so it is not text', {
        line: lineOfByte(body, nul),
      });
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(body);
  } catch {
    const at = encoding === 'utf-8' ? firstInvalidUtf8(body) : undefined;
    throw new UnreadableInput(
      'wrong-encoding',
      `is not valid ${encoding.toUpperCase()}; name its encoding with --encoding`,
      at === undefined ? {} : { line: lineOfByte(body, at) },
    );
  }
}

/** UTF-16 without a BOM: text in ASCII then has a zero in every other byte. Looks at the first 256 bytes. */
function guessUtf16(bytes: Uint8Array): Encoding | undefined {
  const head = Math.min(bytes.length, 256) & ~1;
  if (head < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = head / 2;
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  if (even > pairs * 0.7 && odd === 0) return 'utf-16be';
  return undefined;
}

function lineOfByte(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 10) line++;
  return line;
}

function firstInvalidUtf8(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] as number;
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    if (length === 0) return i;
    for (let k = 1; k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return i;
    i += length;
  }
  return bytes.length;
}

/** Decodes a text piece by piece with the rules of `decodeText`; the first piece decides the encoding. */
export function streamDecoder(wanted?: Encoding): { write(bytes: Uint8Array): string; end(): string } {
  let decoder: TextDecoder | undefined;
  let encoding: Encoding = 'utf-8';
  let line = 1;
  /** The last piece may have ended inside a character. */
  let isOpen = false;
  const decode = (bytes: Uint8Array, more: boolean): string => {
    if (encoding === 'utf-8' && bytes.indexOf(0) >= 0) {
      throw new UnreadableInput('binary-content', 'holds NUL bytes, so it is not text', {
        line: line + lineOfByte(bytes, bytes.indexOf(0)) - 1,
      });
    }
    // ASCII is the same in UTF-8, and far faster to take as it is.
    if (encoding === 'utf-8' && !isOpen && isAscii(bytes))
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    isOpen = bytes.length > 0 ? (bytes[bytes.length - 1] as number) > 127 : isOpen;
    try {
      return (decoder as TextDecoder).decode(bytes, { stream: more });
    } catch {
      const at = encoding === 'utf-8' ? firstInvalidUtf8(bytes) : 0;
      throw new UnreadableInput(
        'wrong-encoding',
        `is not valid ${encoding.toUpperCase()}; name its encoding with --encoding`,
        {
          line: line + lineOfByte(bytes, at) - 1,
        },
      );
    }
  };
  return {
    write(bytes) {
      let body = bytes;
      if (!decoder) {
        const mark = byteOrderMark(bytes);
        encoding = mark?.encoding ?? wanted ?? guessUtf16(bytes) ?? 'utf-8';
        body = mark ? bytes.subarray(mark.length) : bytes;
        decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      }
      const text = decode(body, true);
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
      return text;
    },
    end() {
      return decoder ? decode(new Uint8Array(0), false) : '';
    },
  };
}
