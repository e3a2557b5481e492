/**
 * Project.toml of Julia. Specification: Pkg documentation, "Project.toml". Surprising: `[deps]` maps names to UUIDs and `[compat]` to versions, where a
 * bare version is a caret range; `[sources]` says where a package is taken from instead of a registry.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { requirementOf } from './constraint.ts';
import { gitOrigin, isLocalAddress, type Origin } from './origin.ts';

/** Reads what a package or environment declares. */
export const juliaProject: DocumentFormat = {
  id: 'languages/julia-project',
  title: 'Julia Project.toml',
  files: ['JuliaProject.toml'],
  mayBe: ['Project.toml'],
  recognise: (head) => /^[ \t]*(?:\[(?:deps|compat|extras|weakdeps)\]|uuid[ \t]*=)/m.test(head),
  locate: locateToml,
  parse,
};

const tables: readonly (readonly [string, Scope])[] = [
  ['deps', 'runtime'],
  ['weakdeps', 'optional'],
  ['extras', 'test'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  if (!['deps', 'compat', 'extras', 'weakdeps', 'uuid'].some((key) => memberOf(root, key) !== undefined))
    throw new UnreadableInput('wrong-shape', 'has no "[deps]" and no "uuid"', { line: 1 });
  const compat = memberOf(root, 'compat');
  const sources = memberOf(root, 'sources');
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [key, scope] of tables) {
    const table = memberOf(root, key);
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a table` });
    for (const [name] of entriesOf(table)) {
      components.push({
        kind: 'package',
        name,
        ecosystem: 'julia',
        at: { path: [key, name] },
        direct: true,
        scope,
        ...requirementOf(stringOf(memberOf(compat, name)), ['='], 'range'),
        ...originOf(memberOf(sources, name)),
      });
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}

function originOf(source: unknown): Origin {
  const url = stringOf(memberOf(source, 'url'));
  if (url !== undefined) return isLocalAddress(url) ? { source: url, entry: 'link' } : gitOrigin(url, 'sources.url');
  const path = stringOf(memberOf(source, 'path'));
  return path === undefined ? {} : { source: path, entry: 'link' };
}
