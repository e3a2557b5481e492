/** One element of an XML document. */
export interface XmlElement {
  /** Local name, without prefix. */
  readonly name: string;
  readonly prefix: string;
  /** Namespace URI; empty where there is none. */
  readonly namespace: string;
  /** By name as written, with its prefix; `xmlns` declarations included. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Child elements in order. */
  readonly children: readonly XmlElement[];
  /** The element's own direct text, CDATA included, trimmed at both ends. */
  readonly text: string;
  /** Of the opening `<`, 1-based. */
  readonly line: number;
  readonly column: number;
  /** Of the opening `<`, from the start of the document, without a byte order mark. */
  readonly offset: number;
}

/** The first child of that local name, whatever its namespace. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

/** All children of that local name, in order. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((candidate) => candidate.name === name);
}

/** The text of the first child of that local name; undefined where there is no such child, '' where it is empty. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text;
}
