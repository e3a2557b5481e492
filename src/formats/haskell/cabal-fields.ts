import { plainLines } from '../languages/plain-lines.ts';

/** One field of a Cabal file, with the stanza it stands in. */
export interface CabalField {
  /** Lower case. */
  readonly name: string;
  /** The words of the stanza's line, `test-suite spec`; '' before the first stanza. */
  readonly stanza: string;
  /** Lines of the value, comments removed, with their places. */
  readonly lines: readonly { readonly text: string; readonly line: number; readonly column: number }[];
}

const stanzaWords =
  /^(?:library|executable|test-suite|benchmark|foreign-library|custom-setup|common|flag|source-repository|source-repository-package|package|repository|program-options|install-dirs)\b/i;

/**
 * Fields of a Cabal package description, project or freeze file. A line that is indented deeper than its field's name goes on
 * with the value; `--` at the start of a line begins a comment.
 */
export function cabalFields(text: string): CabalField[] {
  const fields: CabalField[] = [];
  let stanza = '';
  let open:
    | { name: string; stanza: string; indent: number; lines: { text: string; line: number; column: number }[] }
    | undefined;
  for (const [index, raw] of plainLines(text).entries()) {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('--')) continue;
    const indent = raw.length - raw.trimStart().length;
    if (open && indent > open.indent) {
      open.lines.push({ text: trimmed, line: index + 1, column: indent + 1 });
      continue;
    }
    open = undefined;
    const field = /^([A-Za-z][A-Za-z0-9_-]*)[ \t]*:/.exec(trimmed);
    if (field?.[1]) {
      if (indent === 0) stanza = '';
      const rest = trimmed.slice(field[0].length);
      const value = rest.trim();
      open = { name: field[1].toLowerCase(), stanza, indent, lines: [] };
      if (value !== '')
        open.lines.push({
          text: value,
          line: index + 1,
          column: indent + field[0].length + (rest.length - rest.trimStart().length) + 1,
        });
      fields.push(open);
    } else if (stanzaWords.test(trimmed)) stanza = trimmed.endsWith('{') ? trimmed.slice(0, -1).trimEnd() : trimmed;
    // What is left are conditions, closing braces and words of other tools.
  }
  return fields;
}

/** The parts of a comma-separated value, with the place of each. Commas inside brackets do not count. */
export function cabalItems(
  field: CabalField,
): { readonly text: string; readonly line: number; readonly column: number }[] {
  const items: { text: string; line: number; column: number }[] = [];
  let depth = 0;
  let item = '';
  let place: { line: number; column: number } | undefined;
  const close = (): void => {
    if (place && item.trim() !== '') items.push({ text: item.trim(), ...place });
    item = '';
    place = undefined;
  };
  for (const { text, line, column } of field.lines) {
    for (let at = 0; at < text.length; at++) {
      const c = text.charAt(at);
      if (c === '{' || c === '(') depth++;
      else if (c === '}' || c === ')') depth = Math.max(0, depth - 1);
      if (c === ',' && depth === 0) close();
      else {
        if (c !== ' ' && c !== '\t') place ??= { line, column: column + at };
        item += c;
      }
    }
    item += ' ';
  }
  close();
  return items;
}
