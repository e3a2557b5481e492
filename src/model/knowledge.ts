import type { ComponentKind, Relation } from './component.ts';

/** What a list does to what is on it. Defined at the head of each list file; `allow-list` names what may be used. */
export const effects = [
  'use-ban',
  'procurement-ban',
  'import-ban',
  'sanctions',
  'export-control',
  'investment',
  'designation',
  'advisory',
  'duty',
  'allow-list',
] as const;
export type Effect = (typeof effects)[number];

export const listingStatuses = [
  'in-force',
  'suspended',
  'revoked',
  'expired',
  'proposed',
  'guidance',
  'under-investigation',
] as const;
export type ListingStatus = (typeof listingStatuses)[number];

export type Confidence = 'high' | 'medium' | 'low';

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. A year or month covers all its days. */
export type PartialDate = string;

/** Where a claim was read. `kind` general-knowledge means no source was seen: such a claim never acts above info. */
export interface Source {
  readonly title?: string;
  readonly url?: string;
  readonly date?: PartialDate;
  readonly kind:
    | 'primary'
    | 'republish'
    | 'press'
    | 'secondary'
    | 'registry'
    | 'repo'
    | 'filing'
    | 'list-grouping'
    | 'general-knowledge';
}

/** Which relatives of a named entity a list reaches. */
export type AffiliateRule =
  | { readonly test: 'named-only' }
  | { readonly test: 'aggregate'; readonly percent: number; readonly operator: 'at-least' | 'more-than' }
  | { readonly test: 'affiliates' };

/** A published list. */
export interface List {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  /** ISO 3166-1 alpha-2, or EU. */
  readonly jurisdiction: string;
  readonly legalBasis?: string;
  readonly appliesTo?: string;
  readonly effect: Effect;
  readonly effectWhy?: string;
  readonly status: ListingStatus;
  readonly effective?: PartialDate;
  readonly ends?: PartialDate;
  readonly suspendedFrom?: PartialDate;
  readonly suspendedThrough?: PartialDate;
  readonly affiliates: AffiliateRule;
  readonly url: string;
  /** Date of the newest source seen for this list. */
  readonly asOf: PartialDate;
  /** False: binds nobody (advice, criteria without names). Absent: true. */
  readonly binding?: boolean;
  readonly basis?: 'named' | 'criteria' | 'category' | 'jurisdiction' | 'undisclosed';
  /** Kinds of component it speaks of, where it is about apps or equipment only. Absent: anything. A finding on another kind is at most low. */
  readonly speaksOf?: readonly ComponentKind[];
  readonly evidence: Source['kind'];
  readonly sources: readonly Source[];
  readonly note?: string;
}

/** One entity or product on one list. */
export interface Listing {
  readonly list: string;
  readonly status: ListingStatus;
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  /** The day a duty starts to act, where that is later than `since`. */
  readonly appliesFrom?: PartialDate;
  readonly scope?: string;
  /** Uses it bites for; a finding whose use is not known says so. */
  readonly useScopes?: readonly string[];
  readonly sources: readonly Source[];
}

/** A dated ownership edge, held by the owned entity. */
export interface Owner {
  readonly owner: string;
  readonly kind: 'parent' | 'majority' | 'minority' | 'joint-venture' | 'former' | 'brand-licence' | 'state-control';
  /** For `former`: what it was inside its window. */
  readonly was?: 'parent' | 'majority' | 'minority' | 'joint-venture' | 'state-control' | 'brand-licence';
  /** Share of capital, 0 to 100. Absent: not seen, which is not 100. */
  readonly percent?: number;
  /** Share of votes where it differs. */
  readonly votes?: number;
  readonly percentAsOf?: PartialDate;
  readonly percentDerived?: boolean;
  /** An indirect sum that must not be added to direct holders. */
  readonly lookThrough?: boolean;
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  /** Agreed or announced, not seen closed: never live. */
  readonly pending?: boolean;
  readonly disputed?: boolean;
  readonly scope?: string;
  readonly note?: string;
  readonly confidence: Confidence;
  readonly sources: readonly Source[];
}

/** Kinds of identifier a rule may give; the key of `identifiers` in an entity file. */
export const ruleIdentifierKinds = [
  'npm',
  'pypi',
  'maven',
  'golang',
  'nuget',
  'cargo',
  'gem',
  'composer',
  'cocoapods',
  'swift',
  'pub',
  'hex',
  'conan',
  'vcpkg',
  'docker',
  'terraform',
  'helm',
  'github',
  'gitee',
  'gitlab',
  'huggingface',
  'ollama',
  'vscode',
  'browser-extension',
  'domains',
  'mirrors',
  'cpe',
  'android',
  'ios',
  'windows',
  'winget',
  'macos',
  'code-prefix',
  'vendor',
  'brand',
  'oui',
  'oui-name',
  'usb',
  'pci',
  'fcc',
  'bluetooth',
  'snmp',
  'model',
  'banner',
] as const;
export type RuleIdentifierKind = (typeof ruleIdentifierKinds)[number];

/** One row of evidence: a pattern in the kind's own syntax and what a hit on it says. */
export interface RuleIdentifier {
  readonly match: string;
  readonly relation: Relation;
  readonly confidence: Confidence;
  /** Version range in the ecosystem's own syntax; absent is every version. */
  readonly versions?: string;
  /** The name or host belonged to the entity in this window only. */
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  /** How a brand or model stands to the entity. Absent is own-brand. */
  readonly brandRelation?: 'own-brand' | 'oem-rebrand' | 'former' | 'component';
  readonly evidence?: string;
  readonly evidenceKind?: Source['kind'];
  readonly note?: string;
}

/** An app or SDK of an entity, with lists that name the product itself. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: 'app' | 'wearable-companion' | 'device-companion' | 'sdk';
  /** `safe`: the display name is specific. `weak`: needs publisher or id as well. `never`: a generic name, id only. */
  readonly nameMatch: 'safe' | 'weak' | 'never';
  readonly identifiers: Partial<Record<RuleIdentifierKind, readonly RuleIdentifier[]>>;
  readonly listings: readonly Listing[];
  readonly confidence: Confidence;
  readonly note?: string;
  /** Where its ids were read. */
  readonly sources?: readonly Source[];
}

/** A project that began at the entity and is governed elsewhere now: a note, never a finding above info. */
export interface DonatedProject {
  readonly name: string;
  readonly governedBy: string;
  readonly since?: PartialDate;
  readonly identifiers: Partial<Record<RuleIdentifierKind, readonly string[]>>;
  readonly note?: string;
}

/** A name that looks like the entity's and is not. */
export interface Lookalike {
  readonly kind: RuleIdentifierKind;
  readonly match: string;
  readonly why: string;
}

/** One organisation. */
export interface Entity {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Seat. ISO 3166-1 alpha-2; absent is unknown. */
  readonly country?: string;
  readonly ownerCountry?: string;
  readonly operatingCountry?: string;
  readonly kinds: readonly string[];
  /** `reference`: listed so that it can be ruled out; never a finding. */
  readonly role?: 'subject' | 'reference';
  readonly owners: readonly Owner[];
  readonly listings: readonly Listing[];
  readonly identifiers: Partial<Record<RuleIdentifierKind, readonly RuleIdentifier[]>>;
  readonly products: readonly Product[];
  readonly donated: readonly DonatedProject[];
  readonly lookalikes: readonly Lookalike[];
  readonly confidence: Confidence;
  readonly note?: string;
  /** A team's own list: why it is flagged, and how badly. Absent in the shipped rules, where lists and profiles decide. */
  readonly reason?: string;
  readonly severity?: 'critical' | 'high' | 'medium' | 'low' | 'info';
  readonly remedy?: string;
  readonly examples?: Examples;
  readonly sources?: readonly Source[];
}

/** Severity words; the same as `Severity` in match.ts, repeated here because a list of a team's own gives one. */
type SeverityWord = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** Somebody or something a rule does not reach, and why. Every condition that is present must hold. */
export interface RuleException {
  readonly country?: readonly string[];
  readonly entity?: readonly string[];
  /** `kind:pattern`, as in `evidence[].matched`. */
  readonly identifier?: readonly string[];
  readonly reason: string;
  readonly since?: PartialDate;
  readonly until?: PartialDate;
  readonly sources?: readonly Source[];
}

/**
 * A rule that is about no single entity: a country, a product category, a host, a cloud region, an allow list. Conditions that
 * are present must all hold; within one condition any value is enough.
 */
export interface OriginRule {
  readonly id: string;
  readonly title?: string;
  /** Why; shown to the reader. */
  readonly reason: string;
  /** ISO 3166-1 alpha-2 of where the thing or its maker comes from. */
  readonly country?: readonly string[];
  /** True of every known country but these: "produced in any foreign country". An unknown country never matches it. */
  readonly countryNot?: readonly string[];
  /** Which country is compared; absent is any of seat, owner and stated, and the match says which. */
  readonly countryOf?: readonly ('seat' | 'owner' | 'operating' | 'stated')[];
  /** Relations through which an entity's country counts: who only made the rack does not hold the data. Absent is all. */
  readonly countryThrough?: readonly Relation[];
  /** Product categories, the values of the identifier kind `category`. */
  readonly category?: readonly string[];
  /** Hosts, `*.x.y` as in `domains`. */
  readonly host?: readonly string[];
  /** Cloud regions, globs over `cloud:region`: `aws:cn-*`. */
  readonly region?: readonly string[];
  /** Other identifiers, as in an entity. */
  readonly identifiers?: Partial<Record<RuleIdentifierKind, readonly RuleIdentifier[]>>;
  /** Component kinds it speaks of; absent is all. */
  readonly kinds?: readonly string[];
  /** Relation of the match; absent is the relation of the identifier that fired. */
  readonly relation?: Relation;
  /** For a team's own rule, or where an origin says more than `low`. */
  readonly severity?: SeverityWord;
  readonly confidence?: Confidence;
  /** The list the rule carries out, with the row's own status and dates. Absent: origin alone. */
  readonly listing?: Listing;
  readonly useScopes?: readonly string[];
  readonly except?: readonly RuleException[];
  readonly remedy?: string;
  readonly note?: string;
  readonly sources?: readonly Source[];
  readonly examples?: Examples;
}

/** What a rule file promises to match and to pass, each as `explain` would be asked: `npm:@acme/ui`, `28:57:BE:01:02:03`. Run as tests. */
export interface Examples {
  readonly match: readonly string[];
  readonly pass: readonly string[];
}

/** Who is bound, by which lists and rules, and how badly. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  /** One paragraph: whom it binds. */
  readonly binds: string;
  /** One paragraph: what it does not cover. */
  readonly notCovered: string;
  /** List ids, or globs over them (`us-*`); `!` before one takes it out again. */
  readonly lists: readonly string[];
  /** Origin rule ids or globs. */
  readonly origins: readonly string[];
  /** Duty ids or globs. */
  readonly duties: readonly string[];
  /** Severity of a live, exact, direct finding by effect; what is absent is taken from the default profile. */
  readonly severity: Partial<Record<Effect, SeverityWord>>;
  /** Severity for single lists, over `severity`. */
  readonly listSeverity: Readonly<Record<string, SeverityWord>>;
  /** The most a relation can reach; absent is no limit. */
  readonly relationLimit: Partial<Record<Relation, SeverityWord>>;
  /** Severity of an origin without a list. */
  readonly originSeverity?: SeverityWord;
  /** Countries whose seat, owner or location matters to duties, alpha-2. */
  readonly countriesOfConcern: readonly string[];
  readonly sources: readonly Source[];
}

/** A duty on a register of providers. The conditions are in `decide`'s own words; `check` is the sentence a person reads. */
export interface Duty {
  readonly id: string;
  readonly jurisdiction: string;
  readonly cite: string;
  readonly appliesTo: string;
  readonly duty: string;
  readonly check: string;
  readonly columns: readonly string[];
  readonly severity: SeverityWord;
  readonly evidence: Source['kind'];
  readonly sources: readonly Source[];
  /** NIST CSF 2.0 category. */
  readonly control?: string;
  readonly tests: readonly DutyTest[];
  readonly note?: string;
}

/**
 * One machine-readable test of a duty over a register row. Besides the row's own columns there are derived ones, with the values
 * `yes`, `no` and `unknown`: `derived.covered-person` (seat, owner or parent in a country of concern, or half owned by such),
 * `derived.concern` (any country column names one), `derived.bulk` (28 CFR 202.205, summed over the rows of one counterparty).
 */
export interface DutyTest {
  readonly column: string;
  /** `single`: one value and not several in one cell. `not-after`: a date no later than the one in `valueColumn`. */
  readonly is:
    | 'present'
    | 'yes'
    | 'no'
    | 'single'
    | 'not-past'
    | 'not-after'
    | 'within-months'
    | 'one-of'
    | 'not-one-of'
    | 'at-most'
    | 'at-least';
  readonly value?: string | number | readonly string[];
  /** Column with the number or date to compare with, over `value`. */
  readonly valueColumn?: string;
  /** Only rows for which all of these hold are tested; a column the row lacks does not hold. */
  readonly when?: readonly { readonly column: string; readonly oneOf: readonly string[] }[];
}

/** Everything the rule files say, before it is indexed. Order is the order of files and rows. */
export interface RuleSet {
  readonly lists: readonly List[];
  readonly entities: readonly Entity[];
  readonly origins: readonly OriginRule[];
  readonly profiles: readonly Profile[];
  readonly duties: readonly Duty[];
}
