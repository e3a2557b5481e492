import { attributePosition } from '../../syntax/xml.ts';
import type { XmlElement } from '../../syntax/xml-element.ts';

/** Where a component of an XML file stands: at its element, or at the attribute that names it where the tag goes over several lines. */
export function attributePlace(
  text: string,
  element: XmlElement,
  ...names: readonly string[]
): { line: number; column: number } {
  const place = { line: element.line, column: element.column };
  const lineEnd = text.slice(element.offset, text.indexOf('>', element.offset) + 1).search(/[\r\n]/);
  if (lineEnd < 0) return place;
  for (const name of names) {
    const found = attributePosition(text, element, name);
    if (found) return found;
  }
  return place;
}
