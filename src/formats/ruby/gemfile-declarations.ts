import type { Scope } from '../../model/component.ts';
import type { CodeToken } from '../../syntax/code-tokens.ts';
import { type RubyCall, rubyCalls } from '../languages/ruby-calls.ts';

/** A `gem` line with the blocks it stands in. */
export interface DeclaredGem {
  readonly call: RubyCall;
  /** The name's literal; undefined where it is computed. */
  readonly name: CodeToken | undefined;
  readonly groups: readonly string[];
  /** Options of the `git`, `path`, `github` or `source` block around it, the innermost first. */
  readonly around: readonly RubyCall[];
}

export interface GemfileDeclarations {
  readonly gems: readonly DeclaredGem[];
  /** `source`, `git` and their kin, in order, as lines of their own. */
  readonly sources: readonly RubyCall[];
  readonly fault?: { readonly message: string; readonly line: number };
}

const wanted: ReadonlySet<string> = new Set([
  'gem',
  'source',
  'group',
  'git',
  'path',
  'github',
  'gitlab',
  'bitbucket',
  'gist',
]);
const opensBlock = /\bdo\b(?:\s*\|[^|]*\|)?\s*(?:#.*)?$/;
const opensStatement = /^\s*(?:if|unless|case|begin|def|class|module|while|until|for)\b/;

/**
 * The literal declarations of a Gemfile. Which block a line stands in is told by the lines that end in `do` and by `end`, as every
 * Gemfile is written; nothing is run.
 */
export function gemfileDeclarations(text: string): GemfileDeclarations {
  const { calls, fault } = rubyCalls(text, wanted);
  const byLine = new Map<number, RubyCall[]>();
  for (const call of calls) {
    const list = byLine.get(call.line);
    if (list) list.push(call);
    else byLine.set(call.line, [call]);
  }
  const gems: DeclaredGem[] = [];
  const sources: RubyCall[] = [];
  const open: OpenBlock[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const here = byLine.get(index + 1) ?? [];
    const opens = opensBlock.test(line);
    for (const call of here) {
      if (call.receiver !== undefined) continue;
      if (call.name === 'gem') gems.push(declared(call, open));
      else if (call.name === 'source') sources.push(call);
    }
    if (/^\s*end\b/.test(line)) open.pop();
    else if (opens) open.push({ call: here.find((call) => call.name !== 'gem'), line });
    else if (opensStatement.test(line) && !/\bend\s*$/.test(line)) open.push({ call: undefined, line });
  }
  const unclosed =
    open.length > 0 ? { message: 'a block is never closed', line: text.split(/\r\n|\r|\n/).length } : undefined;
  const trouble = fault ?? unclosed;
  return trouble ? { gems, sources, fault: trouble } : { gems, sources };
}

/** A block that is not closed yet; without a call it is of another kind. */
interface OpenBlock {
  readonly call: RubyCall | undefined;
  readonly line: string;
}

function declared(call: RubyCall, open: readonly OpenBlock[]): DeclaredGem {
  const groups: string[] = [];
  const around: RubyCall[] = [];
  for (const block of open) {
    if (block.call?.name === 'group') groups.push(...groupNames(block.line));
    else if (block.call) around.unshift(block.call);
  }
  for (const key of ['group', 'groups']) groups.push(...words(call.options.get(key) ?? []));
  return { call, name: call.positional[0], groups, around };
}

/** `group :development, "test" do`. */
function groupNames(line: string): string[] {
  const names = /\bgroup\b(.*)\bdo\b/.exec(line)?.[1] ?? '';
  return [...names.matchAll(/:(\w+)|["'](\w+)["']/g)].map((found) => found[1] ?? found[2] ?? '');
}

function words(tokens: readonly CodeToken[]): string[] {
  return tokens.filter((token) => token.kind !== 'mark').map((token) => token.text);
}

/** Of Bundler's groups: what is only in groups of development or test is not delivered. */
export function groupScope(groups: readonly string[]): Scope {
  if (
    groups.length === 0 ||
    groups.some(
      (name) => !/^(?:dev|development|test|tests|ci|lint|doc|docs|rubocop|profile|debug|guard|tools?)/i.test(name),
    )
  )
    return 'runtime';
  return groups.every((name) => /^tests?$/i.test(name)) ? 'test' : 'dev';
}
