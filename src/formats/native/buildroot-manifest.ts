/**
 * Buildroot's legal-info manifest, manifest.csv and host-manifest.csv. Specification: Buildroot user manual, "Legal notice and licensing". Surprising:
 * packages of the host are the tools of the build; `SOURCE SITE` is the folder that the archive is fetched from.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { csvReader } from '../../syntax/csv.ts';
import { withFacts } from '../languages/constraint.ts';

/** Reads the packages of a build. */
export const buildrootManifest: DocumentFormat = {
  id: 'native/buildroot-manifest',
  title: 'Buildroot legal-info manifest.csv',
  files: [],
  mayBe: ['manifest.csv', 'host-manifest.csv'],
  recognise: (head) => /^"?PACKAGE"?,"?VERSION"?,"?LICENSE/.test(head),
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems: Problem[] = [];
  const isHost = input.path.endsWith('host-manifest.csv');
  let header: string[] | undefined;
  const reader = csvReader({
    delimiter: ',',
    onRecord: (fields, line) => {
      if (!header) {
        header = fields.map((field) => field.trim().toUpperCase());
        if (!header.includes('PACKAGE') || !header.includes('VERSION'))
          throw new UnreadableInput('wrong-shape', 'has no "PACKAGE" and "VERSION" columns', { line });
        return;
      }
      const column = (name: string): string | undefined => fields[header?.indexOf(name) ?? -1]?.trim();
      const name = column('PACKAGE');
      const site = column('SOURCE SITE');
      if (!name || fields.length < 2) {
        problems.push({ code: 'wrong-type', line, message: 'a row has no package', weight: 'lost' });
        return;
      }
      const source = site && site !== 'no' && site !== 'not saved' ? withoutSecrets(site) : undefined;
      components.push({
        kind: 'package',
        name,
        version: column('VERSION') || undefined,
        ecosystem: 'generic',
        at: { line, column: 1 },
        scope: isHost ? 'build' : undefined,
        source,
        identifiers:
          source === undefined
            ? undefined
            : [{ kind: 'url', value: source, field: 'SOURCE SITE', relation: 'fetched-from' }],
        attributes: withFacts(undefined, { archive: column('SOURCE ARCHIVE') }),
      });
    },
    onProblem: ({ code, line, column, message }) => problems.push({ code, line, column, message, weight: 'lost' }),
  });
  reader.write(input.text);
  reader.end();
  if (!header) throw new UnreadableInput('wrong-shape', 'is empty', { line: 1 });
  return { components, problems };
}
