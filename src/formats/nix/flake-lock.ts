/**
 * flake.lock of Nix, versions 5 to 7. Specification: Nix manual, "nix flake", "Lock files". Surprising: an input may be a list, which is no node but
 * a path of inputs from the root to follow; and the key of a node is only a label, so that the same repository stands in it as `nixpkgs` and
 * `nixpkgs_2`.
 */
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { withFacts } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import type { Loss } from '../python/loss.ts';
import { nixSource } from './flake-reference.ts';

const newestVersion = 7;
const longestFollow = 50;

/** Reads the locked inputs and who takes in whom. */
export const flakeLock: DocumentFormat = {
  id: 'nix/flake-lock',
  title: 'Nix flake.lock',
  files: ['flake.lock'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const nodes = memberOf(root, 'nodes');
  const rootKey = stringOf(memberOf(root, 'root'));
  if (!isRecord(nodes) || rootKey === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "nodes" or no "root"', { line: 1 });
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  if (typeof version !== 'number' || version > newestVersion)
    losses.push({
      code: 'unsupported-version',
      path: ['version'],
      message: `the version is not one up to ${newestVersion}, the newest that is known`,
    });
  const inputs = inputsOf(nodes, rootKey);
  const direct = new Set(inputs.get(rootKey));
  const components: Component[] = [];
  for (const [key, node] of Object.entries(nodes)) {
    if (key === rootKey) continue;
    const locked = memberOf(node, 'locked');
    const source = nixSource(key, locked);
    if (!source) {
      losses.push({
        code: 'wrong-type',
        path: ['nodes', key],
        message: `"${key}" has no "locked" source that is known`,
      });
      continue;
    }
    components.push({
      kind: 'package',
      name: source.name,
      version: source.version,
      ecosystem: source.ecosystem,
      at: { path: ['nodes', key] },
      ref: key,
      direct: direct.has(key),
      attributes: withFacts(undefined, { input: key, ref: stringOf(memberOf(memberOf(node, 'original'), 'ref')) }),
      ...source.origin,
    });
  }
  return { components, problems: jsonProblems(losses, input.text), graph: () => graphOf(inputs, rootKey) };
}

function inputsOf(nodes: Readonly<Record<string, unknown>>, rootKey: string): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [key, node] of Object.entries(nodes)) {
    const next = entriesOf(memberOf(node, 'inputs')).flatMap(([, value]) => targetOf(nodes, rootKey, value) ?? []);
    found.set(key, [...new Set(next)]);
  }
  return found;
}

/** A key, or a path of input names from the root, each step of which may itself be such a path. */
function targetOf(nodes: Readonly<Record<string, unknown>>, rootKey: string, value: unknown): string | undefined {
  const direct = stringOf(value);
  if (direct !== undefined) return Object.hasOwn(nodes, direct) ? direct : undefined;
  const waiting = [...(stringsOf(value) ?? [])];
  if (waiting.length === 0) return undefined;
  let key = rootKey;
  for (let step = 0; waiting.length > 0 && step < longestFollow; step++) {
    const name = waiting.shift() ?? '';
    const next = memberOf(memberOf(memberOf(nodes, key), 'inputs'), name);
    const follows = stringsOf(next);
    if (follows) {
      waiting.unshift(...follows);
      key = rootKey;
    } else if (typeof next === 'string' && Object.hasOwn(nodes, next)) key = next;
    else return undefined;
  }
  return waiting.length === 0 ? key : undefined;
}

function graphOf(inputs: ReadonlyMap<string, readonly string[]>, rootKey: string): DependencyGraph {
  return { roots: [rootKey], edges: inputs, label: (ref) => (ref === rootKey ? 'project' : ref) };
}
