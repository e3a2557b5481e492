import type { Component, ComponentKind, Ecosystem, Identifier } from '../../model/component.ts';
import type { Path } from '../../syntax/text.ts';
import type { Entry } from './entry-place.ts';
import type { Losses } from './loss.ts';
import { purlFacts } from './package-url.ts';

/** A package as the reports of scanners write it. */
export interface ListedPackage {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  /** Where there is no purl. */
  readonly ecosystem: Ecosystem | undefined;
  readonly cpes?: readonly { readonly value: string; readonly tail: Path }[];
  readonly nameTail: Path;
  readonly purlTail: Path;
  readonly ref?: string;
}

const osEcosystems: ReadonlySet<Ecosystem> = new Set(['deb', 'rpm', 'apk', 'alpm']);

/** A package of a scanner's report. Undefined, with a loss, where it has neither a name nor a purl. */
export function listedComponent(
  listed: ListedPackage,
  entry: Entry,
  losses: Losses,
  identifiers: Identifier[] = [],
): Component | undefined {
  const { name, purl, version } = listed;
  const facts = purl === undefined || purl === '' ? undefined : purlFacts(purl, 'purl', identifiers);
  if (facts === undefined && (name === undefined || name.trim() === '')) {
    losses.add('wrong-type', entry.path, 'a package has no name');
    return undefined;
  }
  if (purl !== undefined && purl !== '' && facts === undefined) {
    const shown = JSON.stringify(purl.length > 120 ? `${purl.slice(0, 117)}...` : purl);
    losses.add('invalid-purl', entry.below(...listed.purlTail), `${shown} is no package URL`, 'note');
  }
  for (const { value, tail } of listed.cpes ?? [])
    identifiers.push({ kind: 'cpe', value, field: 'cpes', at: entry.at(tail) });
  const ecosystem = facts === undefined ? listed.ecosystem : facts.ecosystem;
  const byEcosystem: ComponentKind = ecosystem !== undefined && osEcosystems.has(ecosystem) ? 'os-package' : 'package';
  return {
    kind: facts?.kind ?? byEcosystem,
    name: facts?.name ?? (name as string),
    version: version !== undefined && version !== '' ? version : facts?.version,
    ecosystem,
    purl: purl === '' ? undefined : purl,
    identifiers: identifiers.length === 0 ? undefined : identifiers,
    at: entry.at(name === undefined ? listed.purlTail : listed.nameTail),
    ref: listed.ref,
    source: facts?.source,
  };
}

/** A text member of a record; undefined for anything else. */
export function textIn(value: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const text = value[name];
  return typeof text === 'string' ? text : undefined;
}
