/**
 * go.sum and go.work.sum. Specification: Go Modules Reference, "go.sum files". Surprising: it is no lockfile. It holds hashes of every
 * module version the go command ever looked at; a line whose version ends in `/go.mod` is of the requirements only, not of the code.
 * What is not part of the build is listed as extraneous: versions without a hash of their code, and, where the go.mod beside it lists
 * its whole module graph (go 1.17 and later), versions that it does not name.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';
import { listedModules } from './listed-modules.ts';

const longestLine = 10_000;
/** So many damaged lines are named one by one. */
const problemLimit = 20;

/** Reads every module version that has a hash. Which of them the project requires itself is not said. An empty file is valid. */
export const goSum: DocumentFormat = {
  id: 'go/go-sum',
  title: 'Go go.sum and go.work.sum',
  files: ['go.sum', 'go.work.sum'],
  companions: (input) => [modPath(input.path)],
  parse,
};

interface SumEntry {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  hasCode: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(input.text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const problems: Problem[] = [];
  const entries = new Map<string, SumEntry>();
  let bad = 0;
  for (const [index, raw] of splitLines(input.text).entries()) {
    const line = index + 1;
    if (raw.length > longestLine)
      throw new SyntaxFault('line-too-long', `line ${line} is too long`, { line, column: 1 });
    const text = raw.trim();
    if (text === '') continue;
    const [name, written, hash, extra] = text.split(/\s+/, 4);
    if (!name || !written || !hash || extra !== undefined || !/^h\d+:/.test(hash)) {
      if (++bad <= problemLimit)
        problems.push({
          code: 'wrong-type',
          line,
          message: 'a line is not a module, a version and a hash',
          weight: 'lost',
        });
      continue;
    }
    const isMod = written.endsWith('/go.mod');
    const version = isMod ? written.slice(0, -'/go.mod'.length) : written;
    const known = entries.get(`${name}@${version}`);
    if (!known) entries.set(`${name}@${version}`, { name, version, line, hasCode: !isMod });
    else if (!isMod) known.hasCode = true;
  }
  if (bad > 0 && entries.size === 0)
    throw new UnreadableInput('wrong-shape', 'has no line that is a module, a version and a hash', {
      line: problems[0]?.line,
    });
  const listed = input.path.endsWith('.work.sum')
    ? undefined
    : listedModules(input.companions.get(modPath(input.path)));
  return { components: [...entries.values()].map((entry) => componentOf(entry, listed)), problems };
}

function modPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}go.mod`;
}

function componentOf(entry: SumEntry, listed: ReadonlySet<string> | undefined): Component {
  const isUsed = entry.hasCode && (listed === undefined || listed.has(`${entry.name}@${entry.version}`));
  return {
    kind: 'package',
    name: entry.name,
    version: entry.version,
    ecosystem: 'golang',
    at: { line: entry.line, column: 1 },
    entry: isUsed ? undefined : 'extraneous',
    attributes: entry.hasCode ? undefined : { hash: 'go.mod' },
  };
}
