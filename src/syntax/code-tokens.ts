import { SyntaxFault } from './fault.ts';

/** A string literal's form. Of several that fit, the one listed first is taken, so list `"""` before `"`. */
export interface QuoteForm {
  readonly open: string;
  readonly close: string;
  /** `backslash`: the next character is taken as it is, with the usual letters resolved; `doubled`: the closing quote twice is one. */
  readonly escape: 'backslash' | 'doubled' | 'none';
  /** A literal that may hold line ends. Without it an open one ends with its line and is reported. */
  readonly multiline?: true;
  /** What begins an embedded expression (`#{`, `\(`): such a literal is `dynamic`, and its text ends there. */
  readonly embeds?: string;
}

/** How a language is cut into words, literals and marks. */
export interface CodeStyle {
  readonly lineComments: readonly string[];
  readonly blockComments?: readonly { readonly open: string; readonly close: string; readonly nests?: true }[];
  readonly quotes: readonly QuoteForm[];
  /** Characters of a word besides letters, digits and `_`. */
  readonly wordCharacters?: string;
  /** Marks of several characters, longest first; every other mark is one character. */
  readonly marks?: readonly string[];
  /** `<<WORD`, `<<-WORD`, `<<~WORD` (Ruby, Perl): the lines up to WORD are a text and no code. */
  readonly hereDocuments?: true;
}

export interface CodeToken {
  readonly kind: 'word' | 'string' | 'mark';
  /** A string's text without quotes and with escapes resolved. */
  readonly text: string;
  /** Of the first character, inside the quotes for a string. */
  readonly offset: number;
  readonly line: number;
  /** The literal holds an embedded expression, so its text is not what the program sees. */
  readonly dynamic?: true;
  /** A line end stands between the token before and this one. */
  readonly startsLine: boolean;
}

export interface CodeTokens {
  readonly tokens: readonly CodeToken[];
  /** A literal or comment that never ends; what follows it may be missing from the tokens. */
  readonly fault?: { readonly message: string; readonly line: number };
}

/**
 * Cuts program text into tokens, in one pass and linear time. It knows no grammar: readers look for the few statements they
 * understand and leave the rest alone. Never throws; use `strictTokens` where the text is data.
 */
export function codeTokens(text: string, style: CodeStyle): CodeTokens {
  const tokens: CodeToken[] = [];
  const extra = style.wordCharacters ?? '';
  const isWord = (code: number): boolean =>
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code > 127 ||
    (extra !== '' && extra.includes(String.fromCharCode(code)));
  let fault: CodeTokens['fault'];
  let line = 1;
  let startsLine = true;
  /** Words that end the texts which begin behind this line. */
  let awaited: string[] = [];
  let at = 0;
  const countLines = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) line++;
    }
  };
  const push = (kind: CodeToken['kind'], value: string, offset: number, dynamic?: true): void => {
    tokens.push(
      dynamic
        ? { kind, text: value, offset, line, startsLine, dynamic }
        : { kind, text: value, offset, line, startsLine },
    );
    startsLine = false;
  };

  next: while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) {
      if (code === 10 || text.charCodeAt(at + 1) !== 10) line++;
      startsLine = true;
      at++;
      if (awaited.length > 0) {
        const end = hereDocumentsEnd(text, at, awaited);
        if (end < 0) fault ??= { message: `the text that "${awaited[0]}" ends never ends`, line };
        const to = end < 0 ? text.length : end;
        countLines(at, to);
        at = to;
        awaited = [];
      }
      continue;
    }
    if (code === 60 && style.hereDocuments && text.charCodeAt(at + 1) === 60) {
      const opener = hereDocumentAt(text, at);
      if (opener) {
        awaited.push(opener.word);
        push('string', '', at, true);
        at = opener.end;
        continue;
      }
    }
    if (code === 32 || code === 9 || code === 12 || code === 0xfeff) {
      at++;
      continue;
    }
    // Block comments first: in Lua and Nim they begin as line comments do.
    for (const form of style.blockComments ?? []) {
      if (!text.startsWith(form.open, at)) continue;
      const end = commentEnd(text, at, form);
      if (end < 0) fault ??= { message: 'a comment never ends', line };
      const to = end < 0 ? text.length : end;
      const before = line;
      countLines(at, to);
      if (line !== before) startsLine = true;
      at = to;
      continue next;
    }
    for (const open of style.lineComments) {
      if (!text.startsWith(open, at)) continue;
      at = lineEnd(text, at);
      continue next;
    }
    for (const form of style.quotes) {
      if (!text.startsWith(form.open, at)) continue;
      const from = at + form.open.length;
      const literal = readLiteral(text, from, form);
      if (!literal.closed) fault ??= { message: 'a string never ends', line };
      push('string', literal.text, from, literal.dynamic ? true : undefined);
      countLines(at, literal.end);
      at = literal.end;
      continue next;
    }
    if (isWord(code)) {
      let end = at + 1;
      while (end < text.length && isWord(text.charCodeAt(end))) end++;
      push('word', text.slice(at, end), at);
      at = end;
      continue;
    }
    const mark = style.marks?.find((one) => text.startsWith(one, at)) ?? text.charAt(at);
    push('mark', mark, at);
    at += mark.length;
  }
  return fault ? { tokens, fault } : { tokens };
}

/** As `codeTokens`, for texts that are data: throws `SyntaxFault` where a literal or comment never ends. */
export function strictTokens(text: string, style: CodeStyle): readonly CodeToken[] {
  const { tokens, fault } = codeTokens(text, style);
  if (fault) throw new SyntaxFault('syntax', fault.message, { line: fault.line });
  return tokens;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function commentEnd(text: string, from: number, form: { open: string; close: string; nests?: true }): number {
  let at = from + form.open.length;
  if (!form.nests) {
    const end = text.indexOf(form.close, at);
    return end < 0 ? -1 : end + form.close.length;
  }
  for (let depth = 1; at < text.length; ) {
    if (text.startsWith(form.close, at)) {
      at += form.close.length;
      if (--depth === 0) return at;
    } else if (text.startsWith(form.open, at)) {
      at += form.open.length;
      depth++;
    } else at++;
  }
  return -1;
}

/** The word of `<<~WORD`, quoted or not; `a << b` has a space and is none. */
function hereDocumentAt(text: string, at: number): { word: string; end: number } | undefined {
  const opener = /^<<[~-]?(["'`]?)([A-Za-z_]\w{0,99})\1/.exec(text.slice(at, at + 110));
  return opener?.[2] ? { word: opener[2], end: at + opener[0].length } : undefined;
}

/** Behind the line that ends the last of the texts; -1 where one never ends. */
function hereDocumentsEnd(text: string, from: number, words: readonly string[]): number {
  let at = from;
  for (const word of words) {
    for (let ended = false; !ended; ) {
      if (at >= text.length) return -1;
      const end = lineEnd(text, at);
      ended = text.slice(at, end).trim() === word;
      at = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1);
    }
  }
  return Math.min(at, text.length);
}

const letters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

interface Literal {
  readonly text: string;
  readonly end: number;
  readonly closed: boolean;
  readonly dynamic: boolean;
}

function readLiteral(text: string, from: number, form: QuoteForm): Literal {
  const pieces: string[] = [];
  let kept = from;
  let dynamicAt = -1;
  const taken = (end: number): string => pieces.join('') + text.slice(kept, end);
  let value: string | undefined;
  const closeCode = form.close.charCodeAt(0);
  const embedCode = form.embeds?.charCodeAt(0);
  for (let at = from; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === closeCode && text.startsWith(form.close, at)) {
      const end = at + form.close.length;
      if (form.escape === 'doubled' && text.startsWith(form.close, end)) {
        pieces.push(text.slice(kept, end));
        kept = end + form.close.length;
        at = kept;
        continue;
      }
      return { text: value ?? taken(at), end, closed: true, dynamic: dynamicAt >= 0 };
    }
    if (!form.multiline && (code === 10 || code === 13)) {
      return { text: value ?? taken(at), end: at, closed: false, dynamic: dynamicAt >= 0 };
    }
    if (code === embedCode && form.embeds !== undefined && text.startsWith(form.embeds, at)) {
      value ??= taken(at);
      dynamicAt = at;
      at = embeddedEnd(text, at + form.embeds.length, form);
      continue;
    }
    if (form.escape === 'backslash' && code === 92) {
      const letter = text.charAt(at + 1);
      // A backslash before a line end goes on with the next line.
      const isCrLf = letter === '\r' && text.charAt(at + 2) === '\n';
      const isEnd = letter === '\n' || letter === '\r';
      pieces.push(text.slice(kept, at), isEnd ? '' : (letters.get(letter) ?? letter));
      at += isCrLf ? 3 : 2;
      kept = Math.min(at, text.length);
      continue;
    }
    at++;
  }
  return { text: value ?? taken(text.length), end: text.length, closed: false, dynamic: dynamicAt >= 0 };
}

/** Behind the bracket that closes an embedded expression; its own strings may hold brackets and quotes. */
function embeddedEnd(text: string, from: number, form: QuoteForm): number {
  const isRound = form.embeds?.endsWith('(');
  const open = isRound ? 40 : 123;
  const close = isRound ? 41 : 125;
  let depth = 1;
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === open) depth++;
    else if (code === close && --depth === 0) return at + 1;
    else if (!form.multiline && (code === 10 || code === 13)) return at;
    else if (code === 34 || code === 39) {
      const end = text.indexOf(String.fromCharCode(code), at + 1);
      // A quote that does not end on this line is no string.
      if (end > at && !holdsLineEnd(text, at, end)) at = end;
    }
  }
  return at;
}

function holdsLineEnd(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return true;
  }
  return false;
}
