/**
 * Packages.db of rpm's "ndb" backend, which SUSE uses. Specification: rpm's own source, "backend/ndb/rpmpkg.c". Surprising: the file begins with a
 * table of slots, 16 bytes each, that give the place of every package's header in blocks of 16 bytes; all numbers are little-endian, those of the
 * headers themselves big-endian.
 */
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { rpmPackages } from './rpm-packages.ts';

/** Reads the installed packages, and who requires whom. */
export const rpmNdb: BinaryFormat = {
  id: 'os/rpm-ndb',
  title: 'rpm installed packages, ndb Packages.db',
  files: ['rpm/Packages.db'],
  mayBe: ['Packages.db'],
  recognise: (head) => head.startsWith('RpmP'),
  maxBytes: 1024 * 1024 * 1024,
  parseBytes,
};

const pageSize = 4096;
const blockSize = 16;
/** "RpmP", "Slot" and "BlbS" as little-endian numbers. */
const magic = { file: 0x506d7052, slot: 0x746f6c53, blob: 0x53626c42 } as const;

function parseBytes(input: BinaryInput): DocumentResult {
  const { bytes } = input;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < pageSize || view.getUint32(0, true) !== magic.file)
    throw new UnreadableInput('wrong-shape', 'is not a package database of rpm');
  if (view.getUint32(4, true) !== 0)
    throw new UnreadableInput(
      'unsupported-version',
      `version ${view.getUint32(4, true)} of this database is not known`,
    );
  const slotBytes = view.getUint32(12, true) * pageSize;
  if (slotBytes === 0 || slotBytes > bytes.length)
    throw new UnreadableInput('corrupt', 'says that it has more slots than bytes');
  const problems: Problem[] = [];
  return rpmPackages(blobs(view, bytes, slotBytes, problems), problems);
}

function* blobs(view: DataView, bytes: Uint8Array, slotBytes: number, problems: Problem[]): Generator<Uint8Array> {
  let bad = 0;
  // The header takes the place of the first two slots.
  for (let at = 2 * blockSize; at < slotBytes; at += blockSize) {
    const index = view.getUint32(at + 4, true);
    if (view.getUint32(at, true) !== magic.slot) {
      bad++;
      continue;
    }
    const block = view.getUint32(at + 8, true);
    // A free slot.
    if (block === 0) continue;
    const start = block * blockSize;
    const length = start + blockSize <= bytes.length ? view.getUint32(start + 12, true) : 0;
    const isBlob =
      length > 0 && view.getUint32(start, true) === magic.blob && view.getUint32(start + 4, true) === index;
    if (isBlob && start + blockSize + length <= bytes.length)
      yield bytes.subarray(start + blockSize, start + blockSize + length);
    else bad++;
  }
  if (bad > 0)
    problems.push({
      code: 'corrupt',
      message: `${bad} of its slots lead nowhere; packages are missing`,
      weight: 'lost',
    });
}
