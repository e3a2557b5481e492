/**
 * Pipfile of Pipenv. Specification: Pipenv documentation, "Pipfile & Pipfile.lock". Surprising: every table that is not one of Pipenv's own is a
 * category of packages; and an index is named by the label of a `[[source]]`.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from './loss.ts';
import { poetryComponents } from './poetry-tables.ts';

/** Reads what a Pipfile declares, in every category, and its indexes. */
export const pipfile: DocumentFormat = {
  id: 'python/pipfile',
  title: 'Pipenv Pipfile',
  files: ['Pipfile'],
  locate: locateToml,
  parse,
};

const others = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipenv_settings']);

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const components: Component[] = [];
  const losses: Loss[] = [];
  const indexes = new Map<string, string>();
  for (const [at, source] of (listOf(root.source) ?? []).entries()) {
    const url = stringOf(memberOf(source, 'url'));
    const host = url === undefined ? undefined : hostOf(url);
    if (url === undefined) continue;
    indexes.set(stringOf(memberOf(source, 'name')) ?? '', url);
    if (host === undefined) continue;
    const address = withoutSecrets(url);
    components.push({
      ...{ kind: 'service', name: host, at: { path: ['source', at, 'url'] }, source: address },
      identifiers: [{ kind: 'url', value: address, field: 'source.url', relation: 'fetched-from' }],
    });
  }
  const tables = Object.entries(root).filter(([name]) => !others.has(name));
  if (tables.length === 0 && Object.keys(root).length === 0)
    throw new UnreadableInput('wrong-shape', 'has no table at all', { line: 1 });
  for (const [name, table] of tables) {
    const scope: Scope = name === 'packages' ? 'runtime' : name === 'dev-packages' ? 'dev' : 'optional';
    if (isRecord(table)) components.push(...poetryComponents(table, [name], scope, indexes, losses));
    else losses.push({ code: 'wrong-type', path: [name], message: `"${name}" is not a table` });
  }
  return { components, problems: problemsOf(losses, input.text, locateToml) };
}
