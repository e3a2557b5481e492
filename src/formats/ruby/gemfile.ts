/**
 * Gemfile and gems.rb of Bundler. Specification: Bundler manual, "gemfile(5)". Surprising: it is a Ruby program, of which only literal declarations are
 * read; a version without an operator is exact; and a `source` block sends the gems inside it to another server.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem } from '../../model/problem.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { gemOrigin } from './gem-origin.ts';
import { gemRequirement } from './gem-requirement.ts';
import { type DeclaredGem, gemfileDeclarations, groupScope } from './gemfile-declarations.ts';

/** Reads the declared gems and servers; a computed one is a problem. */
export const gemfile: DocumentFormat = {
  id: 'ruby/gemfile',
  title: 'Bundler Gemfile',
  files: ['Gemfile', 'gems.rb', '*.gemfile', 'Gemfile.next', 'Gemfile.local'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { gems, sources, fault } = gemfileDeclarations(input.text);
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const call of sources) {
    const address = call.positional[0];
    const component = address && settingComponent('source', address.text, { offset: address.offset });
    if (component) components.push(component);
  }
  for (const gem of gems) {
    const component = gemComponent(gem);
    if (component) components.push(component);
    else
      problems.push({
        code: 'not-literal',
        line: gem.call.line,
        message: "this gem's name is computed, so it is unknown",
        weight: 'lost',
      });
  }
  if (fault) problems.push(openEnded(fault));
  return { components, problems };
}

function gemComponent(gem: DeclaredGem): Component | undefined {
  const { call, name, groups, around } = gem;
  if (!name) return undefined;
  const clauses = call.positional.slice(1).map((token) => token?.text ?? '');
  const { version, constraint } = gemRequirement(clauses);
  const attributes: Record<string, string> = {};
  if (constraint !== undefined) attributes.constraint = constraint;
  if (groups.length > 0) attributes.groups = groups.join(',');
  return {
    ...{ kind: 'package', name: name.text, version, ecosystem: 'gem', at: { offset: name.offset }, direct: true },
    scope: groupScope(groups),
    ...gemOrigin(call, around),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
