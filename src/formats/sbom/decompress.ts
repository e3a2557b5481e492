import { createRequire } from 'node:module';
import { constants, gunzipSync } from 'node:zlib';
import { UnreadableInput } from '../../model/problem.ts';

const require = createRequire(import.meta.url);

/** What the bytes of a file are compressed with, by their first four. */
export type Compression = 'gzip' | 'zstd';

export function compressionOf(first: (at: number) => number): Compression | undefined {
  if (first(0) === 0x1f && first(1) === 0x8b) return 'gzip';
  if (first(0) === 0x28 && first(1) === 0xb5 && first(2) === 0x2f && first(3) === 0xfd) return 'zstd';
  return undefined;
}

/** More than any SBOM that was seen shrinks; a bomb of zeros reaches a thousand with gzip and much more with Zstandard. */
const maxRatio = 250;
/** Below this much output the ratio says nothing. */
const freeBytes = 16 * 1024 * 1024;

/**
 * The decompressed bytes of a whole file, of at most `limit`. Throws `UnreadableInput`: `over-limit` where it expands beyond
 * that or more than 250 times, `corrupt` where it is damaged or cut.
 */
export function decompress(bytes: Uint8Array, compression: Compression, limit: number): Uint8Array {
  const most = Math.min(limit, Math.max(freeBytes, bytes.length * maxRatio));
  if (compression === 'zstd') return unzstd(bytes, most, 'whole');
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooMuch(most, bytes.length);
    throw new UnreadableInput('corrupt', 'is damaged: its gzip data does not unpack');
  }
}

/** Some of the beginning, from the beginning of a file; empty where even that cannot be had. For recognisers: never throws. */
export function decompressHead(bytes: Uint8Array, compression: Compression): Uint8Array {
  try {
    if (compression === 'gzip')
      return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: freeBytes });
    return unzstd(bytes, freeBytes, 'head');
  } catch {
    return new Uint8Array(0);
  }
}

/** Input that is handed to the decoder at a time, so that a limit is felt early. */
const pieceBytes = 16 * 1024;

function unzstd(bytes: Uint8Array, most: number, part: 'whole' | 'head'): Uint8Array {
  const { Decompress } = require('fzstd') as typeof import('fzstd');
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((piece) => {
    length += piece.length;
    if (length > most) throw tooMuch(most, bytes.length);
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const isLast = at + pieceBytes >= bytes.length;
      stream.push(bytes.subarray(at, at + pieceBytes), isLast && part === 'whole');
      if (part === 'head' && length >= 64 * 1024) break;
    }
  } catch (error) {
    if (part === 'head') return joined(pieces, length);
    if (error instanceof UnreadableInput) throw error;
    throw new UnreadableInput('corrupt', 'is damaged: its Zstandard data does not unpack');
  }
  return joined(pieces, length);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece.subarray(0, length - at), at);
    at += piece.length;
  }
  return whole;
}

function tooMuch(most: number, packed: number): UnreadableInput {
  const message = `expands to more than ${most} bytes, which is over the limit`;
  // A bomb is not to be unpacked anywhere; a large document is read where it lies unpacked.
  const advice = most > freeBytes && most < packed * maxRatio ? ': unpack it and scan what it holds' : '';
  return new UnreadableInput('over-limit', message + advice);
}
