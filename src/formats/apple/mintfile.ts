/**
 * Mintfile of Mint, for command line tools of Swift packages. Specification: Mint's own documentation, "Mintfile". Surprising: a bare `owner/name` is
 * of one forge, anything else an address.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { plainLines, withoutHashComment } from '../languages/plain-lines.ts';
import { swiftPackage } from './swift-package-name.ts';

/** Reads the tools with their versions. An empty file is valid. */
export const mintfile: DocumentFormat = { id: 'apple/mintfile', title: 'Mint Mintfile', files: ['Mintfile'], parse };

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [index, raw] of plainLines(input.text).entries()) {
    const line = withoutHashComment(raw);
    if (line === '') continue;
    const cut = line.lastIndexOf('@');
    const isVersion = cut > 0 && !/[/:]/.test(line.slice(cut));
    const address = isVersion ? line.slice(0, cut) : line;
    if (!/^[\w.-]+\/[\w.-]+$/.test(address) && !/^(?:\w+:\/\/|git@)\S+$/.test(address)) {
      problems.push({ code: 'wrong-type', line: index + 1, message: 'a line is not a package', weight: 'lost' });
      continue;
    }
    const location = /^[\w.-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address;
    components.push({
      kind: 'package',
      ...swiftPackage(location, 'Mintfile'),
      version: isVersion ? line.slice(cut + 1) : undefined,
      ecosystem: 'swift',
      at: { line: index + 1, column: raw.indexOf(line) + 1 },
      direct: true,
      scope: 'build',
    });
  }
  if (components.length === 0 && problems.length > 0)
    throw new UnreadableInput('wrong-shape', 'has no line that is a package', { line: problems[0]?.line });
  return { components, problems };
}
