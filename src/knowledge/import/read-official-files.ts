import { isScreeningEntry, isScreeningHeading, readScreeningList } from './consolidated-screening-list.ts';
import { coveredColumns, readCoveredList } from './fcc-covered-list.ts';
import { nameColumns, readNameTable } from './name-table.ts';
import { readSdn, type SdnPart, sdnPartOf } from './ofac-sdn.ts';
import type { FileReading, ImportOptions, OfficialFile, TableRow } from './official-file.ts';

/** What the files of one import say, in their order, and the paths of those that are none of the known kinds. */
export interface ImportReading {
  readonly readings: readonly FileReading[];
  readonly unknown: readonly string[];
}

/** Recognises each file by its content and reads it. `known` are lists that need no definition. */
export function readOfficialFiles(
  files: readonly OfficialFile[],
  options: ImportOptions,
  known: (list: string) => boolean,
): ImportReading {
  const readings = new Map<OfficialFile, FileReading>();
  const sdn: { file: OfficialFile; table: readonly TableRow[]; part: SdnPart }[] = [];
  for (const file of files) {
    if ('entries' in file.content) {
      const { entries } = file.content;
      if (entries.some(({ value }) => isScreeningEntry(value))) readings.set(file, readScreeningList(file, options));
      continue;
    }
    const { table } = file.content;
    const head = table[0]?.fields ?? [];
    const part = sdnPartOf(table);
    if (isScreeningHeading(head)) readings.set(file, readScreeningList(file, options));
    else if (table.slice(0, 20).some(({ fields }) => coveredColumns(fields)))
      readings.set(file, readCoveredList(file, table, options));
    else if (part !== undefined) sdn.push({ file, table, part });
    else if (nameColumns(head)) readings.set(file, readNameTable(file, table, options, known));
  }
  const read = readSdn(sdn, options);
  for (const [at, { file }] of sdn.entries()) {
    const reading = read[at];
    if (reading !== undefined) readings.set(file, reading);
  }
  return {
    readings: files.flatMap((file) => readings.get(file) ?? []),
    unknown: files.filter((file) => !readings.has(file)).map(({ path }) => path),
  };
}
