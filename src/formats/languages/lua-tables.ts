import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, literalOf, splitNodes } from '../../syntax/code-tree.ts';

const lua: CodeStyle = {
  lineComments: ['--'],
  blockComments: [
    { open: '--[[', close: ']]' },
    { open: '--[==[', close: ']==]' },
  ],
  quotes: [
    { open: '[[', close: ']]', escape: 'none', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
    { open: "'", close: "'", escape: 'backslash' },
  ],
  marks: ['..'],
};
/** A member of a Lua table: `name = value`, `["name"] = value`, or a value alone. */
export interface LuaMember {
  readonly key: string | undefined;
  readonly keyNode: CodeNode | undefined;
  readonly value: readonly CodeNode[];
}

/** The text as a tree of brackets. Throws `SyntaxFault` where a string or bracket never ends. */
export function luaTree(text: string): readonly CodeNode[] {
  return codeTree(strictTokens(text, lua));
}

/** The members of a table; undefined where the nodes are not one table. */
export function luaMembers(nodes: readonly CodeNode[] | undefined): LuaMember[] | undefined {
  const group = nodes?.[0];
  if (group?.kind !== 'group' || group.open !== '{') return undefined;
  return splitNodes(group.nodes, ',')
    .flatMap((part) => splitNodes(part, ';'))
    .map((part) => {
      const [first, second] = part;
      if (first?.kind === 'word' && isToken(second, '='))
        return { key: first.text, keyNode: first, value: part.slice(2) };
      const inner = first?.kind === 'group' && first.open === '[' ? first.nodes[0] : undefined;
      const key = inner && literalOf(inner);
      if (key !== undefined && isToken(second, '=')) return { key, keyNode: inner, value: part.slice(2) };
      return { key: undefined, keyNode: undefined, value: part };
    });
}

/** The global assignments `name = value` of a rockspec, by name. */
export function luaGlobals(nodes: readonly CodeNode[]): ReadonlyMap<string, readonly CodeNode[]> {
  const found = new Map<string, readonly CodeNode[]>();
  for (const [at, node] of nodes.entries())
    if (node.kind === 'word' && isToken(nodes[at + 1], '=') && !isToken(nodes[at + 2], '='))
      found.set(node.text, nodes.slice(at + 2, at + 3));
  return found;
}
