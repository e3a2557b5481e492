import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { importMark } from '../knowledge/import/rule-text.ts';
import { UsageError } from '../model/problem.ts';

/** Throws `UsageError` where a folder must not be replaced: it is a file or a link, or it holds something that no import has written. */
export function checkReplaceable(shown: string, path: string): void {
  if (!existsSync(dirname(path))) throw new UsageError(`${shown}: its folder does not exist`);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) throw new UsageError(`${shown}: is no folder; name a folder, or a file that ends in .yaml`);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const isOurs = entry.isFile() && /\.ya?ml$/.test(entry.name) && isImported(join(path, entry.name));
    if (!isOurs)
      throw new UsageError(
        `${shown}/${entry.name}: was not written by an import and would be lost; choose another folder`,
      );
  }
}

/** True for a file that an import has written. */
export function isImported(path: string): boolean {
  return readFileSync(path, 'latin1').startsWith(importMark);
}

/** Writes all files or none: into a folder beside the one that is named, which then takes its place. Throws `UsageError` when that fails. */
export function writeRuleFolder(shown: string, path: string, files: ReadonlyMap<string, string>): void {
  const fresh = join(dirname(path), `.${basename(path)}.${process.pid}.new`);
  const old = join(dirname(path), `.${basename(path)}.${process.pid}.old`);
  try {
    mkdirSync(fresh);
    for (const [name, text] of files) {
      const fd = openSync(join(fresh, name), 'wx', 0o644);
      writeFileSync(fd, text);
      fsyncSync(fd);
      closeSync(fd);
    }
    const stood = existsSync(path);
    if (stood) renameSync(path, old);
    try {
      renameSync(fresh, path);
    } catch (error) {
      if (stood) renameSync(old, path);
      throw error;
    }
    rmSync(old, { recursive: true, force: true });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`${shown}: could not be written (${String(error.code)})`);
    throw error;
  }
}
