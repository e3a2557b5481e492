import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

/** One line of a result file. */
export interface Stored<Row> {
  readonly row: Row;
  /** Where its line begins, and how many bytes it has. */
  readonly offset: number;
  readonly length: number;
}

/** Rows that are only ever appended, each with a checksum, so that whatever stops the writer leaves whole rows and at most one torn end. */
export interface ResultFile<Row> {
  append(row: Row): void;
  /** Everything so far is on the disk when it returns. */
  sync(): void;
  close(): void;
}

const digits = 16;
/** A sum and a blank, the JSON, a line feed. */
const lineOf = (json: string): string =>
  `${createHash('sha256').update(json).digest('hex').slice(0, digits)} ${json}\n`;

/** Whole rows of a file, in order, and where they end; a torn or altered line ends the reading. Memory is that of one row. */
export function* readRows<Row>(path: string): Generator<Stored<Row>, number> {
  if (!existsSync(path)) return 0;
  const fd = openSync(path, 'r');
  try {
    let pending = Buffer.alloc(0);
    let start = 0;
    const chunk = Buffer.allocUnsafe(1 << 20);
    for (;;) {
      const count = readSync(fd, chunk, 0, chunk.length, null);
      if (count === 0) return start;
      pending = Buffer.concat([pending, chunk.subarray(0, count)]);
      let from = 0;
      for (let end = pending.indexOf(10, from); end >= 0; end = pending.indexOf(10, from)) {
        const line = pending.toString('utf8', from, end);
        const json = line.slice(digits + 1);
        if (`${line}\n` !== lineOf(json)) return start;
        const length = end + 1 - from;
        yield { row: JSON.parse(json) as Row, offset: start, length };
        start += length;
        from = end + 1;
      }
      pending = Buffer.from(pending.subarray(from));
    }
  } finally {
    closeSync(fd);
  }
}

/** Rows at places that `readRows` gave, in the order they are asked for. */
export function* rowsAt<Row>(
  places: Iterable<{ readonly path: string; readonly offset: number; readonly length: number }>,
): Generator<Row> {
  const open = new Map<string, number>();
  let bytes = Buffer.allocUnsafe(1 << 16);
  try {
    for (const { path, offset, length } of places) {
      const fd = open.get(path) ?? openSync(path, 'r');
      open.set(path, fd);
      if (bytes.length < length) bytes = Buffer.allocUnsafe(length * 2);
      readSync(fd, bytes, 0, length, offset);
      yield JSON.parse(bytes.toString('utf8', digits + 1, length)) as Row;
    }
  } finally {
    for (const fd of open.values()) closeSync(fd);
  }
}

/** Opens for appending after `end`, where the whole rows end: what a stopped run left half written is cut off. */
export function openResults<Row>(path: string, end: number): ResultFile<Row> {
  const fd = openSync(path, existsSync(path) ? 'r+' : 'w+');
  ftruncateSync(fd, end);
  let at = end;
  return {
    append(row) {
      const bytes = Buffer.from(lineOf(JSON.stringify(row)));
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, at + done);
      at += bytes.length;
    },
    sync: () => fsyncSync(fd),
    close: () => closeSync(fd),
  };
}
