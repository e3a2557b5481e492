/**
 * foundry.lock of Solidity's Foundry. Specification: Foundry book, "Dependencies". Surprising: it locks folders of git submodules to a tag, branch or
 * commit; their addresses stand in .gitmodules beside it.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { parseIni } from '../../syntax/ini.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { repositoryComponent } from '../native/named-repository.ts';
import type { Loss } from '../python/loss.ts';
import { withFacts } from './constraint.ts';
import { jsonProblems } from './json-problems.ts';

/** Reads the locked submodules. */
export const foundryLock: DocumentFormat = {
  id: 'languages/foundry-lock',
  title: 'Solidity foundry.lock',
  files: ['foundry.lock'],
  companions: (input) => [modulesPath(input.path)],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an object of folders', { line: 1 });
  const addresses = addressesOf(input.companions.get(modulesPath(input.path)));
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [folder, value] of Object.entries(root)) {
    const pinned = memberOf(value, 'tag') ?? memberOf(value, 'branch') ?? value;
    const revision = stringOf(memberOf(pinned, 'rev')) ?? stringOf(memberOf(value, 'rev'));
    if (revision === undefined)
      losses.push({ code: 'wrong-type', path: [folder], message: `"${folder}" has no revision` });
    const tag = stringOf(memberOf(memberOf(value, 'tag'), 'name'));
    const address = addresses.get(folder);
    components.push({
      kind: 'package',
      ...(address === undefined
        ? { name: folder, ecosystem: 'git' as const, entry: 'git' as const }
        : repositoryComponent(address, 'url')),
      version: tag ?? revision,
      at: { path: [folder] },
      direct: true,
      attributes: withFacts(undefined, { path: folder, revision: tag === undefined ? undefined : revision }),
    });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function modulesPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}.gitmodules`;
}

/** Addresses by folder. */
function addressesOf(text: string | undefined): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const found = new Map<string, string>();
  const entries = text === undefined ? [] : parseIni(text, { comments: 'spaced' });
  for (const { section, key, value } of entries) if (key === 'path') paths.set(section, value);
  for (const { section, key, value } of entries) if (key === 'url') found.set(paths.get(section) ?? section, value);
  return found;
}
