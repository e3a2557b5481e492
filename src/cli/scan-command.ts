import { join } from 'node:path';
import { baselineIds } from '../decide/diff-reports.ts';
import { formats } from '../formats/registry.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import { UsageError } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { renderers } from '../report/registry.ts';
import type { Encoding } from '../scan/decode.ts';
import { diskTree } from '../scan/disk-tree.ts';
import { excludedFolder } from '../scan/excluded-folders.ts';
import { scanTarget } from '../scan/scan-target.ts';
import { type Configuration, findConfiguration } from './configuration.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { type Output, parseOutputs, writeOutputs } from './outputs.ts';
import { printable } from './printable.ts';
import { startProgress } from './progress.ts';
import { readBaseline } from './read-report.ts';
import { readStandardInput, withStandardInput } from './standard-input.ts';
import { type Surroundings, todayOf } from './surroundings.ts';
import { resolveTargets } from './targets.ts';
import { version } from './version.ts';
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
  const configuration = findConfiguration(flags.config, cwd);
  const outputs = await parseOutputs(flags.format, flags.output, renderers, cwd);
  const wantsStdin = paths.includes('-');
  const diskPaths = paths.filter((path) => path !== '-');
  const asked = paths.length === 0 ? ['.'] : diskPaths;
  const targets = await resolveTargets(asked, cwd, flags.sourceRoot ?? configuration.sourceRoot);
  const inputs = new Set([...targets.named].map((path) => join(targets.root, path)));
  for (const output of outputs) if (output.path !== undefined) checkWritable(output.path, inputs);
  const knowledge = loadKnowledge([...configuration.rules, ...flags.rules], flags.defaultRules, cwd);
  const policy = policyOf(flags, configuration, knowledge, surroundings);
  const forced = flags.input === undefined ? undefined : formatById(flags.input);
  const include = flags.include.length > 0 ? flags.include : configuration.include;
  const exclude = [...configuration.exclude, ...flags.exclude];
  const loaded = surroundings.ticks();

  const disk = diskTree(targets.root, {
    starts: asked.length === 0 ? [] : targets.starts,
    exclude: (_path, name, beside) =>
      include.some((glob) => glob.split('/').includes(name)) ? undefined : excludedFolder(name, beside),
  });
  const tree = wantsStdin ? withStandardInput(disk, await readStandardInput(surroundings.stdin)) : disk;
  const progress = startProgress(surroundings, flags.progress && flags.quiet !== true ? 'auto' : 'off');
  const report = scanTarget({
    tree,
    target: { path: paths.length === 0 ? '.' : paths.join(' ') },
    formats,
    knowledge,
    policy,
    toolVersion: version,
    named: wantsStdin ? new Set([...targets.named, 'stdin']) : targets.named,
    include,
    exclude,
    forced,
    map: mapOf([...configuration.map, ...flags.map]),
    encoding: flags.encoding,
    scope: flags.scope,
    listComponents: flags.components || outputs.some((output) => output.renderer.id === 'cyclonedx') ? 'yes' : 'no',
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
  if (flags.quiet !== true) tellAside(report, outputs, configuration, surroundings);
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

/** What a person must know even when the output went to a file or to a program. */
function tellAside(
  report: Report,
  outputs: readonly Output[],
  configuration: Configuration,
  surroundings: Surroundings,
): void {
  const { stderr } = surroundings;
  if (configuration.path !== undefined) stderr.write(`using ${printable(configuration.path)}\n`);
  const tableOnStdout = outputs.some((output) => output.path === undefined && output.renderer.id === 'table');
  if (!tableOnStdout) {
    for (const { path, line, message, weight } of report.problems) {
      if (weight === 'lost')
        stderr.write(`${printable(path)}${line === undefined ? '' : `:${line}`}: ${printable(message)}\n`);
    }
  }
  for (const output of outputs) if (output.path !== undefined) stderr.write(`wrote ${printable(output.path)}\n`);
  if (report.exitCode === 4)
    stderr.write('nothing to scan was recognised; see "wherefrom formats", or --allow-empty\n');
  if (report.exitCode === 3)
    stderr.write('the scan is incomplete: something could not be read; --allow-incomplete accepts that\n');
}

function policyOf(
  flags: ScanFlags,
  configuration: Configuration,
  knowledge: ReturnType<typeof loadKnowledge>,
  surroundings: Surroundings,
): Policy {
  const ids =
    flags.profile.length > 0 ? flags.profile : configuration.profiles.length > 0 ? configuration.profiles : ['default'];
  const profiles = ids.map((id) => {
    const profile = knowledge.profiles.get(id);
    if (!profile) {
      const known = [...knowledge.profiles.keys()];
      throw new UsageError(`--profile ${id}: there is no such profile; there are ${known.join(' ') || 'none'}`);
    }
    return profile;
  });
  return {
    profiles,
    defaults: knowledge.profiles.get('default'),
    ownOrigins: knowledge.ownOrigins,
    lists: knowledge.lists,
    failOn: flags.failOn ?? configuration.failOn ?? 'high',
    minConfidence: flags.minConfidence ?? configuration.minConfidence,
    asOf: flags.asOf ?? todayOf(surroundings),
    waivers: configuration.waivers,
    baseline: flags.baseline === undefined ? new Set() : baselineIds(readBaseline(flags.baseline, surroundings.cwd)),
    allowed: configuration.allowed,
  };
}

function formatById(id: string) {
  const format = formats.find((one) => one.id === id);
  if (format) return format;
  const close = formats
    .filter((one) => one.id.includes(id) || id.includes(one.id.split('/')[1] ?? id))
    .map((one) => one.id);
  throw new UsageError(
    `--input ${id}: there is no such format${close.length > 0 ? `, did you mean ${close.slice(0, 5).join(' or ')}?` : '; see "wherefrom formats"'}`,
  );
}

function mapOf(pairs: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.lastIndexOf('=');
    if (equals <= 0 || equals === pair.length - 1) throw new UsageError(`--map ${pair}: expected header=column`);
    map.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return map;
}
