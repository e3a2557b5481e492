import { posix } from 'node:path';
import { createDecider } from '../decide/decide.ts';
import { originsAsked } from '../decide/judge.ts';
import { compileGlob } from '../identity/glob.ts';
import { createMatcher } from '../match/matcher.ts';
import type { Component, DependencyGraph, Identifier, LateGraph, Place } from '../model/component.ts';
import type { FileTree } from '../model/file-tree.ts';
import { withFacts } from '../model/late-facts.ts';
import { graphWithRefs } from '../model/numbered-graph.ts';
import type { Problem } from '../model/problem.ts';
import type { InputSummary, Report } from '../model/report.ts';
import { type InputCache, packed, placeOf, unpacked, type WatchedTree, watchedTree } from './kept-input.ts';
import type { OpenDocument } from './read-input.ts';
import { concerning, type ReportRequest, reportOf } from './scan-target.ts';
import {
  type ComponentMatcher,
  type FileOutcome,
  inScope,
  placeMatches,
  type RegisterRow,
  type ScanOptions,
  scanSteps,
  type Waiting,
} from './scan-tree.ts';
import { atOnce, type Steps } from './steps.ts';
import { type StoredGraph, storedGraph } from './stored-graph.ts';

/** What one target holds, with every place worked out: plain data that can be stored, and matched later without the target. */
export interface Inventory {
  readonly inputs: readonly InventoryInput[];
  readonly problems: readonly Problem[];
}

export interface InventoryInput extends InputSummary {
  /** In document order. `at` is line and column where they are known. */
  readonly held: readonly Component[];
  readonly graph?: StoredGraph;
}

const nowhere: Place = { line: 0 };

export type InventoryOptions = Omit<
  ScanOptions,
  'matcher' | 'onComponents' | 'onLateGraph' | 'onMatch' | 'listComponents' | 'aroundFile'
> & {
  readonly cache?: InputCache;
};

/** Reads a target into an inventory; nothing is matched. What `cache` holds of a file is taken instead of reading it, to the same inventory. */
export function takeInventory(tree: FileTree, options: InventoryOptions): Inventory {
  return atOnce(inventorySteps(tree, options));
}

/** As `takeInventory`, for formats that are loaded when they are needed. */
export function* inventorySteps(tree: FileTree, options: InventoryOptions): Steps<Inventory> {
  const held = new Map<string, Held>();
  const { cache, ...scanned } = options;
  const watched = watchedTree(tree);
  const found = yield* scanSteps(watched.tree, {
    ...scanned,
    matcher: { match: () => [] },
    listComponents: 'no',
    onComponents(path, components, document) {
      const entry = held.get(path) ?? { components: [] };
      held.set(path, entry);
      entry.components.push(...placed(components, document));
      if (document.graph && entry.graph === undefined && components.some((component) => component.ref !== undefined))
        keepGraph(entry, document.graph());
    },
    onLateGraph(path, graph) {
      const entry = held.get(path);
      if (entry === undefined) return;
      const { scope } = options;
      entry.components = entry.components
        .map((component) => withFacts(component, component.ref, graph))
        .filter((component) => scope === 'all' || inScope(component.scope, scope));
      keepGraph(entry, graph);
    },
    ...(cache && { aroundFile: (path, scan) => keptOrRead(path, scan, cache, watched, options, held) }),
  });
  return {
    inputs: found.inputs.map((input) => {
      const { components = [], graph } = held.get(input.path) ?? {};
      return { ...input, held: components, ...(graph && { graph }) };
    }),
    problems: found.problems,
  };
}

interface Held {
  components: Component[];
  graph?: StoredGraph;
}

function keepGraph(entry: Held, graph: DependencyGraph | LateGraph): void {
  const refs = entry.components.flatMap(({ ref }) => ref ?? []);
  entry.graph = storedGraph('from' in graph ? graphWithRefs(graph, refs) : graph, refs);
}

/** Everything that decides what a file gives is in its key: contents of all files that were looked at, names, and how it is read. */
function* keptOrRead(
  path: string,
  scan: () => Steps<FileOutcome>,
  cache: InputCache,
  watched: WatchedTree,
  { claims, named, scope, starts, map, encoding }: Omit<ScanOptions, 'matcher' | 'listComponents'>,
  held: Map<string, Held>,
): Steps<FileOutcome> {
  const claimed = claims.claimsOf(path);
  const id = claimed.length === 0 || named.has(path) ? undefined : watched.tree.contentId?.(path);
  if (id === undefined) return yield* scan();
  const folder = posix.dirname(path);
  const how = JSON.stringify([scope, starts ?? [], [...(map ?? [])], encoding ?? '']);
  const key = [id, placeOf(path, claimed), ...claimed.map(({ format, by }) => `${by} ${format.id}`), how];
  const withBeside = (beside: readonly string[]): string[] => [
    ...key,
    ...beside.flatMap((one) => [one, watched.tree.contentId?.(posix.join(folder, one)) ?? 'absent']),
  ];
  let entry = cache.find(key);
  const asked = entry && 'beside' in entry ? entry.beside : [];
  if (entry && 'beside' in entry) entry = cache.find(withBeside(entry.beside));
  if (entry && 'of' in entry) {
    const outcome = unpacked(entry.of, path);
    if (outcome.inputs.length > 0) held.set(path, { components: [...entry.of.held], graph: entry.of.graph });
    return outcome;
  }
  watched.taken();
  const outcome = yield* scan();
  const taken = watched.taken();
  const entryHeld = held.get(path);
  const kept = taken && packed(path, outcome, entryHeld?.components ?? [], entryHeld?.graph);
  if (!kept) return outcome;
  const beside = taken.filter((one) => one !== path).map((one) => posix.relative(folder, one));
  if (beside.length === 0) cache.keep(key, { of: kept });
  else {
    if (beside.join('\n') !== asked.join('\n')) cache.keep(key, { beside });
    cache.keep(withBeside(beside), { of: kept });
  }
  return outcome;
}

/** Every place of a component and its identifiers as line and column. */
function placed(components: readonly Component[], document: OpenDocument): Component[] {
  const places: Place[] = [];
  for (const { at, identifiers } of components) {
    places.push(at);
    for (const identifier of identifiers ?? []) if (identifier.at) places.push(identifier.at);
  }
  const positions = document.locate(places);
  let next = 0;
  const place = (): Place => {
    const position = positions[next++];
    return position === undefined ? nowhere : { line: position.line, column: position.column };
  };
  return components.map((component) => {
    const at = place();
    const identifiers = component.identifiers?.map(
      (identifier): Identifier => (identifier.at ? { ...identifier, at: place() } : identifier),
    );
    return { ...component, at, ...(identifiers && { identifiers }) };
  });
}

/** An inventory under knowledge and policy, to the same report that a scan of the target gives. */
export function matchInventory(
  inventory: Inventory,
  request: ReportRequest & { readonly matcher?: ComponentMatcher },
): Report {
  const { knowledge, policy } = request;
  const decider = createDecider(policy, compileGlob);
  // Its tables take longer to fill than a small target takes to match: a fleet shares one.
  const all =
    request.matcher ?? createMatcher(knowledge, { day: policy.asOf, originRules: originsAsked(policy, compileGlob) });
  const matcher = concerning(all, decider);
  const registerRows: RegisterRow[] = [];
  for (const { path, held, graph } of inventory.inputs) {
    const waiting: Waiting[] = [];
    for (const component of held) {
      const matches = matcher.match(component);
      if (matches.length > 0) waiting.push({ component, matches });
      if (component.kind === 'register-entry')
        registerRows.push({ component, path, position: positionOf(component.at) });
    }
    placeMatches(path, waiting, documentOf(graph), decider.add);
  }
  const inputs = inventory.inputs.map(({ held: _, graph: __, ...input }) => input);
  return reportOf({ inputs, problems: inventory.problems, registerRows }, decider, request);
}

function documentOf(graph: StoredGraph | undefined): OpenDocument {
  const locate: OpenDocument['locate'] = (places) => places.map(positionOf);
  if (graph === undefined) return { locate, lasts: false };
  return {
    locate,
    lasts: false,
    graph: () => {
      const labels = new Map(graph.labels);
      return { roots: graph.roots, edges: new Map(graph.edges), label: (ref) => labels.get(ref) ?? ref };
    },
  };
}

function positionOf(place: Place): { line: number; column: number } | undefined {
  return 'line' in place && place.line > 0 ? { line: place.line, column: place.column ?? 1 } : undefined;
}
