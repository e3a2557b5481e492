import { realpathSync } from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';
import type { Waiver } from '../model/policy.ts';
import { UsageError } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { renderers } from '../report/registry.ts';
import type { Encoding } from '../scan/decode.ts';
import { type Configuration, findConfiguration } from './configuration.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { type Output, parseOutputs, writeOutputs } from './outputs.ts';
import { printable } from './printable.ts';
import { startProgress } from './progress.ts';
import { readBaseline } from './read-report.ts';
import { scanPaths } from './scan-paths.ts';
import { readStandardInput } from './standard-input.ts';
import { type Surroundings, todayOf } from './surroundings.ts';
import { resolveTargets } from './targets.ts';
import { checkWritable } from './write-file.ts';

/** Options of `scan` as commander gives them. */
export interface ScanFlags {
  readonly format: readonly string[];
  readonly output?: string;
  readonly config?: string;
  readonly profile: readonly string[];
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly failOn?: Severity | 'never';
  readonly minConfidence?: Confidence;
  readonly asOf?: string;
  readonly baseline?: string;
  readonly failOnNew?: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly input?: string;
  readonly map: readonly string[];
  readonly encoding?: Encoding;
  readonly scope: 'runtime' | 'dev' | 'all';
  readonly components?: boolean;
  readonly allowIncomplete?: boolean;
  readonly allowEmpty?: boolean;
  readonly sourceRoot?: string;
  readonly groupBy?: 'entity' | 'model' | 'maker' | 'site';
  readonly category?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
  readonly progress: boolean;
}

/** `wherefrom scan`: gives the report's exit code. Throws `UsageError` before anything is scanned. */
export async function scanCommand(
  paths: readonly string[],
  flags: ScanFlags,
  surroundings: Surroundings,
): Promise<number> {
  const began = surroundings.ticks();
  const { cwd } = surroundings;
  const configuration = await findConfiguration(flags.config, cwd);
  const outputs = await parseOutputs(flags.format, flags.output, renderers, cwd);
  const wantsStdin = paths.includes('-');
  const diskPaths = paths.filter((path) => path !== '-');
  const asked = paths.length === 0 ? ['.'] : diskPaths;
  const targets = await resolveTargets(asked, cwd, flags.sourceRoot ?? configuration.sourceRoot);
  const inputs = new Set([...targets.named].map((path) => join(targets.root, path)));
  for (const output of outputs) if (output.path !== undefined) checkWritable(output.path, inputs);
  if (flags.failOnNew && flags.baseline === undefined)
    throw new UsageError('--fail-on-new: new against what? name the earlier report with --baseline');
  const knowledge = await loadKnowledge([...configuration.rules, ...flags.rules], flags.defaultRules, cwd);
  const stdin = wantsStdin ? await readStandardInput(surroundings.stdin) : undefined;
  const loaded = surroundings.ticks();
  const progress = startProgress(surroundings, flags.progress && flags.quiet !== true ? 'auto' : 'off');
  const isSbomAsked = outputs.some((output) => output.renderer.id === 'cyclonedx');
  const listing = isSbomAsked ? 'with-facts' : flags.components ? 'yes' : 'no';
  const report = await scanPaths({
    targets: asked.length === 0 ? { ...targets, starts: [] } : targets,
    stdin,
    label: paths.length === 0 ? '.' : paths.join(' '),
    knowledge,
    profiles: flags.profile.length > 0 ? flags.profile : configuration.profiles,
    failOn: flags.failOnNew ? 'low' : (flags.failOn ?? configuration.failOn ?? 'high'),
    minConfidence: flags.minConfidence ?? configuration.minConfidence,
    asOf: flags.asOf ?? todayOf(surroundings),
    waivers: placedWaivers(configuration, targets.root),
    allowed: configuration.allowed,
    baseline: flags.baseline === undefined ? undefined : readBaseline(flags.baseline, cwd),
    include: flags.include.length > 0 ? flags.include : configuration.include,
    exclude: [...configuration.exclude, ...flags.exclude],
    input: flags.input,
    map: [...configuration.map, ...flags.map],
    encoding: flags.encoding,
    scope: flags.scope,
    listComponents: listing,
    accept: [
      ...(flags.allowIncomplete ? (['incomplete'] as const) : []),
      ...(flags.allowEmpty ? (['empty'] as const) : []),
    ],
    onEvent: progress.onEvent,
    debug: flags.verbose === true,
  });
  progress.clear();
  const scanned = surroundings.ticks();
  await writeOutputs(report, outputs, surroundings, flags);
  if (flags.quiet !== true)
    tellAside(report, outputs, configuration, flags.verbose === true ? 'yes' : 'no', surroundings);
  if (flags.verbose) {
    const times = [
      `start ${Math.round(loaded - began)}`,
      `scan ${Math.round(scanned - loaded)}`,
      `output ${Math.round(surroundings.ticks() - scanned)}`,
    ];
    surroundings.stderr.write(`milliseconds: ${times.join(', ')}\n`);
  }
  return report.exitCode;
}

/** With places as a report has them: below the root, or the bare name of a file elsewhere. They must not tell machines apart. */
function placedWaivers({ path, waivers }: Configuration, root: string): readonly Waiver[] {
  if (path === undefined) return waivers;
  const below = relative(root, realpathSync(path)).split(sep).join('/');
  const shown = below.startsWith('../') || isAbsolute(below) ? basename(path) : below;
  return waivers.map((waiver) => ({ ...waiver, where: waiver.where.replace(/^.*(?=:\d+$)/s, () => shown) }));
}

/** Told of one file before the rest is only counted: a pom without its parent loses every version. */
const perFile = 5;

/** What was lost, a line each, in the report's order. */
function lostLines({ problems }: Report, verbose: 'yes' | 'no'): readonly string[] {
  const lost = problems.filter(({ weight }) => weight === 'lost');
  const total = new Map<string, number>();
  for (const { path } of lost) total.set(path, (total.get(path) ?? 0) + 1);
  const told = new Map<string, number>();
  return lost.flatMap(({ path, line, message }) => {
    const before = told.get(path) ?? 0;
    told.set(path, before + 1);
    const rest = (total.get(path) ?? 0) - perFile;
    if (verbose === 'no' && before === perFile) return [`${printable(path)}: and ${rest} more (-v shows all)`];
    if (verbose === 'no' && before > perFile) return [];
    return [`${printable(path)}${line === undefined ? '' : `:${line}`}: ${printable(message)}`];
  });
}

/** What a person must know even when the output went to a file or to a program. */
function tellAside(
  report: Report,
  outputs: readonly Output[],
  configuration: Configuration,
  verbose: 'yes' | 'no',
  surroundings: Surroundings,
): void {
  const { stderr } = surroundings;
  if (configuration.path !== undefined) stderr.write(`using ${printable(configuration.path)}\n`);
  const tableOnStdout = outputs.some((output) => output.path === undefined && output.renderer.id === 'table');
  if (!tableOnStdout) for (const line of lostLines(report, verbose)) stderr.write(`${line}\n`);
  for (const output of outputs) if (output.path !== undefined) stderr.write(`wrote ${printable(output.path)}\n`);
  if (report.exitCode === 4)
    stderr.write('nothing to scan was recognised; see "wherefrom formats", or --allow-empty\n');
  if (report.exitCode === 3)
    stderr.write('the scan is incomplete: something could not be read; --allow-incomplete accepts that\n');
}
