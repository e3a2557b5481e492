import type { Position } from './fault.ts';
import { stripBom } from './text.ts';
import type { XmlElement } from './xml-element.ts';
import { xmlReader } from './xml-reader.ts';

export { child, childrenOf, textOf, type XmlElement } from './xml-element.ts';

/**
 * The root element of a well-formed XML 1.0 document with namespaces. Document type declarations are passed over and their
 * entities never expanded, so a reference to one is a fault. Nothing outside the text is ever read. Throws `SyntaxFault`:
 * `syntax`, `too-deep` (more than 200 levels, or `depth`) or `conflict-markers`.
 */
export function parseXml(text: string, options: { readonly depth?: number } = {}): XmlElement {
  let root: XmlElement | undefined;
  const reader = xmlReader({
    depth: options.depth,
    wants: () => true,
    onElement: (element) => {
      root = element;
    },
  });
  reader.write(stripBom(text));
  reader.end();
  return root as XmlElement;
}

/**
 * Where an attribute's name stands, for an element of this text; undefined where the element has none of that name. The
 * name is as written, with its prefix.
 */
export function attributePosition(text: string, element: XmlElement, name: string): Position | undefined {
  if (!element.attributes.has(name)) return undefined;
  const body = stripBom(text);
  let line = element.line;
  let at = element.offset;
  let start = at - element.column + 1;
  let quote = 0;
  for (; at < body.length; at++) {
    const c = body.charCodeAt(at);
    if (c === 10 || (c === 13 && body.charCodeAt(at + 1) !== 10)) {
      line++;
      start = at + 1;
    }
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === 34 || c === 39) quote = c;
    else if (c === 62) return undefined;
    else if (
      body.startsWith(name, at) &&
      isBreak(body.charCodeAt(at - 1)) &&
      isNameEnd(body.charCodeAt(at + name.length))
    ) {
      return { line, column: at - start + 1 };
    }
  }
  return undefined;
}

function isBreak(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 13;
}

function isNameEnd(c: number): boolean {
  return isBreak(c) || c === 61;
}
