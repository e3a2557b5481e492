/**
 * `winget export` and `winget configure --export` lists (JSON). Specification: the schema winget-packages. Surprising: it holds only programs
 * that some source knows; the others are named on the screen.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';

/** Reads the programs of every source. */
export const wingetExport: DocumentFormat = {
  id: 'apps/winget-export',
  title: 'winget export',
  files: [],
  mayBe: ['*.json'],
  recognise: (head) => /"PackageIdentifier"\s*:/.test(head) && /"Sources"\s*:\s*\[/.test(head),
  parse,
  locate: locateJson,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  const sources = isRecord(data) ? data.Sources : undefined;
  if (!Array.isArray(sources)) throw new NotThisFormat('has no sources of winget');
  const components: Component[] = [];
  const problems: Problem[] = [];
  const lost = (message: string): void => {
    problems.push({ code: 'missing-field', message, weight: 'lost' });
  };
  for (const [number, source] of sources.entries()) {
    const packages = isRecord(source) ? source.Packages : undefined;
    if (!Array.isArray(packages)) {
      lost(`source ${number + 1} has no list of packages`);
      continue;
    }
    for (const [index, item] of packages.entries()) {
      const id = isRecord(item) ? stringOf(item.PackageIdentifier) : undefined;
      const path = ['Sources', number, 'Packages', index, 'PackageIdentifier'];
      if (!isRecord(item) || id === undefined)
        lost(`package ${index + 1} of source ${number + 1} has no PackageIdentifier`);
      else {
        const identifiers: Identifier[] = [{ kind: 'winget', value: id, field: 'PackageIdentifier', at: { path } }];
        components.push({ kind: 'app', name: id, version: stringOf(item.Version), identifiers, at: { path } });
      }
    }
  }
  return { components, problems };
}
