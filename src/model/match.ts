import type { Place, Relation } from './component.ts';
import type { Confidence, Listing, Owner, PartialDate } from './knowledge.ts';

/** Where something was seen and what fired. One row of `findings[].evidence`. */
export interface Evidence {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly field: string;
  readonly value: string;
  /** The identifier that fired, `kind:pattern`. */
  readonly matched: string;
}

/** What reports print of a component. Attributes of a row stay out: inventories hold names and passwords. */
export interface ComponentSummary {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
  /** All versions of the places of one finding, where there is more than one. */
  readonly versions?: readonly string[];
  readonly purl?: string;
  readonly scope?: string;
  readonly direct?: boolean;
  readonly source?: string;
  /** Site, zone or location column of the row, for `--group-by site`. */
  readonly site?: string;
  /** How many components of the inputs the finding stands for, where more than one. */
  readonly count?: number;
  /** Their sites, where the finding stands for several components and one of them has a site; '' for those without. */
  readonly sites?: readonly { readonly site: string; readonly count: number }[];
  /** What the row is about where it is no device: something inside one, or a type that nobody may have. */
  readonly role?: 'part' | 'catalogue-entry';
}

/** One step of an ownership chain, from the listed owner down to the matched entity. */
export interface ChainStep {
  readonly owner: string;
  readonly owned: string;
  /** For sentences; absent where the rules have no entity of that id. */
  readonly ownerName?: string;
  readonly ownedName?: string;
  readonly kind: Owner['kind'];
  readonly percent?: number;
  readonly votes?: number;
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  readonly sources: Owner['sources'];
}

/** How the matched entity came to a listing that names another one. */
export interface Attribution {
  readonly listedEntity: string;
  readonly listedName?: string;
  readonly verdict: 'yes' | 'unknown' | 'former' | 'pending';
  /** The test the list asks for, in words: `50 percent aggregate`, `subsidiaries and affiliates`. */
  readonly test: string;
  readonly chain: readonly ChainStep[];
  /** Where several chains add up, of this listed entity or of several: what they come to, in percent, and the names of the others. */
  readonly sum?: { readonly percent: number; readonly others: readonly string[] };
  readonly contested?: boolean;
  readonly confidence: Confidence;
  /** True when every edge rests on general knowledge or a list's own grouping. */
  readonly weakEvidence?: boolean;
  readonly notes?: readonly string[];
}

/** A listing that the match leads to, named or through ownership. Its state on a day is decided later. */
export interface MatchListing {
  readonly listing: Listing;
  /** Absent: the matched entity or product itself is named. */
  readonly through?: Attribution;
}

/** A fact: this component, this entity or origin rule, this relation, this evidence. It carries no severity. */
export interface Match {
  /** `entity/<id>`, `product/<entity>/<id>`, `donated/<entity>/<project>`, `origin/<id>`, `duty/<id>`, ... */
  readonly rule: string;
  readonly kind: 'entity' | 'product' | 'sdk' | 'donated' | 'origin' | 'category' | 'duty' | 'note';
  readonly entity?: {
    readonly id: string;
    readonly name: string;
    readonly country?: string;
    readonly ownerCountry?: string;
  };
  readonly product?: { readonly id: string; readonly name: string };
  readonly relation: Relation;
  readonly strength: 'exact' | 'strong' | 'weak';
  /** Never above what the rule row's own evidence allows. */
  readonly confidence: Confidence;
  /** Where the row rests on general knowledge only: at most info. */
  readonly weakEvidence?: boolean;
  readonly component: ComponentSummary;
  readonly evidence: readonly Evidence[];
  readonly listings: readonly MatchListing[];
  /** Shortest first, at most five; each from a root to the component. */
  readonly paths: readonly (readonly string[])[];
  /** Codes with arguments; sentences are written in `decide/`. */
  readonly notes: readonly MatchNote[];
  /** A team's own list decides its severity itself. */
  readonly own?: { readonly reason: string; readonly severity?: Severity; readonly remedy?: string };
  /** What the match rests on where no listing says it: the sources of a duty. */
  readonly sources?: Owner['sources'];
  /** Fields that the message or a profile needs: `use`, `zone`, `data_category`, `duty`, `region`, ... */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface MatchNote {
  readonly code: string;
  readonly values?: Readonly<Record<string, string>>;
}

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Evidence before its place is known as line and column; the scan resolves `at` only for what is reported. */
export interface UnplacedEvidence extends Omit<Evidence, 'path' | 'line' | 'column'> {
  readonly at: Place;
}

/** A match as the matcher gives it: the scan adds places and dependency paths. */
export interface UnplacedMatch extends Omit<Match, 'evidence' | 'paths'> {
  readonly evidence: readonly UnplacedEvidence[];
}
