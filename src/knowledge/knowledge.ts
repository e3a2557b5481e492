import type { Duty, Entity, List, OriginRule, Owner, Profile } from '../model/knowledge.ts';
import type { RuleIndex } from './rule-index.ts';

/** The table of maker prefixes that `oui-name` rows were expanded with. */
export interface OuiTable {
  readonly version: string;
  readonly date: string;
}

/**
 * Everything the rules say, indexed. Opened from the compiled artefact, details are parsed when they are asked for, so that a scan
 * which finds nothing pays for the index alone.
 */
export interface Knowledge {
  /** Of the shipped rules. */
  readonly version: string;
  /** SHA-256 in hex over the canonical JSON of the rules; of base and overlay where rules were added. */
  readonly digest: string;
  readonly oui?: OuiTable;
  readonly lists: ReadonlyMap<string, List>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly duties: ReadonlyMap<string, Duty>;
  readonly origins: ReadonlyMap<string, OriginRule>;
  /** Origin rules of a team's own files: they act whatever profile is chosen. */
  readonly ownOrigins: ReadonlySet<string>;
  /** In the order of the rule files, a team's own after the shipped ones. */
  readonly entityIds: () => readonly string[];
  /** Parsed on the first call for an id and kept. */
  readonly entity: (id: string) => Entity | undefined;
  /** Owners of every entity that has some. */
  readonly owners: () => ReadonlyMap<string, readonly Owner[]>;
  /** List id to the entities that stand on it by their own name. Listings of products are not in it: they name a product, not its maker. */
  readonly listed: () => ReadonlyMap<string, ReadonlySet<string>>;
  readonly index: RuleIndex;
}
