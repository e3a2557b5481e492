/**
 * Scripts and style sheets that a page takes from another host. Specification: HTML standard, elements `script` and `link`. Surprising: no manifest names
 * them, and a mirror in an address (a public library host of another country) serves code to every visitor.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { policyHosts } from '../infra/content-policy.ts';
import { cdnPackage } from './cdn-package.ts';

/** Reads addresses with a host of `script` and `link` elements, and the hosts that a content security policy in a `meta` element allows. */
export const htmlScripts: DocumentFormat = {
  id: 'javascript/html-scripts',
  title: 'Scripts and styles of HTML pages',
  files: [],
  mayBe: ['*.html', '*.htm', '*.xhtml'],
  recognise: (head) =>
    /<(?:script|link)\s[^<>]{0,2000}(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i.test(head) ||
    /<meta\s[^<>]{0,200}content-security-policy/i.test(head),
  parse,
};

/** Of `link` elements, what is loaded into the page; an icon or canonical address is not. */
const loads = /\brel\s*=\s*["']?(?:stylesheet|preload|modulepreload|prefetch|import)\b/i;

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const text = input.text;
  for (const tag of elements(text)) {
    if (tag.name === 'meta') {
      const policy = /\bcontent\s*=\s*(?:"([^"]{1,5000})"|'([^']{1,5000}))/i.exec(tag.text);
      const value = policy?.[1] ?? policy?.[2];
      if (policy && value !== undefined && /http-equiv\s*=\s*["']?content-security-policy\b/i.test(tag.text))
        policyHosts(value, tag.offset + policy.index + policy[0].indexOf(value), components);
      continue;
    }
    const attribute = /\b(src|href)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'<>]{1,2000}))/i.exec(tag.text);
    const address = attribute?.[2] ?? attribute?.[3] ?? attribute?.[4];
    if (!attribute || address === undefined || !/^(?:https?:)?\/\//i.test(address.trim())) continue;
    if (tag.name === 'link' && !loads.test(tag.text)) continue;
    const offset = tag.offset + attribute.index + attribute[0].indexOf(address);
    const component = componentOf(address.trim(), offset, `${tag.name}.${attribute[1]?.toLowerCase()}`);
    if (component) components.push(component);
  }
  return { components };
}

/** Opening tags of the three elements, comments left out; longer tags than these are no tags. */
function elements(text: string): { name: string; text: string; offset: number }[] {
  const found: { name: string; text: string; offset: number }[] = [];
  const opening = /<!--|<(script|link|meta)(?=[\s/>])/gi;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    if (match[1] === undefined) {
      const end = text.indexOf('-->', opening.lastIndex);
      if (end < 0) break;
      opening.lastIndex = end;
      continue;
    }
    const end = text.indexOf('>', opening.lastIndex);
    if (end < 0) break;
    if (end - match.index < 5_000)
      found.push({ name: match[1].toLowerCase(), text: text.slice(match.index, end), offset: match.index });
    opening.lastIndex = end;
  }
  return found;
}

function componentOf(address: string, offset: number, field: string): Component | undefined {
  const host = hostOf(address);
  if (host === undefined) return undefined;
  const source = withoutSecrets(address);
  const identifiers = [{ kind: 'url', value: source, field, relation: 'fetched-from' } as const];
  const served = cdnPackage(address);
  if (!served) return { kind: 'service', name: host, at: { offset }, source, identifiers };
  return { kind: 'package', ...served, at: { offset }, direct: true, entry: 'url', source, identifiers };
}
