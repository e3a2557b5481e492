/**
 * A CocoaPods specification as JSON, *.podspec.json, as repositories of specifications and pods of other tools hold it. Specification: CocoaPods
 * guides, "Podspec Syntax Reference". Surprising: a requirement is a list of constraints, empty for any version, and subspecs nest.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, recordOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { requirementOf } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import type { Loss } from '../python/loss.ts';

/** Reads the dependencies of the pod and of its subspecs, test specifications and application specifications. */
export const podspecJson: DocumentFormat = {
  id: 'apple/podspec-json',
  title: 'CocoaPods *.podspec.json',
  files: ['*.podspec.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (stringOf(memberOf(root, 'name')) === undefined || memberOf(root, 'version') === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "name" or no "version"', { line: 1 });
  const components: Component[] = [];
  const losses: Loss[] = [];
  const open: { spec: unknown; path: Path; isTest: boolean }[] = [{ spec: root, path: [], isTest: false }];
  for (let one = open.shift(); one; one = open.shift()) {
    readDependencies(one.spec, one.path, one.isTest, components, losses);
    for (const key of ['subspecs', 'testspecs', 'appspecs'])
      for (const [at, inner] of (listOf(memberOf(one.spec, key)) ?? []).entries())
        open.push({ spec: inner, path: [...one.path, key, at], isTest: one.isTest || key === 'testspecs' });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function readDependencies(spec: unknown, base: Path, isTest: boolean, components: Component[], losses: Loss[]): void {
  const section = memberOf(spec, 'dependencies');
  if (section === undefined) return;
  const path: Path = [...base, 'dependencies'];
  if (!isRecord(section)) {
    losses.push({ code: 'wrong-type', path, message: '"dependencies" is not an object' });
    return;
  }
  for (const [name, value] of Object.entries(recordOf(section) ?? {})) {
    const constraint = typeof value === 'string' ? value : stringsOf(value)?.join(', ');
    if (constraint === undefined)
      losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" is not a list of constraints` });
    components.push({
      kind: 'package',
      name,
      ecosystem: 'cocoapods',
      at: { path: [...path, name] },
      direct: true,
      scope: isTest ? 'test' : undefined,
      ...requirementOf(constraint, ['='], 'exact'),
    });
  }
}
