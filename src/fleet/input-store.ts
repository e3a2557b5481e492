import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { InputCache, KeptEntry } from '../scan/kept-input.ts';

export interface InputStoreOptions {
  /** Bytes on the disk, for all processes that share the folder. */
  readonly maxBytes: number;
  /** Names the program that reads: what another one read is not found. */
  readonly reader: string;
  /** Is told what was wrong with the store; nothing of it is wrong with a target. */
  readonly onNote: (note: string) => void;
}

/** A folder for each first byte of a key, each with an equal part of the room, so that one can be looked through quickly. */
const parts = 256;
/** JSON characters of entries that a process holds. */
const maxHeld = 16 * 1024 * 1024;
const sumDigits = 64;

/**
 * What was read of inputs, one compressed file each under the digest of its key, shared by any number of processes: files are put in place
 * whole, and one that does not fit its checksum is removed and told. When a part is full, the half of it that was written first goes.
 * Trouble with the disk ends the storing, never the work.
 */
export function openInputStore(folder: string, { maxBytes, reader, onNote }: InputStoreOptions): InputCache {
  const partBytes = Math.floor(maxBytes / parts);
  const used = new Map<string, number>();
  let held = new Map<string, { readonly entry: KeptEntry; readonly size: number }>();
  let heldSize = 0;
  let isWritable = true;

  const nameOf = (key: readonly string[]): string =>
    createHash('sha256')
      .update(JSON.stringify([reader, ...key]))
      .digest('hex');
  const placeOf = (name: string): string => join(folder, name.slice(0, 2), `${name.slice(2)}.gz`);

  /** The older half is forgotten at once rather than one by one. */
  function hold(name: string, entry: KeptEntry, size: number): void {
    if (size > maxHeld / 4 || held.has(name)) return;
    if (heldSize + size > maxHeld) {
      const all = [...held];
      held = new Map(all.slice(all.length >> 1));
      heldSize = [...held.values()].reduce((sum, one) => sum + one.size, 0);
    }
    held.set(name, { entry, size });
    heldSize += size;
  }

  function put(name: string, bytes: Buffer): void {
    const part = join(folder, name.slice(0, 2));
    if (!used.has(part)) {
      mkdirSync(part, { recursive: true });
      used.set(
        part,
        sizesIn(part).reduce((sum, { size }) => sum + size, 0),
      );
    }
    if (bytes.length > partBytes) return;
    if ((used.get(part) ?? 0) + bytes.length > partBytes) used.set(part, emptyHalf(part, partBytes / 2));
    const draft = join(part, `${name}.${process.pid}.tmp`);
    try {
      writeFileSync(draft, bytes);
      renameSync(draft, placeOf(name));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    used.set(part, (used.get(part) ?? 0) + bytes.length);
  }

  return {
    find(key) {
      const name = nameOf(key);
      const known = held.get(name);
      if (known) return known.entry;
      let bytes: Buffer;
      try {
        bytes = readFileSync(placeOf(name));
      } catch {
        return undefined;
      }
      const text = textOf(bytes);
      if (text === undefined) {
        onNote(`${placeOf(name)}: a damaged entry of the cache was ignored and removed`);
        rmSync(placeOf(name), { force: true });
        return undefined;
      }
      const entry = JSON.parse(text) as KeptEntry;
      hold(name, entry, text.length);
      return entry;
    },
    keep(key, entry) {
      const name = nameOf(key);
      const text = JSON.stringify(entry);
      hold(name, JSON.parse(text) as KeptEntry, text.length);
      // That no format wants a file is found out again faster than it is stored.
      if (!isWritable || ('of' in entry && entry.of.inputs.length === 0)) return;
      try {
        const packed = gzipSync(text, { level: 1 });
        put(name, Buffer.concat([Buffer.from(sumOf(packed)), packed]));
      } catch (error) {
        isWritable = false;
        onNote(`${folder}: the cache is not written any more (${error instanceof Error ? error.message : error})`);
      }
    },
  };
}

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function textOf(bytes: Buffer): string | undefined {
  const packed = bytes.subarray(sumDigits);
  return bytes.toString('latin1', 0, sumDigits) === sumOf(packed) ? gunzipSync(packed).toString('utf8') : undefined;
}

function sizesIn(part: string): { path: string; size: number; at: number }[] {
  return readdirSync(part).flatMap((name) => {
    const path = join(part, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? [{ path, size: stat.size, at: stat.mtimeMs }] : [];
  });
}

/** Removes what was written first until no more than `bytes` are left; gives what is left. */
function emptyHalf(part: string, bytes: number): number {
  const files = sizesIn(part).sort((a, b) => a.at - b.at);
  let left = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files) {
    if (left <= bytes) break;
    rmSync(path, { force: true });
    left -= size;
  }
  return left;
}
