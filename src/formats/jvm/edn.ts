/** Clojure's data notation, as far as project files need it: nothing in it is run. */
import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeGroup, type CodeNode, codeTree } from '../../syntax/code-tree.ts';

const style: CodeStyle = {
  lineComments: [';'],
  quotes: [{ open: '"', close: '"', escape: 'backslash', multiline: true }],
  // A symbol or keyword is one word: `org.clojure/clojure`, `:mvn/version`, `^:replace`.
  wordCharacters: ":/.-+*!?<>=&%$'^~@|",
};

/** The forms of a text. Commas are blanks, and `#_` takes the form behind it away. Throws `SyntaxFault`. */
export function ednForms(text: string): readonly CodeNode[] {
  return withoutDiscarded(codeTree(strictTokens(text, style)));
}

function withoutDiscarded(nodes: readonly CodeNode[]): readonly CodeNode[] {
  const kept: CodeNode[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as CodeNode;
    if (node.kind === 'mark' && node.text === ',') continue;
    const next = nodes[at + 1];
    // `#_` is a mark and the word `_`, which may run into a symbol: `#_foo`.
    if (node.kind === 'mark' && node.text === '#' && next?.kind === 'word' && next.text.startsWith('_')) {
      at += next.text === '_' ? 2 : 1;
      continue;
    }
    // A set, regular expression or tagged form keeps what follows the mark.
    if (node.kind === 'mark' && (node.text === '#' || node.text === '`')) continue;
    kept.push(node.kind === 'group' ? { ...node, nodes: withoutDiscarded(node.nodes) } : node);
  }
  return kept;
}

/** Keys and values of a map, or of the arguments of a form; metadata words (`^:replace`) are passed over. */
export function ednPairs(nodes: readonly CodeNode[]): (readonly [CodeNode, CodeNode])[] {
  const plain = nodes.filter((node) => !(node.kind === 'word' && node.text.startsWith('^')));
  const pairs: (readonly [CodeNode, CodeNode])[] = [];
  for (let at = 0; at + 1 < plain.length; at += 2) pairs.push([plain[at] as CodeNode, plain[at + 1] as CodeNode]);
  return pairs;
}

/** The value of a keyword in a map; undefined where the node is no map or has none. */
export function ednGet(node: CodeNode | undefined, key: string): CodeNode | undefined {
  if (node?.kind !== 'group') return undefined;
  for (const [name, value] of ednPairs(node.nodes)) if (name.kind === 'word' && name.text === key) return value;
  return undefined;
}

export function isGroup(node: CodeNode | undefined, open: string): node is CodeGroup {
  return node?.kind === 'group' && node.open === open;
}

/** `group/artifact`, or one name for both. Undefined where the word is no library. */
export function ednLibrary(word: string): string | undefined {
  const name = word.replace(/^'/, '');
  const found = /^([\w.+-]+)(?:\/([\w.+-]+))?(?:\$[\w.+-]+)?$/.exec(name);
  return found?.[1] ? `${found[1]}:${found[2] ?? found[1]}` : undefined;
}
