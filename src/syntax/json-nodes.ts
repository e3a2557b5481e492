import { defaultJsonDepth, offsetDeeperThan, parseJsonc } from './json.ts';
import { stripJsonc } from './jsonc.ts';
import { stripBom } from './text.ts';
import type { TextEntry, TextNode } from './text-node.ts';

/**
 * JSON, comments and trailing commas allowed, as nodes with offsets. Numbers and words are their text, null is an empty text. Throws
 * `SyntaxFault` as `parseJsonc` does.
 */
export function jsonNodes(text: string): TextNode {
  const body = stripBom(text);
  const plain = stripJsonc(body);
  if (offsetDeeperThan(plain, defaultJsonDepth) >= 0 || !isJson(plain)) parseJsonc(text);
  return reader(plain);
}

function isJson(plain: string): boolean {
  try {
    JSON.parse(plain);
    return true;
  } catch {
    return false;
  }
}

/** Of valid JSON, so that nothing has to be checked here. */
function reader(text: string): TextNode {
  let at = 0;
  const blank = (): void => {
    for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; )
      code = text.charCodeAt(++at);
  };
  const quoted = (): string => {
    const from = ++at;
    let escaped = false;
    for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(at)) {
      if (code === 92) {
        escaped = true;
        at++;
      }
      at++;
    }
    at++;
    return escaped ? JSON.parse(text.slice(from - 1, at)) : text.slice(from, at - 1);
  };
  const value = (): TextNode => {
    blank();
    const offset = at;
    const code = text.charCodeAt(at);
    if (code === 34) return { kind: 'text', offset: offset + 1, value: quoted() };
    if (code === 123) {
      const entries: TextEntry[] = [];
      at++;
      blank();
      while (text.charCodeAt(at) !== 125) {
        const keyAt = at + 1;
        const key = quoted();
        blank();
        at++;
        entries.push({ key, offset: keyAt, value: value() });
        blank();
        if (text.charCodeAt(at) === 44) at++;
        blank();
      }
      at++;
      return { kind: 'map', entries, offset };
    }
    if (code === 91) {
      const items: TextNode[] = [];
      at++;
      blank();
      while (text.charCodeAt(at) !== 93) {
        items.push(value());
        blank();
        if (text.charCodeAt(at) === 44) at++;
        blank();
      }
      at++;
      return { kind: 'list', items, offset };
    }
    while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at++;
    const word = text.slice(offset, at);
    return { kind: 'text', offset, value: word === 'null' ? '' : word };
  };
  return value();
}
