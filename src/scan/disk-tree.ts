/**
 * A folder on disk as a FileTree. One file because its two halves share the rule that makes it safe: what is listed is looked at
 * again, on the opened handle, before a byte of it is used.
 */
import { Buffer } from 'node:buffer';
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import type { FileTree, TreeFile, TreeTrouble } from '../model/file-tree.ts';
import { UnreadableInput } from '../model/problem.ts';

export interface DiskTreeOptions {
  /** Files and folders to list, relative to the root with `/`; `['']` is everything. */
  readonly starts: readonly string[];
  /** Why a folder below a start is not walked; undefined walks it. `beside` tells which names stand next to it. */
  readonly exclude: (path: string, name: string, beside: (name: string) => boolean) => string | undefined;
  /** Files and folders that are met before the walk stops; absent is five million. */
  readonly maxEntries?: number;
}

/** Deeper folders are reported and not walked: 1,000 levels is beyond any real tree and within every path limit of Linux. */
const maxDepth = 1000;
/** Five million entries, a walk of about a minute. */
const defaultMaxEntries = 5_000_000;

/**
 * Lists and reads what lies below `root`, an absolute path that exists. Order: folders by name, files before folders, by code
 * unit, so that two machines list alike. Links are followed only to files inside the root. Throws nothing on listing; reading
 * throws `UnreadableInput`.
 */
export function diskTree(root: string, options: DiskTreeOptions): FileTree {
  const realRoot = realpathSync(root);
  const inside = (real: string): boolean =>
    real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  const rawPaths = new Map<string, Buffer>();
  let cached: { readonly path: string; readonly bytes: Uint8Array; readonly whole: 'yes' | 'no' } | undefined;

  /** The path as the system wants it: a buffer where the name is not UTF-8. */
  const systemPath = (path: string): string | Buffer => rawPaths.get(path) ?? join(realRoot, path);

  function* list(onTrouble: (trouble: TreeTrouble) => void): Iterable<TreeFile> {
    const { exclude, maxEntries = defaultMaxEntries } = options;
    const walk: Walk = { entries: 0, maxEntries, inside, realRoot, rawPaths, onTrouble, exclude };
    for (const start of options.starts) {
      let stat: Stats;
      try {
        stat = lstatSync(join(realRoot, start));
      } catch (error) {
        onTrouble({ path: start, ...troubleOf(error), what: 'file' });
        continue;
      }
      if (stat.isDirectory()) yield* walkFolder(walk, start);
      else {
        const file = fileOf(walk, start, stat);
        if (file) yield file;
      }
    }
  }

  function open(path: string): { fd: number; stat: Stats } {
    const name = systemPath(path);
    let fd: number;
    try {
      // Node resolves links of UTF-8 paths only; for a raw name no-follow below guards its last part.
      const real = typeof name === 'string' ? realpathSync.native(name) : name;
      if (typeof real === 'string' && !inside(real))
        throw new UnreadableInput('symlink-outside-root', 'leads out of the scanned folder');
      // No-follow and non-blocking: a link or FIFO that took the file's place since the listing must neither be followed nor waited for.
      fd = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      if (error instanceof UnreadableInput) throw error;
      if (codeOf(error) === 'ELOOP')
        throw new UnreadableInput('changed-during-scan', 'was replaced by a link while it was scanned');
      const { code, message } = troubleOf(error);
      throw new UnreadableInput(code, message);
    }
    const stat = fstatSync(fd);
    if (!stat.isFile()) {
      closeSync(fd);
      throw new UnreadableInput(
        stat.isDirectory() ? 'not-a-regular-file' : 'changed-during-scan',
        'is not a regular file',
      );
    }
    return { fd, stat };
  }

  function* chunks(path: string, chunkBytes: number, maxBytes: number): Iterable<Uint8Array> {
    const { fd, stat } = open(path);
    try {
      checkLimit(stat.size, maxBytes);
      let seen = 0;
      const size = Math.min(chunkBytes, stat.size + 1);
      for (;;) {
        const chunk = Buffer.allocUnsafe(size);
        const count = readSome(fd, chunk, 0);
        if (count === 0) break;
        seen += count;
        // Stops a file that grows for ever, and never hands out more than the limit.
        if (seen > stat.size) break;
        yield chunk.subarray(0, count);
      }
      checkUnchanged(stat, fstatSync(fd), seen);
    } finally {
      closeSync(fd);
    }
  }

  function readWhole(path: string, maxBytes: number): Uint8Array {
    const { fd, stat } = open(path);
    try {
      checkLimit(stat.size, maxBytes);
      // One byte more than the file says it has, so that growth shows.
      const bytes = Buffer.allocUnsafe(stat.size + 1);
      let seen = 0;
      while (seen < bytes.length) {
        const count = readSome(fd, bytes, seen);
        if (count === 0) break;
        seen += count;
      }
      checkUnchanged(stat, fstatSync(fd), seen);
      return bytes.subarray(0, seen);
    } finally {
      closeSync(fd);
    }
  }

  return {
    list,
    read(path, maxBytes) {
      if (cached?.path === path && cached.whole === 'yes' && cached.bytes.length <= maxBytes) return cached.bytes;
      try {
        return readWhole(path, maxBytes);
      } catch (error) {
        // One more try: a writer that replaces a file leaves a whole one behind.
        if (error instanceof UnreadableInput && error.code === 'changed-during-scan') return readWhole(path, maxBytes);
        throw error;
      }
    },
    readHead(path, bytes) {
      const { fd, stat } = open(path);
      try {
        const head = Buffer.allocUnsafe(Math.min(bytes, stat.size));
        let seen = 0;
        while (seen < head.length) {
          const count = readSome(fd, head, seen);
          if (count === 0) break;
          seen += count;
        }
        const found = head.subarray(0, seen);
        // Most files that are only looked at are small: the read that follows then costs nothing.
        cached = { path, bytes: found, whole: seen === stat.size ? 'yes' : 'no' };
        return found;
      } finally {
        closeSync(fd);
      }
    },
    readChunks: chunks,
  };
}

interface Walk {
  entries: number;
  readonly maxEntries: number;
  readonly realRoot: string;
  readonly rawPaths: Map<string, Buffer>;
  readonly inside: (real: string) => boolean;
  readonly onTrouble: (trouble: TreeTrouble) => void;
  readonly exclude: DiskTreeOptions['exclude'];
}

/** Iterative, so that depth costs no stack. A folder is met once because links to folders are not followed. */
function* walkFolder(walk: Walk, start: string): Iterable<TreeFile> {
  const stack: { readonly path: string; readonly depth: number }[] = [{ path: start, depth: 0 }];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    const { path, depth } = folder;
    const trouble = (code: string, message: string) =>
      walk.onTrouble({ path: path || '.', code, message, what: 'folder' });
    if (depth > maxDepth) {
      trouble('depth-limit', `is more than ${maxDepth} folders deep`);
      continue;
    }
    let entries: Dirent[];
    try {
      entries = readFolder(walk, path);
    } catch (error) {
      const { code, message } = troubleOf(error);
      trouble(code, message);
      continue;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const room = Math.max(0, walk.maxEntries - walk.entries);
    walk.entries += entries.length;
    const isFull = entries.length > room;
    if (isFull) {
      const rest = entries.length - room;
      entries = entries.slice(0, room);
      const folders = stack.length + entries.filter((entry) => entry.isDirectory()).length;
      const left = `${rest} entries of this folder and all of ${folders} other folders are left`;
      trouble('file-limit', `the walk met more than ${walk.maxEntries} entries and stopped here: ${left}`);
    }
    let names: Set<string> | undefined;
    const beside = (name: string): boolean => (names ??= new Set(entries.map((entry) => entry.name))).has(name);
    const folders: { path: string; depth: number }[] = [];
    for (const entry of entries) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) yield { path: inner };
      else if (entry.isDirectory()) {
        const reason = walk.exclude(inner, entry.name, beside);
        if (reason === undefined) folders.push({ path: inner, depth: depth + 1 });
        else walk.onTrouble({ path: inner, code: 'excluded-folder', message: reason, what: 'folder' });
      } else {
        const file = specialFile(walk, inner);
        if (file) yield file;
      }
    }
    if (isFull) return;
    for (let at = folders.length - 1; at >= 0; at--) stack.push(folders[at] as { path: string; depth: number });
  }
}

/** Entries of a folder, names in UTF-8. A name that is not UTF-8 is shown with `\xNN` and its bytes are kept for opening it. */
function readFolder(walk: Walk, path: string): Dirent[] {
  const system = walk.rawPaths.get(path) ?? join(walk.realRoot, path);
  const entries = readdirSync(system, { withFileTypes: true });
  if (!walk.rawPaths.has(path) && !entries.some((entry) => entry.name.includes('\ufffd'))) return entries;
  const raw = readdirSync(system, { withFileTypes: true, encoding: 'buffer' }) as unknown as (Dirent & {
    name: Buffer | string;
  })[];
  const parent = Buffer.isBuffer(system) ? system : Buffer.from(system);
  for (const entry of raw) {
    const bytes = entry.name as unknown as Buffer;
    const name = escapeInvalidUtf8(bytes);
    walk.rawPaths.set(path === '' ? name : `${path}/${name}`, Buffer.concat([parent, Buffer.from(sep), bytes]));
    (entry as { name: string }).name = name;
  }
  return raw as Dirent[];
}

function escapeInvalidUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  // Byte by byte: what does not survive the round trip is shown as \xNN.
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] as number;
    const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
    const piece = bytes.subarray(at, at + length);
    const shown = piece.toString('utf8');
    if (shown.includes('\ufffd')) {
      out += `\\x${lead.toString(16).padStart(2, '0')}`;
      at += 1;
    } else {
      out += shown;
      at += length;
    }
  }
  return out;
}

/** A link, FIFO, socket or device met in a folder. */
function specialFile(walk: Walk, path: string): TreeFile | undefined {
  try {
    return fileOf(walk, path, lstatSync(walk.rawPaths.get(path) ?? join(walk.realRoot, path)));
  } catch (error) {
    walk.onTrouble({ path, ...troubleOf(error), what: 'file' });
    return undefined;
  }
}

function fileOf(walk: Walk, path: string, stat: Stats): TreeFile | undefined {
  if (stat.isFile()) return { path };
  const trouble = (code: string, message: string): undefined => {
    walk.onTrouble({ path, code, message, what: 'file' });
    return undefined;
  };
  if (!stat.isSymbolicLink()) return trouble('not-a-regular-file', 'is not a regular file');
  let real: string;
  try {
    real = realpathSync((walk.rawPaths.get(path) as unknown as string) ?? join(walk.realRoot, path));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return trouble('broken-link', 'is a link to something that is not there');
    if (code === 'ELOOP') return trouble('broken-link', 'is a link that leads back to itself');
    const { code: known, message } = troubleOf(error);
    return trouble(known, message);
  }
  if (!walk.inside(real))
    return trouble('symlink-outside-root', 'is a link out of the scanned folder, so it was not opened');
  const target = statSync(real);
  // A folder inside the root is walked where it stands.
  if (target.isDirectory()) return undefined;
  if (!target.isFile()) return trouble('not-a-regular-file', 'is a link to something that is not a regular file');
  return { path, target: real.slice(walk.realRoot.length).split(sep).filter(Boolean).join('/') };
}

function checkLimit(size: number, maxBytes: number): void {
  if (size > maxBytes) throw new UnreadableInput('over-limit', `has ${size} bytes, over the limit of ${maxBytes}`);
}

function checkUnchanged(before: Stats, after: Stats, seen: number): void {
  if (seen !== before.size || before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
    throw new UnreadableInput('changed-during-scan', 'changed while it was read');
  }
}

function readSome(fd: number, into: Buffer, at: number): number {
  try {
    return readSync(fd, into, at, into.length - at, null);
  } catch (error) {
    const { message } = troubleOf(error);
    throw new UnreadableInput('io-error', message);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function troubleOf(error: unknown): { code: string; message: string } {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'vanished', message: 'is not there any more' };
  if (code === 'EACCES' || code === 'EPERM') return { code: 'permission-denied', message: 'may not be read' };
  if (code === 'ENAMETOOLONG') return { code: 'io-error', message: 'has a path longer than this system opens' };
  return { code: 'io-error', message: `could not be read (${code ?? 'unknown error'})` };
}
