/**
 * DESCRIPTION of an R package, in its source and in a library. Specification: "Writing R Extensions", "The DESCRIPTION file". Surprising: only a
 * `Built` field tells that the package is installed; then it is itself a component, and not what it asks for. Persons in it are not read.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { fetchedOrigin, gitOrigin, type Origin, urlOrigin, withoutLastSlashes } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';
import { rItems, rRemoteOrigin } from './r-remote.ts';
import { readStanzas, type Stanza, type StanzaField } from './stanzas.ts';

/** Reads an installed package, or what a package in source asks for. */
export const rDescription: DocumentFormat = {
  id: 'languages/r-description',
  title: 'R DESCRIPTION',
  files: [],
  mayBe: ['DESCRIPTION'],
  recognise: (head) => /^Package:[ \t]*\S/m.test(head) || /^(?:Imports|Depends|Type|Remotes):/m.test(head),
  parse,
};

const dependencyFields: readonly (readonly [string, Scope])[] = [
  ['depends', 'runtime'],
  ['imports', 'runtime'],
  ['linkingto', 'build'],
  ['suggests', 'optional'],
  ['enhances', 'optional'],
];

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { stanzas, bad } = readStanzas(input.text);
  const stanza = stanzas[0];
  const name = stanza?.fields.get('package');
  if (!stanza || !name) throw new UnreadableInput('wrong-shape', 'has no "Package" field', { line: 1 });
  const problems: Problem[] = bad.map(({ line }) => ({
    code: 'wrong-type',
    line,
    message: 'a line is not a field',
    weight: 'lost',
  }));
  if (stanza.fields.has('built')) {
    const version = stanza.fields.get('version')?.value;
    if (version === undefined)
      problems.push({ code: 'wrong-type', line: name.line, message: 'the package has no version', weight: 'lost' });
    const at = { line: name.line, column: name.column };
    return {
      components: [{ kind: 'package', name: name.value, version, ecosystem: 'cran', at, ...installedOrigin(stanza) }],
      problems,
    };
  }
  const remotes = remotesOf(stanza.fields.get('remotes')?.value);
  const components = dependencyFields.flatMap(([key, scope]) => declared(stanza.fields.get(key), scope, remotes));
  return { components, problems };
}

function declared(field: StanzaField | undefined, scope: Scope, remotes: ReadonlyMap<string, Origin>): Component[] {
  if (!field) return [];
  const found: Component[] = [];
  for (const [index, line] of field.value.split('\n').entries()) {
    for (const { name, constraint, at } of rItems(line)) {
      const version = /^==\s*(\S+)$/.exec(constraint ?? '')?.[1];
      found.push({
        kind: 'package',
        name,
        version,
        ecosystem: 'cran',
        at:
          index === 0 ? { line: field.line, column: field.column + at } : { line: field.line + index, column: at + 1 },
        direct: true,
        scope,
        attributes: version === undefined && constraint !== undefined ? { constraint } : undefined,
        ...remotes.get(name.toLowerCase()),
      });
    }
  }
  return found;
}

function installedOrigin(stanza: Stanza): Origin {
  const remote = rRemoteOrigin((name) => stanza.fields.get(name.toLowerCase())?.value);
  if (remote) return remote;
  const repository = stanza.fields.get('remoterepos')?.value ?? stanza.fields.get('repository')?.value;
  return repository?.includes('://') ? fetchedOrigin(repository, 'Repository') : { source: repository };
}

/** `Remotes`: `owner/repo@ref`, `gitlab::owner/repo`, `git::https://...`, `url::https://...`, by the repository's last part. */
function remotesOf(value: string | undefined): ReadonlyMap<string, Origin> {
  const found = new Map<string, Origin>();
  for (const part of (value ?? '').split(/[,\n]/)) {
    const written = part.trim();
    if (written === '') continue;
    const cut = written.indexOf('::');
    const kind = cut < 0 ? 'github' : written.slice(0, cut).replace(/^.*=/, '').trim().toLowerCase();
    const rest = cut < 0 ? written : written.slice(cut + 2);
    const path = rest.replace(/[@#].*$/, '');
    const name = withoutLastSlashes(path).replace(/\.(?:git|tar\.gz|zip)$/, '');
    const key = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
    const host = { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' }[kind];
    if (host !== undefined) found.set(key, gitOrigin(`https://${host}/${path}`, 'Remotes'));
    else if (kind === 'git' || kind === 'git2r' || kind === 'svn') found.set(key, gitOrigin(path, 'Remotes'));
    else if (kind === 'url') found.set(key, urlOrigin(rest, 'Remotes'));
    else if (kind === 'local') found.set(key, { source: rest, entry: 'link' });
  }
  return found;
}
