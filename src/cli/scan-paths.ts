import { baselineIds } from '../decide/diff-reports.ts';
import { formatCards } from '../formats/cards.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { OnEvent } from '../model/event.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';
import type { Policy, Waiver } from '../model/policy.ts';
import { UsageError } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { Encoding } from '../scan/decode.ts';
import { diskTree } from '../scan/disk-tree.ts';
import { excludedFolder } from '../scan/excluded-folders.ts';
import { type ScanRequest, targetSteps } from '../scan/scan-target.ts';
import { loading } from '../scan/steps.ts';
import { standardInputPath, withStandardInput } from './standard-input.ts';
import type { Targets } from './targets.ts';
import { version } from './version.ts';

/** Everything a scan of paths depends on, with nothing left to look up: the command line and the library both end here. */
export interface PathScan {
  readonly targets: Targets;
  /** What was piped in, as one more input called `stdin`. */
  readonly stdin?: Uint8Array;
  /** What the report calls the target. */
  readonly label: string;
  readonly knowledge: Knowledge;
  /** Profile ids; empty is the default profile. */
  readonly profiles: readonly string[];
  readonly failOn: Severity | 'never';
  readonly minConfidence?: Confidence;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly waivers: readonly Waiver[];
  readonly allowed: ReadonlyMap<string, string>;
  readonly baseline?: Pick<Report, 'findings'>;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Format id that reads every named file. */
  readonly input?: string;
  /** `header=column`. */
  readonly map: readonly string[];
  readonly encoding?: Encoding;
  readonly scope: 'runtime' | 'dev' | 'all';
  readonly listComponents: 'yes' | 'with-facts' | 'no';
  readonly accept: readonly ('incomplete' | 'empty')[];
  readonly onEvent?: OnEvent;
  readonly debug?: boolean;
}

/** Scans and judges. Throws `UsageError` for ids that are not known; whatever an input does wrong is in the report. */
export async function scanPaths(scan: PathScan): Promise<Report> {
  const { targets, include, exclude, stdin } = scan;
  const policy = policyOf(scan);
  const forced = scan.input === undefined ? undefined : formatById(scan.input);
  const disk = diskTree(targets.root, {
    starts: targets.starts,
    // A glob that names such a folder asks for it.
    exclude: (_path, name, beside) =>
      include.some((glob) => glob.split('/').includes(name)) ? undefined : excludedFolder(name, beside),
  });
  const request: ScanRequest = {
    tree: stdin === undefined ? disk : withStandardInput(disk, stdin),
    target: { path: scan.label },
    formats: formatCards,
    knowledge: scan.knowledge,
    policy,
    toolVersion: version,
    starts: targets.starts,
    named: stdin === undefined ? targets.named : new Set([...targets.named, standardInputPath]),
    include,
    exclude,
    forced,
    map: await mapOf(scan.map),
    encoding: scan.encoding,
    scope: scan.scope,
    listComponents: scan.listComponents,
    accept: scan.accept,
    onEvent: scan.onEvent,
    debug: scan.debug,
  };
  return loading(targetSteps(request));
}

async function mapOf(pairs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (pairs.length === 0) return new Map();
  const { columnMap } = await import('./column-map.ts');
  return columnMap(pairs);
}

function policyOf(scan: PathScan): Policy {
  const { knowledge } = scan;
  const profiles = (scan.profiles.length > 0 ? scan.profiles : ['default']).map((id) => {
    const profile = knowledge.profiles.get(id);
    if (profile) return profile;
    throw new UsageError(
      `--profile ${id}: there is no such profile; there are ${[...knowledge.profiles.keys()].join(' ') || 'none'}`,
    );
  });
  return {
    profiles,
    defaults: knowledge.profiles.get('default'),
    ownOrigins: knowledge.ownOrigins,
    lists: knowledge.lists,
    failOn: scan.failOn,
    minConfidence: scan.minConfidence,
    asOf: scan.asOf,
    waivers: scan.waivers,
    baseline: scan.baseline === undefined ? new Set() : baselineIds(scan.baseline),
    allowed: scan.allowed,
  };
}

function formatById(id: string) {
  const format = formatCards.find((one) => one.id === id);
  if (format) return format;
  const last = id.split('/').at(-1) ?? id;
  const close = formatCards.filter((one) => one.id.includes(last)).map((one) => one.id);
  const hint = close.length > 0 ? `, did you mean ${close.slice(0, 5).join(' or ')}?` : '; see "wherefrom formats"';
  throw new UsageError(`--input ${id}: there is no such format${hint}`);
}
