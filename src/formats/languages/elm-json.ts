/**
 * elm.json, of an application or a package. Specification: Elm's own documentation, "elm.json". Surprising: for an application it is its lockfile as
 * well, with exact versions of everything, direct and indirect; and every package is a repository of the same name on one forge.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import type { Loss } from '../python/loss.ts';
import { requirementOf } from './constraint.ts';
import { jsonProblems } from './json-problems.ts';

/** Reads what it lists. It has no edges. */
export const elmJson: DocumentFormat = {
  id: 'languages/elm-json',
  title: 'Elm elm.json',
  files: ['elm.json', 'elm-package.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const sections: readonly (readonly [string, Scope])[] = [
    ['dependencies', 'runtime'],
    ['test-dependencies', 'test'],
  ];
  if (!isRecord(memberOf(root, 'dependencies')))
    throw new UnreadableInput('wrong-shape', 'has no "dependencies" object', { line: 1 });
  const isApplication = memberOf(root, 'type') === 'application';
  const losses: Loss[] = [];
  const components: Component[] = [];
  const read = (value: unknown, path: Path, scope: Scope, direct: boolean | undefined): void => {
    if (value !== undefined && !isRecord(value))
      losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not an object` });
    for (const [name, version] of entriesOf(value)) {
      const written = stringOf(version);
      if (written === undefined)
        losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" has no version` });
      const owner = name.split('/', 1)[0] ?? name;
      components.push({
        kind: 'package',
        name,
        ecosystem: 'elm',
        at: { path: [...path, name] },
        direct,
        scope,
        ...requirementOf(written, [], 'exact'),
        identifiers: [{ kind: 'forge-owner', value: `github/${owner}`, field: 'name', relation: 'published-by' }],
      });
    }
  };
  for (const [key, scope] of sections) {
    const section = memberOf(root, key);
    if (isApplication) {
      for (const part of ['direct', 'indirect']) read(memberOf(section, part), [key, part], scope, part === 'direct');
    } else read(section, [key], scope, true);
  }
  return { components, problems: jsonProblems(losses, input.text) };
}
