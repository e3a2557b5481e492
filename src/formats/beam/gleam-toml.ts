/**
 * gleam.toml. Specification: Gleam documentation, "gleam.toml". Surprising: the table of development dependencies has been spelled with a hyphen
 * and with an underscore.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { requirementOf, withFacts } from '../languages/constraint.ts';
import { gitOrigin, type Origin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

const tables: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['dev-dependencies', 'dev'],
  ['dev_dependencies', 'dev'],
];

/** Reads what the package declares. */
export const gleamToml: DocumentFormat = {
  id: 'beam/gleam-toml',
  title: 'Gleam gleam.toml',
  files: ['gleam.toml'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  if (stringOf(memberOf(root, 'name')) === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "name"', { line: 1 });
  const components: Component[] = [];
  const losses: Loss[] = [];
  for (const [key, scope] of tables) {
    const table = memberOf(root, key);
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a table` });
    for (const [name, value] of entriesOf(table)) {
      if (typeof value !== 'string' && !isRecord(value))
        losses.push({ code: 'wrong-type', path: [key, name], message: `"${name}" is not a dependency` });
      else components.push(declared(name, value, key, scope));
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}

function declared(name: string, value: unknown, table: string, scope: Scope): Component {
  const { version, attributes } = requirementOf(
    stringOf(value) ?? stringOf(memberOf(value, 'version')),
    ['=='],
    'exact',
  );
  return {
    kind: 'package',
    name,
    version,
    ecosystem: 'hex',
    at: { path: [table, name] },
    direct: true,
    scope,
    attributes: withFacts(attributes, { ref: stringOf(memberOf(value, 'ref')) }),
    ...originOf(value),
  };
}

function originOf(value: unknown): Origin {
  const git = stringOf(memberOf(value, 'git'));
  if (git !== undefined) return gitOrigin(git, 'git');
  const path = stringOf(memberOf(value, 'path'));
  return path === undefined ? {} : { source: path, entry: 'link' };
}
