import { codeTokens } from '../../syntax/code-tokens.ts';
import { type CodeGroup, type CodeNode, codeTree, isToken, splitNodes } from '../../syntax/code-tree.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { elixir, membersOf, optionsOf, scalarOf } from './terms.ts';

/** A dependency `{:name, "requirement", options}` of a mix.exs. */
export interface MixDependency {
  readonly name: string;
  readonly offset: number;
  readonly requirement: string | undefined;
  readonly option: (key: string) => string | undefined;
  /** The environments of `only`, as written. */
  readonly only: readonly string[];
}

export interface MixDependencies {
  readonly dependencies: readonly MixDependency[];
  /** Lines of entries that are no literal tuples. */
  readonly computed: readonly number[];
  /** An umbrella's own file: the dependencies stand in those of its applications. */
  readonly isUmbrella: boolean;
}

/**
 * The dependencies of a mix.exs: lists below `deps:` and in functions whose names end in `deps`. Throws `SyntaxFault` where
 * brackets or strings are not closed.
 */
export function mixDependencies(text: string): MixDependencies {
  const { tokens } = codeTokens(text, elixir);
  const blocks = tokens.filter((one, at) => one.kind === 'word' && one.text === 'do' && tokens[at + 1]?.text !== ':');
  const ends = tokens.filter((one) => one.kind === 'word' && one.text === 'end');
  if (ends.length < blocks.length) throw new SyntaxFault('syntax', 'a block never ends', { line: blocks[0]?.line });
  const nodes = codeTree(tokens);
  const dependencies: MixDependency[] = [];
  const computed: number[] = [];
  for (const list of dependencyLists(nodes)) {
    for (const part of splitNodes(list.nodes, ',')) {
      const one = dependencyOf(part);
      if (one) dependencies.push(one);
      else computed.push(part[0]?.line ?? list.line);
    }
  }
  return { dependencies, computed, isUmbrella: /\bapps_path:/.test(text) };
}

function dependencyLists(nodes: readonly CodeNode[]): CodeGroup[] {
  const lists: CodeGroup[] = [];
  let isInside = false;
  for (const [at, node] of nodes.entries()) {
    if (node.kind === 'word' && (node.text === 'def' || node.text === 'defp' || node.text === '@')) {
      const name = nodes[at + 1];
      isInside = name?.kind === 'word' && /(?:^|_)deps$/.test(name.text);
    } else if (node.kind === 'group') {
      if (node.open !== '[') {
        // `deps()` has no list in its brackets.
        continue;
      }
      if (isInside) lists.push(node);
      else lists.push(...inlineLists(node));
    }
  }
  return lists;
}

/** `deps: [...]` inside of `project`. */
function inlineLists(group: CodeGroup): CodeGroup[] {
  return splitNodes(group.nodes, ',').flatMap((part) => {
    const list = part[2];
    return isToken(part[0], 'deps') && isToken(part[1], ':') && list?.kind === 'group' && list.open === '['
      ? [list]
      : [];
  });
}

function dependencyOf(part: readonly CodeNode[]): MixDependency | undefined {
  const members = membersOf(part, '{');
  const name = scalarOf(members?.[0]);
  if (!members || !name || !isToken(members[0]?.[0], ':')) return undefined;
  const second = members[1]?.length === 1 ? scalarOf(members[1]) : undefined;
  const requirement = second?.token.kind === 'string' ? second.text : undefined;
  const last = members[members.length - 1];
  const options = optionsOf(membersOf(last, '[') ?? members.slice(1));
  const only = options.get('only');
  const environments = membersOf(only, '[') ?? (only ? [only] : []);
  return {
    name: name.text,
    offset: name.token.offset,
    requirement,
    option: (key) => scalarOf(options.get(key))?.text,
    only: environments.flatMap((one) => scalarOf(one)?.text ?? []),
  };
}
