import type { CodeToken } from './code-tokens.ts';

import { SyntaxFault } from './fault.ts';

/** What stands between two brackets. */
export interface CodeGroup {
  readonly kind: 'group';
  /** The opening bracket as written. */
  readonly open: string;
  readonly nodes: readonly CodeNode[];
  readonly offset: number;
  readonly line: number;
}

export type { CodeToken } from './code-tokens.ts';
export type CodeNode = CodeToken | CodeGroup;

/** Groups inside each other; below it, recursion over the tree is safe. */
const maxDepth = 200;

const usualBrackets: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

interface OpenGroup {
  readonly open: CodeToken | undefined;
  readonly close: string;
  readonly nodes: CodeNode[];
}

/**
 * Nests tokens by their brackets (`brackets` maps opening marks to closing ones). Throws `SyntaxFault`: `syntax` for a
 * bracket that is not closed or not open, `too-deep` beyond 200 levels.
 */
export function codeTree(
  tokens: readonly CodeToken[],
  brackets: ReadonlyMap<string, string> = usualBrackets,
): readonly CodeNode[] {
  const closing = new Set(brackets.values());
  const stack: OpenGroup[] = [{ open: undefined, close: '', nodes: [] }];
  for (const token of tokens) {
    const top = stack[stack.length - 1] as OpenGroup;
    const close = token.kind === 'mark' ? brackets.get(token.text) : undefined;
    if (close !== undefined) {
      if (stack.length > maxDepth)
        throw new SyntaxFault('too-deep', `is nested deeper than ${maxDepth} levels`, { line: token.line });
      stack.push({ open: token, close, nodes: [] });
    } else if (token.kind === 'mark' && closing.has(token.text)) {
      if (!top.open || top.close !== token.text)
        throw new SyntaxFault('syntax', `closes with "${token.text}" what is not open`, { line: token.line });
      stack.pop();
      const { text, offset, line } = top.open;
      (stack[stack.length - 1] as OpenGroup).nodes.push({ kind: 'group', open: text, nodes: top.nodes, offset, line });
    } else top.nodes.push(token);
  }
  const open = stack[stack.length - 1]?.open;
  if (open) throw new SyntaxFault('syntax', `"${open.text}" is never closed`, { line: open.line });
  return stack[0]?.nodes ?? [];
}

/** The nodes between separators, in order; empty parts are left out, as behind a trailing comma. */
export function splitNodes(nodes: readonly CodeNode[], separator: string): (readonly CodeNode[])[] {
  const parts: CodeNode[][] = [];
  let part: CodeNode[] = [];
  for (const node of nodes) {
    if (node.kind === 'mark' && node.text === separator) {
      if (part.length > 0) parts.push(part);
      part = [];
    } else part.push(node);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** The text of a plain string literal; undefined for any other node and for a literal with an embedded expression. */
export function literalOf(node: CodeNode | undefined): string | undefined {
  return node?.kind === 'string' && !node.dynamic ? node.text : undefined;
}

/** Whether a node is this word or mark. */
export function isToken(node: CodeNode | undefined, text: string): boolean {
  return node !== undefined && node.kind !== 'group' && node.kind !== 'string' && node.text === text;
}
