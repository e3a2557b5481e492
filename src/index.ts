/**
 * wherefrom as a library. The command line is built on the same functions, so both give the same report.
 *
 *     import { render, scan } from 'wherefrom';
 *     const report = await scan({ paths: ['.'], profiles: ['us-federal-contractor'] });
 *     if (report.exitCode === 1) console.log(await render(report, 'markdown'));
 */
import process from 'node:process';
import { loadKnowledge } from './cli/load-knowledge.ts';
import { scanPaths } from './cli/scan-paths.ts';
import { resolveTargets } from './cli/targets.ts';
import type { Confidence } from './model/knowledge.ts';
import type { Severity } from './model/match.ts';
import { UsageError } from './model/problem.ts';
import type { RenderOptions, Report } from './model/report.ts';
import { rendererById, renderers } from './report/registry.ts';

export type { ScanEvent } from './model/event.ts';
export type { Confidence, Effect, ListingStatus } from './model/knowledge.ts';
export type { Evidence, Severity } from './model/match.ts';
export { UsageError } from './model/problem.ts';
export type { Finding, FindingListing, InputSummary, Report, ReportComponent, ReportProblem } from './model/report.ts';

export interface ScanOptions {
  /** Files and folders. Absent: the working directory. */
  readonly paths?: readonly string[];
  /** Absent: the process's. */
  readonly cwd?: string;
  /** Folder that paths in the report are relative to. */
  readonly sourceRoot?: string;
  /** Profile ids. Absent: the default profile. */
  readonly profiles?: readonly string[];
  /** Rule files or folders of your own. */
  readonly rules?: readonly string[];
  /** False leaves the shipped rules out. */
  readonly defaultRules?: boolean;
  /** Absent: high. */
  readonly failOn?: Severity | 'never';
  readonly minConfidence?: Confidence;
  /** `YYYY-MM-DD`. Absent: today, in UTC. */
  readonly asOf?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Format id that reads every file named in `paths`. */
  readonly input?: string;
  /** What columns of tables mean: header to neutral column. */
  readonly map?: Readonly<Record<string, string>>;
  readonly scope?: 'runtime' | 'dev' | 'all';
  /** True puts every component in the report. */
  readonly components?: boolean;
  readonly allowIncomplete?: boolean;
  readonly allowEmpty?: boolean;
  /** A report whose findings are not new. */
  readonly baseline?: Pick<Report, 'findings'>;
}

/** Scans paths and gives the report that `wherefrom scan -f json` prints. No configuration file is read. @throws UsageError */
export async function scan(options: ScanOptions = {}): Promise<Report> {
  const cwd = options.cwd ?? process.cwd();
  const paths = options.paths ?? ['.'];
  return scanPaths({
    targets: await resolveTargets(paths, cwd, options.sourceRoot),
    label: paths.join(' '),
    knowledge: await loadKnowledge(options.rules ?? [], options.defaultRules !== false, cwd),
    profiles: options.profiles ?? [],
    failOn: options.failOn ?? 'high',
    minConfidence: options.minConfidence,
    asOf: options.asOf ?? new Date().toISOString().slice(0, 10),
    waivers: [],
    allowed: new Map(),
    baseline: options.baseline,
    include: options.include ?? [],
    exclude: options.exclude ?? [],
    input: options.input,
    map: Object.entries(options.map ?? {}).map(([header, column]) => `${header}=${column}`),
    scope: options.scope ?? 'all',
    listComponents: options.components ? 'yes' : 'no',
    accept: [
      ...(options.allowIncomplete ? (['incomplete'] as const) : []),
      ...(options.allowEmpty ? (['empty'] as const) : []),
    ],
  });
}

/** Names of the outputs that `render` knows. */
export const outputs: readonly string[] = renderers.map(({ id }) => id);

/** A report as text in one of the outputs. Colours are off unless `paint` gives them. @throws UsageError for an unknown output */
export async function render(report: Report, output: string, options: Partial<RenderOptions> = {}): Promise<string> {
  const found = rendererById(output);
  if (!found) throw new UsageError(`there is no output "${output}"; there are ${outputs.join(' ')}`);
  const renderer = await found.load();
  return [...renderer.render(report, { paint: (_role, text) => text, ...options })].join('');
}
