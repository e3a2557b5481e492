import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { mergeRows } from '../knowledge/import/merge-rows.ts';
import type { FileFault, FileReading } from '../knowledge/import/official-file.ts';
import { readOfficialFiles } from '../knowledge/import/read-official-files.ts';
import { ruleFile, ruleFiles } from '../knowledge/import/rule-text.ts';
import { formatMistake } from '../knowledge/rule-files/mistake.ts';
import { largestRuleFile } from '../knowledge/rule-files/read-rule-files.ts';
import { isId } from '../knowledge/rule-files/text-fault.ts';
import type { List } from '../model/knowledge.ts';
import { UsageError } from '../model/problem.ts';
import type { Encoding } from '../scan/decode.ts';
import { openShipped } from './load-knowledge.ts';
import { printable } from './printable.ts';
import { readOfficialFile } from './read-official-file.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';
import { checkWritable, writeWhole } from './write-file.ts';
import { checkReplaceable, isImported, writeRuleFolder } from './write-rule-folder.ts';

export interface RulesImportFlags {
  readonly output: string;
  readonly as?: string;
  readonly asOf?: string;
  readonly listUrl?: string;
  readonly encoding?: Encoding;
  readonly allowIncomplete?: boolean;
  readonly allowEmpty?: boolean;
}

/** Faults of one file that are printed; the rest is counted. */
const mostTold = 20;

/**
 * `wherefrom rules import`: exit 0 when the folder was written, 3 when a file is damaged and nothing was written, 4 when no organisation was
 * found or no file recognised.
 */
export async function rulesImportCommand(
  paths: readonly string[],
  flags: RulesImportFlags,
  surroundings: Surroundings,
): Promise<number> {
  if (flags.as !== undefined && !isId(flags.as))
    throw new UsageError(`--as ${flags.as}: is no id; write lower-case words with hyphens, "team-list"`);
  if (flags.listUrl !== undefined && !/^https?:\/\/\S+$/.test(flags.listUrl))
    throw new UsageError(`--list-url ${flags.listUrl}: is no http or https address`);
  const target = resolve(surroundings.cwd, flags.output);
  const isFile = /\.ya?ml$/i.test(flags.output);
  const inputs = new Set(paths.map((path) => resolve(surroundings.cwd, path)));
  if (isFile) {
    checkWritable(target, inputs);
    if (existsSync(target) && !isImported(target))
      throw new UsageError(`${flags.output}: was not written by an import and would be lost; choose another name`);
  } else checkReplaceable(flags.output, target);

  const shipped = openShipped();
  const asOf = flags.asOf ?? todayOf(surroundings);
  const files = paths.map((path) => readOfficialFile(path, resolve(surroundings.cwd, path), flags.encoding));
  const options = {
    asOf,
    ...(flags.as !== undefined && { as: flags.as }),
    ...(flags.listUrl !== undefined && { listUrl: flags.listUrl }),
  };
  const { readings, unknown } = readOfficialFiles(files, options, (list) => shipped.lists.has(list));
  const broken = files.filter(({ path, faults }) => unknown.includes(path) && faults.length > 0);
  const faults = [...readings.flatMap((reading) => reading.faults), ...broken.flatMap((file) => file.faults)];
  await writeAll(surroundings.stderr, [
    ...told(faults),
    ...unknown
      .filter((path) => !broken.some((file) => file.path === path))
      .map(
        (path) =>
          `${printable(path)}: is none of the files that can be imported; see "wherefrom rules import --help"\n`,
      ),
  ]);
  if ((faults.length > 0 || (unknown.length > 0 && readings.length > 0)) && flags.allowIncomplete !== true) {
    await writeAll(surroundings.stderr, ['nothing was written; --allow-incomplete takes what is sound\n']);
    return 3;
  }
  const rows = readings.flatMap((reading) => reading.rows);
  const entities = mergeRows(rows, shipped);
  if (entities.length === 0 && (flags.allowEmpty !== true || readings.length === 0)) {
    await writeAll(
      surroundings.stdout,
      readings.flatMap((reading) => [...summary(reading)]),
    );
    await writeAll(surroundings.stderr, ['no organisation was found, so nothing was written\n']);
    return 4;
  }
  const lists = listsOf(readings).filter(({ id }) => !shipped.lists.has(id));
  const heading = `from ${readings.map(({ path, title }) => `${path.replace(/^.*[/\\]/, '')} (${title})`).join(', ')}, as of ${asOf}. A new import into the same place writes it anew.`;
  const written = isFile
    ? new Map([[flags.output, ruleFile(lists, entities, printable(heading))]])
    : ruleFiles(lists, entities, printable(heading));
  if (isFile) {
    const [text = ''] = written.values();
    if (Buffer.byteLength(text) > largestRuleFile.own)
      throw new UsageError(
        `${flags.output}: would be larger than ${largestRuleFile.own >> 20} MiB; name a folder instead`,
      );
    writeWhole(target, [text]);
  } else writeRuleFolder(flags.output, target, written);

  const merged = entities.filter((entity) => entity.merged !== undefined);
  await writeAll(surroundings.stdout, [
    ...readings.flatMap((reading) => [...summary(reading)]),
    ...merged.slice(0, mostTold).map(({ id, name }) => `  ${printable(name)} adds to ${id}\n`),
    ...(merged.length > mostTold
      ? [`  and ${merged.length - mostTold} more add to known entities; their reasons say so\n`]
      : []),
    `${printable(flags.output)}: ${entities.length} organisations (${entities.length - merged.length} new, ${merged.length} known), ${lists.length} lists of its own, ${written.size} ${written.size === 1 ? 'file' : 'files'}\n`,
  ]);
  return 0;
}

function* told(faults: readonly FileFault[]): Iterable<string> {
  const counts = new Map<string, number>();
  for (const fault of faults) {
    const count = (counts.get(fault.path) ?? 0) + 1;
    counts.set(fault.path, count);
    if (count <= mostTold) yield `${printable(formatMistake(fault))}\n`;
  }
  for (const [path, count] of counts)
    if (count > mostTold) yield `${printable(path)}: and ${count - mostTold} more places like these\n`;
}

function* summary({ path, title, count, rows, left }: FileReading): Iterable<string> {
  yield `${printable(path)}: ${title}, ${count} rows, ${rows.length} organisations\n`;
  const parts = [...left].map(([what, number]) => `${number} × ${what}`);
  if (parts.length > 0) yield `  left out: ${parts.join(', ')}\n`;
}

/** Each list once, the first one said, sorted by id. */
function listsOf(readings: readonly FileReading[]): List[] {
  const lists = new Map<string, List>();
  for (const list of readings.flatMap((reading) => reading.lists)) if (!lists.has(list.id)) lists.set(list.id, list);
  return [...lists.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}
