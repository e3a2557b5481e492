/**
 * Brewfile of Homebrew Bundle. Documentation: docs.brew.sh, "Brew Bundle". Surprising: it is Ruby; only the lines that are a word and a quoted
 * name are read, and anything computed is told.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { outputLines } from '../inventory/output-lines.ts';
import { rowProblems } from '../inventory/table-problems.ts';
import { extensionId } from './extension-id.ts';

/** Reads formulae, casks, App Store apps, VS Code extensions and taps. */
export const brewfile: DocumentFormat = {
  id: 'apps/brewfile',
  title: 'Homebrew Brewfile',
  files: ['Brewfile', '*.Brewfile', '.Brewfile'],
  parse,
};

const entry = /^\s*(tap|brew|cask|mas|vscode|whalebrew|go|cargo|flatpak)[\s(]+(["'])((?:(?!\2).)+)\2(.*)$/;
/** Settings, comments, and the ends of blocks. */
const other = /^\s*(?:#|cask_args\b|end\b|if\b|unless\b|else\b|elsif\b|require\b|\}|$)/;

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  for (const { text, line } of outputLines(input.text)) {
    const found = entry.exec(text);
    if (found) {
      const at = { line, column: text.indexOf(found[3] as string) + 1 };
      const component = componentOf(found[1] as string, found[3] as string, found[4] as string, at);
      if (component) components.push(component);
    } else if (/^\s*(?:tap|brew|cask|mas|vscode)\b/.test(text))
      problems.add({ code: 'computed', line, message: 'a line computes its name and was not read', weight: 'lost' });
    else if (!other.test(text) && /\bdo\b|\.each\b/.test(text))
      problems.add({ code: 'computed', line, message: 'a loop was not read', weight: 'lost' });
  }
  return { components, problems: problems.all() };
}

function componentOf(
  word: string,
  name: string,
  rest: string,
  at: { line: number; column: number },
): Component | undefined {
  const base = { at, direct: true } as const;
  switch (word) {
    case 'brew':
    case 'cask': {
      const short = name.slice(name.lastIndexOf('/') + 1);
      return {
        kind: 'app',
        name: short,
        identifiers: [{ kind: 'app-name', value: short, field: word, at }, ...tapOwner(name, word, at)],
        ...base,
      };
    }
    case 'mas':
      return { kind: 'app', name, identifiers: [{ kind: 'app-name', value: name, field: 'mas', at }], ...base };
    case 'vscode': {
      const id = extensionId(name);
      return id && { kind: 'extension', ...id, ecosystem: 'vscode', ...base };
    }
    case 'tap': {
      const url = /^\s*,\s*["'](https?:\/\/[^"']+)["']/.exec(rest)?.[1];
      const identifiers: Identifier[] = url
        ? [{ kind: 'url', value: withoutUser(url), field: 'tap', at, relation: 'fetched-from' }]
        : tapOwner(`${name}/x`, 'tap', at);
      return { kind: 'service', name, identifiers, ...base };
    }
    default:
      return undefined;
  }
}

/** `owner/tap/name` comes from github.com/owner/homebrew-tap; homebrew itself is nobody's. */
function tapOwner(name: string, field: string, at: { line: number; column: number }): Identifier[] {
  const owner = /^([\w.-]+)\/[\w.-]+\/[^/]+$/.exec(name)?.[1];
  return owner === undefined || owner === 'homebrew'
    ? []
    : [{ kind: 'forge-owner', value: `github/${owner}`, field, at, relation: 'fetched-from' }];
}

function withoutUser(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@\s]*@/, '$1');
}
