import { createDecider } from '../decide/decide.ts';
import { originsAsked } from '../decide/judge.ts';
import { compileGlob } from '../identity/glob.ts';
import { createMatcher } from '../match/matcher.ts';
import type { Component, DependencyGraph, Identifier, Place } from '../model/component.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { Problem } from '../model/problem.ts';
import type { InputSummary, Report } from '../model/report.ts';
import type { OpenDocument } from './read-input.ts';
import { type ReportRequest, reportOf } from './scan-target.ts';
import {
  type ComponentMatcher,
  placeMatches,
  type RegisterRow,
  type ScanOptions,
  scanTree,
  type Waiting,
} from './scan-tree.ts';

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

/** A dependency graph as arrays. `labels` are those that differ from their ref. */
export interface StoredGraph {
  readonly roots: readonly string[];
  readonly edges: readonly (readonly [string, readonly string[]])[];
  readonly labels: readonly (readonly [string, string])[];
}

const nowhere: Place = { line: 0 };

/** Reads a target into an inventory; nothing is matched. */
export function takeInventory(
  tree: FileTree,
  options: Omit<ScanOptions, 'matcher' | 'onComponents' | 'onMatch' | 'listComponents'>,
): Inventory {
  const held = new Map<string, { components: Component[]; graph?: StoredGraph }>();
  const found = scanTree(tree, {
    ...options,
    matcher: { match: () => [] },
    listComponents: 'no',
    onComponents(path, components, document) {
      const entry = held.get(path) ?? { components: [] };
      held.set(path, entry);
      entry.components.push(...placed(components, document));
      if (document.graph && entry.graph === undefined && components.some((component) => component.ref !== undefined))
        entry.graph = stored(document.graph());
    },
  });
  return {
    inputs: found.inputs.map((input) => {
      const { components = [], graph } = held.get(input.path) ?? {};
      return { ...input, held: components, ...(graph && { graph }) };
    }),
    problems: found.problems,
  };
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

function stored(graph: DependencyGraph): StoredGraph {
  const edges = [...graph.edges];
  const refs = new Set([...graph.roots, ...edges.map(([ref]) => ref), ...edges.flatMap(([, next]) => next)]);
  const labels = [...refs].flatMap((ref): [string, string][] => {
    const label = graph.label?.(ref) ?? ref;
    return label === ref ? [] : [[ref, label]];
  });
  return { roots: graph.roots, edges, labels };
}

/** An inventory under knowledge and policy, to the same report that a scan of the target gives. */
export function matchInventory(
  inventory: Inventory,
  request: ReportRequest & { readonly matcher?: ComponentMatcher },
): Report {
  const { knowledge, policy } = request;
  const decider = createDecider(policy, compileGlob);
  // Its tables take longer to fill than a small target takes to match: a fleet shares one.
  const matcher =
    request.matcher ?? createMatcher(knowledge, { day: policy.asOf, originRules: originsAsked(policy, compileGlob) });
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
