/**
 * Manifests of Android's repo tool, default.xml. Specification: repo documentation, "repo Manifest Format". Surprising: a remote's `fetch` may be
 * relative to where the manifest itself was cloned from, which it does not say; `include` takes in another manifest beside it.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { childrenOf, parseXml, type XmlElement } from '../../syntax/xml.ts';
import { withFacts } from '../languages/constraint.ts';
import { isLocalAddress, withoutLastSlashes } from '../languages/origin.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads the projects with the repositories and revisions they stand at. */
export const repoManifest: DocumentFormat = {
  id: 'native/repo-manifest',
  title: 'Repo manifest default.xml',
  files: [],
  mayBe: ['default.xml', 'manifest.xml', 'manifests/*.xml', '.repo/*.xml'],
  recognise: (head) => /<manifest[\s>]/.test(head) && /<(?:project|remote|include|default|superproject)\s/.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'manifest')
    throw new UnreadableInput('wrong-shape', 'has no "manifest" element', { line: root.line });
  const remotes = new Map(childrenOf(root, 'remote').map((one) => [one.attributes.get('name') ?? '', one]));
  const fallback = childrenOf(root, 'default')[0];
  const components: Component[] = [];
  const problems: Problem[] = [];
  const open: XmlElement[] = [...root.children].reverse();
  for (let one = open.pop(); one; one = open.pop()) {
    if (one.name === 'project' || one.name === 'superproject') {
      const component = projectOf(one, remotes, fallback, problems);
      if (component) components.push(component);
      open.push(...childrenOf(one, 'project').reverse());
    } else if (one.name === 'extend-project' && one.attributes.has('revision')) {
      problems.push({
        code: 'not-followed',
        line: one.line,
        message: `"${one.attributes.get('name') ?? ''}" is changed here and listed in another manifest`,
        weight: 'note',
      });
    }
  }
  return { components, problems };
}

function projectOf(
  element: XmlElement,
  remotes: ReadonlyMap<string, XmlElement>,
  fallback: XmlElement | undefined,
  problems: Problem[],
): Component | undefined {
  const name = element.attributes.get('name');
  if (name === undefined || name === '') {
    problems.push({ code: 'wrong-type', line: element.line, message: 'a project has no name', weight: 'lost' });
    return undefined;
  }
  const remote = remotes.get(element.attributes.get('remote') ?? fallback?.attributes.get('remote') ?? '');
  const fetch = remote?.attributes.get('fetch');
  const isKnown = fetch !== undefined && !isLocalAddress(fetch);
  // Without a host, only the name is known.
  const base = isKnown
    ? repositoryComponent(withoutDots(`${withoutLastSlashes(fetch)}/${name}`), 'fetch')
    : { name, ecosystem: 'git' as const, source: fetch, entry: 'git' as const };
  return {
    kind: 'package',
    ...base,
    version:
      element.attributes.get('revision') ?? remote?.attributes.get('revision') ?? fallback?.attributes.get('revision'),
    at: { line: element.line, column: element.column },
    direct: true,
    attributes: withFacts(undefined, {
      project: name,
      path: element.attributes.get('path'),
      groups: element.attributes.get('groups'),
    }),
  };
}

/** `a/b/../c` is `a/c`; a base that ends with `..` is common. */
function withoutDots(address: string): string {
  const parts: string[] = [];
  for (const part of address.split('/')) {
    if (part === '..' && parts.length > 3) parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
