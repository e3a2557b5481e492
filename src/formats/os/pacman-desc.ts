/**
 * desc files of pacman's local database, var/lib/pacman/local/<package>/desc. Specification: libalpm's own source, "be_local". Surprising: one file a
 * package, each field's name between percent signs and its values on the lines below.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { splitLines } from '../../syntax/text.ts';
import { withFacts } from '../languages/constraint.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { distributionOf, distributionTag, releasePaths, systemPurl } from './distribution.ts';

/** Reads the one package of a file. Who packaged it is not read. */
export const pacmanDesc: DocumentFormat = {
  id: 'os/pacman-desc',
  title: 'Arch pacman installed packages',
  files: ['lib/pacman/local/*/desc'],
  companions: (input) => releasePaths(rootOf(input.path)),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const fields = new Map<string, { value: string; line: number }>();
  const lines = splitLines(input.text);
  for (const [index, raw] of lines.entries()) {
    const name = /^%([A-Z0-9]+)%$/.exec(raw)?.[1];
    if (name !== undefined) fields.set(name, { value: lines[index + 1]?.trim() ?? '', line: index + 2 });
  }
  const name = fields.get('NAME');
  const version = fields.get('VERSION')?.value;
  if (!name || name.value === '' || !version)
    throw new UnreadableInput('wrong-shape', 'has no "%NAME%" or no "%VERSION%"', { line: 1 });
  const architecture = fields.get('ARCH')?.value;
  const distribution = distributionOf(input.companions, rootOf(input.path));
  const reason = fields.get('REASON')?.value;
  const component: Component = {
    kind: 'os-package',
    name: name.value,
    version,
    ecosystem: 'alpm',
    purl: systemPurl({
      ecosystem: 'alpm',
      name: name.value,
      version,
      architecture,
      namespace: distribution?.id ?? 'arch',
      distribution: distributionTag(distribution),
    }),
    at: { line: name.line, column: 1 },
    // Written for what was pulled in by others only.
    direct: reason !== '1',
    attributes: withFacts(undefined, {
      architecture,
      source: fields.get('BASE')?.value,
      distribution: distributionTag(distribution),
    }),
  };
  return { components: [component] };
}

function rootOf(path: string): string {
  return path.replace(/var\/lib\/pacman\/local\/[^/]+\/desc$/, '');
}
