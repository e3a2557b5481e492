import type { Component, Identifier, Relation } from './component.ts';
import type { Confidence, Effect, ListingStatus, PartialDate } from './knowledge.ts';
import type { ComponentSummary, Evidence, Severity } from './match.ts';

/** The report as contract.md's JSON, field for field. Plain data; renderers get this and nothing else. */
export interface Report {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'wherefrom'; readonly version: string };
  readonly knowledge: {
    readonly version: string;
    readonly digest: string;
    readonly lists: readonly ReportList[];
    /** The OUI table the prefixes came from, where prefixes are in use. */
    readonly oui?: { readonly version: string; readonly date: string };
  };
  readonly policy: {
    readonly profiles: readonly string[];
    readonly failOn: Severity | 'never';
    readonly asOf: string;
  };
  readonly target: { readonly path: string; readonly commit?: string };
  readonly complete: boolean;
  readonly exitCode: number;
  readonly summary: {
    readonly inputs: Readonly<Record<InputStatus, number>>;
    readonly components: number;
    /** Open findings only. */
    readonly findings: Readonly<Record<Severity, number>>;
    readonly waived: number;
    readonly baseline: number;
  };
  readonly inputs: readonly InputSummary[];
  readonly findings: readonly Finding[];
  readonly problems: readonly ReportProblem[];
  readonly components?: readonly ReportComponent[];
}

/** A list that was loaded. */
export interface ReportList {
  readonly id: string;
  readonly title?: string;
  readonly asOf: PartialDate;
  readonly status: ListingStatus;
  /** True where a chosen profile asks for it: only then does the absence of findings say anything. */
  readonly checked?: boolean;
}

export type InputStatus = 'parsed' | 'partial' | 'failed' | 'skipped';

export interface InputSummary {
  readonly path: string;
  readonly format: string;
  readonly status: InputStatus;
  readonly reason?: string;
  readonly components: number;
}

/** A judgement. Sorted by severity, then path, line and id. */
export interface Finding {
  /** Stable across line moves, version bumps and machines: rule, entity, component without version, path, relation. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly status: 'open' | 'waived' | 'baseline';
  readonly entity: { readonly id: string; readonly name: string; readonly country: string | null } | null;
  readonly relation: Relation;
  readonly listings: readonly FindingListing[];
  readonly component: ComponentSummary;
  /** At least one; the first is the one the message speaks of. */
  readonly evidence: readonly Evidence[];
  readonly paths: readonly (readonly string[])[];
  readonly remedy: string;
  readonly references: readonly string[];
  readonly notes?: readonly string[];
  readonly waiver?: { readonly reason: string; readonly owner?: string; readonly expires?: string };
  /** NIST CSF 2.0 category or subcategory. */
  readonly control?: string;
}

export interface FindingListing {
  readonly list: string;
  readonly title: string;
  readonly status: ListingStatus;
  readonly effect: Effect;
  readonly since?: PartialDate;
  readonly scope?: string;
  readonly url: string;
  /** Whether it acts on the chosen day, and why not when it does not. */
  readonly state: 'live' | 'history' | 'notice' | 'not-yet' | 'uncertain';
  readonly why?: string;
  /**
   * False where it is live and does not reach this component all the same: ownership that is over, a list about other kinds of
   * thing, an integration only.
   */
  readonly acts?: boolean;
  readonly asOf: PartialDate;
  /** `Hikvision 41.55 % of X since 2017`: the chain in words, where the listing names an owner. */
  readonly through?: string;
}

export interface ReportProblem {
  readonly code: string;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** `lost`: components may be missing, the scan is incomplete. */
  readonly weight: 'lost' | 'note';
}

export interface ReportComponent {
  readonly kind: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly direct?: boolean;
  readonly scope?: string;
  readonly source?: string;
  /** What kind of entry of its file it is, where it is no ordinary package of a registry: `workspace`, `git`, `extraneous`. */
  readonly entry?: string;
  readonly facts?: ComponentFacts;
}

/**
 * What a component was matched by. The CycloneDX output writes it, so that its document gives the same findings when it is
 * scanned; it is no part of the JSON report, whose renderers leave it out.
 */
export interface ComponentFacts extends Pick<Component, 'ecosystem' | 'entry' | 'date' | 'attributes'> {
  readonly identifiers?: readonly Omit<Identifier, 'at'>[];
}

/** A renderer: report in, text out. No exit codes, no clock, no terminal library; colour arrives as `paint`. */
export interface Renderer {
  readonly id: string;
  readonly title: string;
  /** Yields text in order; concatenated it is the document. */
  readonly render: (report: Report, options: RenderOptions) => Iterable<string>;
}

export interface RenderOptions {
  /** Columns of the terminal; absent: do not wrap. */
  readonly width?: number;
  /** Colours a piece of text by role; the identity function where colour is off. */
  readonly paint: (role: PaintRole, text: string) => string;
  readonly groupBy?: 'entity' | 'model' | 'maker' | 'site';
  readonly verbose?: 'yes' | 'no';
  /** SARIF run category. */
  readonly category?: string;
  /** CSV: `keep` leaves cells that begin like a formula as they are, for programs that read them. Absent: `guard`. */
  readonly formulas?: 'guard' | 'keep';
  /** Markdown: bytes the text may have. Absent: what a GitHub comment takes, which a job summary takes as well. */
  readonly maxBytes?: number;
}
export type PaintRole = Severity | 'strong' | 'dim' | 'path' | 'good' | 'bad';
