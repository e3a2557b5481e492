/**
 * rebar.lock of Erlang's rebar3, with and without a version line. Specification: rebar3 documentation, "Dependencies: lock files". Surprising: it
 * holds Erlang terms, each closed with a dot; the number behind a package is its level, and level 0 is what the project itself asks for; and the
 * second name of a `pkg` tuple is the package's, the first the application's.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, splitNodes } from '../../syntax/code-tree.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { withFacts } from '../languages/constraint.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { erlangSource } from './erlang-source.ts';
import { erlang, membersOf, scalarOf } from './terms.ts';

const newestMajor = 1;

/** Reads the locked packages. It has no edges. */
export const rebarLock: DocumentFormat = {
  id: 'beam/rebar-lock',
  title: 'Erlang rebar.lock',
  files: ['rebar.lock'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const nodes = codeTree(strictTokens(input.text, erlang));
  const last = nodes[nodes.length - 1];
  if (last && !(last.kind === 'mark' && last.text === '.'))
    throw new SyntaxFault('syntax', 'the last term is not closed with a dot', { line: last.line });
  const first = splitNodes(nodes, '.')[0];
  const versioned = membersOf(first, '{');
  const stated = scalarOf(versioned?.[0]);
  const version = stated?.token.kind === 'string' ? stated.text : undefined;
  const list = (version === undefined ? undefined : membersOf(versioned?.[1], '[')) ?? membersOf(first, '[');
  if (!list) throw new UnreadableInput('wrong-shape', 'has no list of packages as its first term', { line: 1 });
  const problems: Problem[] = [];
  if (version !== undefined && Number.parseInt(version, 10) > newestMajor) {
    const message = `lockfile version ${version} is newer than ${newestMajor}, the newest that is known`;
    problems.push({ code: 'unsupported-version', line: first?.[0]?.line, message, weight: 'lost' });
  }
  const components: Component[] = [];
  for (const part of list) {
    const one = packageOf(part);
    if (one) components.push(one);
    else
      problems.push({
        code: 'wrong-type',
        line: part[0]?.line,
        message: 'an entry is not a name, a source and a level',
        weight: 'lost',
      });
  }
  return { components, problems };
}

function packageOf(part: readonly CodeNode[]): Component | undefined {
  const members = membersOf(part, '{');
  const key = scalarOf(members?.[0]);
  const source = erlangSource(members?.[1]);
  if (!key || !source) return undefined;
  const name = source.name ?? key.text;
  const level = scalarOf(members?.[2])?.text;
  return {
    kind: 'package',
    name,
    version: source.version,
    ecosystem: 'hex',
    at: { offset: key.token.offset },
    direct: level === undefined ? undefined : level === '0',
    attributes: withFacts(undefined, { alias: name === key.text ? undefined : key.text, branch: source.branch }),
    ...source.origin,
  };
}
