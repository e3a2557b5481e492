/**
 * Calls and assignments of a Python or Starlark text, as far as they are literal: setup.py, MODULE.bazel, WORKSPACE, conanfile.py. Nothing
 * is run. The grammar read here is that of strings, numbers, lists, dictionaries, calls, `+` and formatted strings; everything else is `other`, and who needs
 * such a value says that it is lost. One pass over the text, so time is linear. One file, because tokens and values know each other's ends.
 */
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, positionAt } from '../../syntax/text.ts';

export type LiteralValue =
  | { readonly kind: 'string'; readonly value: string; readonly offset: number }
  | { readonly kind: 'list'; readonly items: readonly LiteralValue[]; readonly offset: number }
  | {
      readonly kind: 'dict';
      readonly entries: readonly (readonly [LiteralValue, LiteralValue])[];
      readonly offset: number;
    }
  | { readonly kind: 'call'; readonly call: LiteralCall; readonly offset: number }
  /** A dotted name, `True` and `None` among them. */
  | { readonly kind: 'name'; readonly name: string; readonly offset: number }
  | { readonly kind: 'sum'; readonly parts: readonly LiteralValue[]; readonly offset: number }
  /** `"..." % value` or `"...".format(values)`. */
  | {
      readonly kind: 'format';
      readonly template: LiteralValue;
      readonly values: readonly LiteralValue[];
      readonly named: ReadonlyMap<string, LiteralValue>;
      readonly offset: number;
    }
  | { readonly kind: 'number'; readonly text: string; readonly offset: number }
  | { readonly kind: 'other'; readonly offset: number };

export interface LiteralCall {
  /** Dotted, as written: `setup`, `setuptools.setup`, `maven.install`. */
  readonly name: string;
  /** Of the name's first character. */
  readonly offset: number;
  readonly positional: readonly LiteralValue[];
  readonly keywords: ReadonlyMap<string, LiteralValue>;
  /** What stands behind `**`. */
  readonly spread: readonly LiteralValue[];
}

export interface LiteralSource {
  /** In order, at any indentation; calls inside another call's arguments are in its values. */
  readonly calls: readonly LiteralCall[];
  /** All values a plain name is given by `=` or `+=`, in order, wherever that stands. */
  readonly assigned: ReadonlyMap<string, readonly LiteralValue[]>;
}

type TokenKind = 'name' | 'number' | 'string' | 'mark' | 'line' | 'end';
interface Token {
  readonly kind: TokenKind;
  /** Of a string its value, of a mark its characters. */
  readonly text: string;
  readonly offset: number;
  /** A string that holds expressions. */
  readonly isFormatted?: boolean;
}

/** Brackets inside each other; beyond, a value counts as `other`. */
const maxDepth = 60;

/** Throws `SyntaxFault` where a string or bracket is never closed, or where merge conflict markers stand. */
export function readLiteralSource(text: string): LiteralSource {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const tokens = tokensOf(text);
  const calls: LiteralCall[] = [];
  const assigned = new Map<string, LiteralValue[]>();
  const reader = new ValueReader(tokens);
  let isStart = true;
  while (reader.peek().kind !== 'end') {
    const token = reader.peek();
    if (token.kind === 'name') {
      const value = reader.name();
      if (isStart && value.kind === 'name' && isAssignment(reader.peek())) {
        reader.next();
        const found = reader.expression();
        const list = assigned.get(value.name);
        if (list) list.push(found);
        else assigned.set(value.name, [found]);
        if (found.kind === 'call') calls.push(found.call);
      } else if (value.kind === 'call') calls.push(value.call);
      isStart = false;
    } else {
      isStart = token.kind === 'line' || token.text === ':' || token.text === ';';
      reader.next();
    }
  }
  return { calls, assigned };
}

function isAssignment(token: Token): boolean {
  return token.kind === 'mark' && (token.text === '=' || token.text === '+=');
}

/** Longer than any address; a text that doubles itself ends here. */
const longestText = 20_000;

/**
 * The text that a value is, through names given once, `+` and formatting; undefined where anything of it is computed.
 */
export function literalText(source: LiteralSource, value: LiteralValue | undefined, depth = 0): string | undefined {
  if (!value || depth > maxDepth) return undefined;
  const textOf = (one: LiteralValue | undefined): string | undefined => literalText(source, one, depth + 1);
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'number':
      return value.text;
    case 'name': {
      const given = source.assigned.get(value.name);
      return given?.length === 1 ? textOf(given[0]) : undefined;
    }
    case 'sum': {
      let text = '';
      for (const part of value.parts) {
        const piece = textOf(part);
        if (piece === undefined || text.length + piece.length > longestText) return undefined;
        text += piece;
      }
      return text;
    }
    case 'format': {
      const template = textOf(value.template);
      if (template === undefined) return undefined;
      let next = 0;
      let isOpen = false;
      const text = template.replace(/%[sd]|\{(\w*)\}/g, (_, name: string | undefined) => {
        const named = name !== undefined && !/^\d*$/.test(name) ? value.named.get(name) : undefined;
        const piece = textOf(named ?? value.values[name ? Number(name) : next++]);
        isOpen ||= piece === undefined;
        return piece ?? '';
      });
      return isOpen || text.length > longestText ? undefined : text;
    }
    default:
      return undefined;
  }
}

/** A cursor over tokens; state is the position and the depth only. */
class ValueReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#at] as Token;
  }

  next(): Token {
    const token = this.#tokens[this.#at] as Token;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  #isMark(text: string): boolean {
    const token = this.peek();
    return token.kind === 'mark' && token.text === text;
  }

  /** One value up to the comma, bracket or line end behind it. */
  expression(): LiteralValue {
    const first = this.#operand();
    const parts = [first];
    while (this.#isMark('+')) {
      this.next();
      parts.push(this.#operand());
    }
    if (!this.#isEnd()) {
      this.#skip();
      return { kind: 'other', offset: first.offset };
    }
    return parts.length === 1 ? first : { kind: 'sum', parts, offset: first.offset };
  }

  #isEnd(): boolean {
    const { kind, text } = this.peek();
    return kind === 'end' || kind === 'line' || (kind === 'mark' && /^[,)\]}:;]$/.test(text));
  }

  /** To the end of the value, over whatever brackets stand in it. */
  #skip(): void {
    let depth = 0;
    for (let token = this.peek(); token.kind !== 'end'; token = this.peek()) {
      if (depth === 0 && this.#isEnd() && token.text !== ':') return;
      if (token.kind === 'mark' && /^[([{]$/.test(token.text)) depth++;
      if (token.kind === 'mark' && /^[)\]}]$/.test(token.text)) depth--;
      this.next();
    }
  }

  #operand(): LiteralValue {
    const token = this.peek();
    if (token.kind === 'string') return this.#formatted(this.#string());
    if (token.kind === 'name') return this.name();
    if (token.kind === 'number') {
      this.next();
      return { kind: 'number', text: token.text, offset: token.offset };
    }
    if (token.kind === 'mark' && /^[([{]$/.test(token.text)) return this.#bracket();
    return { kind: 'other', offset: token.offset };
  }

  /** Strings beside each other are one. */
  #string(): LiteralValue {
    const { offset } = this.peek();
    let value = '';
    let isFormatted = false;
    while (this.peek().kind === 'string') {
      const token = this.next();
      value += token.text;
      isFormatted ||= token.isFormatted === true;
    }
    return isFormatted ? { kind: 'other', offset } : { kind: 'string', value, offset };
  }

  #formatted(first: LiteralValue): LiteralValue {
    const { offset } = first;
    let template = first;
    // A loop, because a chain of marks may be as long as the text.
    while (this.#isMark('%')) {
      this.next();
      const value = this.peek().kind === 'string' ? this.#string() : this.#operand();
      const values = value.kind === 'list' ? value.items : [value];
      template = { kind: 'format', template, values, named: new Map(), offset };
    }
    const method = this.#tokens[this.#at + 1];
    if (!this.#isMark('.') || method?.kind !== 'name' || method.text !== 'format') return template;
    this.next();
    const value = this.name();
    if (value.kind !== 'call') return { kind: 'other', offset };
    return { kind: 'format', template, values: value.call.positional, named: value.call.keywords, offset };
  }

  /** A dotted name, or the call it begins. */
  name(): LiteralValue {
    const first = this.next();
    let name = first.text;
    while (this.#isMark('.') && this.#tokens[this.#at + 1]?.kind === 'name') {
      this.next();
      name += `.${this.next().text}`;
    }
    if (!this.#isMark('(')) return { kind: 'name', name, offset: first.offset };
    if (this.#depth >= maxDepth) {
      this.#skip();
      return { kind: 'other', offset: first.offset };
    }
    this.next();
    const positional: LiteralValue[] = [];
    const spread: LiteralValue[] = [];
    const keywords = new Map<string, LiteralValue>();
    this.#depth++;
    this.#items(')', () => {
      if (this.#isMark('**')) {
        this.next();
        spread.push(this.expression());
        return;
      }
      const key = this.peek();
      const after = this.#tokens[this.#at + 1];
      if (key.kind === 'name' && after?.kind === 'mark' && after.text === '=') {
        this.next();
        this.next();
        keywords.set(key.text, this.expression());
      } else positional.push(this.expression());
    });
    this.#depth--;
    return { kind: 'call', offset: first.offset, call: { name, offset: first.offset, positional, keywords, spread } };
  }

  #bracket(): LiteralValue {
    const open = this.next();
    const { offset } = open;
    const close = open.text === '(' ? ')' : open.text === '[' ? ']' : '}';
    if (this.#depth >= maxDepth) {
      this.#at--;
      this.#skip();
      return { kind: 'other', offset };
    }
    const items: LiteralValue[] = [];
    const entries: (readonly [LiteralValue, LiteralValue])[] = [];
    this.#depth++;
    const commas = this.#items(close, () => {
      const key = this.expression();
      if (close === '}' && this.#isMark(':')) {
        this.next();
        entries.push([key, this.expression()]);
      } else items.push(key);
    });
    this.#depth--;
    if (close === '}' && items.length === 0) return { kind: 'dict', entries, offset };
    // Brackets around one value only group it.
    const [only] = items;
    if (close === ')' && items.length === 1 && commas === 0 && only) return only;
    return { kind: 'list', items, offset };
  }

  /** Calls `one` for each item up to the closing bracket and over it; the result is the number of commas. */
  #items(close: string, one: () => void): number {
    let commas = 0;
    while (this.peek().kind !== 'end' && !this.#isMark(close)) {
      const before = this.#at;
      if (this.#isMark(',')) {
        commas++;
        this.next();
        continue;
      }
      one();
      if (this.#at === before) this.next();
    }
    this.next();
    return commas;
  }
}

const pairs: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** Line ends count only outside brackets, as the language has it. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const open: { close: string; offset: number }[] = [];
  const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
  const digits = /[0-9][0-9A-Za-z_.]*/y;
  let at = 0;
  while (at < text.length) {
    const c = text[at] as string;
    if (c === '\n' || c === '\r') {
      if (open.length === 0) tokens.push({ kind: 'line', text: '\n', offset: at });
      at++;
    } else if (c === '#') {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    } else if (c === '\\' || c === ' ' || c === '\t' || c === '\f') {
      // A backslash at the end of a line takes the line end away.
      at +=
        c === '\\' && (text[at + 1] === '\n' || text[at + 1] === '\r') ? (text.startsWith('\r\n', at + 1) ? 3 : 2) : 1;
    } else if (c === '"' || c === "'") {
      at = pushString(tokens, text, at, '', at);
    } else {
      word.lastIndex = at;
      digits.lastIndex = at;
      const name = word.exec(text)?.[0];
      const number = name === undefined ? digits.exec(text)?.[0] : undefined;
      const quote = name === undefined ? undefined : text[at + name.length];
      if (
        name !== undefined &&
        (quote === '"' || quote === "'") &&
        /^(?:[rRuUbBfFtT]|[rR][bBfFtT]|[bBfFtT][rR])$/.test(name)
      )
        at = pushString(tokens, text, at + name.length, name.toLowerCase(), at);
      else if (name !== undefined) {
        tokens.push({ kind: 'name', text: name, offset: at });
        at += name.length;
      } else if (number !== undefined) {
        tokens.push({ kind: 'number', text: number, offset: at });
        at += number.length;
      } else {
        const mark =
          text.startsWith('**', at) || text.startsWith('+=', at) || text.startsWith('==', at)
            ? text.slice(at, at + 2)
            : c;
        const close = pairs.get(mark);
        if (close !== undefined) open.push({ close, offset: at });
        else if (/^[)\]}]$/.test(mark) && open.pop()?.close !== mark)
          throw new SyntaxFault('syntax', `has a "${mark}" without its opening bracket`, positionAt(text, at));
        tokens.push({ kind: 'mark', text: mark, offset: at });
        at += mark.length;
      }
    }
  }
  const unclosed = open.pop();
  if (unclosed)
    throw new SyntaxFault('syntax', 'has a bracket that is never closed', positionAt(text, unclosed.offset));
  tokens.push({ kind: 'line', text: '\n', offset: at }, { kind: 'end', text: '', offset: at });
  return tokens;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\n', ''],
]);

/** Pushes the string whose quote stands at `from`; `start` is where its prefix began. The result is the offset behind it. */
function pushString(tokens: Token[], text: string, from: number, prefix: string, start: number): number {
  const quote = text[from] as string;
  const fence = text.startsWith(quote.repeat(3), from) ? quote.repeat(3) : quote;
  const isRaw = prefix.includes('r');
  let value = '';
  let at = from + fence.length;
  let run = at;
  while (at < text.length) {
    const c = text[at] as string;
    if (c === '\\') {
      const next = text[at + 1] ?? '';
      if (!isRaw) {
        value += text.slice(run, at) + (escapes.get(next) ?? (next === quote || next === '\\' ? next : `\\${next}`));
        run = at + 2;
      }
      at += 2;
    } else if (c === quote && text.startsWith(fence, at)) {
      value += text.slice(run, at);
      const isFormatted = prefix.includes('f') || prefix.includes('t');
      tokens.push({ kind: 'string', text: value, offset: start, isFormatted });
      return at + fence.length;
    } else if (fence.length === 1 && (c === '\n' || c === '\r')) break;
    else at++;
  }
  throw new SyntaxFault('syntax', 'has a string that is never closed', positionAt(text, start));
}
