/**
 * conanfile.py. Specification: Conan documentation, "conanfile.py". Surprising: it is a Python program, so only literal references can be read, in the
 * class's attributes and in calls of `self.requires` and its kin.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { conanReference } from './conan-reference.ts';

/** Reads the references that are written as literals; a computed one is a problem. */
export const conanfilePy: DocumentFormat = {
  id: 'native/conanfile-py',
  title: 'Conan conanfile.py',
  files: ['conanfile.py'],
  parse,
};

const python: CodeStyle = {
  lineComments: ['#'],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true },
    { open: "'''", close: "'''", escape: 'backslash', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
  marks: ['==', '!=', '>=', '<=', '+='],
};

const words: ReadonlyMap<string, Scope> = new Map([
  ['requires', 'runtime'],
  ['tool_requires', 'build'],
  ['build_requires', 'build'],
  ['test_requires', 'test'],
  ['python_requires', 'build'],
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  if (!/\bConanFile\b/.test(input.text))
    throw new UnreadableInput('wrong-shape', 'has no class of ConanFile', { line: 1 });
  const { tokens, fault } = codeTokens(input.text, python);
  const components: Component[] = [];
  const problems: Problem[] = [];
  if (fault) problems.push(openEnded(fault));
  for (const [at, token] of tokens.entries()) {
    const scope = token.kind === 'word' ? words.get(token.text) : undefined;
    if (!scope) continue;
    const next = tokens[at + 1];
    const isCall = tokens[at - 1]?.text === '.' && tokens[at - 2]?.text === 'self' && next?.text === '(';
    const isAttribute = token.startsLine && (next?.text === '=' || next?.text === '+=') && next.kind === 'mark';
    if (!isCall && !isAttribute) continue;
    const values = isCall ? tokens.slice(at + 2, at + 4) : valueTokens(tokens, at + 2);
    // The idiom of a test package: what is tested is the package that the test is of.
    if (isCall && tokens[at + 2]?.text === 'self' && tokens[at + 4]?.text === 'tested_reference_str') continue;
    const found = isCall ? callArgument(values) : attributeLiterals(values);
    for (const one of found.literals) {
      const reference = conanReference(one.text);
      if (reference)
        components.push({
          kind: 'package',
          ecosystem: 'conan',
          ...reference,
          at: { offset: one.offset },
          direct: true,
          scope,
        });
      else if (one.text.includes('/') || isCall)
        problems.push({ code: 'wrong-type', line: one.line, message: 'this is not a reference', weight: 'lost' });
    }
    if (found.isComputed)
      problems.push({
        code: 'not-literal',
        line: token.line,
        message: 'this reference is computed, so it is unknown',
        weight: 'lost',
      });
  }
  return { components, problems };
}

interface Found {
  readonly literals: readonly CodeToken[];
  readonly isComputed: boolean;
}

/** The tokens of a value: of one line, or up to the bracket that closes. */
function valueTokens(tokens: readonly CodeToken[], from: number): readonly CodeToken[] {
  let depth = 0;
  let at = from;
  for (; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (depth === 0 && at > from && token.startsLine && tokens[at - 1]?.text !== '\\' && tokens[at - 1]?.text !== ',')
      break;
    if (token.kind !== 'mark') continue;
    if ('([{'.includes(token.text)) depth++;
    else if (')]}'.includes(token.text) && --depth < 0) break;
  }
  return tokens.slice(from, at);
}

/** `f"..."` and `"a" + x` are computed, and so is a call that begins with a name. */
function callArgument(tokens: readonly CodeToken[]): Found {
  const [first, second] = tokens;
  const isFormat =
    first?.kind === 'word' && second?.kind === 'string' && first.offset + first.text.length + 1 >= second.offset;
  if (isFormat && first.text.toLowerCase().includes('f'))
    return { literals: [], isComputed: second.text.includes('{') };
  const literal = isFormat ? second : first;
  const isJoined =
    first?.kind === 'string' &&
    second?.kind === 'mark' &&
    (second.text === '+' || second.text === '%' || second.text === '.');
  return literal?.kind === 'string' && !isJoined
    ? { literals: [literal], isComputed: false }
    : { literals: [], isComputed: true };
}

function attributeLiterals(tokens: readonly CodeToken[]): Found {
  const literals = tokens.filter((token, at) => token.kind === 'string' && !isFormatPrefix(tokens[at - 1]));
  const hasFormat = tokens.some((token, at) => isFormatPrefix(token) && tokens[at + 1]?.kind === 'string');
  return {
    literals,
    isComputed:
      hasFormat || (literals.length === 0 && tokens.some((token) => token.kind === 'word' && token.text !== 'None')),
  };
}

/** `f`, `rf`, `fr` before a string, in either case. */
function isFormatPrefix(token: CodeToken | undefined): boolean {
  return token?.kind === 'word' && token.text.length <= 2 && /^r?fr?$/i.test(token.text);
}
