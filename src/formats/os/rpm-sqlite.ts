/**
 * rpmdb.sqlite of rpm 4.16 and later. Specification: rpm's own source, "backend/sqlite.c", and "RPM file format" for the headers. Surprising: the
 * table holds each package's header as it stood in the package file; a write-ahead log beside the file may hold newer ones, which are not read.
 */
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { rpmPackages } from './rpm-packages.ts';
import { sqliteMagic, sqliteRows } from './sqlite-table.ts';

/** Reads the installed packages, and who requires whom. */
export const rpmSqlite: BinaryFormat = {
  id: 'os/rpm-sqlite',
  title: 'rpm installed packages, rpmdb.sqlite',
  files: ['rpmdb.sqlite'],
  recognise: (head) => head.startsWith(sqliteMagic),
  maxBytes: 1024 * 1024 * 1024,
  parseBytes,
};

function parseBytes(input: BinaryInput): DocumentResult {
  const problems: Problem[] = [];
  return rpmPackages(headersOf(input.bytes, problems), problems);
}

function* headersOf(bytes: Uint8Array, problems: Problem[]): Generator<Uint8Array> {
  let count = 0;
  try {
    for (const row of sqliteRows(bytes, 'Packages')) {
      // The key is the row's own number, so the first column is empty.
      const blob = row[1];
      if (blob instanceof Uint8Array) {
        count++;
        yield blob;
      }
    }
  } catch (error) {
    // What stood before the damage is kept.
    if (!(error instanceof UnreadableInput) || count === 0) throw error;
    problems.push({ code: error.code, message: `${error.message}; packages are missing`, weight: 'lost' });
  }
}
