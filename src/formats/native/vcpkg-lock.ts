/**
 * vcpkg-lock.json in the folder of installed packages. Specification: vcpkg documentation, "vcpkg-lock.json". Surprising: it locks registries, not
 * packages: for each address the commits its references stood at.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, stringOf } from '../../syntax/shape.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import type { Loss } from '../python/loss.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads the registries with their commits. */
export const vcpkgLock: DocumentFormat = {
  id: 'native/vcpkg-lock',
  title: 'vcpkg vcpkg-lock.json',
  files: ['vcpkg-lock.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an object of registries', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [address, references] of Object.entries(root)) {
    if (!isRecord(references))
      losses.push({ code: 'wrong-type', path: [address], message: 'a registry has no references' });
    for (const [reference, commit] of entriesOf(references)) {
      const version = stringOf(commit);
      if (version === undefined)
        losses.push({ code: 'wrong-type', path: [address, reference], message: 'a reference has no commit' });
      components.push({
        kind: 'package',
        ...repositoryComponent(address, 'registry'),
        version,
        at: { path: [address] },
        attributes: { ref: reference },
      });
    }
  }
  return { components, problems: jsonProblems(losses, input.text) };
}
