/**
 * Buildroot's package files, *.mk. Specification: Buildroot user manual, "Infrastructure for packages". Surprising: the package is named by the file, and
 * its variables by that name in upper case; `$(call github,owner,name,ref)` is an address of that forge; and a variable may be set several times, one
 * of them for each choice of the configuration.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { fetchedOrigin, gitOrigin, isLocalAddress, type Origin } from '../languages/origin.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the package that a file defines, with all addresses it may be fetched from; one that is only computed is a problem. */
export const buildrootPackage: DocumentFormat = {
  id: 'native/buildroot-package',
  title: 'Buildroot package *.mk',
  files: [],
  mayBe: ['*.mk'],
  recognise: (head) =>
    /^[A-Z0-9_]+_(?:SITE|VERSION)[ \t]*:?=/m.test(head) && /\$\(eval \$\((?:host-)?[a-z0-9-]*package\)\)/.test(head),
  parse,
};

interface Value {
  readonly text: string;
  readonly line: number;
}

function parse(input: DocumentInput): DocumentResult {
  const file = input.path.slice(input.path.lastIndexOf('/') + 1).replace(/\.mk$/i, '');
  const prefix = file.toUpperCase().replace(/[-.]/g, '_');
  const variables = new Map<string, Value[]>();
  for (const [index, raw] of plainLines(input.text).entries()) {
    const [, name, value] = /^([A-Z0-9_]+)[ \t]*[:?]?=[ \t]*([^#]*)/.exec(raw) ?? [];
    if (name === undefined || value === undefined) continue;
    const list = variables.get(name);
    const one = { text: value.trim(), line: index + 1 };
    if (list) list.push(one);
    else variables.set(name, [one]);
  }
  const versions = variables.get(`${prefix}_VERSION`);
  const sites = variables.get(`${prefix}_SITE`);
  const place = sites?.[0] ?? versions?.[0];
  if (!place) throw new NotThisFormat(`sets neither "${prefix}_VERSION" nor "${prefix}_SITE"`);
  const problems: Problem[] = [];
  const method = variables.get(`${prefix}_SITE_METHOD`)?.[0]?.text;
  const origins: Origin[] = [];
  for (const site of sites ?? []) {
    const origin = siteOrigin(expanded(site.text, variables), method, site.line);
    if (origin) origins.push(origin);
  }
  if (sites && origins.length === 0)
    problems.push({
      code: 'not-literal',
      line: place.line,
      message: `where "${file}" comes from is computed, so it is unknown`,
      weight: 'lost',
    });
  const identifiers = origins.flatMap((origin): readonly Identifier[] => origin.identifiers ?? []);
  const version = versions && expanded(versions[0]?.text ?? '', variables);
  const component: Component = {
    kind: 'package',
    name: file,
    version: version === undefined || version === '' || version.includes('$(') ? undefined : version,
    ecosystem: 'generic',
    at: { line: place.line, column: 1 },
    ...origins[0],
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  };
  return { components: [component], problems };
}

/** Variables refer to each other a few times at most; of several values the first. */
function expanded(text: string, variables: ReadonlyMap<string, readonly Value[]>): string {
  let value = text;
  for (let round = 0; round < 3 && value.includes('$(') && value.length < 5_000; round++)
    value = value.replace(/\$\(([A-Z0-9_]+)\)/g, (whole, name: string) => variables.get(name)?.[0]?.text ?? whole);
  return value;
}

/** Undefined where the host is built of what is not in the file; further down the path a variable does not hide whose it is. */
function siteOrigin(site: string, method: string | undefined, line: number): Origin | undefined {
  const at = { line };
  const forge = /^\$\(call (github|gitlab),([^,()]+),([^,()]+)/.exec(site);
  if (forge) return fetchedOrigin(`https://${forge[1]}.com/${forge[2]?.trim()}/${forge[3]?.trim()}`, 'SITE', at);
  // A mirror's variable names the host of a large project, which is not here; what follows tells nothing of it.
  if (/^\$\((?:BR2_[A-Z_]+_(?:MIRROR|SITE)|TOPDIR)\)/.test(site)) return { source: site };
  if (site === '' || /^(?:\w+:\/\/)?[^/]*\$/.test(site)) return undefined;
  if (isLocalAddress(site) || method === 'local') return { source: site, entry: 'link' };
  return method === 'git' || /^git:|\.git$/.test(site) ? gitOrigin(site, 'SITE', at) : fetchedOrigin(site, 'SITE', at);
}
