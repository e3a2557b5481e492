/**
 * packages.config, before PackageReference. Specification: NuGet documentation, "packages.config reference". Surprising: it is flat and complete,
 * what others require included, so nothing in it says what the project itself asked for.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { childrenOf } from '../../syntax/xml-element.ts';
import { attributePlace } from './attribute-place.ts';

/** Reads the installed packages. */
export const packagesConfig: DocumentFormat = {
  id: 'dotnet/packages-config',
  title: 'NuGet packages.config',
  files: ['packages.config', 'packages.*.config'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'packages') throw new NotThisFormat(`its root element is "${root.name}", not "packages"`);
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const one of childrenOf(root, 'package')) {
    const name = one.attributes.get('id');
    const version = one.attributes.get('version');
    if (!name) problems.push({ code: 'wrong-type', line: one.line, message: 'a package has no id', weight: 'lost' });
    else
      components.push({
        ...{
          kind: 'package',
          name,
          version: version || undefined,
          ecosystem: 'nuget',
          at: attributePlace(input.text, one, 'id'),
        },
        scope: one.attributes.get('developmentDependency')?.toLowerCase() === 'true' ? 'dev' : undefined,
      });
    if (name && !version)
      problems.push({ code: 'unresolved', line: one.line, message: `"${name}" has no version`, weight: 'lost' });
  }
  return { components, problems };
}
