import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';

/** Groovy and Kotlin alike. Embedded expressions stay in the text: `$` is how they are told from literals. */
const style: CodeStyle = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true },
    { open: "'''", close: "'''", escape: 'backslash', multiline: true },
    { open: '"', close: '"', escape: 'backslash', embeds: '${' },
    { open: "'", close: "'", escape: 'backslash' },
    { open: '`', close: '`', escape: 'none' },
  ],
  wordCharacters: '$',
};

/** The tokens of a build script, with the fault of a literal that never ends. */
export function gradleTokens(text: string): {
  tokens: readonly CodeToken[];
  fault?: { message: string; line: number };
} {
  const cut = codeTokens(text, style);
  if (!cut.tokens.some((token) => token.dynamic)) return cut;
  const tokens = cut.tokens.map(
    (token): CodeToken => (token.dynamic ? { ...token, text: rawLiteral(text, token.offset) } : token),
  );
  return { ...cut, tokens };
}

/** A literal as written up to its closing quote, expressions and the quotes inside them included. */
function rawLiteral(text: string, from: number): string {
  let depth = 0;
  let at = from;
  for (; at < text.length; at++) {
    const c = text[at];
    if (c === '\\') at++;
    else if (c === '$' && text[at + 1] === '{') depth++;
    else if (c === '}' && depth > 0) depth--;
    else if ((c === '"' && depth === 0) || c === '\n') break;
  }
  return text.slice(from, at);
}

export function isMark(token: CodeToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

export function isWord(token: CodeToken | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}
