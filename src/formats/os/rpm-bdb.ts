/**
 * Packages of rpm before 4.16, a hash of Berkeley DB, as in Enterprise Linux up to 8. Specification: Berkeley DB's own source for the file, and "RPM
 * file format" for the headers. Surprising: besides the packages, by number, it holds the highest number given so far, under the number 0.
 */
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { berkeleyHashValues, isBerkeleyHash } from './berkeley-hash.ts';
import { rpmPackages } from './rpm-packages.ts';

/** Reads the installed packages, and who requires whom. */
export const rpmBdb: BinaryFormat = {
  id: 'os/rpm-bdb',
  title: 'rpm installed packages, Berkeley DB',
  files: ['lib/rpm/Packages', 'sysimage/rpm/Packages'],
  recognise: (head) => isBerkeleyHash(head),
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
    for (const { key, value } of berkeleyHashValues(bytes)) {
      if (key.every((byte) => byte === 0)) continue;
      count++;
      // An empty header counts as a damaged one.
      yield value ?? new Uint8Array();
    }
  } catch (error) {
    // What stood before the damage is kept.
    if (!(error instanceof UnreadableInput) || count === 0) throw error;
    problems.push({ code: error.code, message: `${error.message}; packages are missing`, weight: 'lost' });
  }
}
