import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  compareMistakes,
  type KnownIds,
  type RuleFile,
  type RuleMistake,
  type RulePlace,
  type RuleReading,
} from './mistake.ts';
import { largestRuleFile, readRuleFiles } from './read-rule-files.ts';

/** What stands on disk under one `--rules` path. `files` is empty only when `mistakes` says why. */
export interface LoadedRulePath {
  readonly files: readonly RuleFile[];
  readonly mistakes: readonly RuleMistake[];
}

const deepestFolder = 32;
const mostFiles = 20_000;
const placeFolders: ReadonlySet<string> = new Set<RulePlace>(['lists', 'entities', 'origins', 'profiles', 'duties']);

/**
 * Reads a rule file, or all `.yaml` and `.yml` files of a folder, in a stable order. Subfolders `lists`, `entities`,
 * `origins`, `profiles` and `duties` hold one row a file, as the shipped rules do; all other files are a team's own. Names
 * that begin with a dot are passed over, and links to folders are not followed. A path that is missing, a folder without a
 * rule file, and whatever is no regular UTF-8 file within the size limit, are mistakes.
 */
export function loadRulePath(path: string): LoadedRulePath {
  const files: RuleFile[] = [];
  const mistakes: RuleMistake[] = [];
  const shownPath = path.replace(/(?<=.)[/\\]+$/, '');
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    return { files, mistakes: [{ path, message: reasonOf(error) }] };
  }
  if (!isFolder) {
    if (isYamlName(shownPath)) readInto(shownPath, 'own', files, mistakes);
    else mistakes.push({ path: shownPath, message: 'is not a rule file; their names end in .yaml or .yml' });
    return { files, mistakes };
  }
  walk(shownPath, 'own', 0, files, mistakes);
  if (files.length === 0 && mistakes.length === 0) {
    mistakes.push({ path: shownPath, message: 'holds no rule files (.yaml, .yml)' });
  }
  return { files, mistakes };
}

/** All `--rules` paths as one set. A file that is reached twice is read once. `known` may depend on what the files are. */
export function readRulePaths(
  paths: readonly string[],
  options: { readonly known?: KnownIds | ((files: readonly RuleFile[]) => KnownIds | undefined) } = {},
): RuleReading {
  const seen = new Set<string>();
  const files: RuleFile[] = [];
  const mistakes: RuleMistake[] = [];
  for (const path of paths) {
    const loaded = loadRulePath(path);
    mistakes.push(...loaded.mistakes);
    for (const file of loaded.files) {
      const key = realPathOf(file.path);
      if (seen.has(key)) continue;
      seen.add(key);
      files.push(file);
    }
  }
  const known = typeof options.known === 'function' ? options.known(files) : options.known;
  const reading = readRuleFiles(files, known === undefined ? {} : { known });
  if (mistakes.length === 0) return reading;
  return { ...reading, mistakes: [...mistakes, ...reading.mistakes].sort(compareMistakes) };
}

function walk(folder: string, place: RulePlace, depth: number, files: RuleFile[], mistakes: RuleMistake[]): void {
  if (depth > deepestFolder) {
    mistakes.push({ path: folder, message: `lies deeper than ${deepestFolder} folders` });
    return;
  }
  let entries: { name: string; isFolder: boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isFolder: entry.isDirectory(),
    }));
  } catch (error) {
    mistakes.push({ path: folder, message: reasonOf(error) });
    return;
  }
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const { name, isFolder } of entries) {
    if (name.startsWith('.')) continue;
    const path = `${folder === '/' ? '' : folder}/${name}`;
    if (isFolder) {
      const below = depth === 0 && placeFolders.has(name) ? (name as RulePlace) : place;
      walk(path, below, depth + 1, files, mistakes);
    } else if (isYamlName(name)) {
      if (files.length === mostFiles) {
        mistakes.push({ path: folder, message: `holds more than ${mostFiles} rule files` });
        return;
      }
      readInto(path, place, files, mistakes);
    }
  }
}

function readInto(path: string, place: RulePlace, files: RuleFile[], mistakes: RuleMistake[]): void {
  const limit = largestRuleFile[place === 'own' ? 'own' : 'shipped'];
  let descriptor: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer that may never come.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      mistakes.push({ path, message: 'is not a regular file' });
      return;
    }
    const bytes = readUpTo(descriptor, limit + 1, stat.size);
    if (bytes.length > limit) {
      mistakes.push({ path, message: `is larger than ${limit >> 20} MiB` });
      return;
    }
    files.push({ path, place, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) });
  } catch (error) {
    mistakes.push({ path, message: error instanceof TypeError ? 'is not UTF-8 text' : reasonOf(error) });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readUpTo(descriptor: number, most: number, expected: number): Uint8Array {
  let bytes = Buffer.alloc(Math.min(most, expected + 1));
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    length += read;
    if (read === 0 || length === most) return bytes.subarray(0, length);
    // The file grew while it was read.
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(most, bytes.length * 2));
  }
}

function isYamlName(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** The system's error in a user's words. */
function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read (permission denied)';
  if (code === 'ENOTDIR') return 'a part of this path is not a folder';
  if (code === 'ELOOP') return 'is a link that leads back to itself';
  return `cannot be read (${code ?? 'unknown error'})`;
}
