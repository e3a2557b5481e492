import { createRequire } from 'node:module';
import type { Event } from 'js-yaml';
import { SyntaxFault } from './fault.ts';
import { conflictMarkerLine, lineIndex, type Path, type Position, positionAt, stripBom } from './text.ts';
import { constructYaml, type RepeatedMember } from './yaml-construct.ts';
import { locateInEvents } from './yaml-locate.ts';

const require = createRequire(import.meta.url);

/** Nodes inside each other, block and flow alike; also what the parser's recursion is bounded by. */
const maxDepth = 200;

/**
 * The one document of a YAML 1.2 text; null for a text without any. Throws `syntax` where there is a second one. Scalars
 * are never typed: all are strings (`1.10`, `no`, `1e3`), except that a value without content and the plain scalars `~`,
 * `null`, `Null`, `NULL` are null; `''` and `""` are empty strings. Keys are always strings. Merge keys stay members named
 * `<<`. Tags are dropped and their value kept. An alias is the same object as its anchor: do not write to the result.
 * Throws `SyntaxFault`: `syntax`, `too-deep`, `duplicate-key`, `alias-limit`, `conflict-markers`.
 */
export function parseYaml(text: string): unknown {
  const body = stripBom(text);
  const documents = constructYaml(body, eventsOf(body), yamlLibrary().getScalarValue);
  if (documents.length > 1) {
    const second = documents[1] as { offset: number };
    throw new SyntaxFault('syntax', 'holds more than one document', positionAt(body, second.offset));
  }
  return documents[0]?.value ?? null;
}

/** All documents of a YAML text, in order; none for a text without any. Otherwise as `parseYaml`. */
export function parseYamlAll(text: string): unknown[] {
  const body = stripBom(text);
  return constructYaml(body, eventsOf(body), yamlLibrary().getScalarValue).map((document) => document.value);
}

/** As `parseYamlAll`, but a key that a mapping has twice does not fail: its first value stays, later ones are in `repeats`. */
export function parseYamlRepeats(text: string): { documents: unknown[]; repeats: readonly RepeatedMember[] } {
  const body = stripBom(text);
  const repeats: RepeatedMember[] = [];
  const documents = constructYaml(body, eventsOf(body), yamlLibrary().getScalarValue, repeats);
  return { documents: documents.map((document) => document.value), repeats };
}

/** The whole documents before the first broken one, and what is wrong with that. */
export function parseYamlStream(text: string): { documents: unknown[]; fault?: SyntaxFault } {
  try {
    return { documents: parseYamlAll(text) };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const body = stripBom(text);
    const cut = lastDocumentStart(body, error.line ?? 1);
    if (cut <= 0) return { documents: [], fault: error };
    const before = parseYamlStream(body.slice(0, cut));
    return { documents: before.documents, fault: before.fault ?? error };
  }
}

/**
 * Where paths stand in a text of one document, one result a path, in order: for a member the first character of its key
 * inside quotes, for an element the first of its value; undefined where it is not in the text. A path that runs through an
 * alias ends at the member that holds the alias.
 */
export function locateYaml(text: string, paths: readonly Path[]): (Position | undefined)[] {
  return locateYamlAll(
    text,
    paths.map((path) => [0, ...path]),
  );
}

/** As `locateYaml` for a text of several documents: the first part of each path is the 0-based index of the document. */
export function locateYamlAll(text: string, paths: readonly Path[]): (Position | undefined)[] {
  if (paths.length === 0) return [];
  const body = stripBom(text);
  const offsets = locateInEvents(body, eventsOf(body), paths, yamlLibrary().getScalarValue);
  const lines = lineIndex(body);
  return offsets.map((offset) => (offset === undefined ? undefined : lines.at(offset)));
}

export function yamlLibrary(): typeof import('js-yaml') {
  return require('js-yaml') as typeof import('js-yaml');
}

/** The grammar is the library's; what the events mean is ours, so that no type is guessed and no tag runs. */
export function eventsOf(body: string): Event[] {
  const { parseEvents, YAMLException } = yamlLibrary();
  const conflict = conflictMarkerLine(body);
  if (conflict !== undefined) {
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  }
  try {
    return parseEvents(body, { maxDepth });
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFault('too-deep', 'is nested too deeply');
    if (!(error instanceof YAMLException)) throw error;
    const place = error.mark ? positionAt(body, error.mark.position) : {};
    if (error.reason.includes('maxDepth'))
      throw new SyntaxFault('too-deep', `is nested deeper than ${maxDepth} levels`, place);
    throw new SyntaxFault('syntax', error.reason, place);
  }
}

/** Offset of the last `---` line at or before a line, -1 where there is none. */
function lastDocumentStart(body: string, line: number): number {
  const lines = body.split(/\r\n|\r|\n/, line);
  for (let index = lines.length - 1; index > 0; index--) {
    if (!/^---(?:\s|$)/.test(lines[index] as string)) continue;
    return body.length - lines.slice(index).join('\n').length >= 0 ? offsetOfLine(body, index) : -1;
  }
  return -1;
}

function offsetOfLine(body: string, index: number): number {
  let at = 0;
  for (let line = 0; line < index; line++) {
    const rest = /\r\n|\r|\n/g;
    rest.lastIndex = at;
    const found = rest.exec(body);
    if (!found) return -1;
    at = found.index + found[0].length;
  }
  return at;
}
