import { Buffer } from 'node:buffer';
import { purlOf } from '../identity/purl.ts';
import type { Component, DependencyGraph, LateGraph, NumberedGraph, Scope } from '../model/component.ts';
import type { OnEvent } from '../model/event.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Format, FormatCard, Position } from '../model/format.ts';
import { withFacts } from '../model/late-facts.ts';
import type { Match, UnplacedMatch } from '../model/match.ts';
import type { Problem } from '../model/problem.ts';
import type { ComponentFacts, InputSummary, ReportComponent } from '../model/report.ts';
import { asksForContent, chooseFormat, lookAlikeReason } from './choose-format.ts';
import type { Claim, ClaimIndex } from './claims.ts';
import type { Encoding } from './decode.ts';
import { shortestPaths } from './dependency-paths.ts';
import { type OpenDocument, problemOf, readInput } from './read-input.ts';
import { atOnce, loadedFormat, type Steps } from './steps.ts';
import { asTestData, isTestData } from './test-data.ts';

/** What answers "is this component known?". `match/matcher.ts` makes one. */
export interface ComponentMatcher {
  match(component: Component): readonly UnplacedMatch[];
}

export interface ScanOptions {
  readonly claims: ClaimIndex;
  readonly matcher: ComponentMatcher;
  /** Paths that are inputs whatever `--include` says because the user named them; a look-alike among them is an error. */
  readonly named: ReadonlySet<string>;
  /** Files and folders the user asked for, relative to the root; absent is the root. Folders above them say nothing about a file. */
  readonly starts?: readonly string[];
  /** Whether a path is looked at at all: `--include` and `--exclude`. */
  readonly wanted: (path: string) => boolean;
  /** `--input`: the format that reads every named file. */
  readonly forced?: Format | FormatCard;
  readonly map?: ReadonlyMap<string, string>;
  readonly encoding?: Encoding;
  /** `--scope`: which components are kept. */
  readonly scope: 'runtime' | 'dev' | 'all';
  /** `--components`: list every component, placed. `with-facts`: and what it is matched by, for a document to be scanned again. */
  readonly listComponents: 'yes' | 'with-facts' | 'no';
  readonly onEvent?: OnEvent;
  /** Gives what was read of an input, batch by batch, before it is matched: for inventories that are matched later. */
  readonly onComponents?: (path: string, components: readonly Component[], document: OpenDocument) => void;
  /** Gets, after the last of a document's components, the edges that stood behind them. */
  readonly onLateGraph?: (path: string, graph: LateGraph) => void;
  /** Gets each match as it is found; then `matches` of the result is empty. For inputs of millions of rows. */
  readonly onMatch?: (match: Match) => void;
  /** Stands around the reading of each file and may give its outcome without `scan`. */
  readonly aroundFile?: (path: string, scan: () => Steps<FileOutcome>) => Steps<FileOutcome>;
  /** Lets a stack trace of our own bug reach the problem. */
  readonly debug?: boolean;
}

/** What came of one file; no input where no format wants it. */
export interface FileOutcome {
  readonly inputs: readonly InputSummary[];
  readonly problems: readonly Problem[];
}

/** A row of a register of providers, kept for the duties. */
export interface RegisterRow {
  readonly component: Component;
  readonly path: string;
  readonly position: Position | undefined;
}

export interface ScanResult {
  /** In walk order. */
  readonly inputs: readonly InputSummary[];
  readonly matches: readonly Match[];
  readonly problems: readonly Problem[];
  readonly componentCount: number;
  readonly components?: readonly ReportComponent[];
  readonly registerRows: readonly RegisterRow[];
}

interface Collected {
  readonly inputs: InputSummary[];
  readonly matches: Match[];
  readonly problems: Problem[];
  readonly components: ReportComponent[];
  readonly registerRows: RegisterRow[];
  count: number;
}

/**
 * Reads every recognised file of a tree and matches what is in it. Nothing that one file holds can stop the others: its trouble
 * becomes a problem with its path, and its input the status that follows from it.
 */
export function scanTree(tree: FileTree, options: ScanOptions): ScanResult {
  return atOnce(scanSteps(tree, options));
}

/** As `scanTree`, for formats that are loaded when they are needed. */
export function* scanSteps(tree: FileTree, options: ScanOptions): Steps<ScanResult> {
  const found: Collected = { inputs: [], matches: [], problems: [], components: [], registerRows: [], count: 0 };
  const excluded = new Map<string, { paths: string[]; reason: string }>();
  const links: { readonly path: string; readonly target: string }[] = [];
  const read = new Set<string>();
  const files: string[] = [];
  const troubles: Problem[] = [];
  for (const file of tree.list((trouble) => {
    if (trouble.code === 'excluded-folder') {
      const name = trouble.path.slice(trouble.path.lastIndexOf('/') + 1);
      const entry = excluded.get(name);
      if (entry) entry.paths.push(trouble.path);
      else excluded.set(name, { paths: [trouble.path], reason: trouble.message });
      return;
    }
    const recognised =
      trouble.what === 'folder' || options.named.has(trouble.path) || isNamedInput(options, trouble.path);
    const { path, code, message } = trouble;
    if (recognised && options.wanted(path)) {
      troubles.push({ code, path, message, weight: 'lost' });
      if (trouble.what === 'file')
        found.inputs.push({
          path,
          format: formatNamed(options, path),
          status: 'failed',
          reason: message,
          components: 0,
        });
    } else if (code === 'symlink-outside-root') troubles.push({ code, path, message, weight: 'note' });
  })) {
    if (file.target !== undefined) links.push({ path: file.path, target: file.target });
    else if (options.wanted(file.path) || options.named.has(file.path)) files.push(file.path);
  }
  options.onEvent?.({ type: 'listed', files: files.length });
  let done = 0;
  for (const path of files) {
    if (yield* scanOne(tree, path, options, found)) read.add(path);
    done++;
    options.onEvent?.({ type: 'input', path, done, total: files.length });
  }
  for (const { path, target } of links) {
    if (!options.wanted(path) && !options.named.has(path)) continue;
    if (read.has(target)) {
      const format = found.inputs.find((input) => input.path === target)?.format ?? 'unknown';
      if (isNamedInput(options, path))
        found.inputs.push({
          path,
          format,
          status: 'skipped',
          reason: `is a link to ${target}, which was read`,
          components: 0,
        });
    } else if (yield* scanOne(tree, path, options, found)) read.add(target);
  }
  for (const [name, { paths, reason }] of excluded) {
    const more = paths.length === 1 ? '' : `, and ${paths.length - 1} more named ${name}`;
    found.problems.push({
      code: 'excluded-folder',
      path: paths[0],
      message: `was not walked: ${reason}${more}`,
      weight: 'note',
    });
  }
  found.problems.push(...troubles);
  return {
    inputs: found.inputs,
    matches: found.matches,
    problems: found.problems,
    componentCount: found.count,
    components: options.listComponents === 'no' ? undefined : found.components,
    registerRows: found.registerRows,
  };
}

/** True where the name alone makes a path an input: what cannot be opened then is a loss. */
function isNamedInput(options: ScanOptions, path: string): boolean {
  return options.claims.claimsOf(path).some((claim) => claim.by === 'name');
}

function formatNamed(options: ScanOptions, path: string): string {
  return options.claims.claimsOf(path).find((claim) => claim.by === 'name')?.format.id ?? 'unknown';
}

/** False when no format wants the file. */
function* scanOne(tree: FileTree, path: string, options: ScanOptions, found: Collected): Steps<boolean> {
  if (!options.aroundFile) return yield* scanFile(tree, path, options, found);
  const { inputs, problems } = yield* options.aroundFile(path, function* () {
    const own: Collected = { ...found, inputs: [], problems: [] };
    yield* scanFile(tree, path, options, own);
    found.count = own.count;
    return own;
  });
  found.inputs.push(...inputs);
  found.problems.push(...problems);
  return inputs.length > 0;
}

function* scanFile(tree: FileTree, path: string, options: ScanOptions, found: Collected): Steps<boolean> {
  const isNamed = options.named.has(path);
  if (isNamed && options.forced) {
    readWith(tree, path, yield* loadedFormat(options.forced), options, found);
    return true;
  }
  const byName = options.claims.claimsOf(path);
  // A file the user named, or piped in, is read for what it holds whatever it is called.
  const claims = isNamed ? [...byName, ...claimsByLooks(tree, path, options.claims)] : byName;
  if (claims.length === 0) {
    if (isNamed)
      fail(found, path, 'unknown', { code: 'not-recognised', path, message: notRecognisedMessage, weight: 'lost' });
    return false;
  }
  const choice = yield* chooseFormat(tree, path, claims, { map: options.map });
  if (choice.kind === 'read') {
    readWith(tree, path, choice.format, options, found);
    return true;
  }
  if (choice.kind === 'unreadable') {
    fail(found, path, choice.format.id, problemOf(choice.error, path));
    return true;
  }
  if (choice.kind === 'look-alike') {
    const reason = lookAlikeReason(choice.format);
    if (isNamed) fail(found, path, choice.format.id, { code: 'look-alike', path, message: reason, weight: 'lost' });
    else found.inputs.push({ path, format: choice.format.id, status: 'skipped', reason, components: 0 });
    return true;
  }
  if (isNamed)
    fail(found, path, 'unknown', { code: 'not-recognised', path, message: notRecognisedMessage, weight: 'lost' });
  return false;
}

/** Claims of a file as if its name told what its first character tells: formats that ask for content are strict about these names. */
function claimsByLooks(tree: FileTree, path: string, claims: ClaimIndex): readonly Claim[] {
  let first: string;
  try {
    first = Buffer.from(tree.readHead(path, 200))
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
      .charAt(0);
  } catch {
    return [];
  }
  const endings =
    first === '{' || first === '['
      ? ['.json', '.ndjson']
      : first === '<'
        ? ['.xml']
        : ['.yaml', '.spdx', '.csv', '.tsv', '.txt'];
  return endings
    .flatMap((ending) => claims.claimsOf(`${path}${ending}`))
    .filter((claim) => asksForContent(claim.format));
}

const notRecognisedMessage = 'is no input that wherefrom knows; name its format with --input, see "wherefrom formats"';

function fail(found: Collected, path: string, format: string, problem: Problem): void {
  found.problems.push(problem);
  found.inputs.push({ path, format, status: 'failed', reason: problem.message, components: 0 });
}

/** A component with what matched it, until its document says where it stands. */
export interface Waiting {
  readonly component: Component;
  readonly matches: readonly UnplacedMatch[];
}

function readWith(tree: FileTree, path: string, format: Format, options: ScanOptions, found: Collected): void {
  const { scope } = options;
  let kept = 0;
  // Of a document of many batches places are worked out once, at its end.
  let waiting: Waiting[] = [];
  let listed: Component[] = [];
  let handed: Component[] = [];
  /** What only the end of the document completes. */
  let placed: PlacedMatch[] = [];
  const firstListed = found.components.length;
  const listedRefs: (string | undefined)[] = [];
  const showsOnly = isTestData(path, format, options.starts);
  const onMatch = options.onMatch ?? ((match: Match) => found.matches.push(match));
  const place = (document: OpenDocument): void => {
    for (const one of placedMatches(path, waiting, document)) placed.push(one);
    if (!document.late) {
      withPaths(placed, document.graph, onMatch);
      placed = [];
    }
    listPlaced(path, listed, document, options.listComponents, found.components);
    if (document.late) for (const { ref } of listed) listedRefs.push(ref === undefined ? ref : ownCopy(ref));
    if (handed.length > 0) options.onComponents?.(path, handed, document);
    waiting = [];
    listed = [];
    handed = [];
  };
  const finish = (document: OpenDocument): void => {
    place(document);
    if (!document.late) return;
    const graph = document.late.graph();
    const isWanted = ({ scope: own }: { readonly scope?: string }): boolean =>
      scope === 'all' || inScope(own as Scope | undefined, scope);
    if (graph) {
      placed = placed.map((one) => completed(one, graph)).filter(({ match }) => isWanted(match.component));
      const list = found.components.splice(firstListed);
      for (const [at, component] of list.entries()) {
        const whole = withFacts(component, listedRefs[at], graph);
        if (isWanted(whole)) found.components.push(whole);
      }
      if (document.late.sayScopes) kept = countOf(graph.scoped, kept, isWanted);
      options.onLateGraph?.(path, graph);
    }
    withPaths(placed, graph && (() => graph), onMatch);
  };
  const reading = readInput(
    tree,
    path,
    format,
    { named: options.named.has(path), map: options.map, encoding: options.encoding, debug: options.debug },
    (read, document) => {
      const components = showsOnly ? read.map(asTestData) : read;
      const isLater = scope === 'all' || document.late?.sayScopes === true;
      const wanted = isLater ? components : components.filter((component) => inScope(component.scope, scope));
      kept += wanted.length;
      if (options.onComponents) for (const component of wanted) handed.push(component);
      for (const component of wanted) {
        const matches = options.matcher.match(component);
        if (matches.length > 0) waiting.push({ component, matches });
      }
      if (options.listComponents !== 'no') for (const component of wanted) listed.push(component);
      if (!document.lasts) place(document);
      keepRegisterRows(path, wanted, document, found.registerRows);
    },
    finish,
  );
  found.count += kept;
  found.problems.push(...reading.problems);
  const { status, reason } = reading;
  found.inputs.push({ path, format: format.id, status, ...(reason === undefined ? {} : { reason }), components: kept });
}

/** How many of `all` components are wanted, of which some have a scope. */
function countOf(
  scoped: ReadonlyMap<Scope, number>,
  all: number,
  isWanted: (component: { readonly scope?: Scope }) => boolean,
): number {
  let others = all;
  let count = 0;
  for (const [scope, number] of scoped) {
    others -= number;
    if (isWanted({ scope })) count += number;
  }
  return count + (isWanted({}) ? others : 0);
}

/** A component without a scope is part of what runs: the format does not say otherwise. */
export function inScope(scope: Scope | undefined, wanted: 'runtime' | 'dev'): boolean {
  const isDev = scope === 'dev' || scope === 'test' || scope === 'build';
  return wanted === 'dev' ? isDev : !isDev;
}

/** A match with its places, until the edges of its document say how its component came there. */
interface PlacedMatch {
  readonly match: Omit<Match, 'paths'>;
  readonly ref: string | undefined;
}

/** Line, column and dependency paths, worked out once a document and only for what matched. */
export function placeMatches(
  path: string,
  waiting: readonly Waiting[],
  document: OpenDocument,
  onMatch: (match: Match) => void,
): void {
  withPaths(placedMatches(path, waiting, document), document.graph, onMatch);
}

function placedMatches(path: string, waiting: readonly Waiting[], document: OpenDocument): PlacedMatch[] {
  if (waiting.length === 0) return [];
  const places = waiting.flatMap(({ matches }) => matches.flatMap((match) => match.evidence.map((seen) => seen.at)));
  const positions = document.locate(places);
  let next = 0;
  return waiting.flatMap(({ component, matches }) => {
    const ref = component.ref !== undefined && document.late ? ownCopy(component.ref) : component.ref;
    return matches.map((match) => {
      const evidence = match.evidence.map(({ at: _, ...seen }) => {
        const position = positions[next++];
        return {
          path,
          ...(position && { line: position.line, column: position.column }),
          ...seen,
          value: ownCopy(seen.value),
        };
      });
      const notes = component.entry === 'extraneous' ? [...match.notes, { code: 'extraneous' }] : match.notes;
      return { match: { ...match, component: ownText(match.component), evidence, notes }, ref };
    });
  });
}

function withPaths(
  placed: readonly PlacedMatch[],
  graph: (() => DependencyGraph | NumberedGraph) | undefined,
  onMatch: (match: Match) => void,
): void {
  const refs = [...new Set(placed.flatMap(({ ref }) => ref ?? []))];
  const paths = refs.length > 0 && graph ? shortestPaths(graph(), refs) : undefined;
  for (const { match, ref } of placed) onMatch({ ...match, paths: (ref !== undefined && paths?.get(ref)) || [] });
}

function completed({ match, ref }: PlacedMatch, graph: LateGraph): PlacedMatch {
  return { match: { ...match, component: withFacts(match.component, ref, graph) }, ref };
}

/** A string that is cut out of a larger one keeps all of it in memory; what outlives its document is copied. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

function ownText(component: Match['component']): Match['component'] {
  const { name, version, source } = component;
  return {
    ...component,
    name: ownCopy(name),
    ...(version !== undefined && { version: ownCopy(version) }),
    ...(source !== undefined && { source: ownCopy(source) }),
  };
}

function listPlaced(
  path: string,
  components: readonly Component[],
  document: OpenDocument,
  list: ScanOptions['listComponents'],
  into: ReportComponent[],
): void {
  if (components.length === 0) return;
  const positions = document.locate(components.map((component) => component.at));
  for (const [at, component] of components.entries()) {
    const position = positions[at];
    into.push({
      kind: component.kind,
      name: component.name,
      version: component.version,
      purl: purlOf(component),
      path,
      line: position?.line,
      column: position?.column,
      direct: component.direct,
      scope: component.scope,
      source: component.source,
      ...(component.entry !== undefined && { entry: component.entry }),
      ...(list === 'with-facts' && { facts: factsOf(component) }),
    });
  }
}

function factsOf({ ecosystem, entry, date, attributes, identifiers }: Component): ComponentFacts {
  return { ecosystem, entry, date, attributes, identifiers };
}

function keepRegisterRows(
  path: string,
  components: readonly Component[],
  document: OpenDocument,
  into: RegisterRow[],
): void {
  const rows = components.filter((component) => component.kind === 'register-entry');
  if (rows.length === 0) return;
  const positions = document.locate(rows.map((row) => row.at));
  for (const [at, component] of rows.entries()) into.push({ component, path, position: positions[at] });
}
