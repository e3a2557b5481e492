import { posix } from 'node:path';
import type { Component } from '../model/component.ts';
import type { FileTree } from '../model/file-tree.ts';
import { type Problem, UnreadableInput } from '../model/problem.ts';
import type { InputSummary } from '../model/report.ts';
import type { Claim } from './claims.ts';
import type { StoredGraph } from './stored-graph.ts';

/** What reading one file gave, told relative to the folder it stood in, so that the same file elsewhere gives the same. */
export interface KeptInput {
  /** None where no format wanted the file. */
  readonly inputs: readonly Omit<InputSummary, 'path'>[];
  readonly problems: readonly Problem[];
  readonly held: readonly Component[];
  readonly graph?: StoredGraph;
}

/** Either what came of a file, or which other files were looked at for it: those are then part of its key. */
export type KeptEntry = { readonly of: KeptInput } | { readonly beside: readonly string[] };

/** Keeps what was read, by a key that says everything it depends on. May forget at any time. */
export interface InputCache {
  find(key: readonly string[]): KeptEntry | undefined;
  keep(key: readonly string[], entry: KeptEntry): void;
}

/**
 * Lockfiles whose reading does not depend on their folder, so that copies in different folders are one. Any other file is the same only
 * at the same path. A test reads every fixture of these in another folder.
 */
export const alikeInAnyFolder: ReadonlySet<string> = new Set([
  'javascript/npm-lock',
  'javascript/pnpm-lock',
  'javascript/yarn-lock',
  'javascript/bun-lock',
  'python/uv-lock',
  'python/poetry-lock',
  'rust/cargo-lock',
  'php/composer-lock',
  'ruby/gemfile-lock',
  'go/go-mod',
  'go/go-sum',
  'dotnet/packages-lock-json',
]);

/** Where a file counts as the same: its name where its folder does not matter, otherwise its path. */
export function placeOf(path: string, claims: readonly Claim[]): string {
  const first = claims[0];
  return first?.by === 'name' && alikeInAnyFolder.has(first.format.id) ? posix.basename(path) : path;
}

/** A tree that notes what is looked at, and whether all of it could be read. */
export interface WatchedTree {
  readonly tree: FileTree;
  /** Starts anew and gives what was looked at since: paths in order, or undefined after a read that failed for another reason than absence. */
  taken(): readonly string[] | undefined;
}

export function watchedTree(tree: FileTree): WatchedTree {
  let seen = new Set<string>();
  let failed = false;
  const watch = <Result>(path: string, read: () => Result): Result => {
    seen.add(path);
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadableInput && error.code === 'vanished') || tree.contentId?.(path) !== undefined)
        failed = true;
      throw error;
    }
  };
  return {
    tree: {
      list: (onTrouble) => tree.list(onTrouble),
      read: (path, maxBytes) => watch(path, () => tree.read(path, maxBytes)),
      readHead: (path, bytes) => watch(path, () => tree.readHead(path, bytes)),
      *readChunks(path, chunkBytes, maxBytes) {
        const pieces = watch(path, () => tree.readChunks(path, chunkBytes, maxBytes)[Symbol.iterator]());
        for (let piece = watch(path, () => pieces.next()); !piece.done; piece = watch(path, () => pieces.next()))
          yield piece.value;
      },
      contentId: (path) => tree.contentId?.(path),
    },
    taken() {
      const paths = failed ? undefined : [...seen];
      seen = new Set();
      failed = false;
      return paths;
    },
  };
}

/** The same outcome for the file at `path`. */
export function unpacked(kept: KeptInput, path: string): { inputs: InputSummary[]; problems: Problem[] } {
  const folder = posix.dirname(path);
  return {
    inputs: kept.inputs.map((input) => ({ path, ...input })),
    problems: kept.problems.map((problem) => ({ ...problem, path: posix.join(folder, problem.path ?? '') })),
  };
}

/** An outcome as it is kept; undefined for what another run might see otherwise. */
export function packed(
  path: string,
  outcome: { readonly inputs: readonly InputSummary[]; readonly problems: readonly Problem[] },
  held: readonly Component[],
  graph: StoredGraph | undefined,
): KeptInput | undefined {
  if (outcome.problems.some(({ code }) => code === 'internal-error')) return undefined;
  const folder = posix.dirname(path);
  return {
    inputs: outcome.inputs.map(({ path: _, ...input }) => input),
    problems: outcome.problems.map((problem) => ({ ...problem, path: posix.relative(folder, problem.path ?? path) })),
    held,
    ...(graph && { graph }),
  };
}
