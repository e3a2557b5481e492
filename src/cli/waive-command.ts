import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { formatMistake } from '../knowledge/rule-files/mistake.ts';
import { UsageError } from '../model/problem.ts';
import { configurationName } from './configuration.ts';
import { parseConfiguration } from './read-configuration.ts';
import { type Surroundings, todayOf } from './surroundings.ts';
import { writeWhole } from './write-file.ts';

export interface WaiveFlags {
  readonly reason: string;
  readonly expires?: string;
  readonly owner?: string;
  readonly config?: string;
}

/** `wherefrom waive <finding-id>`: adds a waiver to the configuration, comments and order kept. Makes the file when there is none. */
export async function waiveCommand(id: string, flags: WaiveFlags, surroundings: Surroundings): Promise<number> {
  if (!/^wf-[0-9a-z]{6,64}$/.test(id))
    throw new UsageError(`waive ${id}: is no id of a finding; reports print them, wf-0123456789abcdef`);
  if (flags.reason.trim() === '') throw new UsageError('--reason: a waiver needs one');
  if (flags.expires !== undefined && flags.expires < todayOf(surroundings))
    throw new UsageError(`--expires ${flags.expires}: is over already`);
  const path =
    flags.config === undefined
      ? (nearest(surroundings.cwd) ?? join(surroundings.cwd, configurationName))
      : resolve(surroundings.cwd, flags.config);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const { file, mistakes } = parseConfiguration(text, path);
  if (mistakes.length > 0) throw new UsageError(mistakes.map(formatMistake));
  if (file.waivers.some((waiver) => waiver.finding === id))
    throw new UsageError(`waive ${id}: ${path} waives it already`);
  const { parseDocument, Document, isSeq } = await import('yaml');
  const document = text.trim() === '' ? new Document({}) : parseDocument(text);
  const row = {
    finding: id,
    reason: flags.reason,
    ...(flags.owner && { owner: flags.owner }),
    ...(flags.expires && { expires: flags.expires }),
  };
  const waivers = document.get('waivers');
  if (isSeq(waivers)) waivers.add(document.createNode(row));
  else document.set('waivers', document.createNode([row]));
  writeWhole(path, [document.toString({ lineWidth: 0 })]);
  surroundings.stderr.write(
    `${path}: waives ${id}${flags.expires ? ` until ${flags.expires}` : ', without an end date'}\n`,
  );
  return 0;
}

/** As the scan finds it. */
function nearest(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, configurationName);
    if (existsSync(path)) return path;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
