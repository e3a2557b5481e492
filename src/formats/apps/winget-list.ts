/**
 * Output of `winget list`. Documentation: learn.microsoft.com, "list command". Surprising: columns are as wide as their longest cell on the
 * screen, where a Han character takes two places; headers are translated; ids that do not fit end in `…` and are then no ids.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { splitLines } from '../../syntax/text.ts';
import { type OutputLine, outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';

/** Reads the installed programs. */
export const wingetList: DocumentFormat = {
  id: 'apps/winget-list',
  title: 'winget list output',
  files: ['winget-list*.txt', 'winget*.txt'],
  mayBe: ['*.txt'],
  recognise: (head) =>
    headerOf(splitLines(head.slice(0, 8192)).map((text) => ({ text: text.trimEnd(), line: 0 }))) !== undefined,
  parse,
};

interface Header {
  readonly line: number;
  /** Where columns begin, in places on the screen. */
  readonly starts: readonly number[];
}

/** The line above the rule: Name, Id, Version, in any language, the second being the same word in most. */
function headerOf(lines: readonly OutputLine[]): Header | undefined {
  for (const [index, { text }] of lines.entries()) {
    if (!/^-{20,}$/.test(text)) continue;
    const above = lines[index - 1];
    // The spinner before the header is printed over on the screen and stays in a file.
    const header = above?.text.replace(/^.*[\r\b]/, '').replace(/^[\s\\|/-]+(?=\S)/, '') ?? '';
    const words = [...header.matchAll(/\S+(?: \S+)*/g)];
    if (!above || words.length < 3 || !/^(?:id|id\.|ид|ид\.|识别码|識別碼|장치 id)$/i.test(words[1]?.[0] ?? ''))
      continue;
    return { line: above.line, starts: words.map(({ index: at }) => widthOf(header.slice(0, at))) };
  }
  return undefined;
}

function parse(input: DocumentInput): DocumentResult {
  const lines = outputLines(input.text);
  const header = headerOf(lines);
  if (!header) throw new UnreadableInput('wrong-shape', 'has no header line with Name, Id and Version', { line: 1 });
  const components: Component[] = [];
  const problems = rowProblems();
  for (const { text, line } of lines) {
    if (line <= header.line + 1 || text === '') continue;
    // A sentence behind the list counts the rest.
    if (/^\d+ (?:upgrades|packages?)\b/.test(text)) break;
    const [name = '', id = '', version = ''] = cellsOf(text, header.starts);
    if (name === '' || id === '') {
      problems.add({ code: 'syntax', line, message: 'a line is no program with its id', weight: 'lost' });
      continue;
    }
    const identifiers: Identifier[] = [];
    const isCut = (cell: string) => cell.endsWith('…');
    const idAt = { line, column: text.indexOf(id) + 1 };
    if (isCut(id))
      problems.add({ code: 'damaged-cell', line, message: 'an id is cut short; not checked', weight: 'note' });
    else {
      const store = /^MSIX\\(.+?)_.*_([a-z0-9]{13})$/i.exec(id);
      if (store) identifiers.push({ kind: 'windows', value: `appx:${store[1]}_${store[2]}`, field: 'Id', at: idAt });
      // ARP\Machine\X64\{...} is a key of the registry.
      else if (!id.includes('\\')) identifiers.push({ kind: 'winget', value: id, field: 'Id', at: idAt });
    }
    if (!isCut(name)) {
      identifiers.push({ kind: 'app-name', value: name, field: 'Name', at: { line, column: 1 } });
      identifiers.push({ kind: 'windows', value: name, field: 'Name', at: { line, column: 1 } });
    }
    components.push({
      kind: 'app',
      name,
      version: version === '' || isCut(version) ? undefined : version,
      identifiers,
      at: { line, column: 1 },
    });
  }
  return { components, problems: problems.all() };
}

/** Cuts a line where the columns begin on the screen. */
function cellsOf(text: string, starts: readonly number[]): string[] {
  const cells: string[] = starts.map(() => '');
  let place = 0;
  for (const character of text) {
    let column = 0;
    while (column + 1 < starts.length && place >= (starts[column + 1] as number)) column++;
    cells[column] += character;
    place += widthOf(character);
  }
  return cells.map((cell) => cell.trim());
}

/** Places on the screen: two for wide characters of East Asia, none for marks that join. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
