/**
 * composer.json. Specification: Composer documentation, "The composer.json schema". Surprising: `repositories` says where packages really come from, may
 * hold whole packages itself, and is a list or an object; and below a `vendor` folder the file is that of an installed package, whose
 * requirements are in the project's lockfile. Authors in it are not read.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { composerOrigin, composerRow, isPlatform } from './composer-package.ts';

/** Reads the declared packages and the repositories. */
export const composerJson: DocumentFormat = {
  id: 'php/composer-json',
  title: 'Composer composer.json',
  files: ['composer.json'],
  locate: locateJson,
  parse,
};

const sections: readonly (readonly [string, Scope])[] = [
  ['require', 'runtime'],
  ['require-dev', 'dev'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  if (/(?:^|\/)vendor\/[^/]+\/[^/]+\/composer\.json$/.test(input.path)) return { components: installed(root) };
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [section, scope] of sections) {
    const value = root[section];
    // An empty list is how PHP writes an empty object.
    if (value !== undefined && !isRecord(value) && listOf(value)?.length !== 0)
      losses.push({ code: 'wrong-type', path: [section], message: `"${section}" is not an object` });
    for (const [name, constraint] of entriesOf(value)) {
      if (isPlatform(name)) continue;
      if (typeof constraint === 'string') components.push(required(name, constraint, [section, name], scope));
      else losses.push({ code: 'wrong-type', path: [section, name], message: `"${name}" has no constraint` });
    }
  }
  readRepositories(root.repositories, components, losses);
  for (const { key, path } of duplicateKeys(input.text, 20))
    if (path.length === 1 && sections.some(([section]) => section === path[0]))
      losses.push({
        code: 'duplicate-key',
        path: [...path, key],
        message: `"${key}" stands twice; only the last one counts`,
      });
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}

function installed(root: Readonly<Record<string, unknown>>): Component[] {
  const name = stringOf(root.name);
  if (name === undefined) return [];
  return [{ kind: 'package', name, version: stringOf(root.version), ecosystem: 'composer', at: { path: ['name'] } }];
}

/** `1.2.3` is exact, and so is `dev-main#commit` in its own way; anything else is a wish. */
function required(name: string, written: string, path: Path, scope: Scope): Component {
  const text = written.trim();
  const exact =
    /^(?:={1,2}\s*)?(v?\d+(?:\.\d+){1,3}(?:-[\w.]+)?)$/.exec(text)?.[1] ?? /^(dev-[\w./-]+)(?:#\w+)?$/.exec(text)?.[1];
  return {
    ...{ kind: 'package', name, version: exact, ecosystem: 'composer', at: { path }, direct: true, scope },
    attributes: exact !== undefined || text === '' || text === '*' ? undefined : { constraint: text },
  };
}

function readRepositories(repositories: unknown, components: Component[], losses: Loss[]): void {
  const rows: (readonly [Path, unknown])[] = Array.isArray(repositories)
    ? repositories.map((row, at) => [['repositories', at], row] as const)
    : entriesOf(repositories).map(([key, row]) => [['repositories', key], row] as const);
  for (const [path, row] of rows) {
    // `{"packagist.example": false}` turns a repository off.
    if (!isRecord(row)) continue;
    const type = stringOf(row.type);
    const url = stringOf(row.url);
    if (type === 'package') {
      const inner = memberOf(row, 'package');
      const list = listOf(inner);
      for (const [at, value] of (list ?? [inner]).entries()) {
        const one = composerRow(value);
        const place: Path = list ? [...path, 'package', at] : [...path, 'package'];
        if (one)
          components.push({
            ...{
              kind: 'package',
              name: one.name,
              version: one.version,
              ecosystem: 'composer',
              at: { path: [...place, 'name'] },
            },
            ...{ direct: true, ...composerOrigin(one.row) },
          });
        else losses.push({ code: 'wrong-type', path: place, message: 'a package of "repositories" has no name' });
      }
      continue;
    }
    if (url === undefined) continue;
    const at: Path = [...path, 'url'];
    const component = settingComponent('repositories.url', url, { path: at });
    if (component) components.push(component);
    else if (hostOf(url) !== undefined && type !== 'path' && type !== 'artifact')
      components.push({
        ...{ kind: 'service', name: hostOf(url) ?? url, at: { path: at }, source: withoutSecrets(url) },
        identifiers: [{ kind: 'url', value: withoutSecrets(url), field: 'repositories.url', relation: 'fetched-from' }],
      });
  }
}
