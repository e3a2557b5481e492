import { type CodeStyle, codeTokens } from '../../syntax/code-tokens.ts';
import type { CodeToken } from '../../syntax/code-tree.ts';

const ruby: CodeStyle = {
  lineComments: ['#'],
  blockComments: [{ open: '=begin', close: '=end' }],
  quotes: [
    // Of one line, so that a stray quote costs one line: names and versions are never longer.
    { open: '"', close: '"', escape: 'backslash', embeds: '#{' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
  marks: ['=>', '::', '&.'],
  wordCharacters: '?!',
  hereDocuments: true,
};

/** A method call with its arguments, as far as they are literals. */
export interface RubyCall {
  readonly name: string;
  /** What stands before the dot: `s` of `s.dependency`. */
  readonly receiver: string | undefined;
  readonly line: number;
  /** Arguments without a name, in order; undefined where one is computed. */
  readonly positional: readonly (CodeToken | undefined)[];
  /** `:git => '...'`, `git: '...'`; the tokens of the value. */
  readonly options: ReadonlyMap<string, readonly CodeToken[]>;
}

/** Calls of the names wanted, in order. A statement goes on behind a comma, an arrow and inside brackets. */
export function rubyCalls(
  text: string,
  names: ReadonlySet<string>,
): { calls: RubyCall[]; fault?: { message: string; line: number } } {
  const { tokens, fault } = codeTokens(text, ruby);
  const calls: RubyCall[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (token.kind !== 'word' || !names.has(token.text)) continue;
    const before = tokens[at - 1];
    const isMethod = before?.text === '.' && before.kind === 'mark';
    if (
      !token.startsLine &&
      !isMethod &&
      before?.kind === 'mark' &&
      before.text !== '{' &&
      before.text !== ';' &&
      before.text !== '|'
    )
      continue;
    const end = statementEnd(tokens, at + 1);
    const call = callOf(tokens, at, end, isMethod ? tokens[at - 2]?.text : undefined);
    if (call) calls.push(call);
  }
  const end = fault ?? missingEnd(tokens);
  return end ? { calls, fault: end } : { calls };
}

/** Every `do` has its `end`; other blocks have one as well, so that only too few of them mean a cut. */
function missingEnd(tokens: readonly CodeToken[]): { message: string; line: number } | undefined {
  const open: CodeToken[] = [];
  let ends = 0;
  for (const token of tokens) {
    if (token.kind !== 'word') continue;
    if (token.text === 'do') open.push(token);
    else if (token.text === 'end') ends++;
  }
  return ends < open.length ? { message: 'a block never ends', line: open[0]?.line ?? 1 } : undefined;
}

/** No real call is longer; bounds what an open bracket costs. */
const longestStatement = 2_000;

/** Behind the last token of the statement that begins at `from`. */
function statementEnd(tokens: readonly CodeToken[], from: number): number {
  let depth = 0;
  const limit = Math.min(tokens.length, from + longestStatement);
  for (let at = from; at < limit; at++) {
    const token = tokens[at] as CodeToken;
    if (token.startsLine && depth <= 0 && !goesOn(tokens[at - 1])) return at;
    if (token.kind !== 'mark') {
      if (
        depth <= 0 &&
        token.kind === 'word' &&
        (token.text === 'if' || token.text === 'unless' || token.text === 'do')
      )
        return at;
      continue;
    }
    if (depth <= 0 && token.text === ';') return at;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text) && --depth < 0) return at;
  }
  return limit;
}

function goesOn(token: CodeToken | undefined): boolean {
  return (
    token?.kind === 'mark' && (token.text === ',' || token.text === '=>' || token.text === '\\' || token.text === ':')
  );
}

function callOf(
  tokens: readonly CodeToken[],
  at: number,
  end: number,
  receiver: string | undefined,
): RubyCall | undefined {
  const name = tokens[at] as CodeToken;
  let from = at + 1;
  // `pod('Name')` and `s.source = {...}`.
  if (tokens[from]?.text === '=' && tokens[from]?.kind === 'mark') from++;
  let to = end;
  const opens = tokens[from];
  if (
    opens?.kind === 'mark' &&
    (opens.text === '(' || opens.text === '{') &&
    tokens[to - 1]?.kind === 'mark' &&
    ')}'.includes(tokens[to - 1]?.text ?? '')
  ) {
    from++;
    to--;
  }
  const positional: (CodeToken | undefined)[] = [];
  const options = new Map<string, readonly CodeToken[]>();
  for (const part of partsOf(tokens, from, to)) {
    const option = optionOf(part);
    if (option) options.set(option.key, option.value);
    else positional.push(part.length === 1 && part[0]?.kind === 'string' && !part[0].dynamic ? part[0] : undefined);
  }
  return { name: name.text, receiver, line: name.line, positional, options };
}

function partsOf(tokens: readonly CodeToken[], from: number, to: number): CodeToken[][] {
  const parts: CodeToken[][] = [];
  let part: CodeToken[] = [];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at] as CodeToken;
    if (token.kind === 'mark' && '([{'.includes(token.text)) depth++;
    else if (token.kind === 'mark' && ')]}'.includes(token.text)) depth--;
    if (token.kind === 'mark' && token.text === ',' && depth === 0) {
      if (part.length > 0) parts.push(part);
      part = [];
    } else part.push(token);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

function optionOf(part: readonly CodeToken[]): { key: string; value: CodeToken[] } | undefined {
  const [first, second, third] = part;
  if (first?.text === ':' && first.kind === 'mark' && second?.kind !== 'mark' && third?.text === '=>')
    return second && { key: second.text, value: part.slice(3) };
  if (first && second?.text === '=>' && second.kind === 'mark') return { key: first.text, value: part.slice(2) };
  if (first?.kind === 'word' && second?.text === ':' && second.kind === 'mark')
    return { key: first.text, value: part.slice(2) };
  return undefined;
}

/** The literal that an option is; undefined where it is missing or computed. */
export function rubyOption(call: RubyCall, key: string): string | undefined {
  const value = call.options.get(key);
  const first = value?.[0];
  return value?.length === 1 && first?.kind === 'string' && !first.dynamic ? first.text : undefined;
}
