/**
 * cabal.project and cabal.project.local. Specification: Cabal user guide, "cabal.project reference". Surprising: `source-repository-package` takes a
 * package from a repository instead of Hackage, and `repository` stanzas put other servers beside or in the place of Hackage.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { withFacts } from '../languages/constraint.ts';
import { gitOrigin, isLocalAddress, repositoryName } from '../languages/origin.ts';
import { type CabalField, cabalFields } from './cabal-fields.ts';

/** Reads the packages of repositories and the servers. A project of folders only has neither. */
export const cabalProject: DocumentFormat = {
  id: 'haskell/cabal-project',
  title: 'Haskell cabal.project',
  files: ['cabal.project', 'cabal.project.local'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const fields = cabalFields(input.text);
  if (fields.length === 0 && input.text.replace(/^[ \t]*--.*$/gm, '').trim() !== '')
    throw new UnreadableInput('wrong-shape', 'has no field', { line: 1 });
  for (const [at, field] of fields.entries()) {
    const value = field.lines[0];
    if (!value) continue;
    if (field.name === 'location' && field.stanza.startsWith('source-repository-package'))
      components.push(repository(field, fields, at));
    else if (field.name === 'url' && field.stanza.startsWith('repository ')) {
      const service = settingComponent('repository.url', value.text, { line: value.line, column: value.column });
      if (service) components.push(service);
    }
  }
  return { components };
}

function repository(field: CabalField, fields: readonly CabalField[], at: number): Component {
  const { text, line, column } = field.lines[0] as CabalField['lines'][number];
  // Fields of one stanza stand together, in any order; `type` begins the next one by custom.
  const near = fields.slice(Math.max(0, at - 4), at + 5).filter((one) => one.stanza === field.stanza);
  const tag = near.find((one) => one.name === 'tag')?.lines[0]?.text;
  const isLocal = isLocalAddress(text);
  const name = repositoryName(text)?.name ?? text;
  return {
    kind: 'package',
    name: name.slice(name.lastIndexOf('/') + 1),
    version: tag,
    ecosystem: 'hackage',
    at: { line, column },
    direct: true,
    attributes: withFacts(undefined, { repository: isLocal ? undefined : name }),
    ...(isLocal ? { source: text, entry: 'link' as const } : gitOrigin(text, 'location')),
  };
}
