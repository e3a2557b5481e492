import type { Readable } from 'node:stream';
import type { FileTree } from '../model/file-tree.ts';
import { UsageError } from '../model/problem.ts';
import { memoryTree } from '../scan/memory-tree.ts';

/** Piped input is held in memory, so it has a limit of its own: 512 MiB. Larger inputs are named as files. */
const maxBytes = 512 * 1024 * 1024;
/** What the report calls it. */
export const standardInputPath = 'stdin';

/** Everything that is piped in. Throws `UsageError` at a terminal, where nobody would end the input, and over the limit. */
export async function readStandardInput(stdin: Readable & { readonly isTTY?: boolean }): Promise<Uint8Array> {
  if (stdin.isTTY) throw new UsageError('-: standard input is a terminal; pipe a file into it');
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stdin) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    size += bytes.length;
    if (size > maxBytes)
      throw new UsageError(`-: standard input is larger than ${maxBytes} bytes; name the file instead`);
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** The tree with one more file, `stdin`. */
export function withStandardInput(tree: FileTree, bytes: Uint8Array): FileTree {
  const memory = memoryTree(new Map([[standardInputPath, bytes]]));
  const of = (path: string): FileTree => (path === standardInputPath ? memory : tree);
  return {
    *list(onTrouble) {
      yield { path: standardInputPath };
      for (const file of tree.list(onTrouble)) if (file.path !== standardInputPath) yield file;
    },
    read: (path, limit) => of(path).read(path, limit),
    readHead: (path, count) => of(path).readHead(path, count),
    readChunks: (path, chunk, limit) => of(path).readChunks(path, chunk, limit),
  };
}
