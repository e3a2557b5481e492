/**
 * YAML as nodes with offsets, several times faster than a full parser: infrastructure is thousands of small files, and reading them must not
 * cost much more than opening them. One pass over the lines reads what nearly all of them are made of (block mappings and lists, block scalars,
 * quotes, flow collections); where a line is anything else, the document is given to the library. Longer than 300 lines because the grammar is
 * one state machine.
 */
import { SyntaxFault } from './fault.ts';
import { positionAt } from './text.ts';
import type { TextEntry, TextList, TextMap, TextNode, TextScalar } from './text-node.ts';
import { eventsOf, yamlLibrary } from './yaml.ts';
import { yamlEvent } from './yaml-construct.ts';

export interface YamlNodes {
  /** One a document that holds anything. */
  readonly documents: readonly TextNode[];
  /** What was wrong with documents that are left out. */
  readonly faults: readonly SyntaxFault[];
  /** Lines or values that a template engine has still to fill in were met. */
  readonly templated: boolean;
}

/**
 * Reads every document by itself, so that a broken one costs no other. `templates`: Helm and Jinja actions (`{{ }}`, `{% %}`) may stand anywhere;
 * lines of nothing else are left out, values that hold one keep it as text, and what is no YAML then is passed over.
 */
export function yamlNodes(text: string, templates: 'templates' | 'plain' = 'plain'): YamlNodes {
  const documents: TextNode[] = [];
  const faults: SyntaxFault[] = [];
  const hasTemplates = templates === 'templates' && /\{\{|\{%/.test(text);
  for (const [from, to] of documentBounds(text)) {
    const fast = readLines(text, from, to, hasTemplates);
    if (fast !== undefined) {
      if (fast.root) documents.push(fast.root);
      continue;
    }
    try {
      const root = fromEvents(text, from, to);
      if (root) documents.push(root);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      faults.push(error);
    }
  }
  return { documents, faults, templated: hasTemplates };
}

/** From behind each `---` line to the next. A `%` directive belongs to the document after it and is left to the library. */
function documentBounds(text: string): [number, number][] {
  const bounds: [number, number][] = [];
  let from = 0;
  for (let at = text.startsWith('---') ? 0 : next(text, 0); at >= 0; at = next(text, at + 3)) {
    const code = text.charCodeAt(at + 3);
    if (!Number.isNaN(code) && code !== 10 && code !== 13 && code !== 32 && code !== 9) continue;
    if (at > from) bounds.push([from, at]);
    const end = text.indexOf('\n', at);
    const line = text.slice(at + 3, end < 0 ? text.length : end).trim();
    // "--- value" begins the document on the marker's own line.
    from = line === '' || line.startsWith('#') ? (end < 0 ? text.length : end + 1) : at;
  }
  if (from < text.length) bounds.push([from, text.length]);
  return bounds;
}

function next(text: string, from: number): number {
  const at = text.indexOf('\n---', from);
  return at < 0 ? -1 : at + 1;
}

interface Level {
  readonly indent: number;
  readonly node: TextMap | TextList;
}

const deepest = 200;

/** What `valueAt` found; one object a document, written anew for each value. */
interface Value {
  /** Undefined for a value that is empty or an alias. */
  node: TextNode | undefined;
  /** Where the next line begins. */
  pos: number;
  /** The value stands on the next lines. */
  pending: boolean;
  /** A plain scalar that lines indented deeper go on with. */
  open: TextScalar | undefined;
}

/** The document's root, or undefined where a line is beyond this reader. */
function readLines(
  text: string,
  from: number,
  to: number,
  templates: boolean,
): { root: TextNode | undefined } | undefined {
  const levels: Level[] = [];
  const value: Value = { node: undefined, pos: from, pending: false, open: undefined };
  let root: TextNode | undefined;
  // Where the next value goes: the root, a member or the end of a list, with the indentation it must be deeper than.
  let waits = true;
  let intoEntry: TextEntry | undefined;
  let intoList: TextList | undefined;
  let slotIndent = -1;
  const put = (node: TextNode): void => {
    if (intoEntry) intoEntry.value = node;
    else if (intoList) intoList.items.push(node);
    else root = node;
    waits = false;
  };
  let open: TextScalar | undefined;
  let openIndent = 0;
  let pos = from;
  while (pos < to) {
    const lineFrom = pos;
    let lineTo = text.indexOf('\n', pos);
    if (lineTo < 0 || lineTo > to) lineTo = to;
    pos = lineTo + 1;
    let col = lineFrom;
    while (col < lineTo && text.charCodeAt(col) === 32) col++;
    let end = lineTo;
    while (end > col && isBlank(text.charCodeAt(end - 1))) end--;
    if (col >= end) continue;
    const first = text.charCodeAt(col);
    if (first === 35) continue;
    if (first === 9) {
      if (templates) continue;
      return undefined;
    }
    if (
      col === lineFrom &&
      (first === 37 || (first === 45 && text.startsWith('---', col)) || (first === 46 && text.startsWith('...', col)))
    ) {
      if (templates) continue;
      return undefined;
    }
    if (templates && first === 123 && isAction(text, col)) {
      const close = actionsEnd(text, col, to);
      if (close === undefined) continue;
      // An action may go on over lines, and a line may begin with one and go on as text.
      let rest = close;
      while (rest < to && (text.charCodeAt(rest) === 32 || text.charCodeAt(rest) === 13)) rest++;
      if (rest >= to || text.charCodeAt(rest) === 10) {
        pos = rest + 1;
        continue;
      }
      if (close > lineTo) {
        pos = text.indexOf('\n', close) + 1 || to + 1;
        continue;
      }
      if (!/:(?:\s|$)/.test(text.slice(close, end))) continue;
    }
    let indent = col - lineFrom;
    let isDash = first === 45 && isEdge(text, col + 1, end);
    while (levels.length > 0) {
      const top = levels[levels.length - 1] as Level;
      if (top.indent < indent || (top.indent === indent && (top.node.kind === 'map' || isDash))) break;
      levels.pop();
    }
    // A list may stand at the indentation of its key.
    if (waits && (indent < slotIndent || (indent === slotIndent && !(isDash && intoEntry)))) waits = false;
    if (open) {
      if (!waits && indent > openIndent) {
        open.value = text.slice(open.offset, plainEnd(text, col, end));
        continue;
      }
      open = undefined;
    }
    while (isDash) {
      const top = levels[levels.length - 1];
      let list: TextList;
      if (top && top.node.kind === 'list' && top.indent === indent) list = top.node;
      else if (waits) {
        list = { kind: 'list', items: [], offset: col };
        put(list);
        if (levels.push({ indent, node: list }) > deepest) return undefined;
      } else if (templates) break;
      else return undefined;
      waits = true;
      intoEntry = undefined;
      intoList = list;
      slotIndent = indent;
      col++;
      while (col < end && text.charCodeAt(col) === 32) col++;
      if (col >= end || text.charCodeAt(col) === 35) break;
      if (text.charCodeAt(col) === 9 && !templates) return undefined;
      indent = col - lineFrom;
      isDash = text.charCodeAt(col) === 45 && isEdge(text, col + 1, end);
    }
    if (isDash || col >= end || text.charCodeAt(col) === 35) continue;
    const keyEnd = keyEndAt(text, col, end);
    if (keyEnd === unsure) {
      if (templates) continue;
      return undefined;
    }
    if (keyEnd === noKey) {
      if (!waits || !valueAt(text, col, end, lineTo, to, slotIndent, templates, value)) {
        if (templates) continue;
        return undefined;
      }
      if (value.pending) continue;
      pos = value.pos;
      if (value.node) put(value.node);
      waits = false;
      open = value.open;
      openIndent = slotIndent;
      continue;
    }
    const top = levels[levels.length - 1];
    let map: TextMap;
    if (top && top.node.kind === 'map' && top.indent === indent) map = top.node;
    else if (waits && indent > slotIndent) {
      map = { kind: 'map', entries: [], offset: col };
      put(map);
      if (levels.push({ indent, node: map }) > deepest) return undefined;
    } else if (templates) continue;
    else return undefined;
    const entry = keyOf(text, col, keyEnd);
    map.entries.push(entry);
    waits = false;
    if (!valueAt(text, keyEnd + 1, end, lineTo, to, indent, templates, value)) {
      if (templates) continue;
      return undefined;
    }
    pos = value.pos;
    if (value.node) entry.value = value.node;
    if (value.pending) {
      waits = true;
      intoEntry = entry;
      intoList = undefined;
      slotIndent = indent;
    }
    open = value.open;
    openIndent = indent;
  }
  return { root };
}

/** Fills `into`; false where the value is beyond this reader. */
function valueAt(
  text: string,
  from: number,
  end: number,
  lineTo: number,
  to: number,
  indent: number,
  templates: boolean,
  into: Value,
): boolean {
  into.node = undefined;
  into.open = undefined;
  into.pending = false;
  into.pos = lineTo + 1;
  let at = from;
  for (;;) {
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    const mark = text.charCodeAt(at);
    if (at < end && (mark === 33 || mark === 38)) while (at < end && !isBlank(text.charCodeAt(at))) at++;
    else break;
  }
  const code = text.charCodeAt(at);
  if (at >= end || (code === 35 && (at === from || isBlank(text.charCodeAt(at - 1))))) {
    into.pending = true;
    return true;
  }
  if (code === 124 || code === 62) {
    if (!/^[|>][-+0-9]{0,2}\s*(?:#.*)?$/.test(text.slice(at, end))) return templates && plain(text, at, end, into);
    block(text, lineTo, to, indent, into);
    return true;
  }
  if (code === 34 || code === 39) {
    const close = quoteEnd(text, at, to, code);
    const rest = close < 0 ? -1 : lineRest(text, close + 1, to);
    if (rest < 0) return templates && plain(text, at, end, into);
    into.node = { kind: 'text', value: unquoted(text.slice(at + 1, close), code), offset: at + 1 };
    into.pos = rest;
    return true;
  }
  if (code === 42) return true;
  if ((code === 123 || code === 91) && !(templates && isAction(text, at))) {
    const flow = flowAt(text, at, to, 0);
    const rest = flow === undefined ? -1 : lineRest(text, flow.end, to);
    if (flow === undefined || rest < 0) return templates && plain(text, at, end, into);
    into.node = flow.node;
    into.pos = rest;
    return true;
  }
  if (!templates && (code === 37 || code === 64 || code === 96 || code === 44 || code === 93 || code === 125))
    return false;
  return plain(text, at, end, into);
}

function plain(text: string, at: number, end: number, into: Value): boolean {
  const stop = plainEnd(text, at, end);
  const value = text.slice(at, stop);
  // A second mapping on one line is an error, unless it is what a template makes.
  if (hasColon(text, at, stop) && !value.includes('{{')) return false;
  const scalar: TextScalar = { kind: 'text', value: value === '~' || value === 'null' ? '' : value, offset: at };
  into.node = scalar;
  if (stop === end) into.open = scalar;
  return true;
}

function hasColon(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 58 && text.charCodeAt(at + 1) === 32) return true;
  return false;
}

/** A block scalar: every line indented deeper than its parent, and blank ones between. */
function block(text: string, lineTo: number, to: number, indent: number, into: Value): void {
  let pos = lineTo + 1;
  let begin = -1;
  let last = pos;
  while (pos < to) {
    let lineEnd = text.indexOf('\n', pos);
    if (lineEnd < 0 || lineEnd > to) lineEnd = to;
    let col = pos;
    while (col < lineEnd && text.charCodeAt(col) === 32) col++;
    const isEmpty = col >= lineEnd || text.charCodeAt(col) === 13;
    if (!isEmpty && col - pos <= indent) break;
    if (!isEmpty) {
      if (begin < 0) begin = col;
      last = lineEnd;
    }
    pos = lineEnd + 1;
  }
  into.node = { kind: 'text', value: begin < 0 ? '' : text.slice(begin, last), offset: begin < 0 ? lineTo : begin };
  into.pos = pos;
}

const noKey = -1;
const unsure = -2;

/** The colon behind the key that begins here; `noKey`, or `unsure` for one this reader does not know. */
function keyEndAt(text: string, from: number, end: number): number {
  const code = text.charCodeAt(from);
  if (code === 34 || code === 39) {
    const close = quoteEnd(text, from, end, code);
    if (close < 0) return noKey;
    let at = close + 1;
    while (at < end && text.charCodeAt(at) === 32) at++;
    return text.charCodeAt(at) === 58 && isEdge(text, at + 1, end) ? at : noKey;
  }
  if (code === 63 && isEdge(text, from + 1, end)) return unsure;
  // `{{ name }}: value` of a template is one.
  if (code === 91 || code === 124 || code === 62 || (code === 123 && !isAction(text, from))) return noKey;
  // Within the line by hand: `indexOf` would look through the rest of the text at every line.
  for (let at = from; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 35 && at > from && isBlank(text.charCodeAt(at - 1))) return noKey;
    if (c !== 58 || !isEdge(text, at + 1, end)) continue;
    // A tag, anchor or alias before a key is rare enough for the library.
    if (code === 33) return noKey;
    return code === 38 || code === 42 ? unsure : at;
  }
  return noKey;
}

function keyOf(text: string, from: number, colon: number): TextEntry {
  let end = colon;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
  const code = text.charCodeAt(from);
  if (code !== 34 && code !== 39) return { key: text.slice(from, end), offset: from, value: undefined };
  return { key: unquoted(text.slice(from + 1, end - 1), code), offset: from + 1, value: undefined };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13;
}

function isEdge(text: string, at: number, end: number): boolean {
  return at >= end || isBlank(text.charCodeAt(at));
}

function isAction(text: string, at: number): boolean {
  const code = text.charCodeAt(at + 1);
  return code === 123 || code === 37;
}

/** Behind the last of the actions that follow each other here; undefined where one does not end. */
function actionsEnd(text: string, from: number, to: number): number | undefined {
  let at = from;
  do {
    const close = text.indexOf(text.charCodeAt(at + 1) === 37 ? '%}' : '}}', at + 2);
    if (close < 0 || close >= to) return undefined;
    at = close + 2;
    let ahead = at;
    while (ahead < to && text.charCodeAt(ahead) === 32) ahead++;
    if (text.charCodeAt(ahead) === 123 && isAction(text, ahead)) at = ahead;
  } while (text.charCodeAt(at) === 123 && isAction(text, at));
  return at;
}

/** Of a plain scalar: where its comment begins, blanks before it left out. */
function plainEnd(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (text.charCodeAt(at) !== 35 || !isBlank(text.charCodeAt(at - 1))) continue;
    let stop = at;
    while (stop > from && isBlank(text.charCodeAt(stop - 1))) stop--;
    return stop;
  }
  return end;
}

function quoteEnd(text: string, from: number, to: number, quote: number): number {
  for (let at = from + 1; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && quote === 34) at++;
    else if (code === quote) {
      if (quote === 39 && text.charCodeAt(at + 1) === 39) at++;
      else return at;
    }
  }
  return -1;
}

/** The next line's begin, where nothing but blanks and a comment is left of this one; else -1. */
function lineRest(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  if (at >= to) return at;
  const code = text.charCodeAt(at);
  if (code === 10) return at + 1;
  if (code !== 35 || at === from) return -1;
  const end = text.indexOf('\n', at);
  return end < 0 ? to : end + 1;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);

function unquoted(raw: string, quote: number): string {
  if (quote === 39) return raw.includes("''") ? raw.replaceAll("''", "'") : raw;
  if (!raw.includes('\\')) return raw;
  return raw.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|\r?\n[ \t]*|([\s\S]))/g,
    (_, x?: string, u?: string, letter?: string) => {
      const hex = x ?? u;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return letter === undefined ? '' : (escapes.get(letter) ?? letter);
    },
  );
}

/** A flow collection. Undefined where it does not end or holds what this reader does not know. */
function flowAt(text: string, from: number, to: number, depth: number): { node: TextNode; end: number } | undefined {
  if (depth > 50) return undefined;
  const isMap = text.charCodeAt(from) === 123;
  const close = isMap ? 125 : 93;
  const entries: TextEntry[] = [];
  const items: TextNode[] = [];
  let at = from + 1;
  for (;;) {
    at = flowBlank(text, at, to);
    if (at >= to) return undefined;
    const code = text.charCodeAt(at);
    if (code === close) break;
    if (code === 44) {
      at++;
      continue;
    }
    const value = flowValue(text, at, to, depth);
    if (value === undefined) return undefined;
    at = flowBlank(text, value.end, to);
    if (text.charCodeAt(at) === 58) {
      if (value.node?.kind !== 'text') return undefined;
      const key = value.node;
      const ahead = flowBlank(text, at + 1, to);
      const next = text.charCodeAt(ahead);
      const inner = next === 44 || next === close ? { node: undefined, end: ahead } : flowValue(text, ahead, to, depth);
      if (inner === undefined) return undefined;
      const entry: TextEntry = { key: key.value, offset: key.offset, value: inner.node };
      if (isMap) entries.push(entry);
      else items.push({ kind: 'map', entries: [entry], offset: key.offset });
      at = inner.end;
    } else if (value.node) {
      if (isMap && value.node.kind === 'text')
        entries.push({ key: value.node.value, offset: value.node.offset, value: undefined });
      else if (isMap) return undefined;
      else items.push(value.node);
    }
    at = flowBlank(text, at, to);
    const mark = text.charCodeAt(at);
    if (mark !== 44 && mark !== close) return undefined;
  }
  const node: TextNode = isMap ? { kind: 'map', entries, offset: from } : { kind: 'list', items, offset: from };
  return { node, end: at + 1 };
}

function flowValue(
  text: string,
  from: number,
  to: number,
  depth: number,
): { node: TextNode | undefined; end: number } | undefined {
  let at = from;
  while (text.charCodeAt(at) === 33 || text.charCodeAt(at) === 38) {
    while (at < to && !/[\s,\]}]/.test(text.charAt(at))) at++;
    at = flowBlank(text, at, to);
  }
  const code = text.charCodeAt(at);
  if (code === 123 || code === 91) return flowAt(text, at, to, depth + 1);
  if (code === 34 || code === 39) {
    const close = quoteEnd(text, at, to, code);
    return close < 0
      ? undefined
      : { node: { kind: 'text', value: unquoted(text.slice(at + 1, close), code), offset: at + 1 }, end: close + 1 };
  }
  let end = at;
  for (; end < to; end++) {
    const c = text.charCodeAt(end);
    if (c === 44 || c === 93 || c === 125 || c === 123 || c === 91 || c === 10) break;
    if (c === 58 && /[\s,\]}]/.test(text.charAt(end + 1))) break;
    if (c === 35 && isBlank(text.charCodeAt(end - 1))) break;
  }
  let stop = end;
  while (stop > at && isBlank(text.charCodeAt(stop - 1))) stop--;
  if (code === 42) return { node: undefined, end };
  if (stop === at) return undefined;
  return { node: { kind: 'text', value: text.slice(at, stop), offset: at }, end };
}

function flowBlank(text: string, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 35 && (at === from ? isBlank(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === 10 : true)) {
      const end = text.indexOf('\n', at);
      if (end < 0) return to;
      at = end;
    } else if (code !== 10 && !isBlank(code)) return at;
  }
  return at;
}

const literalStyle = 4;
const foldedStyle = 5;
const plainStyle = 1;

/** The same tree by the library. Throws `SyntaxFault` with its place in the whole text. */
function fromEvents(text: string, from: number, to: number): TextNode | undefined {
  const body = from === 0 && to === text.length ? text : text.slice(from, to);
  let root: TextNode | undefined;
  const stack: (TextMap | TextList)[] = [];
  let key: { name: string; offset: number } | undefined;
  const keys: (typeof key)[] = [];
  const put = (node: TextNode | undefined): void => {
    const into = stack[stack.length - 1];
    if (into === undefined) root ??= node;
    else if (into.kind === 'list') {
      if (node) into.items.push(node);
    } else {
      if (key) into.entries.push({ key: key.name, offset: key.offset, value: node });
      key = undefined;
    }
  };
  try {
    for (const event of eventsOf(body)) {
      const into = stack[stack.length - 1];
      const isKey = into?.kind === 'map' && key === undefined;
      if (event.type === yamlEvent.scalar) {
        const isBlock = event.style === literalStyle || event.style === foldedStyle;
        const raw =
          event.fast || isBlock
            ? body.slice(event.valueStart, event.valueEnd)
            : yamlLibrary().getScalarValue(body, event);
        const lead = isBlock ? raw.length - raw.trimStart().length : 0;
        const offset = from + Math.max(0, event.valueStart) + lead;
        if (isKey) key = { name: raw, offset };
        else if (raw === '' || (event.style === plainStyle && (raw === '~' || raw === 'null'))) put(undefined);
        else put({ kind: 'text', value: isBlock ? raw.trim() : raw, offset });
      } else if (event.type === yamlEvent.alias) {
        if (isKey) key = { name: '', offset: from + event.anchorStart };
        else put(undefined);
      } else if (event.type === yamlEvent.mapping || event.type === yamlEvent.sequence) {
        const offset = from + event.start;
        const node: TextMap | TextList =
          event.type === yamlEvent.mapping ? { kind: 'map', entries: [], offset } : { kind: 'list', items: [], offset };
        if (isKey) key = { name: '', offset };
        put(node);
        keys.push(key);
        key = undefined;
        stack.push(node);
      } else if (event.type === yamlEvent.pop && stack.length > 0) {
        stack.pop();
        key = keys.pop();
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxFault) || from === 0 || error.line === undefined) throw error;
    const start = positionAt(text, from);
    throw new SyntaxFault(error.code, error.message, { line: error.line + start.line - 1, column: error.column });
  }
  return root;
}
