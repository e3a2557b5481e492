import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';

const cmake: CodeStyle = {
  lineComments: ['#'],
  blockComments: [
    { open: '#[[', close: ']]' },
    { open: '#[=[', close: ']=]' },
    { open: '#[==[', close: ']==]' },
  ],
  quotes: [
    { open: '[==[', close: ']==]', escape: 'none', multiline: true },
    { open: '[=[', close: ']=]', escape: 'none', multiline: true },
    { open: '[[', close: ']]', escape: 'none', multiline: true },
    { open: '"', close: '"', escape: 'backslash', multiline: true },
  ],
  wordCharacters: "-./:@{}$+=<>;,*%&!?~|^\\[]'",
};

export interface CmakeCommand {
  /** Lower case. */
  readonly name: string;
  readonly arguments: readonly CodeToken[];
  readonly line: number;
}

/** The commands of a CMake script, with nested brackets flattened. */
export function cmakeCommands(text: string): { commands: CmakeCommand[]; fault?: { message: string; line: number } } {
  const { tokens, fault } = codeTokens(text, cmake);
  const commands: CmakeCommand[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const name = tokens[at] as CodeToken;
    if (name.kind !== 'word' || tokens[at + 1]?.kind !== 'mark' || tokens[at + 1]?.text !== '(') continue;
    const values: CodeToken[] = [];
    let depth = 1;
    for (at += 2; at < tokens.length; at++) {
      const token = tokens[at] as CodeToken;
      if (token.kind === 'mark' && token.text === '(') depth++;
      else if (token.kind === 'mark' && token.text === ')') {
        if (--depth === 0) break;
      } else values.push(token);
    }
    commands.push({ name: name.text.toLowerCase(), arguments: values, line: name.line });
    if (depth > 0) return { commands, fault: fault ?? { message: `"${name.text}(" is never closed`, line: name.line } };
  }
  return fault ? { commands, fault } : { commands };
}

/** Nothing sensible nests deeper; bounds what a variable of itself costs. */
const deepestReference = 10;
const longestValue = 10_000;

/** The text with `${NAME}` replaced by what `set(NAME "...")` gave it; undefined where a variable is not known. */
export function cmakeValue(text: string, variables: ReadonlyMap<string, string>): string | undefined {
  let value = text;
  for (let round = 0; value.includes('${'); round++) {
    if (round >= deepestReference || value.length > longestValue) return undefined;
    let isKnown = true;
    value = value.replace(/\$\{([^${}]*)\}/g, (whole, name: string) => {
      const found = variables.get(name);
      if (found === undefined) isKnown = false;
      return found ?? whole;
    });
    if (!isKnown) return undefined;
  }
  return value;
}
