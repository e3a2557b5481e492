import { createRequire } from 'node:module';
import type { Document, Lexer, Node, Pair, Parser, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { readRowLines } from './row-lines.ts';
import { shown, shownBare } from './shown.ts';

const require = createRequire(import.meta.url);

/** A value of a rule file with the place it was written at. `offset` counts UTF-16 units of the text without a BOM. */
export type YamlNode = YamlScalar | YamlList | YamlMap;
export interface YamlScalar {
  readonly is: 'scalar';
  /** As YAML 1.2's core schema types it: `0014` is a number, `no` a text. */
  readonly value: unknown;
  /** As written, without quotes. */
  readonly source: string;
  readonly offset: number;
  readonly size: number;
}
export interface YamlList {
  readonly is: 'list';
  readonly items: readonly YamlNode[];
  readonly offset: number;
  readonly size: number;
}
export interface YamlMap {
  readonly is: 'map';
  readonly entries: readonly YamlEntry[];
  readonly offset: number;
  readonly size: number;
}
export interface YamlEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: YamlNode;
}
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

/** Levels of brackets and indentation. The library recurses, and on Node 20 and 22 it takes the process down at some 900. */
const deepest = 64;

/** Nodes that aliases may add to a file. A bomb of nine levels with nine aliases each reaches 387 million. */
const mostAliased = 100_000;

/** More than 1 MiB of ordinary rules needs; bounds the time that a file of bare punctuation takes. */
const mostTokens = 500_000;

/** A broken file gives an error for nearly every line; the first ones say what is wrong. */
const mostFaults = 20;

/**
 * The one document of a rule file; no root where it holds none or cannot be used. Never throws. Faults are bad syntax, a
 * second document, nesting too deep, tags, aliases that multiply, and a key that stands twice in one mapping.
 */
export function readYamlTree(text: string): { readonly root?: YamlNode; readonly faults: readonly YamlFault[] } {
  const rows = readRowLines(text);
  if (rows !== undefined) return { root: rows, faults: [] };
  let documents: Document.Parsed[];
  try {
    documents = compose(text);
  } catch (error) {
    if (error instanceof Unusable) return { faults: [error.fault] };
    // The library has thrown on broken text before; whatever it throws, this text is not a rule file.
    return {
      faults: [
        { offset: 0, message: `cannot be read as YAML (${error instanceof Error ? error.message : 'unknown error'})` },
      ],
    };
  }
  const [document, second] = documents;
  if (document === undefined) return { faults: [] };
  const faults: YamlFault[] = [];
  for (const error of documents.flatMap((each) => [...each.errors, ...each.warnings])) {
    if (faults.length === mostFaults) break;
    faults.push({ offset: error.pos[0], message: `bad YAML: ${shownBare(decapitalised(error.message), 200)}` });
  }
  if (faults.length > 0) return { faults };
  if (second !== undefined) {
    return {
      faults: [{ offset: second.range[0], message: 'a rule file holds one document; a second one begins here' }],
    };
  }
  if (document.contents === null) return { faults: [] };
  const tree = convert(document.contents as unknown as Node);
  if (tree.root.size > mostAliased + tree.written) {
    return {
      faults: [
        { offset: tree.root.offset, message: 'its aliases multiply to more than 100,000 values; write the values out' },
      ],
    };
  }
  return { root: tree.root, faults: tree.faults };
}

class Unusable extends Error {
  readonly fault: YamlFault;
  constructor(offset: number, message: string) {
    super(message);
    this.fault = { offset, message };
  }
}

/** The library's own pipeline with a look at every token before the parser gets it. */
function compose(text: string): Document.Parsed[] {
  const { Composer, Lexer, Parser } = require('yaml') as typeof import('yaml');
  const lexer: Lexer = new Lexer();
  const parser: Parser = new Parser();
  // Its own test for equal keys compares each key with each; `convert` does it with a set.
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    strict: true,
    schema: 'core',
    logLevel: 'silent',
  });
  const guard = tokenGuard();
  const documents: Document.Parsed[] = [];
  let errors = 0;
  for (const lexeme of lexer.lex(text)) {
    guard(lexeme);
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') errors++;
      documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
    }
    if (errors > mostFaults || documents.length > 1) break;
  }
  for (const token of parser.end()) documents.push(...(composer.next(token) as Iterable<Document.Parsed>));
  documents.push(...(composer.end(false, text.length) as Iterable<Document.Parsed>));
  return documents;
}

/** Marks that the lexer puts before its tokens, of no width in the text. */
const documentMark = '\u0002';
const flowErrorMark = '\u0018';
const scalarMark = '\u001f';

/**
 * Follows the lexer's tokens and throws `Unusable` past the limit. In block style a collection can only begin where a line
 * or an indicator begins one, so the columns of those places that are still open bound the depth: at most a mapping and
 * a list share a column.
 */
function tokenGuard(): (lexeme: string) => void {
  const columns: number[] = [];
  let tokens = 0;
  let flow = 0;
  let offset = 0;
  let column = 0;
  let beginsHere = true;
  let isScalar = false;
  return (lexeme) => {
    if (++tokens > mostTokens) throw new Unusable(offset, `holds more than 500,000 YAML tokens`);
    if (isScalar) {
      isScalar = false;
      beginsHere = false;
    } else if (lexeme === scalarMark) {
      if (beginsHere && flow === 0) open();
      isScalar = true;
      return;
    } else if (lexeme === documentMark) {
      columns.length = 0;
      flow = 0;
      beginsHere = true;
      return;
    } else if (lexeme === flowErrorMark) {
      flow = 0;
      return;
    } else if (lexeme === '[' || lexeme === '{') {
      flow++;
      check();
    } else if (lexeme === ']' || lexeme === '}') {
      flow = Math.max(0, flow - 1);
    } else if (lexeme === '-' || lexeme === '?' || lexeme === ':') {
      if (flow === 0 && (beginsHere || lexeme !== ':')) open();
      beginsHere = true;
    } else if (lexeme.trim() !== '' && !lexeme.startsWith('#')) {
      // Anchors, tags, quoted texts and directives.
      if (beginsHere && flow === 0) open();
      beginsHere = false;
    }
    offset += lexeme.length;
    const end = lexeme.lastIndexOf('\n');
    if (end === -1) column += lexeme.length;
    else {
      column = lexeme.length - end - 1;
      beginsHere = true;
    }
  };

  function open(): void {
    while (columns.length > 0 && (columns[columns.length - 1] as number) > column) columns.pop();
    if (columns[columns.length - 1] !== column) columns.push(column);
    check();
  }

  function check(): void {
    if (columns.length + flow > deepest) throw new Unusable(offset, `is nested deeper than ${deepest} levels`);
  }
}

function convert(root: Node): { root: YamlNode; written: number; faults: YamlFault[] } {
  const { isAlias, isMap, isScalar, isSeq } = require('yaml') as typeof import('yaml');
  const faults: YamlFault[] = [];
  const anchors = new Map<string, YamlNode>();
  let written = 0;
  const tree = nodeOf(root);
  return { root: tree, written, faults };

  function nodeOf(node: Node): YamlNode {
    const offset = node.range?.[0] ?? 0;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) return target;
      tell(offset, `"*${shownBare(node.source)}" stands for no earlier value`);
      return nothingAt(offset);
    }
    if (node.tag !== undefined)
      tell(offset, `the tag ${shownBare(node.tag)} is not read here; quote the value if it is text`);
    const { anchor } = node as { anchor?: string };
    written++;
    // A value that holds itself has no end, so its name means nothing inside it.
    if (anchor !== undefined) anchors.delete(anchor);
    let result: YamlNode;
    if (isScalar(node)) result = scalarOf(node, offset);
    else if (isSeq(node)) result = listOf(node, offset);
    else if (isMap(node)) result = mapOf(node, offset);
    else result = nothingAt(offset);
    if (anchor !== undefined) anchors.set(anchor, result);
    return result;
  }

  function scalarOf(node: Scalar, offset: number): YamlScalar {
    return { is: 'scalar', value: node.value, source: node.source ?? '', offset, size: 1 };
  }

  function listOf(node: YAMLSeq, offset: number): YamlList {
    const items = node.items.map((item) => nodeOf(item as Node));
    return { is: 'list', items, offset, size: items.reduce((sum, item) => sum + item.size, 1) };
  }

  function mapOf(node: YAMLMap, offset: number): YamlMap {
    const entries: YamlEntry[] = [];
    const seen = new Set<string>();
    let size = 1;
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const keyOffset = pair.key?.range?.[0] ?? offset;
      const key = isScalar(pair.key) ? textOf(pair.key) : undefined;
      const value = isNothing(pair.value) ? nothingAt(keyOffset) : nodeOf(pair.value as Node);
      size += value.size;
      if (key === undefined) tell(keyOffset, 'a key must be plain text');
      else if (seen.has(key)) tell(keyOffset, `key ${shown(key)} stands twice in one mapping`);
      else {
        seen.add(key);
        entries.push({ key, keyOffset, value });
      }
    }
    return { is: 'map', entries, offset, size };
  }

  function nothingAt(offset: number): YamlScalar {
    written++;
    return { is: 'scalar', value: null, source: '', offset, size: 1 };
  }

  /** `key:` and nothing after it. */
  function isNothing(node: Node | null): boolean {
    if (node === null) return true;
    return isScalar(node) && node.value === null && !node.source && node.anchor === undefined && node.tag === undefined;
  }

  function textOf(key: Scalar): string {
    return typeof key.value === 'string' ? key.value : (key.source ?? '');
  }

  function tell(offset: number, message: string): void {
    if (faults.length < mostFaults) faults.push({ offset, message });
  }
}

function decapitalised(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
