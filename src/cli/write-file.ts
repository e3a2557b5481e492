import { closeSync, fsyncSync, lstatSync, openSync, renameSync, type Stats, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { UsageError } from '../model/problem.ts';

let counter = 0;
let signals: 'theirs' | 'ours once a file is written' | 'ours' = 'theirs';

/**
 * For the real process: from the first file on, a signal takes effect between files, so that none is left half written. Not before:
 * scanning does not yield, and a handler would put Ctrl-C off until it is over; the signal's own action ends the process at once.
 */
export function finishFilesFirst(): void {
  signals = 'ours once a file is written';
}

function takeSignals(): void {
  if (signals !== 'ours once a file is written') return;
  signals = 'ours';
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const stop = stopper;
      // The second signal of somebody who does not want to wait.
      stopper = undefined;
      if (stop) stop(name);
      else process.exit(stopCodes[name]);
    });
  }
}

/** Exit codes of a program that was stopped. */
export const stopCodes = { SIGINT: 130, SIGTERM: 143 } as const;
let stopper: ((signal: keyof typeof stopCodes) => void) | undefined;

/** Work that has something to finish is told of the first signal instead of being ended by it, until it calls what is returned. */
export function stopWith(stop: (signal: keyof typeof stopCodes) => void): () => void {
  stopper = stop;
  takeSignals();
  return () => {
    if (stopper === stop) stopper = undefined;
  };
}

/**
 * Throws `UsageError` where a report must not go: a folder, a link (it may lead anywhere), or one of the inputs. Asked before the
 * scan, so that an hour of work is not lost to a typing mistake. `inputs` are absolute paths.
 */
export function checkWritable(path: string, inputs: ReadonlySet<string>): void {
  let stat: Stats | undefined;
  try {
    stat = lstatSync(path);
  } catch {
    stat = undefined;
  }
  if (stat?.isDirectory()) throw new UsageError(`${path}: is a folder, a report needs a file name`);
  if (stat?.isSymbolicLink()) throw new UsageError(`${path}: is a link, and reports are not written through links`);
  if (inputs.has(path)) throw new UsageError(`${path}: is an input of this scan and would be overwritten`);
  try {
    if (!lstatSync(dirname(path)).isDirectory() && !lstatSync(dirname(path)).isSymbolicLink())
      throw new UsageError(`${dirname(path)}: is not a folder`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${dirname(path)}: there is no such folder`);
  }
}

/**
 * Writes a whole file or nothing: to a name of its own beside the target, flushed, then renamed. Throws `UsageError` with the
 * system's reason when the disk is full or read-only; the old file then stands as it was.
 */
export function writeWhole(path: string, pieces: Iterable<string>): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${counter++}.tmp`);
  let fd: number | undefined;
  takeSignals();
  try {
    fd = openSync(temporary, 'wx', 0o644);
    let pending = '';
    for (const piece of pieces) {
      pending += piece;
      if (pending.length < 1 << 20) continue;
      writeAllSync(fd, pending);
      pending = '';
    }
    writeAllSync(fd, pending);
    fsyncSync(fd);
    closeSync(fd);
    fd = undefined;
    renameSync(temporary, path);
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    try {
      unlinkSync(temporary);
    } catch {
      // It was never made.
    }
    if (error instanceof Error && 'code' in error && 'syscall' in error)
      throw new UsageError(`${path}: could not be written (${String(error.code)})`);
    throw error;
  }
}

function writeAllSync(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
