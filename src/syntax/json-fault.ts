/** What is wrong with a text that `JSON.parse` refuses, and where. */
export interface JsonFault {
  readonly offset: number;
  readonly message: string;
}

/**
 * Finds the first offence of RFC 8259 in a text. V8's own message names a position only sometimes and never for the end of
 * input. Iterative, because the text may be a million brackets. For a text without offence: its end, `unexpected end`.
 */
export function jsonFault(text: string): JsonFault {
  const length = text.length;
  /** One entry an open container: true for an object. */
  const open: boolean[] = [];
  let at = skipSpace(text, 0);
  if (at >= length) return { offset: length, message: 'is empty' };
  let wants: 'value' | 'first-value' | 'key' | 'first-key' | 'more' = 'value';
  while (true) {
    at = skipSpace(text, at);
    if (at >= length)
      return { offset: length, message: open.length > 0 || wants !== 'more' ? 'ends too early' : 'unexpected end' };
    const c = text.charCodeAt(at);
    if (wants === 'more') {
      if (open.length === 0) return { offset: at, message: `has ${shown(text, at)} after the end of the document` };
      const isObject = open[open.length - 1] as boolean;
      if (c === 44) wants = isObject ? 'key' : 'value';
      else if (c === (isObject ? 125 : 93)) open.pop();
      else return { offset: at, message: `expected a comma or ${isObject ? '}' : ']'}, found ${shown(text, at)}` };
      at++;
    } else if (wants === 'key' || wants === 'first-key') {
      if (c === 125 && wants === 'first-key') {
        open.pop();
        wants = 'more';
        at++;
        continue;
      }
      if (c !== 34) return { offset: at, message: `expected a quoted member name, found ${shown(text, at)}` };
      const end = stringEnd(text, at);
      if (typeof end !== 'number') return end;
      at = skipSpace(text, end);
      if (at >= length) return { offset: length, message: 'ends too early' };
      if (text.charCodeAt(at) !== 58) return { offset: at, message: `expected a colon, found ${shown(text, at)}` };
      at++;
      wants = 'value';
    } else if (c === 123) {
      open.push(true);
      wants = 'first-key';
      at++;
    } else if (c === 91) {
      open.push(false);
      wants = 'first-value';
      at++;
    } else if (c === 93 && wants === 'first-value') {
      open.pop();
      wants = 'more';
      at++;
    } else {
      const end = c === 34 ? stringEnd(text, at) : scalarEnd(text, at);
      if (typeof end !== 'number') return end;
      at = end;
      wants = 'more';
    }
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) break;
  }
  return at;
}

/** The offset behind the closing quote of the string that begins at `start`. */
function stringEnd(text: string, start: number): number | JsonFault {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) return at + 1;
    if (c < 32) return { offset: at, message: 'has a control character inside a string' };
    if (c !== 92) continue;
    at++;
    if (at >= text.length) break;
    const letter = text[at] as string;
    if (letter === 'u') {
      for (let k = 1; k <= 4; k++) {
        if (at + k >= text.length) return { offset: text.length, message: 'ends inside a string' };
        if (!/[0-9a-fA-F]/.test(text[at + k] as string)) return { offset: at + k, message: 'has a broken \\u escape' };
      }
      at += 4;
    } else if (!'"\\/bfnrt'.includes(letter)) return { offset: at, message: 'has an unknown escape in a string' };
  }
  return { offset: text.length, message: 'ends inside a string' };
}

function scalarEnd(text: string, start: number): number | JsonFault {
  for (const word of ['true', 'false', 'null']) {
    if (text.charCodeAt(start) !== word.charCodeAt(0)) continue;
    for (let k = 1; k < word.length; k++) {
      if (start + k >= text.length) return { offset: text.length, message: 'ends too early' };
      if (text[start + k] !== word[k])
        return { offset: start + k, message: `expected ${word}, found ${shown(text, start + k)}` };
    }
    return start + word.length;
  }
  let at = start;
  if (text[at] === '-') at++;
  const digits = (): boolean => {
    const from = at;
    while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    return at > from;
  };
  const bad = (): JsonFault => ({
    offset: at,
    message:
      at >= text.length
        ? 'ends too early'
        : `${at === start ? 'expected a value' : 'expected a digit'}, found ${shown(text, at)}`,
  });
  if (text[at] === '0') at++;
  else if (!digits()) return bad();
  if (text[at] === '.') {
    at++;
    if (!digits()) return bad();
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at++;
    if (text[at] === '+' || text[at] === '-') at++;
    if (!digits()) return bad();
  }
  return at;
}

/** One character for a message; control characters and lone surrogates by their number. */
function shown(text: string, at: number): string {
  const code = text.codePointAt(at) as number;
  if (code < 33 || (code >= 127 && code < 161) || (code >= 0xd800 && code < 0xe000) || code >= 0x2000) {
    return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return JSON.stringify(String.fromCodePoint(code));
}
