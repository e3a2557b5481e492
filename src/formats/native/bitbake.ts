/**
 * BitBake recipes, *.bb. Specification: BitBake user manual, "Syntax and operators" and "Fetchers". Surprising: name and version stand in the file's
 * name, `name_1.2.bb`; much of a recipe may stand in files it requires; and parameters follow an address behind semicolons, `;protocol=https` among
 * them, which says what `git://` really is.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';
import { type BitbakeAssignment, type BitbakeText, bitbakeExpanded, bitbakeText } from './bitbake-assignments.ts';

/** Reads the one component a recipe builds, with the addresses it is fetched from. Local files of the layer are not among them. */
export const bitbake: DocumentFormat = {
  id: 'native/bitbake',
  title: 'Yocto BitBake *.bb',
  files: ['*.bb'],
  companions: includedPaths,
  parse,
};

interface Named {
  readonly file: string;
  readonly name: string;
  readonly version: string | undefined;
}

function parse(input: DocumentInput): DocumentResult {
  const named = nameOf(input.path);
  const own = bitbakeText(input.text);
  const others = [...input.companions.values()].flatMap((text) => textOf(text)?.assignments ?? []);
  const problems = own.open.map(
    (line): Problem => ({ code: 'syntax', line, message: 'this value never ends', weight: 'lost' }),
  );
  const variables = variablesOf(named, [...others, ...own.assignments]);
  const version = variables.get('PV');
  const identifiers: Identifier[] = [];
  const found = [
    ...addressesOf(own.assignments, variables, problems, true),
    ...addressesOf(others, variables, problems, false),
  ];
  for (const { source, line } of found)
    identifiers.push({
      kind: 'url',
      value: source,
      field: 'SRC_URI',
      relation: 'fetched-from',
      ...(line !== undefined && { at: { line } }),
    });
  const first = found[0];
  const revision = variables.get('SRCREV');
  const plain = (text: string | undefined): string | undefined => (text?.includes('${') ? undefined : text);
  const component: Component = {
    kind: 'package',
    name: named.name,
    version: version !== 'git' && plain(version) !== undefined ? version : plain(revision),
    ecosystem: 'generic',
    at: { line: first?.line ?? 1 },
    source: first?.source,
    entry: first === undefined ? undefined : first.isGit ? 'git' : 'url',
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    attributes: withFacts(undefined, { recipe: named.file, revision: plain(revision) }),
  };
  return { components: [component], problems };
}

function nameOf(path: string): Named {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.bb$/i, '');
  const cut = file.indexOf('_');
  return { file, name: cut < 0 ? file : file.slice(0, cut), version: cut < 0 ? undefined : file.slice(cut + 1) };
}

function variablesOf(named: Named, assignments: readonly BitbakeAssignment[]): Map<string, string> {
  const base = named.name.replace(/^(?:nativesdk|cross)-|-(?:native|cross|initial)$/g, '');
  const variables = new Map<string, string>([
    ['PN', named.name],
    ['BPN', base],
  ]);
  for (const one of assignments) if (/^[A-Z][\w-]*$/.test(one.name)) variables.set(one.name, one.value);
  const version = variables.get('PV') ?? named.version;
  if (version !== undefined) variables.set('PV', version);
  variables.set('BP', `${variables.get('BPN')}-${version ?? ''}`);
  return variables;
}

interface Address {
  readonly source: string;
  readonly isGit: boolean;
  /** Absent where it stands in an included file. */
  readonly line: number | undefined;
}

/** Parts between blanks, with their offsets; Python in a value, `${@...}`, may hold some. */
function wordsOf(value: string): { text: string; offset: number }[] {
  const words: { text: string; offset: number }[] = [];
  let from = -1;
  let pythonEnd = -1;
  for (let at = 0; at <= value.length; at++) {
    const isBlank = at === value.length || ' \t\n\r'.includes(value.charAt(at));
    if (isBlank && (at >= pythonEnd || at === value.length)) {
      if (from >= 0) words.push({ text: value.slice(from, at), offset: from });
      from = -1;
    } else {
      if (from < 0) from = at;
      if (at >= pythonEnd && value.startsWith('${@', at)) {
        const end = value.indexOf('}', at);
        pythonEnd = end < 0 ? value.length : end;
      }
    }
  }
  return words;
}

function addressesOf(
  assignments: readonly BitbakeAssignment[],
  variables: ReadonlyMap<string, string>,
  problems: Problem[],
  isOwn: boolean,
): Address[] {
  const found: Address[] = [];
  for (const one of assignments) {
    if (!/^SRC_URI(?:[:_](?:append|prepend)\b.*)?$/.test(one.name)) continue;
    for (const part of wordsOf(one.value)) {
      const line = isOwn ? lineOf(one, part.offset) : undefined;
      for (const { text: written } of wordsOf(bitbakeExpanded(part.text, variables))) {
        const address = fetchAddress(written);
        if (address) found.push({ ...address, line });
        else if (isOwn && /^\$\{(?!@)/.test(written)) {
          // Mirrors of large projects are set once for all recipes and say nothing of this one.
          const weight = /^\$\{[A-Z_]+_(?:MIRROR|SITE)\}/.test(written) ? 'note' : 'lost';
          problems.push({
            code: 'not-literal',
            line,
            message: 'this address is built of variables, so it is unknown',
            weight,
          });
        }
      }
    }
  }
  return found;
}

function lineOf(one: BitbakeAssignment, offset: number): number {
  let line = one.line - 1;
  for (const start of one.starts) if (start <= offset) line++;
  return line;
}

/**
 * The address without parameters, in the protocol that is really spoken. Undefined for files of the layer, and where a
 * variable stands for the host; further down the path it does not hide whose it is.
 */
function fetchAddress(text: string): Omit<Address, 'line'> | undefined {
  const [address = '', ...parameters] = text.split(';');
  const scheme = /^([a-z0-9+]+):\/\/[^/$]+/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file' || scheme === 'npmsw') return undefined;
  const protocol = parameters.find((one) => one.startsWith('protocol='))?.slice('protocol='.length);
  const isGit = scheme === 'git' || scheme === 'gitsm';
  const source =
    isGit && protocol !== undefined && !protocol.includes('$') ? `${protocol}${address.slice(scheme.length)}` : address;
  return { source: withoutSecrets(source), isGit };
}

/** Included files beside the recipe, or below the layer's root, which the folder `recipes-...` stands in. */
function includedPaths(input: DocumentInput): readonly string[] {
  const named = nameOf(input.path);
  const folder = input.path.slice(0, input.path.lastIndexOf('/') + 1);
  const layer = /^(.*?)recipes-[^/]+\//.exec(input.path)?.[1] ?? '';
  const texts = [input.text, ...input.companions.values()].flatMap((text) => textOf(text) ?? []);
  const variables = variablesOf(
    named,
    texts.flatMap((text) => text.assignments),
  );
  return texts
    .flatMap((text) => text.included)
    .map((path) => bitbakeExpanded(path, variables))
    .filter((path) => !path.includes('${') && !path.includes('..'))
    .flatMap((path) => (path.includes('/') ? [`${layer}${path}`] : [`${folder}${path}`]));
}

/** A file that does not read is an input of its own. */
function textOf(text: string): BitbakeText | undefined {
  try {
    return bitbakeText(text);
  } catch {
    return undefined;
  }
}
