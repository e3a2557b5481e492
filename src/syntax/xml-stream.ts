import { stripBom } from './text.ts';
import type { XmlElement } from './xml-element.ts';
import { type XmlReader, xmlReader } from './xml-reader.ts';

export interface XmlStreamOptions {
  /** Local names of the elements to build. One inside another is part of the outer one and not reported by itself. */
  readonly names: ReadonlySet<string>;
  /** A complete wanted element; `ancestors` are the local names above it from the root down, reused between calls. */
  readonly onElement: (element: XmlElement, ancestors: readonly string[]) => void;
  /** The root's own tag, for its name, namespace and attributes; without children or text. */
  readonly onRoot?: (root: XmlElement) => void;
}

/** A large XML document in pieces: memory is that of one wanted element. Rules and faults as for `parseXml`. */
export function xmlStream(options: XmlStreamOptions): XmlReader {
  const reader = xmlReader({
    wants: (name) => options.names.has(name),
    onElement: options.onElement,
    onRoot: options.onRoot,
  });
  let first = true;
  return {
    write(text) {
      if (text === '') return;
      reader.write(first ? stripBom(text) : text);
      first = false;
    },
    end: () => reader.end(),
  };
}
