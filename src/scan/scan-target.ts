import { assembleReport } from '../decide/assemble-report.ts';
import { createDecider, type Decider } from '../decide/decide.ts';
import { checkDuties } from '../decide/duties.ts';
import { listsAsked, originsAsked } from '../decide/judge.ts';
import { compileGlob } from '../identity/glob.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createMatcher } from '../match/matcher.ts';
import type { OnEvent } from '../model/event.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Format, FormatCard } from '../model/format.ts';
import type { Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { type ClaimIndex, compileClaims } from './claims.ts';
import type { Encoding } from './decode.ts';
import { type ComponentMatcher, type ScanOptions, type ScanResult, scanSteps } from './scan-tree.ts';
import { atOnce, type Steps } from './steps.ts';

/** Everything one scan depends on. The same request gives the same report. */
export interface ScanRequest {
  readonly tree: FileTree;
  readonly target: Report['target'];
  readonly formats: readonly (Format | FormatCard)[];
  /** Absent: compiled from `formats`. Given where many targets share it. */
  readonly claims?: ClaimIndex;
  readonly knowledge: Knowledge;
  readonly policy: Policy;
  readonly toolVersion: string;
  /** Files and folders asked for, relative to the root; absent is the whole tree. */
  readonly starts?: readonly string[];
  /** Relative paths the user named one by one. */
  readonly named: ReadonlySet<string>;
  /** Globs over relative paths; empty `include` is everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly forced?: Format | FormatCard;
  readonly map?: ReadonlyMap<string, string>;
  readonly encoding?: Encoding;
  readonly scope: 'runtime' | 'dev' | 'all';
  readonly listComponents: ScanOptions['listComponents'];
  readonly accept: readonly ('incomplete' | 'empty')[];
  /** Problems that were known before the scan. */
  readonly problems?: readonly Problem[];
  readonly onEvent?: OnEvent;
  /** For timings only; absent: none are told. */
  readonly ticks?: () => number;
  readonly debug?: boolean;
}

/** One target from bytes to report. Throws only for our own bugs; what a file does wrong is in the report. */
export function scanTarget(request: ScanRequest): Report {
  return atOnce(targetSteps(request));
}

/** As `scanTarget`, for formats that are loaded when they are needed. */
export function* targetSteps(request: ScanRequest): Steps<Report> {
  const { knowledge, policy } = request;
  const decider = createDecider(policy, compileGlob);
  const matcher = createMatcher(knowledge, { day: policy.asOf, originRules: originsAsked(policy, compileGlob) });
  const found = yield* scanSteps(request.tree, {
    claims: request.claims ?? compileClaims(request.formats),
    matcher: concerning(matcher, decider),
    named: request.named,
    starts: request.starts,
    wanted: wantedPaths(request.include, request.exclude),
    forced: request.forced,
    map: request.map,
    encoding: request.encoding,
    scope: request.scope,
    listComponents: request.listComponents,
    onEvent: request.onEvent,
    onMatch: decider.add,
    debug: request.debug,
  });
  return reportOf(found, decider, request);
}

/** A matcher that keeps to itself what no profile asks about. */
export function concerning(matcher: ComponentMatcher, { concerns }: Decider): ComponentMatcher {
  return {
    match(component) {
      const matches = matcher.match(component);
      return matches.length === 0 ? matches : matches.filter(concerns);
    },
  };
}

/** What a report is made of besides what was found. */
export type ReportRequest = Pick<
  ScanRequest,
  'knowledge' | 'policy' | 'toolVersion' | 'target' | 'problems' | 'accept'
>;

/** The decision on everything that was found, assembled. */
export function reportOf(
  found: Pick<ScanResult, 'registerRows' | 'inputs' | 'problems' | 'components'>,
  decider: Decider,
  request: ReportRequest,
): Report {
  const { knowledge, policy } = request;
  for (const duty of checkDuties(found.registerRows, knowledge.duties.values(), policy, compileGlob)) decider.add(duty);
  const decision = decider.finish();
  const lists = new Map(knowledge.lists);
  const isAsked = listsAsked(policy, compileGlob);
  return assembleReport({
    tool: { name: 'wherefrom', version: request.toolVersion },
    knowledge: {
      version: knowledge.version,
      digest: knowledge.digest,
      lists: [...lists.values()]
        .map(({ id, title, asOf, status }) => ({ id, title, asOf, status, ...(isAsked(id) && { checked: true }) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      ...(knowledge.oui && { oui: { version: knowledge.oui.version, date: knowledge.oui.date } }),
    },
    policy,
    target: request.target,
    inputs: found.inputs,
    findings: decision.findings,
    problems: [...(request.problems ?? []), ...found.problems],
    warnings: decision.warnings,
    components: found.components,
    accept: request.accept,
  });
}

/** `--include` and `--exclude` as one question. A pattern without a slash is about the base name anywhere. */
export function wantedPaths(include: readonly string[], exclude: readonly string[]): (path: string) => boolean {
  const compile = (globs: readonly string[]) =>
    globs.map((glob) => {
      const test = compileGlob(glob.startsWith('/') ? glob.slice(1) : glob.includes('/') ? glob : `**/${glob}`);
      // A folder's name stands for what is in it.
      const below = compileGlob(
        `${glob.startsWith('/') ? glob.slice(1) : glob.includes('/') ? glob.replace(/\/$/, '') : `**/${glob}`}/**`,
      );
      return (path: string) => test(path) || below(path);
    });
  const included = compile(include);
  const excluded = compile(exclude);
  if (included.length === 0 && excluded.length === 0) return () => true;
  return (path) =>
    (included.length === 0 || included.some((test) => test(path))) && !excluded.some((test) => test(path));
}
