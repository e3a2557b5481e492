import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson, repeatsNoName } from '../../syntax/json.ts';
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

/** Reading a text a second time for members that stand twice is worth it up to here; nobody merges larger ones by hand. */
const duplicateCheckLimit = 8_000_000;

/** Of two members with one name only the last is read, so the other may hide components. */
function duplicatesIn(text: string, root: unknown): Problem[] {
  if (text.length > duplicateCheckLimit || repeatsNoName(text, root)) return [];
  return duplicateKeys(text, 20).map(({ key, line, column }) => ({
    code: 'duplicate-key',
    line,
    column,
    message: `${JSON.stringify(key)} stands twice in one object; only the last one is read`,
    weight: 'lost',
  }));
}

/** A format of one JSON document, from how its root is read. */
export function jsonDocument({ read, ...format }: JsonDocumentFormat): DocumentFormat {
  const parseEach = ({ text }: DocumentInput, emit: (component: Component) => void) => {
    const root = parseJson(text, { depth: Infinity });
    const { graph, losses } = read(root, emit, []);
    const problems = problemsOf(losses.kept(), (paths) => locateJson(text, paths));
    return { graph, problems: [...duplicatesIn(text, root), ...problems] };
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
