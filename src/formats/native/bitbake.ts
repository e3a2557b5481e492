/**
 * BitBake recipes, *.bb. Specification: BitBake user manual, "Syntax and operators" and "Fetchers". Surprising: name and version stand in the file's
 * name, `name_1.2.bb`; parameters follow the address behind semicolons, `;protocol=https` among them, which says what `git://` really is.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the one component a recipe builds, with the addresses it is fetched from. Local files of the layer are not among them. */
export const bitbake: DocumentFormat = { id: 'native/bitbake', title: 'Yocto BitBake *.bb', files: ['*.bb'], parse };

interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Offsets in `value` at which the lines of the file begin. */
  readonly starts: readonly number[];
  readonly line: number;
}

function parse(input: DocumentInput): DocumentResult {
  const file = input.path.slice(input.path.lastIndexOf('/') + 1).replace(/\.bb$/i, '');
  const cut = file.indexOf('_');
  const name = cut < 0 ? file : file.slice(0, cut);
  const fileVersion = cut < 0 ? undefined : file.slice(cut + 1);
  const problems: Problem[] = [];
  const assignments = assignmentsOf(plainLines(input.text), problems);
  const variables = new Map<string, string>([
    ['PN', name],
    ['BPN', name.replace(/-native$/, '')],
  ]);
  for (const one of assignments) if (/^[A-Z][\w-]*$/.test(one.name)) variables.set(one.name, one.value);
  const version = variables.get('PV') ?? fileVersion;
  if (version !== undefined) variables.set('PV', version);
  variables.set('BP', `${variables.get('BPN')}-${version ?? ''}`);
  const identifiers: Identifier[] = [];
  let first: { source: string; isGit: boolean } | undefined;
  let line = 1;
  for (const one of assignments) {
    if (!/^SRC_URI(?:[:_](?:append|prepend)\b.*)?$/.test(one.name)) continue;
    for (const found of one.value.matchAll(/\S+/g)) {
      const written = expanded(found[0], variables);
      const at = lineOf(one, found.index);
      if (written.includes('${')) {
        // Mirrors of large projects are set once for all recipes and say nothing of this one.
        const weight = /^\$\{[A-Z]+_(?:MIRROR|SITE)\}/.test(written) ? 'note' : 'lost';
        const message = 'this address is built of variables, so it is unknown';
        if (!/^file:|^\$\{@/.test(written)) problems.push({ code: 'not-literal', line: at, message, weight });
        continue;
      }
      const address = fetchAddress(written);
      if (!address) continue;
      identifiers.push({
        kind: 'url',
        value: address.source,
        field: 'SRC_URI',
        relation: 'fetched-from',
        at: { line: at },
      });
      if (first) continue;
      first = address;
      line = at;
    }
  }
  const revision = variables.get('SRCREV');
  const component: Component = {
    kind: 'package',
    name,
    version: version !== undefined && version !== 'git' && !version.includes('${') ? version : revision,
    ecosystem: 'generic',
    at: { line },
    source: first?.source,
    entry: first === undefined ? undefined : first.isGit ? 'git' : 'url',
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    attributes: withFacts(undefined, { recipe: file, revision: revision?.includes('${') ? undefined : revision }),
  };
  return { components: [component], problems };
}

const assignment =
  /^\s*(?:export\s+)?([A-Za-z_][\w:.+-]*)(?:\[[\w-]+\])?\s*(?:\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)\s*(["'])/;

function assignmentsOf(lines: readonly string[], problems: Problem[]): Assignment[] {
  const found: Assignment[] = [];
  for (let index = 0; index < lines.length; index++) {
    const raw = lines[index] as string;
    const head = raw.startsWith('#') ? null : assignment.exec(raw);
    const [whole, name, quote] = head ?? [];
    if (whole === undefined || name === undefined || quote === undefined) continue;
    const line = index + 1;
    const starts = [0];
    let value = raw.slice(whole.length);
    while (value.endsWith('\\') && index + 1 < lines.length) {
      value = `${value.slice(0, -1)} `;
      index++;
      starts.push(value.length);
      value += lines[index] as string;
    }
    const end = value.trimEnd();
    if (end.endsWith(quote)) found.push({ name, value: end.slice(0, -1), starts, line });
    else problems.push({ code: 'syntax', line, message: `the value of "${name}" never ends`, weight: 'lost' });
  }
  return found;
}

function lineOf(one: Assignment, offset: number): number {
  let line = one.line - 1;
  for (const start of one.starts) if (start <= offset) line++;
  return line;
}

/** Two rounds are what recipes need; a variable of itself ends there. */
function expanded(text: string, variables: ReadonlyMap<string, string>): string {
  let value = text;
  for (let round = 0; round < 3 && value.includes('${') && value.length < 5_000; round++)
    value = value.replace(/\$\{([A-Za-z_][\w-]*)\}/g, (whole, name: string) => variables.get(name) ?? whole);
  return value;
}

/** The address without parameters, in the protocol that is really spoken; undefined for files of the layer. */
function fetchAddress(text: string): { source: string; isGit: boolean } | undefined {
  const [address = '', ...parameters] = text.split(';');
  const scheme = /^([a-z0-9+]+):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file' || scheme === 'npmsw') return undefined;
  const protocol = parameters.find((one) => one.startsWith('protocol='))?.slice('protocol='.length);
  const isGit = scheme === 'git' || scheme === 'gitsm';
  const source = isGit ? `${protocol ?? 'git'}${address.slice(scheme.length)}` : address;
  return { source: withoutSecrets(source), isGit };
}
