/**
 * packrat.lock of R, format 1.x. Specification: packrat documentation, "Lockfile"; the grammar is that of Debian control files. Surprising: the first
 * stanza is of the project, and its `Repos` gives the addresses that the names in `Source` stand for.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { fetchedOrigin, type Origin } from './origin.ts';
import { cutProblems, refuseConflicts } from './plain-lines.ts';
import { rNames, rRemoteOrigin } from './r-remote.ts';
import { readStanzas, type Stanza } from './stanzas.ts';

const newestMajor = 1;

/** Reads the locked packages and who requires whom. */
export const packratLock: DocumentFormat = {
  id: 'languages/packrat-lock',
  title: 'R packrat.lock',
  files: ['packrat.lock'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { stanzas, bad } = readStanzas(input.text);
  const [head, ...rest] = stanzas;
  const format = head?.fields.get('packratformat');
  if (!head || !format)
    throw new UnreadableInput('wrong-shape', 'has no "PackratFormat" in its first stanza', { line: 1 });
  const problems: Problem[] = bad.map(({ line }) => ({
    code: 'wrong-type',
    line,
    message: 'a line is not a field',
    weight: 'lost',
  }));
  if (Number.parseInt(format.value, 10) > newestMajor)
    problems.push({
      code: 'unsupported-version',
      line: format.line,
      message: `format ${format.value} is newer than ${newestMajor}, the newest that is known`,
      weight: 'lost',
    });
  problems.push(...cutProblems(input.text, 'line'));
  const repositories = repositoriesOf(head.fields.get('repos')?.value);
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  for (const stanza of rest) {
    const name = stanza.fields.get('package');
    const version = stanza.fields.get('version');
    if (!name || !version) {
      problems.push({
        code: 'wrong-type',
        line: stanza.line,
        message: 'a package has no name or no version',
        weight: 'lost',
      });
      continue;
    }
    nodes.push({
      ref: name.value,
      name: name.value,
      version: version.value,
      requires: rNames(stanza.fields.get('requires')?.value),
    });
    components.push({
      kind: 'package',
      name: name.value,
      version: version.value,
      ecosystem: 'cran',
      at: { line: name.line, column: name.column },
      ref: name.value,
      ...originOf(stanza, repositories),
    });
  }
  reportMissing(nodes, rest, problems);
  return { components, problems, graph: () => nameGraph(nodes, undefined) };
}

/** packrat locks everything that is required, so a name without a stanza was lost. */
function reportMissing(nodes: readonly NamedNode[], stanzas: readonly Stanza[], problems: Problem[]): void {
  const names = new Set(nodes.map((node) => node.name));
  let missing = 0;
  for (const stanza of stanzas) {
    const requires = stanza.fields.get('requires');
    for (const name of rNames(requires?.value)) {
      if (names.has(name) || ++missing > 20) continue;
      problems.push({
        code: 'missing-entry',
        line: requires?.line,
        message: `"${name}" is required and has no entry`,
        weight: 'lost',
      });
    }
  }
}

function repositoriesOf(value: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of (value ?? '').split(/[,\n]/)) {
    const cut = pair.indexOf('=');
    if (cut > 0) found.set(pair.slice(0, cut).trim(), pair.slice(cut + 1).trim());
  }
  return found;
}

function originOf(stanza: Stanza, repositories: ReadonlyMap<string, string>): Origin {
  const remote = rRemoteOrigin((name) => stanza.fields.get(name.toLowerCase())?.value);
  if (remote) return remote;
  const source = stanza.fields.get('source')?.value;
  const url = source === undefined ? undefined : repositories.get(source);
  return url === undefined ? { source } : fetchedOrigin(url, 'Repos');
}
