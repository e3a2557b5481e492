/**
 * dub.selections.json of D. Specification: dub documentation, "Version selections". Surprising: a version that begins with `~` is a branch.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf } from '../../syntax/shape.ts';
import type { Loss } from '../python/loss.ts';
import { dubDependency } from './dub-dependency.ts';
import { jsonProblems } from './json-problems.ts';

const newestVersion = 1;

/** Reads the selected packages. It has no edges. */
export const dubSelections: DocumentFormat = {
  id: 'languages/dub-selections',
  title: 'D dub.selections.json',
  files: ['dub.selections.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const versions = memberOf(root, 'versions');
  if (!isRecord(versions)) throw new UnreadableInput('wrong-shape', 'has no "versions" object', { line: 1 });
  const losses: Loss[] = [];
  const version = memberOf(root, 'fileVersion');
  if (typeof version !== 'number' || version > newestVersion)
    losses.push({
      code: 'unsupported-version',
      path: ['fileVersion'],
      message: `the version is not one up to ${newestVersion}, the newest that is known`,
    });
  const components: Component[] = [];
  for (const [name, value] of entriesOf(versions)) {
    const one = dubDependency(name, value, ['versions', name], undefined);
    if (one) components.push(one);
    else losses.push({ code: 'wrong-type', path: ['versions', name], message: `"${name}" has no version` });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}
