/**
 * rush.json and common/config/rush/common-versions.json of Rush. Specification: Rush documentation, "rush.json". Surprising: the lockfile of all projects is
 * common/config/rush/pnpm-lock.yaml, an input of its own; this file pins the tools that make it.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJsonc } from '../../syntax/json.ts';
import { entriesOf, isRecord, stringOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { rangeComponent } from './range-component.ts';

/** Reads the pinned tools, or the preferred versions. */
export const rushJson: DocumentFormat = {
  id: 'javascript/rush-json',
  title: 'Rush rush.json',
  files: ['rush.json', 'common/config/rush/common-versions.json'],
  locate: locateJson,
  parse,
};

const tools: readonly (readonly [string, string])[] = [
  ['rushVersion', '@microsoft/rush'],
  ['pnpmVersion', 'pnpm'],
  ['npmVersion', 'npm'],
  ['yarnVersion', 'yarn'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJsonc(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  if (/common-versions\.json$/i.test(input.path)) {
    for (const [name, range] of entriesOf(root.preferredVersions)) {
      const path = ['preferredVersions', name];
      if (typeof range === 'string')
        components.push({ ...rangeComponent(name, range, { path }, undefined), direct: undefined });
      else losses.push({ code: 'wrong-type', path, message: `"${name}" has no range` });
    }
    return { components, problems: problemsOf(losses, input.text, locateJson) };
  }
  if (!Array.isArray(root.projects) && root.rushVersion === undefined)
    throw new UnreadableInput('wrong-shape', 'has neither "rushVersion" nor "projects"', { line: 1 });
  for (const [key, name] of tools) {
    const version = stringOf(root[key]);
    if (version !== undefined) components.push({ ...rangeComponent(name, version, { path: [key] }, 'build') });
    else if (root[key] !== undefined)
      losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a version` });
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}
