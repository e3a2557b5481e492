/**
 * vcstool's *.repos, as ROS uses them. Specification: vcstool documentation, "Exported file". Surprising: the key is the folder that a repository is
 * put into, its name is in the address.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { urlOrigin } from '../languages/origin.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { lastPart, repositoryComponent } from './named-repository.ts';

/** Reads the repositories with the versions they stand at. */
export const vcstoolRepos: DocumentFormat = {
  id: 'native/vcstool-repos',
  title: 'vcstool *.repos',
  files: [],
  mayBe: ['*.repos'],
  recognise: (head) => /^repositories[ \t]*:/m.test(head),
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const repositories = memberOf(root, 'repositories');
  if (!isRecord(repositories) && !(isRecord(root) && repositories === null))
    throw new UnreadableInput('wrong-shape', 'has no "repositories" mapping', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [folder, value] of entriesOf(repositories)) {
    const url = stringOf(memberOf(value, 'url'));
    if (url === undefined) {
      losses.push({ code: 'wrong-type', path: ['repositories', folder], message: `"${folder}" has no "url"` });
      continue;
    }
    const isArchive = ['tar', 'zip'].includes(stringOf(memberOf(value, 'type')) ?? '');
    const base = isArchive
      ? { name: lastPart(folder), ecosystem: 'generic' as const, ...urlOrigin(url, 'url') }
      : repositoryComponent(url, 'url');
    components.push({
      kind: 'package',
      ...base,
      version: stringOf(memberOf(value, 'version')),
      at: { path: ['repositories', folder, 'url'] },
      direct: true,
      attributes: { path: folder },
    });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
