import type { CodeStyle } from '../../syntax/code-tokens.ts';
import { type CodeNode, type CodeToken, isToken, splitNodes } from '../../syntax/code-tree.ts';

/** Elixir, as far as a mix.exs or mix.lock needs it. */
export const elixir: CodeStyle = {
  lineComments: ['#'],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true, embeds: '#{' },
    { open: '"', close: '"', escape: 'backslash', multiline: true, embeds: '#{' },
    { open: "'", close: "'", escape: 'backslash', multiline: true, embeds: '#{' },
  ],
  marks: ['=>', '->', '<-', '++', '<>', '::', '|>'],
  wordCharacters: '?!',
};

/** Erlang terms. */
export const erlang: CodeStyle = {
  lineComments: ['%'],
  quotes: [
    { open: '"', close: '"', escape: 'backslash', multiline: true },
    { open: "'", close: "'", escape: 'backslash' },
  ],
  marks: ['<<', '>>', '=>', '->'],
  wordCharacters: '@',
};

/** A string, an Erlang binary `<<"...">>`, an atom with or without quotes, in the part between two commas. */
export function scalarOf(
  part: readonly CodeNode[] | undefined,
): { readonly text: string; readonly token: CodeToken } | undefined {
  if (!part) return undefined;
  let nodes = part;
  if (isToken(nodes[0], '<<') && isToken(nodes[nodes.length - 1], '>>')) nodes = nodes.slice(1, -1);
  if (isToken(nodes[0], ':')) nodes = nodes.slice(1);
  // `<<"..."/utf8>>` is how other characters than ASCII are written.
  if (nodes.length === 3 && isToken(nodes[1], '/')) nodes = nodes.slice(0, 1);
  const node = nodes[0];
  if (nodes.length !== 1 || !node || node.kind === 'group' || node.kind === 'mark' || node.dynamic) return undefined;
  return { text: node.text, token: node };
}

/** The parts of a tuple or list that is the whole part. */
export function membersOf(part: readonly CodeNode[] | undefined, open: '{' | '['): (readonly CodeNode[])[] | undefined {
  const group = part?.length === 1 ? part[0] : undefined;
  return group?.kind === 'group' && group.open === open ? splitNodes(group.nodes, ',') : undefined;
}

/** Keyword pairs `key: value` among parts, as Elixir writes options. */
export function optionsOf(parts: readonly (readonly CodeNode[])[]): ReadonlyMap<string, readonly CodeNode[]> {
  const options = new Map<string, readonly CodeNode[]>();
  for (const part of parts) {
    const key = part[0];
    if (key && key.kind !== 'group' && key.kind !== 'mark' && isToken(part[1], ':'))
      options.set(key.text, part.slice(2));
  }
  return options;
}
