/**
 * Parsed text as a tree that knows where everything stands: what readers need that look for a few values anywhere in a document, whatever its
 * schema. Scalars are never typed.
 */
export type TextNode = TextScalar | TextMap | TextList;

export interface TextScalar {
  readonly kind: 'text';
  /** Without quotes and with escapes resolved; of a block scalar the lines as they stand, so that offsets in it hold. */
  value: string;
  /** Of the first character of the value, inside quotes. */
  readonly offset: number;
}

export interface TextMap {
  readonly kind: 'map';
  readonly entries: TextEntry[];
  readonly offset: number;
}

export interface TextList {
  readonly kind: 'list';
  readonly items: TextNode[];
  readonly offset: number;
}

export interface TextEntry {
  readonly key: string;
  readonly offset: number;
  /** Undefined for an empty value and for an alias: what it stands for is read where it is anchored. */
  value: TextNode | undefined;
}

/** The value of a member; undefined where the node is no map or has none. */
export function nodeAt(node: TextNode | undefined, ...keys: readonly string[]): TextNode | undefined {
  let found = node;
  for (const key of keys) {
    if (found?.kind !== 'map') return undefined;
    found = found.entries.find((entry) => entry.key === key)?.value;
  }
  return found;
}

/** The text of a member. */
export function textAt(node: TextNode | undefined, ...keys: readonly string[]): TextScalar | undefined {
  const found = nodeAt(node, ...keys);
  return found?.kind === 'text' ? found : undefined;
}

/** Members of a map, elements of a list; none for anything else. */
export function entriesIn(node: TextNode | undefined): readonly TextEntry[] {
  return node?.kind === 'map' ? node.entries : [];
}

export function itemsIn(node: TextNode | undefined): readonly TextNode[] {
  return node?.kind === 'list' ? node.items : [];
}

export function hasKey(node: TextNode | undefined, key: string): boolean {
  return node?.kind === 'map' && node.entries.some((entry) => entry.key === key);
}
