/** One field of a stanza; continuation lines are joined with line feeds, with their leading white space. */
export interface StanzaField {
  readonly value: string;
  readonly line: number;
  /** Of the value's first character, 1-based. */
  readonly column: number;
}

/** Fields by their names in lower case; of repeated ones the first. */
export interface Stanza {
  readonly fields: ReadonlyMap<string, StanzaField>;
  readonly line: number;
}

export interface BadLine {
  readonly line: number;
}

/**
 * The stanzas of a Debian control text (deb822), which R's DESCRIPTION and packrat.lock use too: `Name: value`, a line that
 * begins with white space goes on, an empty line ends a stanza. Only `wanted` fields are kept when it is given, so that a
 * database of thousands of long descriptions costs little. Never throws.
 */
export function readStanzas(source: string, wanted?: ReadonlySet<string>): { stanzas: Stanza[]; bad: BadLine[] } {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  const stanzas: Stanza[] = [];
  const bad: BadLine[] = [];
  let fields = new Map<string, StanzaField>();
  let start = 0;
  let open: { name: string; lines: string[]; line: number; column: number } | undefined;
  let isSkipping = false;
  let line = 0;
  const closeField = (): void => {
    if (open && !fields.has(open.name))
      fields.set(open.name, { value: open.lines.join('\n').trimEnd(), line: open.line, column: open.column });
    open = undefined;
  };
  const closeStanza = (): void => {
    closeField();
    if (start > 0) stanzas.push({ fields, line: start });
    fields = new Map();
    start = 0;
    isSkipping = false;
  };
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    line++;
    const first = text.charCodeAt(at);
    if (end === at || text.slice(at, end).trim() === '') closeStanza();
    else if (first === 35) {
      // A comment line.
    } else if (first === 32 || first === 9) {
      if (open) open.lines.push(text.slice(at, end).trimEnd());
      else if (!isSkipping) bad.push({ line });
    } else {
      closeField();
      const colon = text.indexOf(':', at);
      if (colon < 0 || colon >= end || colon === at) {
        bad.push({ line });
        isSkipping = false;
      } else {
        if (start === 0) start = line;
        const name = text.slice(at, colon).toLowerCase();
        isSkipping = wanted !== undefined && !wanted.has(name);
        if (!isSkipping) {
          let from = colon + 1;
          while (from < end && (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 9)) from++;
          open = { name, lines: [text.slice(from, end)], line, column: from - at + 1 };
        }
      }
    }
    at = end + 1;
  }
  closeStanza();
  return { stanzas, bad };
}
