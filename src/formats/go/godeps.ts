/**
 * Godeps.json of godep, a package manager from before Go modules. Specification: the godep README, "File Format". Surprising: it lists packages,
 * not modules, so one repository may stand in it many times; the `Comment` is the output of `git describe`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';

/** Reads the packages of a Godeps.json. It has no edges and does not say what is direct. */
export const godeps: DocumentFormat = {
  id: 'go/godeps',
  title: 'Go godep Godeps.json',
  files: ['Godeps.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const deps = listOf(memberOf(root, 'Deps'));
  // godep writes null for a project without dependencies.
  if (!deps && memberOf(root, 'Deps') !== null)
    throw new UnreadableInput('wrong-shape', 'has no "Deps" list', { line: 1 });
  const components: Component[] = [];
  const bad: (string | number)[][] = [];
  for (const [at, value] of (deps ?? []).entries()) {
    const name = stringOf(memberOf(value, 'ImportPath'));
    if (name === undefined) {
      bad.push(['Deps', at]);
      continue;
    }
    const described = /^v?\d[\w.+-]*$/.exec(stringOf(memberOf(value, 'Comment')) ?? '')?.[0];
    const version = described ?? stringOf(memberOf(value, 'Rev'));
    components.push({ kind: 'package', name, version, ecosystem: 'golang', at: { path: ['Deps', at, 'ImportPath'] } });
  }
  const problems = locateJson(input.text, bad).map(
    (place): Problem => ({
      code: 'wrong-type',
      line: place?.line,
      message: 'a dependency has no import path',
      weight: 'lost',
    }),
  );
  return { components, problems };
}
