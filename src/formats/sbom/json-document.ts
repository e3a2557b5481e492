import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import type { Path } from '../../syntax/text.ts';
import { type Losses, problemsOf } from './loss.ts';

export interface ReadJson {
  readonly graph?: DocumentResult['graph'];
  readonly losses: Losses;
}

/** Reads a parsed document and hands its components over in order. `prefix` is where the document stands in its file. */
export type ReadRoot = (root: unknown, emit: (component: Component) => void, prefix: Path) => ReadJson;

/** What a format of one JSON document has to say for itself. Depth is the reader's to bound: nothing else recurses. */
export type JsonDocumentFormat = Omit<DocumentFormat, 'parse' | 'parseEach' | 'locate'> & { readonly read: ReadRoot };

/** A format of one JSON document, from how its root is read. */
export function jsonDocument({ read, ...format }: JsonDocumentFormat): DocumentFormat {
  const parseEach = ({ text }: DocumentInput, emit: (component: Component) => void) => {
    const { graph, losses } = read(parseJson(text, { depth: Infinity }), emit, []);
    return { graph, problems: problemsOf(losses.kept(), (paths) => locateJson(text, paths)) };
  };
  return {
    ...format,
    locate: locateJson,
    parseEach,
    parse(input) {
      const components: Component[] = [];
      const rest = parseEach(input, (component) => components.push(component));
      return { components, ...rest };
    },
  };
}
