import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, type CodeToken, codeTree, isToken, literalOf, splitNodes } from '../../syntax/code-tree.ts';

const swift: CodeStyle = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nests: true }],
  quotes: [
    { open: '"""', close: '"""', escape: 'backslash', multiline: true, embeds: '\\(' },
    { open: '"', close: '"', escape: 'backslash', embeds: '\\(' },
  ],
  marks: ['..<', '...'],
};

/** A call `.name(label: value, ...)` of a manifest. */
export interface SwiftCall {
  readonly name: string;
  /** By label; arguments without one under their position, `0`. */
  readonly arguments: ReadonlyMap<string, readonly CodeNode[]>;
  readonly line: number;
}

/** Every call of the names wanted, wherever it stands. Throws `SyntaxFault` for a text that is not whole. */
export function swiftCalls(text: string, names: ReadonlySet<string>): SwiftCall[] {
  const calls: SwiftCall[] = [];
  const open: (readonly CodeNode[])[] = [codeTree(strictTokens(text, swift))];
  for (let nodes = open.pop(); nodes; nodes = open.pop()) {
    for (const [at, node] of nodes.entries()) {
      if (node.kind !== 'group') continue;
      const name = nodes[at - 1];
      if (node.open === '(' && name?.kind === 'word' && names.has(name.text) && isToken(nodes[at - 2], '.'))
        calls.push({ name: name.text, arguments: argumentsOf(node.nodes), line: name.line });
      open.push(node.nodes);
    }
  }
  return calls.sort((a, b) => a.line - b.line);
}

function argumentsOf(nodes: readonly CodeNode[]): ReadonlyMap<string, readonly CodeNode[]> {
  const found = new Map<string, readonly CodeNode[]>();
  for (const [at, part] of splitNodes(nodes, ',').entries()) {
    const label = part[0];
    if (label?.kind === 'word' && isToken(part[1], ':')) found.set(label.text, part.slice(2));
    else found.set(String(at), part);
  }
  return found;
}

/** The literal that a labelled argument is; undefined where it is missing or computed. */
export function swiftLiteral(call: SwiftCall, label: string): { text: string; token: CodeToken } | undefined {
  const nodes = call.arguments.get(label);
  const first = nodes?.[0];
  const text = nodes?.length === 1 ? literalOf(first) : undefined;
  return text !== undefined && first?.kind === 'string' ? { text, token: first } : undefined;
}
