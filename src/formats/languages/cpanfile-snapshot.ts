/**
 * cpanfile.snapshot of Perl's Carton, version 1.0. Specification: Carton's own documentation; the format is its own. Surprising: an entry is a
 * distribution while requirements name modules, and `provides` says which distribution a module is of.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { type Origin, urlOrigin } from './origin.ts';
import { cutProblems, plainLines } from './plain-lines.ts';

const newestMajor = 1;

/** Reads the locked distributions and who requires whom. */
export const cpanfileSnapshot: DocumentFormat = {
  id: 'languages/cpanfile-snapshot',
  title: 'Perl cpanfile.snapshot',
  files: ['cpanfile.snapshot'],
  parse,
};

interface Distribution {
  readonly written: string;
  readonly line: number;
  pathname: string | undefined;
  readonly provides: string[];
  readonly requires: string[];
}

function parse(input: DocumentInput): DocumentResult {
  const problems: Problem[] = cutProblems(input.text, 'line');
  const distributions: Distribution[] = [];
  let isInside = false;
  let section = '';
  for (const [index, raw] of plainLines(input.text).entries()) {
    const line = index + 1;
    const version = /^# carton snapshot format: version (\d+)/.exec(raw)?.[1];
    if (version !== undefined && Number(version) > newestMajor)
      problems.push({
        code: 'unsupported-version',
        line,
        message: `version ${version} is newer than ${newestMajor}, the newest that is known`,
        weight: 'lost',
      });
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const indent = raw.length - raw.trimStart().length;
    const current = distributions[distributions.length - 1];
    if (indent === 0) {
      isInside = trimmed === 'DISTRIBUTIONS';
      if (!isInside)
        problems.push({
          code: 'unknown-section',
          line,
          message: `"${trimmed}" is not a section of this file`,
          weight: 'lost',
        });
    } else if (!isInside) continue;
    else if (indent <= 2) {
      distributions.push({ written: trimmed, line, pathname: undefined, provides: [], requires: [] });
      section = '';
    } else if (!current)
      problems.push({ code: 'wrong-type', line, message: 'a line stands before any distribution', weight: 'lost' });
    else if (indent <= 4) {
      const found = /^([a-z_]+):\s*(.*)$/.exec(trimmed);
      section = found?.[1] ?? '';
      if (section === 'pathname') current.pathname = found?.[2];
      else if (!found) problems.push({ code: 'wrong-type', line, message: 'a line is not a field', weight: 'lost' });
    } else {
      const module = trimmed.split(/\s/, 1)[0] ?? '';
      if (section === 'provides') current.provides.push(module);
      else if (section === 'requirements') current.requires.push(module);
    }
  }
  if (
    distributions.length === 0 &&
    !/^DISTRIBUTIONS[ \t]*$/m.test(input.text) &&
    !input.text.startsWith('# carton snapshot format')
  )
    throw new UnreadableInput('wrong-shape', 'has no "DISTRIBUTIONS" section', { line: 1 });
  return { ...componentsOf(distributions, problems), problems };
}

function componentsOf(
  distributions: readonly Distribution[],
  problems: Problem[],
): Pick<DocumentResult, 'components' | 'graph'> {
  const owner = new Map<string, string>();
  for (const one of distributions) for (const module of one.provides) owner.set(module, one.written);
  const nodes: NamedNode[] = [];
  const components: Component[] = [];
  for (const one of distributions) {
    const { name, version } = nameAndVersion(one.written);
    if (version === undefined)
      problems.push({ code: 'wrong-type', line: one.line, message: `"${one.written}" has no version`, weight: 'lost' });
    nodes.push({
      ref: one.written,
      name: one.written,
      version: undefined,
      requires: one.requires.flatMap((module) => owner.get(module) ?? []),
    });
    components.push({
      kind: 'package',
      name,
      version,
      ecosystem: 'cpan',
      at: { line: one.line, column: 3 },
      ref: one.written,
      ...originOf(one.pathname),
    });
  }
  return { components, graph: () => nameGraph(nodes, undefined) };
}

/** `Module-Name-1.23`, `Name-v1.2.3-TRIAL`: the version begins at the last hyphen that a digit follows. */
function nameAndVersion(written: string): { name: string; version: string | undefined } {
  for (let cut = written.lastIndexOf('-'); cut > 0; cut = written.lastIndexOf('-', cut - 1))
    if (/^-v?\d/.test(written.slice(cut, cut + 3)))
      return { name: written.slice(0, cut), version: written.slice(cut + 1) };
  return { name: written, version: undefined };
}

/** A path below a mirror says nothing of which mirror; only what is of none has an address. */
function originOf(pathname: string | undefined): Origin {
  return pathname !== undefined && /^\w+:\/\//.test(pathname) ? urlOrigin(pathname, 'pathname') : {};
}
