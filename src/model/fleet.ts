import type { Severity } from './match.ts';
import type { Finding, InputStatus, ReportProblem } from './report.ts';

/** What a batch found out about one target; one line of a result file. */
export interface TargetResult {
  readonly target: string;
  readonly kind: string;
  readonly commit?: string;
  /** `quarantined`: it took its worker down, or ran out of time, twice. `failed`: it could not be opened at all. */
  readonly status: 'done' | 'failed' | 'quarantined';
  readonly reason?: string;
  readonly complete: boolean;
  readonly components: number;
  readonly inputs: Readonly<Record<InputStatus, number>>;
  readonly findings: readonly Finding[];
  readonly problems: readonly ReportProblem[];
  /** File name of its stored inventory. */
  readonly inventory?: string;
}

/** What must be alike for results to belong together. */
export interface RunIdentity {
  readonly tool: string;
  readonly knowledge: string;
  /** Digest of profiles, thresholds, day, waivers and every option that changes results. */
  readonly policy: string;
}

export interface FleetReport {
  readonly schemaVersion: '1';
  readonly tool: { readonly name: 'wherefrom'; readonly version: string };
  readonly knowledge: { readonly version: string; readonly digest: string };
  readonly policy: { readonly profiles: readonly string[]; readonly failOn: Severity | 'never'; readonly asOf: string };
  readonly complete: boolean;
  readonly exitCode: number;
  readonly summary: {
    readonly targets: number;
    readonly done: number;
    readonly incomplete: number;
    readonly failed: number;
    readonly quarantined: number;
    /** Targets of the run that have no result. */
    readonly missing: number;
    readonly components: number;
    readonly findings: Readonly<Record<Severity, number>>;
    /** Against an earlier run; absent where none was named. */
    readonly trend?: { readonly new: number; readonly gone: number; readonly unchanged: number };
  };
  /** Most targets first. */
  readonly entities: readonly FleetEntity[];
  /** By id. */
  readonly targets: readonly FleetTarget[];
}

export interface FleetEntity {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly worst: Severity;
  readonly targets: number;
  readonly findings: number;
  /** Names of its components, the most frequent first, at most ten. */
  readonly components: readonly string[];
  /** Ids of targets that hold it, those with most findings first, at most ten; all are in `targets`. */
  readonly where: readonly string[];
  /** Findings that the earlier run did not have; absent where none was named. */
  readonly new?: number;
}

export interface FleetTarget {
  readonly target: string;
  readonly commit?: string;
  readonly status: TargetResult['status'] | 'missing';
  readonly reason?: string;
  readonly complete: boolean;
  readonly components: number;
  readonly findings: Readonly<Record<Severity, number>>;
  /** Ids of the organisations (of the rule where a finding names none) behind its open findings, the worst first. */
  readonly entities: readonly string[];
  /** Against an earlier run; absent where none was named. */
  readonly trend?: { readonly new: number; readonly gone: number };
}
