import { splitLines, stripBom } from './text.ts';

export { parseProperties } from './properties.ts';

/** One `key = value` line. The position is that of the key's first character. */
export interface IniEntry {
  /** As between the brackets, trimmed: `submodule "lib"` keeps its quotes. Empty before the first section. */
  readonly section: string;
  readonly key: string;
  /** Trimmed, quotes kept. Empty for a key without separator. */
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

export interface IniOptions {
  /**
   * `indented` (pip.conf, setup.cfg): an indented line goes on with the value above, joined with a line feed; blank lines
   * and comments inside count as empty lines, so that line k of the value stands k lines below the key.
   */
  readonly continuation?: 'none' | 'indented';
  /** `spaced`: a `#` or `;` behind white space ends a value (.gitmodules). */
  readonly comments?: 'own-line' | 'spaced';
}

/**
 * Entries of an INI text in order; keys may repeat, later meanings are the caller's. Comments begin with `;` or `#`. The
 * separator is the first `=`, or a `:` before it that white space or the line's end follows, so that the keys of .npmrc
 * (`//host/:_authToken=`, `@scope:registry=`) stay whole; without any `=` the first `:`. Never throws: a line that is none
 * of these is an entry with an empty value.
 */
export function parseIni(text: string, options: IniOptions = {}): IniEntry[] {
  const entries: IniEntry[] = [];
  let section = '';
  let open: { section: string; key: string; lines: string[]; line: number; column: number } | undefined;
  const close = (): void => {
    if (!open) return;
    while (open.lines.length > 1 && open.lines[open.lines.length - 1] === '') open.lines.pop();
    const { lines, ...entry } = open;
    entries.push({ ...entry, value: lines.join('\n') });
    open = undefined;
  };
  splitLines(stripBom(text)).forEach((raw, index) => {
    const content = raw.trim();
    const indent = raw.length - raw.trimStart().length;
    if (content === '' || content.startsWith('#') || content.startsWith(';')) {
      if (open) open.lines.push('');
      return;
    }
    if (open && options.continuation === 'indented' && indent >= open.column) {
      open.lines.push(withoutComment(content, options));
      return;
    }
    close();
    if (content.startsWith('[')) {
      const end = sectionEnd(content);
      if (end > 0) {
        section = content.slice(1, end).trim();
        return;
      }
    }
    const at = separatorAt(content);
    const key = at < 0 ? withoutComment(content, options) : content.slice(0, at).trimEnd();
    const value = at < 0 ? '' : withoutComment(content.slice(at + 1).trim(), options);
    open = { section, key, lines: [value], line: index + 1, column: indent + 1 };
    if (options.continuation !== 'indented') close();
  });
  close();
  return entries;
}

/** Of the bracket that closes a section's name; quoted parts may hold brackets. */
function sectionEnd(content: string): number {
  let quoted = false;
  for (let at = 1; at < content.length; at++) {
    if (quoted && content[at] === '\\') at++;
    else if (content[at] === '"') quoted = !quoted;
    else if (content[at] === ']' && !quoted) return at;
  }
  return content.lastIndexOf(']');
}

function separatorAt(content: string): number {
  const equals = content.indexOf('=');
  let colon = content.indexOf(':');
  if (equals < 0) return colon;
  for (; colon >= 0 && colon < equals; colon = content.indexOf(':', colon + 1)) {
    const next = content[colon + 1];
    if (next === ' ' || next === '\t') return colon;
  }
  return equals;
}

function withoutComment(value: string, options: IniOptions): string {
  if (options.comments !== 'spaced') return value;
  let quoted = false;
  for (let at = 0; at < value.length; at++) {
    const c = value[at];
    if (c === '\\') at++;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === '#' || c === ';') && (at === 0 || value[at - 1] === ' ' || value[at - 1] === '\t')) {
      return value.slice(0, at).trimEnd();
    }
  }
  return value;
}
