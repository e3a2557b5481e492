/**
 * A Nim package, *.nimble. Specification: nimble documentation, "Package reference". Surprising: it is a NimScript, in which `requires` takes any
 * number of texts, each a name or an address with its constraint or `#` and a commit; an older form is an INI file.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';
import { requirementOf } from './constraint.ts';
import { gitOrigin } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads the requirements that are written as literals. */
export const nimble: DocumentFormat = { id: 'languages/nimble', title: 'Nim *.nimble', files: ['*.nimble'], parse };

const nim: CodeStyle = {
  lineComments: ['#'],
  blockComments: [{ open: '#[', close: ']#', nests: true }],
  quotes: [
    { open: '"""', close: '"""', escape: 'none', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
  ],
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { tokens, fault } = codeTokens(input.text, nim);
  const components: Component[] = [];
  const problems: Problem[] = [];
  if (fault) problems.push(openEnded(fault));
  if (
    !tokens.some(
      (token) =>
        token.kind === 'word' &&
        /^(?:version|author|license|requires|taskRequires|packageName|name)$/i.test(token.text),
    )
  )
    throw new UnreadableInput('wrong-shape', 'has no "version" and no "requires"', { line: 1 });
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || !/^(?:requires|taskrequires)$/i.test(token.text)) continue;
    const isTask = /^task/i.test(token.text);
    const { texts, isComputed } = textsBehind(tokens, at + 1);
    for (const text of isTask ? texts.slice(1) : texts) {
      for (const { written, offset } of partsOf(text)) {
        const one = requiredBy(written, offset, isTask ? 'build' : 'runtime');
        if (one) components.push(one);
        else
          problems.push({ code: 'wrong-type', line: text.line, message: 'this is not a requirement', weight: 'lost' });
      }
    }
    if (isComputed)
      problems.push({
        code: 'not-literal',
        line: token.line,
        message: 'this requirement is computed, so it is unknown',
        weight: 'lost',
      });
  }
  return { components, problems };
}

/** The literals of one call: separated by commas, in brackets or not, or behind the `:` or `=` of the INI form. */
function textsBehind(tokens: readonly CodeToken[], from: number): { texts: CodeToken[]; isComputed: boolean } {
  const texts: CodeToken[] = [];
  let at = from;
  while (tokens[at]?.kind === 'mark' && ['(', ':', '=', '@', '['].includes(tokens[at]?.text ?? '')) at++;
  for (; at < tokens.length; at += 2) {
    const token = tokens[at] as CodeToken;
    if (token.kind !== 'string') return { texts, isComputed: texts.length === 0 };
    texts.push(token);
    const next = tokens[at + 1];
    if (!(next?.kind === 'mark' && next.text === ',')) break;
  }
  return { texts, isComputed: texts.length === 0 };
}

/** One text may hold several requirements, as the INI form writes them. `>= 1.0 & < 2.0` is one. */
function partsOf(text: CodeToken): { written: string; offset: number }[] {
  let from = 0;
  return text.text.split(',').map((part) => {
    const offset = text.offset + from + (part.length - part.trimStart().length);
    from += part.length + 1;
    return { written: part.trim(), offset };
  });
}

function requiredBy(written: string, offset: number, scope: Scope): Component | undefined {
  const found = /^([^\s#<>=~^@]+)\s*(?:#(\S+)|(.*))$/.exec(written);
  const [, name, commit, constraint] = found ?? [];
  if (name === undefined) return undefined;
  const isAddress = name.includes('://') || name.startsWith('git@');
  const short = isAddress
    ? (name
        .replace(/\.git$/, '')
        .split(/[/:]/)
        .pop() ?? name)
    : name;
  return {
    kind: 'package',
    name: short,
    ecosystem: 'nim',
    at: { offset },
    direct: true,
    scope,
    ...(commit !== undefined ? { attributes: { ref: commit } } : requirementOf(constraint, ['=='], 'exact')),
    ...(isAddress ? gitOrigin(name, 'requires') : {}),
    ...(short === 'nim' && { entry: 'system' as const }),
  };
}
