import type { Component, DependencyGraph, LateGraph, Place } from './component.ts';
import type { Problem } from './problem.ts';

/** Folders under `src/formats/`, and the first part of a format's id. */
export type FormatFamily =
  | 'javascript'
  | 'python'
  | 'go'
  | 'rust'
  | 'jvm'
  | 'dotnet'
  | 'ruby'
  | 'php'
  | 'apple'
  | 'dart'
  | 'beam'
  | 'haskell'
  | 'native'
  | 'languages'
  | 'nix'
  | 'os'
  | 'sbom'
  | 'infra'
  | 'inventory'
  | 'apps'
  | 'register'
  | 'registries'
  | 'models';

/** What says which files a format reads: enough to choose it, small enough to know of every format. */
export interface FormatIdentity {
  /** `<family>/<file>`: the same path in `src/formats`, `fixtures/formats` and the report. */
  readonly id: string;
  readonly title: string;
  /** Names that claim a file by themselves: globs over the base name, or over the path's tail when they hold a `/`. */
  readonly files: readonly string[];
  /** Names where only the content decides; `recognise` is then required. */
  readonly mayBe?: readonly string[];
  /**
   * Looks at the first 64 KiB, decoded, without a BOM. For a name in `files`, false is a look-alike and is skipped with a
   * reason; for one in `mayBe`, false means no claim. Must be cheap and must not throw.
   */
  readonly recognise?: (head: string, path: string, options?: RecordOptions) => boolean;
  /** For sorting claims when several formats recognise one file: the higher wins; absent is 0. */
  readonly priority?: number;
  /** Byte limit of one input where it is not the usual 64 MiB. */
  readonly maxBytes?: number;
}

export interface DocumentInput {
  /** Relative to the source root, with `/`. */
  readonly path: string;
  /** Decoded, BOM removed, line ends as in the file. */
  readonly text: string;
  /** What `companions` asked for and the tree had, by path. */
  readonly companions: ReadonlyMap<string, string>;
  /** What the user told about tables; absent in tests of other formats. */
  readonly options?: RecordOptions;
}

export interface DocumentResult {
  readonly components: readonly Component[];
  /** Called only when a component of this document is reported with its paths. */
  readonly graph?: () => DependencyGraph;
  readonly problems?: readonly Problem[];
}

/**
 * A format read as a whole. `parse` is pure: it throws `UnreadableInput` when nothing can be used, `NotThisFormat` for a
 * look-alike, and returns problems for what it had to leave out. It never returns fewer components than the file declares
 * without a problem that says so.
 */
export interface DocumentFormat extends FormatIdentity {
  readonly parse: (input: DocumentInput) => DocumentResult;
  /**
   * As `parse`, for documents of very many components: hands each over as soon as it is made, so that none has to be kept.
   * Both give the same, in the same order.
   */
  readonly parseEach?: (
    input: DocumentInput,
    emit: (component: Component) => void,
  ) => Omit<DocumentResult, 'components'>;
  /** Reads what is over `maxBytes` as a stream, up to `maxBytes` of its own. Gives the same components as `parse`. */
  readonly large?: {
    readonly maxBytes: number;
    readonly open: RecordFormat['open'];
  };
  /** Paths of other files of the tree that are needed to understand this one. Asked again after each round until it asks for nothing new. */
  readonly companions?: (input: DocumentInput) => readonly string[];
  /** Turns `path` places into line and column, one result a path, in order; undefined where the path is not in the text. */
  readonly locate?: (
    text: string,
    paths: readonly (readonly (string | number)[])[],
  ) => readonly (Position | undefined)[];
}

/** A format of bytes rather than text: binary lockfiles, package databases, archives, spreadsheets. */
export interface BinaryFormat extends FormatIdentity {
  readonly parseBytes: (input: BinaryInput) => DocumentResult;
  /** As those of a document: paths of other files that are needed, asked again after each round until there is nothing new. */
  readonly companions?: (input: BinaryInput) => readonly string[];
  /** For binary files `recognise` gets the first 64 KiB as latin1, one character a byte. */
}
export interface BinaryInput {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly options: RecordOptions;
  /** What `companions` asked for and the tree had, by path. */
  readonly companions?: ReadonlyMap<string, Uint8Array>;
}

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a reader of records may be told by the user. */
export interface RecordOptions {
  /** `--map header=column`: the user's header, folded by the format, to the neutral column. */
  readonly map?: ReadonlyMap<string, string>;
}

/** A format read as a stream, so that ten million rows use the memory of ten thousand. */
export interface RecordFormat extends FormatIdentity {
  readonly open: (path: string, emit: (component: Component) => void, options: RecordOptions) => RecordReader;
}

export interface RecordReader {
  /** Decoded text in order, cut anywhere. May throw `UnreadableInput`. */
  write(text: string): void;
  /** After the last `write`. Returns what could not be read. May throw `UnreadableInput` or `NotThisFormat`. */
  end(): readonly Problem[];
  /** Places of components that came since the last call of `passed`, where they are not lines already. */
  locate?(places: readonly Place[]): readonly (Position | undefined)[];
  /** The components so far are done with: nothing of them need be kept. */
  passed?(): void;
  /** Where edges stand in the document: asked after `end`. */
  readonly late?: LateEdges;
}

/** Edges of a document that streams past, which mostly stand behind its components. */
export interface LateEdges {
  /** Whether only the edges say what scope a component has. */
  readonly sayScopes: boolean;
  /** Undefined where there are none, or more than are kept. */
  graph(): LateGraph | undefined;
}

export type Format = DocumentFormat | BinaryFormat | RecordFormat;

/** A format before its code is loaded. */
export interface FormatCard extends Omit<FormatIdentity, 'recognise' | 'maxBytes'> {
  /** Whether the format has a `recognise` of its own. */
  readonly looks: boolean;
  /** Undefined until `load` is done. */
  readonly loaded: Format | undefined;
  load(): Promise<Format>;
}

export type { Component, DependencyGraph, Place, Problem };
