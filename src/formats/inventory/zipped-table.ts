/**
 * Archives with inventory tables in them, as the exports of Intune and of reporting portals come. Specification of the tables: those of
 * inventory/table and inventory/records. Surprising: the place of a finding is that inside the table, so the field names the table.
 */
import { TextDecoder } from 'node:util';
import { constants, inflateRawSync } from 'node:zlib';
import type { Component, Identifier } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult, RecordOptions } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { type ZipEntry, zipEntries } from '../os/zip-entries.ts';
import { table } from './table.ts';
import { findTableHead } from './table-head.ts';

/** Of one table in the archive. */
const longestTable = 512 * 1024 * 1024;
/** An archive of more files is something else that also holds a table. */
const mostEntries = 50;
const pieceLength = 1024 * 1024;
/** Packed bytes of a table that are enough for its header line. */
const firstBytes = 8192;

/** Reads every inventory table of a small archive. */
export const zippedTable: BinaryFormat = {
  id: 'inventory/zipped-table',
  title: 'Inventory tables in a ZIP archive',
  files: [],
  mayBe: ['*.zip'],
  recognise: (head) =>
    head.startsWith('PK\u0003\u0004') && firstTables(head).some((text) => findTableHead(text) !== undefined),
  parseBytes,
};

/** The beginnings of the tables whose entries begin in the head of an archive, which is one character a byte. */
function firstTables(head: string): string[] {
  const texts: string[] = [];
  for (let at = 0; at >= 0 && texts.length < 5; at = head.indexOf('PK\u0003\u0004', at + 4)) {
    const bytes = Buffer.from(head.slice(at, at + 30 + 1024 + firstBytes), 'latin1');
    if (bytes.length < 30) break;
    const begin = 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
    const name = bytes.toString('latin1', 30, 30 + bytes.readUInt16LE(26));
    const isPacked = bytes.readUInt16LE(8) === 8;
    if (!/\.(?:csv|tsv)$/i.test(name)) continue;
    const start = bytes.subarray(begin, begin + firstBytes);
    const plain = isPacked ? inflatedStart(start) : start;
    const isWide = plain[0] === 0xff && plain[1] === 0xfe;
    texts.push(new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(plain));
  }
  return texts;
}

/** What the first bytes of packed data hold. */
function inflatedStart(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: firstBytes * 1100 });
  } catch {
    // Damaged: reading the whole archive says so.
    return new Uint8Array(0);
  }
}

function parseBytes({ bytes, options }: BinaryInput): DocumentResult {
  const entries = zipEntries(bytes);
  const tables = entries.filter(({ name }) => /\.(?:csv|tsv)$/i.test(name));
  if (tables.length === 0 || entries.length > mostEntries) throw new NotThisFormat('is no archive of inventory tables');
  const components: Component[] = [];
  const problems: Problem[] = [];
  let read = 0;
  for (const entry of tables) {
    const found = readTable(entry, options);
    if (!found) continue;
    read++;
    components.push(...found.components);
    problems.push(...found.problems.map((problem) => ({ ...problem, message: `${entry.name}: ${problem.message}` })));
  }
  if (read === 0) throw new NotThisFormat('holds no table with columns of an inventory');
  return { components, problems };
}

/** Undefined for a table that is no inventory. */
function readTable(
  entry: ZipEntry,
  options: RecordOptions,
): { components: Component[]; problems: readonly Problem[] } | undefined {
  const bytes = entry.read(longestTable);
  if (!bytes)
    throw new UnreadableInput('corrupt', `cannot be unpacked: ${entry.name} is damaged, encrypted or too long`);
  const text = textOf(bytes, entry.name);
  const components: Component[] = [];
  const reader = table.open(entry.name, (component) => components.push(withTable(component, entry.name)), options);
  try {
    for (let at = 0; at < text.length; at += pieceLength) reader.write(text.slice(at, at + pieceLength));
    return { problems: reader.end(), components };
  } catch (error) {
    if (error instanceof NotThisFormat) return undefined;
    throw error;
  }
}

function withTable(component: Component, name: string): Component {
  const identifiers = component.identifiers?.map(
    (identifier): Identifier => ({ ...identifier, field: `${name}: ${identifier.field}` }),
  );
  return { ...component, identifiers };
}

function textOf(bytes: Uint8Array, name: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableInput('wrong-encoding', `${name} is not valid ${isWide ? 'UTF-16' : 'UTF-8'}`);
  }
}
