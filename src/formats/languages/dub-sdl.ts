/**
 * dub.sdl of D. Specification: dub documentation, "Package format (SDLang)". Surprising: one line is one statement, unless it ends with a backslash.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, type CodeToken, strictTokens } from '../../syntax/code-tokens.ts';
import { dubDependency } from './dub-dependency.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads what the package, its configurations and its sub-packages declare. */
export const dubSdl: DocumentFormat = { id: 'languages/dub-sdl', title: 'D dub.sdl', files: ['dub.sdl'], parse };

const sdl: CodeStyle = {
  lineComments: ['//', '#', '--'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [
    { open: '"', close: '"', escape: 'backslash' },
    { open: '`', close: '`', escape: 'none', multiline: true },
  ],
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const tokens = strictTokens(input.text, sdl);
  const own = tokens.findIndex(
    (token, at) => token.text === 'name' && token.startsLine && tokens[at + 1]?.kind === 'string',
  );
  if (own < 0) throw new UnreadableInput('wrong-shape', 'has no "name"', { line: 1 });
  const ownName = tokens[own + 1]?.text ?? '';
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.text !== 'dependency' || !token.startsLine) continue;
    const name = tokens[at + 1];
    if (name?.kind !== 'string') {
      problems.push({ code: 'wrong-type', line: token.line, message: 'this dependency has no name', weight: 'lost' });
      continue;
    }
    if (name.text.startsWith(':') || name.text.startsWith(`${ownName}:`)) continue;
    const one = dubDependency(name.text.split(':', 1)[0] ?? name.text, valuesBehind(tokens, at + 2), [], 'runtime');
    if (one) components.push({ ...one, at: { offset: name.offset }, direct: true });
    else
      problems.push({ code: 'wrong-type', line: token.line, message: `"${name.text}" has no version`, weight: 'lost' });
  }
  return { components, problems };
}

/** `version="~>1.0" path="..."` up to the end of the line. */
function valuesBehind(tokens: readonly CodeToken[], from: number): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (let at = from; at + 2 < tokens.length; at += 3) {
    const [key, equals, value] = tokens.slice(at, at + 3);
    if (!key || key.startsLine || equals?.text !== '=' || !value) break;
    values[key.text] = value.kind === 'string' ? value.text : value.text === 'true';
  }
  return values;
}
