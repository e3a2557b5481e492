/**
 * mix.lock of Elixir. Specification: none is published; it is one Elixir map, written by Mix and Hex. Surprising: the key is the application's
 * name and the second part of a `:hex` tuple the package's, which may differ; the requirements of each package stand in it, also optional ones
 * that are not locked; and the seventh part names the registry, `hexpm:acme` being a private one.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, splitNodes } from '../../syntax/code-tree.ts';
import { withFacts } from '../languages/constraint.ts';
import { type NamedNode, nameGraph } from '../languages/name-graph.ts';
import { gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { type MixDependencies, type MixDependency, mixDependencies } from './mix-dependencies.ts';
import { mixScope } from './mix-exs.ts';
import { elixir, membersOf, optionsOf, scalarOf } from './terms.ts';

/** Reads the locked packages and who requires whom. What is direct is known where a mix.exs stands beside it. */
export const mixLock: DocumentFormat = {
  id: 'beam/mix-lock',
  title: 'Elixir mix.lock',
  files: ['mix.lock'],
  companions: (input) => [manifestPath(input.path)],
  parse,
};

interface MixPackage extends NamedNode {
  readonly component: Component;
}

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const nodes = codeTree(strictTokens(input.text, elixir));
  const map = nodes[1];
  if (nodes.length !== 2 || !isToken(nodes[0], '%') || map?.kind !== 'group' || map.open !== '{')
    throw new UnreadableInput('wrong-shape', 'is not one Elixir map', { line: 1 });
  const manifest = manifestOf(input.companions.get(manifestPath(input.path)));
  const declaredByName = manifest && new Map(manifest.dependencies.map((one) => [one.name, one]));
  const packages: MixPackage[] = [];
  const problems: Problem[] = [];
  for (const part of splitNodes(map.nodes, ',')) {
    const one = packageOf(part, declaredByName, manifest?.isUmbrella === false);
    if (one) packages.push(one);
    else
      problems.push({
        code: 'wrong-type',
        line: part[0]?.line,
        message: 'an entry is not a name with its locked package',
        weight: 'lost',
      });
  }
  const declared = manifest && !manifest.isUmbrella ? manifest.dependencies.map((one) => one.name) : undefined;
  return { components: packages.map((one) => one.component), problems, graph: () => nameGraph(packages, declared) };
}

/** `"key": {...}`, `key: {...}` or `"key" => {...}`. */
function packageOf(
  part: readonly CodeNode[],
  declaredByName: ReadonlyMap<string, MixDependency> | undefined,
  isComplete: boolean,
): MixPackage | undefined {
  const key = part[0];
  if (!key || key.kind === 'group' || key.kind === 'mark' || part.length !== 3) return undefined;
  if (!isToken(part[1], ':') && !isToken(part[1], '=>')) return undefined;
  const members = membersOf(part.slice(2), '{');
  const kind = scalarOf(members?.[0])?.text;
  const second = scalarOf(members?.[1])?.text;
  if (!members || kind === undefined || second === undefined) return undefined;
  const third = scalarOf(members[2])?.text;
  const isHex = kind === 'hex' || kind === 'package';
  const version = kind === 'package' ? second : kind === 'hex' || kind === 'git' ? third : undefined;
  if (version === undefined && kind !== 'path') return undefined;
  const name = kind === 'hex' ? second : key.text;
  const declared = declaredByName?.get(key.text);
  const isDirect = declared !== undefined ? true : isComplete ? false : undefined;
  const options = optionsOf(membersOf(members[3], '[') ?? []);
  const facts = {
    alias: name === key.text ? undefined : key.text,
    branch: scalarOf(options.get('branch'))?.text,
    tag: scalarOf(options.get('tag'))?.text,
  };
  const requires = isHex ? requirementsOf(members[5]) : [];
  const component: Component = {
    kind: 'package',
    name,
    version,
    ecosystem: 'hex',
    at: { offset: key.offset },
    ref: key.text,
    direct: isDirect,
    scope: declared && mixScope(declared),
    attributes: withFacts(undefined, facts),
    ...originOf(kind, second, scalarOf(members[6])?.text),
  };
  return { ref: key.text, name: key.text, version, requires, component };
}

/** The sixth part of a `:hex` tuple: `[{:name, "requirement", [hex: ..., repo: ..., optional: ...]}, ...]`. */
function requirementsOf(part: readonly CodeNode[] | undefined): string[] {
  return (membersOf(part, '[') ?? []).flatMap((one) => scalarOf(membersOf(one, '{')?.[0])?.text ?? []);
}

function originOf(kind: string, address: string, repository: string | undefined): Origin {
  if (kind === 'git') return isLocalAddress(address) ? { source: address, entry: 'link' } : gitOrigin(address, 'git');
  if (kind === 'path') return { source: address, entry: 'link' };
  return { source: repository };
}

function manifestPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}mix.exs`;
}

/** A manifest that does not parse is an input of its own. */
function manifestOf(text: string | undefined): MixDependencies | undefined {
  if (text === undefined) return undefined;
  try {
    return mixDependencies(text);
  } catch {
    return undefined;
  }
}
