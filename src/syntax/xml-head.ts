/** The root element's opening tag, as far as it can be seen in the first piece of an XML text. */
export interface XmlHead {
  /** Local name, without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Everything between the name and the `>`, as written; cut where the piece ends. */
  readonly attributes: string;
}

/**
 * Looks past declarations, comments and a document type at the root of an XML document, for recognisers. Undefined where
 * the text does not begin like XML or the piece ends before its root. Never throws, one pass.
 */
export function xmlHead(text: string): XmlHead | undefined {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 10 || c === 13) {
      at++;
      continue;
    }
    if (c !== 60) return undefined;
    if (text.startsWith('<?', at)) at = behind(text, '?>', at + 2);
    else if (text.startsWith('<!--', at)) at = behind(text, '-->', at + 4);
    else if (text.startsWith('<!', at)) at = behindDoctype(text, at + 2);
    else return rootAt(text, at + 1);
  }
  return undefined;
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** A document type ends at the first `>` outside its brackets; good enough for a look. */
function behindDoctype(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 91) depth++;
    else if (c === 93) depth--;
    else if (c === 62 && depth <= 0) return at + 1;
  }
  return text.length;
}

function rootAt(text: string, from: number): XmlHead | undefined {
  let end = from;
  while (end < text.length && !' \t\r\n/>'.includes(text.charAt(end))) end++;
  const written = text.slice(from, end);
  if (!/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(written)) return undefined;
  const colon = written.indexOf(':');
  let close = end;
  let quote = 0;
  for (; close < text.length; close++) {
    const c = text.charCodeAt(close);
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === 34 || c === 39) quote = c;
    else if (c === 62) break;
  }
  return {
    name: written.slice(colon + 1),
    prefix: colon < 0 ? '' : written.slice(0, colon),
    attributes: text.slice(end, close),
  };
}
