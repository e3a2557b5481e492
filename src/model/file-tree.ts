/** Something `list()` met that is not a readable regular file, or a folder that could not be listed. */
export interface TreeTrouble {
  readonly path: string;
  /**
   * `symlink-outside-root`, `broken-link`, `not-a-regular-file`, `permission-denied`, `io-error`, `depth-limit`, `file-limit`,
   * `vanished`; `excluded-folder` is not a trouble but what was left out on purpose.
   */
  readonly code: string;
  readonly message: string;
  /** A folder may hide anything, so it always counts; a file counts only when its name is recognised. */
  readonly what: 'folder' | 'file';
}

export interface TreeFile {
  /** Relative to the tree's root, with `/`; bytes that are not UTF-8 appear as `\xNN`. */
  readonly path: string;
  /** For a link: the file it leads to, in the same form. Absent for a plain file. */
  readonly target?: string;
}

/** A tree of files: a disk folder, a git commit, or memory. `list()` takes no arguments, so choosing files is one pure function elsewhere. */
export interface FileTree {
  /** Every regular file below the root in a stable order; troubles go to `onTrouble`. */
  list(onTrouble: (trouble: TreeTrouble) => void): Iterable<TreeFile>;
  /** All bytes of one file. Throws `UnreadableInput` with a code: `over-limit`, `vanished`, `permission-denied`, `changed-during-scan`, `io-error`. */
  read(path: string, maxBytes: number): Uint8Array;
  /** The first bytes of a file. Throws as `read` does, never `over-limit`. */
  readHead(path: string, bytes: number): Uint8Array;
  /** The file piece by piece, for streamed formats. */
  readChunks(path: string, chunkBytes: number, maxBytes: number): Iterable<Uint8Array>;
  /** What names the file's content for ever, without reading it (the id of a git blob); undefined for no such file or a tree that cannot tell. */
  contentId?(path: string): string | undefined;
}
