import { readFileSync } from 'node:fs';
import type { FileFault, OfficialFile, TableRow } from '../knowledge/import/official-file.ts';
import { UnreadableInput, UsageError } from '../model/problem.ts';
import { decodeText, type Encoding } from '../scan/decode.ts';
import { csvReader } from '../syntax/csv.ts';
import { SyntaxFault } from '../syntax/fault.ts';
import { htmlTableRows } from '../syntax/html-table.ts';
import { jsonStream } from '../syntax/json-stream.ts';

/** A file as rows of a table or entries of a JSON document, with what is damaged in it. Throws `UsageError` where it cannot be opened. */
export function readOfficialFile(shown: string, path: string, encoding?: Encoding): OfficialFile {
  const faults: FileFault[] = [];
  let text = '';
  try {
    text = decodeText(bytesOf(shown, path), encoding);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    faults.push({ path: shown, ...(error.line !== undefined && { line: error.line }), message: error.message });
    return { path: shown, content: { table: [] }, faults };
  }
  const head = text.slice(0, 4096).trimStart();
  if (/^[[{]/.test(head)) return { path: shown, content: { entries: jsonEntries(text, shown, faults) }, faults };
  const isPage = head.startsWith('<') && /<(?:html|table|!doctype|body|div)\b/i.test(head);
  return {
    path: shown,
    content: { table: isPage ? pageRows(text, shown, faults) : tableRows(text, shown, faults) },
    faults,
  };
}

function bytesOf(shown: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'is a folder, not a file'
          : `cannot be read (${code})`;
    throw new UsageError(`${shown}: ${why}`);
  }
}

/** Entries of a document that is a list, or that has one under `results`. */
function jsonEntries(text: string, path: string, faults: FileFault[]): { value: unknown; line: number }[] {
  const entries: { value: unknown; line: number }[] = [];
  const stream = jsonStream({
    at: (keys) => {
      if (keys.length === 0) return false;
      if (keys.length === 1) return typeof keys[0] === 'number' ? true : keys[0] === 'results' ? false : 'skip';
      return keys.length === 2 && keys[0] === 'results' ? true : 'skip';
    },
    onValue: (_, value, { line }) => entries.push({ value, line }),
    onError: ({ message, line }) => faults.push({ path, ...(line !== undefined && { line }), message }),
  });
  stream.write(text);
  stream.end();
  return entries;
}

function pageRows(text: string, path: string, faults: FileFault[]): TableRow[] {
  try {
    return htmlTableRows(text).map(({ cells, bold, line }) => ({ fields: cells, bold, line }));
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    faults.push({ path, ...(error.line !== undefined && { line: error.line }), message: error.message });
    // What stands before the cut is whole.
    return htmlTableRows(`${text}</table>`.replace(/<tr(?=[\s>])(?:(?!<tr[\s>])[\s\S])*$/i, '</table>')).map(
      ({ cells, bold, line }) => ({ fields: cells, bold, line }),
    );
  }
}

function tableRows(text: string, path: string, faults: FileFault[]): TableRow[] {
  const rows: TableRow[] = [];
  const reader = csvReader({
    onRecord: (fields, line) => {
      if (fields.some((field) => field.trim() !== '')) rows.push({ fields, line });
    },
    onProblem: ({ line, message }) => faults.push({ path, line, message }),
  });
  try {
    reader.write(text);
    reader.end();
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    faults.push({ path, ...(error.line !== undefined && { line: error.line }), message: error.message });
  }
  return rows;
}
