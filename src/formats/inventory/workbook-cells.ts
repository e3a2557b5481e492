import { TextDecoder } from 'node:util';
import { UnreadableInput } from '../../model/problem.ts';
import { child, childrenOf, parseXml, type XmlElement } from '../../syntax/xml.ts';
import { xmlStream } from '../../syntax/xml-stream.ts';
import type { ZipEntry } from '../os/zip-entries.ts';

/** A sheet of a workbook with its part's name in the package. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** A row as the sheet numbers it; cells by column, from 0, as the text a reader sees. */
export type OnRow = (row: number, cells: readonly (string | undefined)[]) => void;

export interface Workbook {
  readonly sheets: readonly Sheet[];
  rows(sheet: Sheet, onRow: OnRow): void;
}

const longestPart = 512 * 1024 * 1024;
const pieceBytes = 1024 * 1024;
/** XFD, the last column of the format. */
const lastColumn = 16_384;

/** Opens the parts of an Office Open XML workbook (ISO/IEC 29500-1, SpreadsheetML). Throws `UnreadableInput` where one is missing or damaged. */
export function openWorkbook(entries: readonly ZipEntry[]): Workbook {
  const byName = new Map(entries.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  const read = (name: string): Uint8Array | undefined => {
    const entry = byName.get(name.toLowerCase());
    if (!entry) return undefined;
    const bytes = entry.read(longestPart);
    if (!bytes) throw new UnreadableInput('corrupt', `cannot be unpacked: ${name} is damaged, encrypted or too long`);
    return bytes;
  };
  const xml = (name: string): XmlElement | undefined => {
    const bytes = read(name);
    return bytes && parseXml(textOf(bytes));
  };
  const workbook = xml('xl/workbook.xml');
  if (!workbook) throw new UnreadableInput('wrong-shape', 'has no xl/workbook.xml');
  const targets = new Map<string, string>();
  for (const link of childrenOf(xml('xl/_rels/workbook.xml.rels') ?? workbook, 'Relationship')) {
    const target = link.attributes.get('Target') ?? '';
    targets.set(link.attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  const sheets = childrenOf(child(workbook, 'sheets') ?? workbook, 'sheet').flatMap((sheet): Sheet[] => {
    const part = targets.get(sheet.attributes.get('r:id') ?? '');
    return part === undefined ? [] : [{ name: sheet.attributes.get('name') ?? '', part }];
  });
  const is1904 = /^(?:1|true)$/.test(child(workbook, 'workbookPr')?.attributes.get('date1904') ?? '');
  const shared = sharedStrings(read('xl/sharedStrings.xml'));
  const dateStyles = dateStylesOf(xml('xl/styles.xml'));
  return {
    sheets,
    rows(sheet, onRow) {
      const bytes = read(sheet.part);
      if (!bytes) throw new UnreadableInput('wrong-shape', `has no ${sheet.part}`);
      let next = 1;
      eachElement(bytes, 'row', (row) => {
        const number = Number(row.attributes.get('r')) || next;
        next = number + 1;
        const cells: (string | undefined)[] = [];
        let column = 0;
        for (const cell of childrenOf(row, 'c')) {
          const at = columnOf(cell.attributes.get('r'));
          column = at ?? column;
          if (column >= lastColumn) break;
          cells[column++] = cellText(cell, shared, dateStyles, is1904);
        }
        onRow(number, cells);
      });
    },
  };
}

/** Feeds a part piece by piece, so that only one element is held. */
function eachElement(bytes: Uint8Array, name: string, onElement: (element: XmlElement) => void): void {
  const stream = xmlStream({ names: new Set([name]), onElement });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += pieceBytes)
    stream.write(decode(decoder, bytes.subarray(at, at + pieceBytes), true));
  stream.write(decode(decoder, new Uint8Array(0), false));
  stream.end();
}

function textOf(bytes: Uint8Array): string {
  return decode(new TextDecoder('utf-8', { fatal: true }), bytes, false);
}

function decode(decoder: TextDecoder, bytes: Uint8Array, more: boolean): string {
  try {
    return decoder.decode(bytes, { stream: more });
  } catch {
    throw new UnreadableInput('wrong-encoding', 'has a part that is not UTF-8');
  }
}

function sharedStrings(bytes: Uint8Array | undefined): readonly string[] {
  const strings: string[] = [];
  if (bytes) eachElement(bytes, 'si', (item) => strings.push(richText(item)));
  return strings;
}

/** A text, or its runs one behind the other; phonetic readings beside them are not part of it. */
function richText(item: XmlElement): string {
  let text = '';
  for (const part of item.children) {
    if (part.name === 't') text += part.text;
    else if (part.name === 'r') for (const run of childrenOf(part, 't')) text += run.text;
  }
  return text;
}

/** `AB12` is column 27; undefined where the cell has no reference. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function cellText(
  cell: XmlElement,
  shared: readonly string[],
  dateStyles: ReadonlySet<string>,
  is1904: boolean,
): string | undefined {
  const kind = cell.attributes.get('t');
  if (kind === 'inlineStr') {
    const text = child(cell, 'is');
    return text && richText(text);
  }
  const value = child(cell, 'v')?.text;
  if (value === undefined || value === '') return undefined;
  if (kind === 's') {
    const text = shared[Number(value)];
    if (text === undefined)
      throw new UnreadableInput('corrupt', `has a cell whose text ${value} is not in the list of texts`);
    return text;
  }
  if (kind === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (kind === 'str' || kind === 'e' || kind === 'd') return value;
  return dateStyles.has(cell.attributes.get('s') ?? '') ? dayOfSerial(Number(value), is1904) : value;
}

/** Formats 14 to 22, 27 to 36 and 45 to 58 are dates and times in every language; others say so by their letters. */
function dateStylesOf(styles: XmlElement | undefined): ReadonlySet<string> {
  const dates = new Set<string>();
  if (!styles) return dates;
  const own = new Map<number, string>();
  for (const format of childrenOf(child(styles, 'numFmts') ?? styles, 'numFmt'))
    own.set(Number(format.attributes.get('numFmtId')), format.attributes.get('formatCode') ?? '');
  for (const [index, style] of childrenOf(child(styles, 'cellXfs') ?? styles, 'xf').entries()) {
    const id = Number(style.attributes.get('numFmtId') ?? 0);
    const code = own.get(id);
    const isBuiltIn = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    if (code === undefined ? isBuiltIn : /[ymd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')))
      dates.add(String(index));
  }
  return dates;
}

/** Serial 60 is the 29 February 1900 that never was; days before it are off by one and no purchase dates. */
function dayOfSerial(serial: number, is1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 61 || serial > 2_958_465) return String(serial);
  const days = Math.floor(serial) - (is1904 ? 24_107 : 25_569);
  return new Date(days * 86_400_000).toISOString().slice(0, 10);
}
