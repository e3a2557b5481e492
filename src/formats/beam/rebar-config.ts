/**
 * rebar.config of Erlang's rebar3. Specification: rebar3 documentation, "Dependencies" and "Profiles". Surprising: a dependency may be a bare
 * atom, which means the newest package of that name; plugins are dependencies of the build; and a profile holds lists of its own.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, splitNodes } from '../../syntax/code-tree.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { erlangSource } from './erlang-source.ts';
import { erlang, membersOf, scalarOf } from './terms.ts';

/** Reads what the project declares, in every profile. */
export const rebarConfig: DocumentFormat = {
  id: 'beam/rebar-config',
  title: 'Erlang rebar.config',
  files: ['rebar.config'],
  parse,
};

const lists: ReadonlyMap<string, Scope> = new Map([
  ['deps', 'runtime'],
  ['plugins', 'build'],
  ['project_plugins', 'build'],
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const components: Component[] = [];
  const problems: Problem[] = [];
  const nodes = codeTree(strictTokens(input.text, erlang));
  const last = nodes[nodes.length - 1];
  const terms = splitNodes(nodes, '.');
  if (terms.length > 0 && !terms.some((term) => term.length === 1 && membersOf(term, '{')))
    throw new UnreadableInput('wrong-shape', 'has no term that is a setting', { line: 1 });
  if (last && !(last.kind === 'mark' && last.text === '.'))
    throw new SyntaxFault('syntax', 'the last term is not closed with a dot', { line: last.line });
  for (const term of terms) readTerm(term, undefined, components, problems);
  return { components, problems };
}

function readTerm(
  term: readonly CodeNode[],
  profile: string | undefined,
  components: Component[],
  problems: Problem[],
): void {
  const members = membersOf(term, '{');
  const key = scalarOf(members?.[0])?.text;
  const values = membersOf(members?.[1], '[');
  if (!members || key === undefined || !values) return;
  const scope = lists.get(key);
  if (scope) {
    for (const part of values) {
      const one = declared(part, profile === undefined ? scope : profile === 'test' ? 'test' : 'dev', profile);
      if (one) components.push(one);
      else
        problems.push({ code: 'wrong-type', line: part[0]?.line, message: 'this is not a dependency', weight: 'lost' });
    }
  } else if (key === 'profiles' && profile === undefined) {
    for (const one of values) {
      const pair = membersOf(one, '{');
      const name = scalarOf(pair?.[0])?.text;
      for (const setting of membersOf(pair?.[1], '[') ?? []) readTerm(setting, name ?? '', components, problems);
    }
  }
}

/** `name`, `{name, "1.0"}`, `{name, Source}`, `{name, "1.0", Source}`, each perhaps with options behind. */
function declared(part: readonly CodeNode[], scope: Scope, profile: string | undefined): Component | undefined {
  const members = membersOf(part, '{') ?? [part];
  const key = scalarOf(members[0]);
  if (!key) return undefined;
  const source = erlangSource(members[1]) ?? erlangSource(members[2]);
  const name = source?.name ?? key.text;
  const requirement = requirementOf(source?.version ?? scalarOf(members[1])?.text, ['=='], 'exact');
  return {
    kind: 'package',
    name,
    version: requirement.version ?? source?.version,
    ecosystem: 'hex',
    at: { offset: key.token.offset },
    direct: true,
    scope,
    attributes: withFacts(source?.version === undefined ? requirement.attributes : undefined, {
      alias: name === key.text ? undefined : key.text,
      branch: source?.branch,
      profile,
    }),
    ...source?.origin,
  };
}
