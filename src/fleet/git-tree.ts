import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import process from 'node:process';
import type { FileTree, TreeFile } from '../model/file-tree.ts';
import { UnreadableInput } from '../model/problem.ts';
import { excludedFolder } from '../scan/excluded-folders.ts';
import { blobHash, type GitEntry, type GitRepository } from './git-repository.ts';

/** How much is read ahead with one git: enough that a repository needs few, little enough that memory stays flat. */
const groupBytes = 32 * 1024 * 1024;
const groupFiles = 500;

/**
 * A commit as a FileTree, without a work tree. `isWanted` tells which paths will probably be read: those are read ahead in groups. A file
 * above the size of a group is never held: it goes through a file of no name below `room`. Throws `UnreadableInput` as a disk tree does.
 */
export function gitTree(
  repository: GitRepository,
  commit: string,
  isWanted: (path: string) => boolean,
  room: string = tmpdir(),
): FileTree {
  const entries = repository.list(commit);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const namesIn = new Map<string, Set<string>>();
  for (const { path } of entries) {
    for (let slash = path.lastIndexOf('/'), inner = path; ; slash = inner.lastIndexOf('/')) {
      const folder = slash < 0 ? '' : inner.slice(0, slash);
      const names = namesIn.get(folder) ?? new Set();
      namesIn.set(folder, names);
      names.add(inner.slice(slash + 1));
      if (slash < 0) break;
      inner = folder;
    }
  }
  const files = entries.filter((entry) => entry.mode.startsWith('100') && isWanted(entry.path));
  const orderOf = new Map(files.map((entry, at) => [entry.path, at]));
  let cache = new Map<string, Buffer>();

  function fileAt(path: string): GitEntry | undefined {
    const entry = byPath.get(path);
    const real = entry?.mode === '120000' ? linked(entry) : entry;
    return real?.mode.startsWith('100') ? real : undefined;
  }

  function bytesOf(path: string, maxBytes: number): Buffer {
    const real = fileAt(path);
    if (real === undefined) throw new UnreadableInput('vanished', 'is not in the commit');
    if (real.size > maxBytes)
      throw new UnreadableInput('over-limit', `has ${real.size} bytes, over the limit of ${maxBytes}`);
    const held = cache.get(real.id);
    if (held) return held;
    const group: GitEntry[] = [real];
    let bytes = real.size;
    for (let at = (orderOf.get(real.path) ?? files.length) + 1; at < files.length && group.length < groupFiles; at++) {
      const next = files[at] as GitEntry;
      if (bytes + next.size > groupBytes) break;
      bytes += next.size;
      group.push(next);
    }
    try {
      cache = repository.read([...new Set(group.map((one) => one.id))], bytes);
    } catch (error) {
      // Git gives up at the first damaged object, which may be a neighbour's.
      if (!(error instanceof UnreadableInput) || group.length === 1) throw error;
      cache = repository.read([real.id], real.size);
    }
    const found = cache.get(real.id);
    if (!found) throw damaged();
    return found;
  }

  const links = new Map<string, GitEntry | undefined>();
  /** What a link leads to: a file of the same commit, or nothing. */
  function linked(entry: GitEntry): GitEntry | undefined {
    if (!links.has(entry.path)) links.set(entry.path, followed(entry));
    return links.get(entry.path);
  }

  function followed(entry: GitEntry): GitEntry | undefined {
    if (entry.size > 4096) return undefined;
    const target = repository.read([entry.id], entry.size).get(entry.id)?.toString('utf8') ?? '';
    if (posix.isAbsolute(target)) return undefined;
    return byPath.get(posix.normalize(posix.join(posix.dirname(entry.path), target)));
  }

  return {
    *list(onTrouble) {
      const told = new Set<string>();
      for (const entry of entries) {
        const { path, mode } = entry;
        const excluded = excludedAbove(path, namesIn);
        if (excluded) {
          if (!told.has(excluded.path))
            onTrouble({ path: excluded.path, code: 'excluded-folder', message: excluded.reason, what: 'folder' });
          told.add(excluded.path);
        } else if (isUnsafe(path))
          onTrouble({ path, code: 'unsafe-path', message: 'has a name that leads out of its folder', what: 'file' });
        else if (mode.startsWith('100')) yield { path };
        else if (mode === '160000')
          onTrouble({ path, code: 'submodule', message: 'is a submodule, which is a target of its own', what: 'file' });
        else if (mode === '120000' && isWanted(path)) {
          const file = linkFile(path, linked(entry));
          if (file) yield file;
          else
            onTrouble({
              path,
              code: 'symlink-outside-root',
              message: 'is a link to something that is not in the commit',
              what: 'file',
            });
        }
      }
    },
    read: bytesOf,
    readHead(path, bytes) {
      const file = fileAt(path);
      if (file !== undefined && file.size > groupBytes) return repository.readHead(file.id, bytes);
      return bytesOf(path, Number.MAX_SAFE_INTEGER).subarray(0, bytes);
    },
    *readChunks(path, chunkBytes, maxBytes) {
      const file = fileAt(path);
      if (file !== undefined && file.size > groupBytes && file.size <= maxBytes) {
        yield* largeChunks(repository, file, chunkBytes, room);
        return;
      }
      const bytes = bytesOf(path, maxBytes);
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
    contentId: (path) => fileAt(path)?.id,
  };
}

/** No checkout can hold it: git refuses to write such an entry, and only a forged tree has one. */
function isUnsafe(path: string): boolean {
  return /(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/i.test(path);
}

function* largeChunks(repository: GitRepository, file: GitEntry, chunkBytes: number, room: string): Iterable<Buffer> {
  const path = join(room, `.blob-${process.pid}.tmp`);
  const fd = openSync(path, 'wx+', 0o600);
  try {
    rmSync(path);
    if (!repository.copy(file.id, fd)) throw damaged();
    const hash = blobHash(file.size, file.id.length);
    for (let at = 0; at < file.size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, file.size - at));
      const count = readSync(fd, chunk, 0, chunk.length, at);
      if (count === 0) throw damaged();
      at += count;
      hash.update(chunk.subarray(0, count));
      yield chunk.subarray(0, count);
    }
    if (hash.digest('hex') !== file.id) throw damaged();
  } finally {
    closeSync(fd);
  }
}

function damaged(): UnreadableInput {
  return new UnreadableInput('damaged-object', 'its object is not in the repository, or is damaged');
}

function linkFile(path: string, target: GitEntry | undefined): TreeFile | undefined {
  return target?.mode.startsWith('100') ? { path, target: target.path } : undefined;
}

/** The outermost folder of a path that is left out. */
function excludedAbove(
  path: string,
  namesIn: ReadonlyMap<string, ReadonlySet<string>>,
): { path: string; reason: string } | undefined {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash);
    const parent = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
    const reason = excludedFolder(
      folder.slice(folder.lastIndexOf('/') + 1),
      (name) => namesIn.get(parent)?.has(name) === true,
    );
    if (reason !== undefined) return { path: folder, reason };
  }
  return undefined;
}
