/**
 * Buildroot's package files, *.mk. Specification: Buildroot user manual, "Infrastructure for packages". Surprising: `$(call github,owner,name,ref)`
 * is an address of that forge; what follows `_SITE` may be a folder of archives, a repository or a folder of the project.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { fetchedOrigin, gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the packages that a file defines by literals; a computed address is a problem. */
export const buildrootPackage: DocumentFormat = {
  id: 'native/buildroot-package',
  title: 'Buildroot package *.mk',
  files: [],
  mayBe: ['*.mk'],
  recognise: (head) =>
    /^[A-Z0-9_]+_(?:SITE|VERSION)[ \t]*:?=/m.test(head) && /\$\(eval \$\((?:host-)?[a-z0-9-]*package\)\)/.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const variables = new Map<string, { value: string; line: number }>();
  for (const [index, raw] of plainLines(input.text).entries()) {
    const [, name, value] = /^([A-Z0-9_]+)[ \t]*:?=[ \t]*([^#]*)/.exec(raw) ?? [];
    if (name !== undefined && value !== undefined && !variables.has(name))
      variables.set(name, { value: value.trim(), line: index + 1 });
  }
  const prefixes = [...variables.keys()]
    .filter((name) => name.endsWith('_VERSION') || name.endsWith('_SITE'))
    .map((name) => name.replace(/_(?:VERSION|SITE)$/, ''));
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const prefix of new Set(prefixes)) {
    const value = (suffix: string): string | undefined => {
      const written = variables.get(`${prefix}_${suffix}`)?.value;
      return written === undefined ? undefined : expanded(written, variables);
    };
    const place = variables.get(`${prefix}_SITE`) ?? variables.get(`${prefix}_VERSION`);
    const site = value('SITE');
    const origin = site === undefined ? {} : siteOrigin(site, value('SITE_METHOD'));
    const version = value('VERSION');
    if (!origin)
      problems.push({
        code: 'not-literal',
        line: place?.line,
        message: `where "${prefix}" comes from is computed, so it is unknown`,
        weight: 'lost',
      });
    // A host package repeats the variables of the one it is built from.
    if (prefix.startsWith('HOST_') && site === undefined) continue;
    components.push({
      kind: 'package',
      name: prefix.toLowerCase().replaceAll('_', '-'),
      version: version?.includes('$(') ? undefined : version,
      ecosystem: 'generic',
      at: { line: place?.line ?? 1, column: 1 },
      ...origin,
    });
  }
  if (components.length === 0 && problems.length === 0)
    throw new UnreadableInput('wrong-shape', 'defines no package', { line: 1 });
  return { components, problems };
}

function expanded(text: string, variables: ReadonlyMap<string, { value: string }>): string {
  let value = text;
  for (let round = 0; round < 3 && value.includes('$(') && value.length < 5_000; round++)
    value = value.replace(/\$\(([A-Z0-9_]+)\)/g, (whole, name: string) => variables.get(name)?.value ?? whole);
  return value;
}

/** Undefined where the address is built of what is not in the file. */
function siteOrigin(site: string, method: string | undefined): Origin | undefined {
  const forge = /^\$\(call (github|gitlab),([^,()]+),([^,()]+)/.exec(site);
  if (forge) return fetchedOrigin(`https://${forge[1]}.com/${forge[2]?.trim()}/${forge[3]?.trim()}`, 'SITE');
  // A mirror's variable names the host of a large project, which is not here; what follows tells nothing of it.
  if (site.includes('$('))
    return /^\$\(BR2_[A-Z_]+_MIRROR\)/.test(site) || /^\$\(TOPDIR\)/.test(site) ? { source: site } : undefined;
  if (isLocalAddress(site) || method === 'local') return { source: site, entry: 'link' };
  return method === 'git' || /^git:|\.git$/.test(site) ? gitOrigin(site, 'SITE') : fetchedOrigin(site, 'SITE');
}
