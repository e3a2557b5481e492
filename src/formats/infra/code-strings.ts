import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';

/** JavaScript and TypeScript. A regular expression with a quote in it reads as a literal up to the end of its line. */
export const scriptStyle: CodeStyle = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [
    { open: '`', close: '`', escape: 'backslash', multiline: true, embeds: '${' },
    { open: '"', close: '"', escape: 'backslash' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
};

/** A literal string of program text with what names it. */
export interface CodeString {
  readonly value: string;
  readonly offset: number;
  readonly line: number;
  /** The word before `=`, `:` or the literal itself: `image` of `image: 'a'`, `image = "a"` and `image 'a'`. Empty where there is none. */
  readonly key: string;
  /** The called word of the brackets that the literal stands in first: `docker.image` of `docker.image('a')`. */
  readonly call: string;
  /** A gap in it was to be filled in; the value ends there. */
  readonly dynamic: boolean;
}

export interface CodeStrings {
  readonly strings: readonly CodeString[];
  readonly fault?: { readonly message: string; readonly line: number };
}

/** The literal strings of a program, comments left out. One pass; it knows brackets and names, and no grammar. */
export function codeStrings(text: string, style: CodeStyle): CodeStrings {
  const { tokens, fault } = codeTokens(text, style);
  const strings: CodeString[] = [];
  /** Called words of the open round brackets. */
  const calls: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (token.kind === 'mark') {
      if (token.text === '(') calls.push(wordBefore(tokens, at));
      else if (token.text === ')') calls.pop();
      continue;
    }
    if (token.kind !== 'string' || token.text.length < 2) continue;
    // A string before a colon is the key of the next one.
    const next = tokens[at + 1];
    if (next?.kind === 'mark' && next.text === ':' && tokens[at + 2]?.kind === 'string') continue;
    strings.push({
      value: token.text,
      offset: token.offset,
      line: token.line,
      key: keyBefore(tokens, at),
      call: calls[calls.length - 1] ?? '',
      dynamic: token.dynamic === true,
    });
  }
  return fault ? { strings, fault } : { strings };
}

function keyBefore(tokens: readonly CodeToken[], at: number): string {
  const before = tokens[at - 1];
  if (before === undefined) return '';
  if (before.kind === 'word') return before.text;
  if (before.text !== ':' && before.text !== '=' && before.text !== '+') return '';
  const named = tokens[at - 2];
  return named !== undefined && (named.kind === 'word' || named.kind === 'string') ? named.text : '';
}

/** `docker.image` before its bracket. */
function wordBefore(tokens: readonly CodeToken[], at: number): string {
  const last = tokens[at - 1];
  if (last?.kind !== 'word') return '';
  const owner = tokens[at - 2]?.text === '.' ? tokens[at - 3] : undefined;
  return owner?.kind === 'word' ? `${owner.text}.${last.text}` : last.text;
}
