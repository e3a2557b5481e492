import type { Entity, OriginRule, RuleIdentifierKind } from '../model/knowledge.ts';

/**
 * The index over all rules as plain data, the form it has in the compiled artefact. Columns instead of objects: parsing ten
 * thousand small objects costs more than the whole budget of opening the knowledge.
 */
export interface IndexData {
  /** Entity ids by number. */
  readonly entities: readonly string[];
  /** The entity of each row; -1 for a row of an origin rule. */
  readonly rowEntity: readonly number[];
  /** Where in its entity or origin rule each row stands; see `RowPath`. */
  readonly rowPath: readonly string[];
  /** Canonical text to row, compared whole. A text may stand in several rows. */
  readonly exact: Readonly<Partial<Record<TableName, ExactColumns>>>;
  /** Beginnings of canonical texts. */
  readonly prefix: Readonly<Partial<Record<TableName, PrefixColumns>>>;
  /** Globs, with the literal texts that a match must begin with or contain. */
  readonly glob: Readonly<Partial<Record<TableName, GlobColumns>>>;
}

export interface ExactColumns {
  readonly key: readonly string[];
  readonly row: readonly number[];
}
export interface PrefixColumns {
  readonly text: readonly string[];
  /** Characters of which one must follow, or the end; empty: anything may follow. */
  readonly boundary: readonly string[];
  readonly row: readonly number[];
}
export interface GlobColumns {
  readonly pattern: readonly string[];
  readonly row: readonly number[];
}

/**
 * What is looked up together. A rule kind has the table of its own name, and besides: `host` holds domains, mirrors, chart
 * repositories and registry hosts; `forge` owners on public forges; `organisation` names, aliases, makers and registered names;
 * `app-name` display names; `category` and `region` belong to origin rules.
 */
export type TableName =
  | Exclude<RuleIdentifierKind, 'domains' | 'mirrors' | 'helm' | 'github' | 'gitee' | 'gitlab' | 'vendor' | 'oui-name'>
  | 'host'
  | 'forge'
  | 'organisation'
  | 'app-name'
  | 'category'
  | 'region';

/**
 * Where a row stands, words separated by a space: `i <kind> <n>` an identifier, `n` the name, `a <n>` an alias, `p <n> <kind> <n>`
 * an identifier of a product, `q <n>` a product's name, `r <n> <n>` a product's alias, `d <n> <kind> <n>` a donated project's
 * identifier, `l <n>` a look-alike; of an origin rule `o <id> <condition> <n>`.
 */
export type RowPath = string;

/** Look-up tables, each made on first use. */
export interface RuleIndex {
  readonly data: IndexData;
  readonly exact: (table: TableName) => ReadonlyMap<string, number | readonly number[]>;
  /** What a row says. Parses the entity on the first row of it. */
  readonly entityOfRow: (row: number) => Entity | undefined;
  readonly originOfRow: (row: number) => OriginRule | undefined;
}
