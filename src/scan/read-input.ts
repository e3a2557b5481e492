import type { Component, DependencyGraph, Place } from '../model/component.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { DocumentFormat, Format, LateEdges, Position, RecordFormat, RecordOptions } from '../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../model/problem.ts';
import type { InputStatus } from '../model/report.ts';
import { SyntaxFault } from '../syntax/fault.ts';
import { lineIndex } from '../syntax/text.ts';
import { decodeText, type Encoding, streamDecoder } from './decode.ts';

/** A text input of documents: 64 MiB, above the largest real lockfile by far. SBOM formats state their own. */
export const defaultMaxBytes = 64 * 1024 * 1024;
const chunkBytes = 4 * 1024 * 1024;
/** Components of a streamed format that are handed over together. */
const batchSize = 1024;
/** Companion rounds and files: a parent chain or include tree deeper or wider than this is reported, not followed. */
const companionRounds = 32;
const companionLimit = 500;

/** What a reader of components can still ask of their document while they are handled. */
export interface OpenDocument {
  /** Line and column of many places in one pass, in order; undefined where a place is not in the text. */
  readonly locate: (places: readonly Place[]) => readonly (Position | undefined)[];
  readonly graph?: () => DependencyGraph;
  /** Edges that are asked at the end of a document that does not last. */
  readonly late?: LateEdges;
  /** `locate` and `graph` can be asked until the end of the input, and are better asked once there; otherwise only of this batch. */
  readonly lasts: boolean;
}

export interface ReadOptions extends RecordOptions {
  readonly encoding?: Encoding;
  /** True when the user named this file: a look-alike is then an error instead of a skip. */
  readonly named: boolean;
  /** Milliseconds since some start; only for the reported timing. */
  readonly debug?: boolean;
}

export interface InputReading {
  readonly status: InputStatus;
  readonly reason?: string;
  readonly components: number;
  readonly problems: readonly Problem[];
}

/**
 * Reads one input with one format and hands its components over, in batches where there are many. `onEnd` follows the last
 * batch of a document that lasts or has late edges, also where the rest of it could not be read. Any trouble of this one file, a bug in its
 * parser included, ends here as a problem with its path.
 */
export function readInput(
  tree: FileTree,
  path: string,
  format: Format,
  options: ReadOptions,
  onComponents: (components: readonly Component[], document: OpenDocument) => void,
  onEnd: (document: OpenDocument) => void = () => undefined,
): InputReading {
  const problems: Problem[] = [];
  let count = 0;
  let last: OpenDocument | undefined;
  const hand = (components: readonly Component[], document: OpenDocument): void => {
    count += components.length;
    last = document;
    onComponents(components, document);
  };
  const end = (late: LateEdges | undefined): void => {
    const document = last;
    last = undefined;
    if (document?.lasts || document?.late) onEnd(document.lasts ? document : { ...document, late });
  };
  try {
    const found = read(tree, path, format, options, hand);
    for (const problem of found) problems.push({ ...problem, path: problem.path ?? path });
    end(last?.late);
  } catch (error) {
    try {
      // Of edges that were cut off nothing can be said: what is missing would look like what is not so.
      end(undefined);
    } catch (second) {
      problems.push(problemOf(second, path));
    }
    if (error instanceof NotThisFormat && !options.named)
      return { status: 'skipped', reason: error.reason, components: 0, problems: [] };
    problems.push(problemOf(error, path));
    const status = count > 0 ? 'partial' : 'failed';
    return { status, reason: problems[0]?.message, components: count, problems };
  }
  const lost = problems.find((problem) => problem.weight === 'lost');
  return { status: lost ? 'partial' : 'parsed', reason: lost?.message, components: count, problems };
}

/** Turns whatever reading one file threw into its problem. An unknown error is our bug and says so. */
export function problemOf(error: unknown, path: string): Problem {
  if (error instanceof UnreadableInput || error instanceof SyntaxFault) {
    return { code: error.code, path, line: error.line, column: error.column, message: error.message, weight: 'lost' };
  }
  if (error instanceof NotThisFormat) return { code: 'not-this-format', path, message: error.reason, weight: 'lost' };
  const text = error instanceof Error ? error.message : String(error);
  return { code: 'internal-error', path, message: `wherefrom failed on this file: ${text}`, weight: 'lost' };
}

type Hand = (components: readonly Component[], document: OpenDocument) => void;

function read(tree: FileTree, path: string, format: Format, options: ReadOptions, hand: Hand): readonly Problem[] {
  const limit = format.maxBytes ?? defaultMaxBytes;
  if ('open' in format) return readStream(tree, path, format.open, limit, options, hand);
  if ('parseBytes' in format) {
    const start = { path, bytes: tree.read(path, limit), companions: new Map<string, Uint8Array>(), options };
    const { input, problems } = withCompanions(tree, start, format.companions, limit, (bytes) => bytes);
    const result = format.parseBytes(input);
    hand(result.components, { ...lineDocument, graph: result.graph });
    return [...problems, ...(result.problems ?? [])];
  }
  let bytes: Uint8Array;
  try {
    bytes = tree.read(path, limit);
  } catch (error) {
    if (!format.large || !(error instanceof UnreadableInput) || error.code !== 'over-limit') throw error;
    return readStream(tree, path, format.large.open, format.large.maxBytes, options, hand);
  }
  const text = decodeText(bytes, options.encoding);
  const start = { path, text, companions: new Map<string, string>(), options };
  const { input, problems } = withCompanions(tree, start, format.companions, limit, (inner) =>
    decodeText(inner, options.encoding),
  );
  let graph: (() => DependencyGraph) | undefined;
  const document: OpenDocument = {
    locate: (places) => locateIn(format, text, places),
    get graph() {
      return graph;
    },
    lasts: true,
  };
  if (!format.parseEach) {
    const result = format.parse(input);
    graph = result.graph;
    hand(result.components, document);
    return [...problems, ...(result.problems ?? [])];
  }
  const batch = batches((components) => hand(components, document));
  const result = format.parseEach(input, batch.take);
  graph = result.graph;
  batch.flush();
  return [...problems, ...(result.problems ?? [])];
}

function readStream(
  tree: FileTree,
  path: string,
  open: RecordFormat['open'],
  limit: number,
  options: ReadOptions,
  hand: Hand,
): readonly Problem[] {
  const batch = batches((components) => {
    hand(components, document);
    reader.passed?.();
  });
  const reader = open(path, batch.take, options);
  const document: OpenDocument = reader.locate
    ? { locate: (places) => reader.locate?.(places) ?? [], lasts: false, late: reader.late }
    : lineDocument;
  const decoder = streamDecoder(options.encoding);
  for (const bytes of tree.readChunks(path, chunkBytes, limit)) {
    reader.write(decoder.write(bytes));
    batch.flush();
  }
  reader.write(decoder.end());
  const problems = reader.end();
  batch.flush();
  return problems;
}

/** Handed on while they are young: what outlives a whole piece of text costs the collector several times its making. */
function batches(pass: (components: readonly Component[]) => void): {
  readonly take: (component: Component) => void;
  readonly flush: () => void;
} {
  let batch: Component[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    const full = batch;
    batch = [];
    pass(full);
  };
  return {
    take(component) {
      if (batch.push(component) >= batchSize) flush();
    },
    flush,
  };
}

const lineDocument: OpenDocument = {
  lasts: false,
  locate: (places) =>
    places.map((place) => ('line' in place ? { line: place.line, column: place.column ?? 1 } : undefined)),
};

/** Resolves places of one text document: offsets through its line starts, paths through the format's `locate`. */
function locateIn(format: DocumentFormat, text: string, places: readonly Place[]): readonly (Position | undefined)[] {
  const paths: (readonly (string | number)[])[] = [];
  for (const place of places) if ('path' in place) paths.push(place.path);
  const located = paths.length > 0 && format.locate ? format.locate(text, paths) : [];
  const index = places.some((place) => 'offset' in place) ? lineIndex(text) : undefined;
  let next = 0;
  return places.map((place) => {
    if ('line' in place) return { line: place.line, column: place.column ?? 1 };
    if ('offset' in place) return index?.at(place.offset);
    return located[next++];
  });
}

/** Reads the other files an input asks for, round by round. A companion that cannot be read is a problem of its own. */
function withCompanions<
  Content,
  Input extends { readonly path: string; readonly companions?: ReadonlyMap<string, Content> },
>(
  tree: FileTree,
  start: Input,
  wantedBy: ((input: Input) => readonly string[]) | undefined,
  limit: number,
  contentOf: (bytes: Uint8Array) => Content,
): { input: Input; problems: Problem[] } {
  const problems: Problem[] = [];
  if (!wantedBy) return { input: start, problems };
  const companions = new Map<string, Content>();
  const input: Input = { ...start, companions };
  const asked = new Set<string>([start.path]);
  for (let round = 0; round < companionRounds; round++) {
    const wanted = wantedBy(input).filter((path) => !asked.has(path));
    if (wanted.length === 0) return { input, problems };
    for (const path of wanted) {
      asked.add(path);
      if (companions.size >= companionLimit) continue;
      try {
        companions.set(path, contentOf(tree.read(path, limit)));
      } catch (error) {
        const problem = problemOf(error, path);
        // A companion that is not there is the format's to judge: most are optional.
        if (problem.code !== 'vanished') problems.push(problem);
      }
    }
  }
  problems.push({
    code: 'too-many-companions',
    path: start.path,
    message: 'includes more files than are followed',
    weight: 'lost',
  });
  return { input, problems };
}
