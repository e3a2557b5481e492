import { Buffer } from 'node:buffer';
import type { FileTree } from '../model/file-tree.ts';
import { UnreadableInput } from '../model/problem.ts';

/** A tree held in memory: standard input, and tests. Paths are listed in code unit order. */
export function memoryTree(files: ReadonlyMap<string, string | Uint8Array>): FileTree {
  const bytesOf = (path: string): Uint8Array => {
    const content = files.get(path);
    if (content === undefined) throw new UnreadableInput('vanished', 'is not there');
    return typeof content === 'string' ? Buffer.from(content) : content;
  };
  const bounded = (path: string, maxBytes: number): Uint8Array => {
    const bytes = bytesOf(path);
    if (bytes.length > maxBytes)
      throw new UnreadableInput('over-limit', `is ${bytes.length} bytes, over the limit of ${maxBytes}`);
    return bytes;
  };
  return {
    *list() {
      for (const path of [...files.keys()].sort()) yield { path };
    },
    read: bounded,
    readHead: (path, bytes) => bytesOf(path).subarray(0, bytes),
    *readChunks(path, chunkBytes, maxBytes) {
      const bytes = bounded(path, maxBytes);
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}
