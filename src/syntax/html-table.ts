import { SyntaxFault } from './fault.ts';
import { positionAt } from './text.ts';

/** One row of a table: the text of its cells, tags taken out and blanks evened, and the 1-based line it begins on. */
export interface HtmlRow {
  readonly cells: readonly string[];
  /** What stands in `b` and `strong` elements of the whole row, in order. */
  readonly bold: readonly string[];
  readonly line: number;
}

/** Named characters that pages of tables use; all others are written as numbers or as themselves. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/**
 * The rows of all tables of a page, or of a part of one that was copied. Tables inside cells are read as rows of their own. Throws
 * `SyntaxFault` for a table that nothing closes: the page was cut.
 */
export function htmlTableRows(text: string): HtmlRow[] {
  // Comments keep their line ends, so that lines can be told.
  const page = text.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const opened = page.match(/<table(?=[\s>])/gi)?.length ?? 0;
  const closed = page.match(/<\/table\s*>/gi)?.length ?? 0;
  if (opened > closed) {
    const last = page.toLowerCase().lastIndexOf('<table');
    throw new SyntaxFault('syntax', 'a table begins here that nothing closes; the page is cut', positionAt(page, last));
  }
  const rows: HtmlRow[] = [];
  const starts = [...page.matchAll(/<tr(?=[\s>])/gi)].map(({ index }) => index);
  let line = 1;
  let counted = 0;
  for (const [at, start] of starts.entries()) {
    for (; counted < start; counted++) if (page.charCodeAt(counted) === 10) line++;
    const rest = page.slice(start, starts[at + 1] ?? page.length);
    const end = rest.search(/<\/(?:tr|table)\s*>/i);
    const body = end < 0 ? rest : rest.slice(0, end);
    const cells = body.split(/<t[dh](?=[\s>])[^>]*>/i).slice(1);
    const bold = [...body.matchAll(/<(b|strong)(?=[\s>])[^>]*>([\s\S]*?)<\/\1\s*>/gi)].map((part) =>
      plain(part[2] ?? ''),
    );
    rows.push({ cells: cells.map(plain), bold: bold.filter((one) => one !== ''), line });
  }
  return rows;
}

/** Text without tags; a line break or paragraph is a blank. */
function plain(markup: string): string {
  return markup
    .replace(/<(?:br|p|div|li)(?=[\s/>])[^>]*>/gi, ' ')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (written, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? written;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
    })
    .replace(/\s+/g, ' ')
    .trim();
}
