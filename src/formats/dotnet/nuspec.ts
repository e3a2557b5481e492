/**
 * *.nuspec: what a NuGet package declares. Specification: NuGet documentation, ".nuspec reference". Surprising: dependencies stand in groups, one a
 * framework, or without any group in old files. Authors and owners in it are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf, textOf } from '../../syntax/xml-element.ts';
import { attributePlace } from './attribute-place.ts';
import { nugetVersion, withConstraint } from './nuget-version.ts';

/** Reads the declared dependencies; below a folder of installed packages also the package itself. */
export const nuspec: DocumentFormat = { id: 'dotnet/nuspec', title: 'NuGet *.nuspec', files: ['*.nuspec'], parse };

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'package') throw new NotThisFormat(`its root element is "${root.name}", not "package"`);
  const metadata = child(root, 'metadata');
  if (!metadata) throw new UnreadableInput('wrong-shape', 'has no "metadata" element', { line: root.line });
  const components: Component[] = [];
  const problems: Problem[] = [];
  const id = textOf(metadata, 'id');
  const version = textOf(metadata, 'version');
  const own = child(metadata, 'id');
  // `packages/Acme.1.0/Acme.nuspec` and `.nuget/packages/acme/1.0/acme.nuspec` are installed; elsewhere it is the project's own.
  if (
    id &&
    version &&
    own &&
    /(?:^|\/)(?:packages|\.nuget|lib|fallback)\/(?:[^/]+\/){1,2}[^/]+\.nuspec$/i.test(input.path)
  )
    components.push({
      kind: 'package',
      name: id,
      version,
      ecosystem: 'nuget',
      at: { line: own.line, column: own.column },
    });
  const list = child(metadata, 'dependencies');
  const groups = list ? [list, ...childrenOf(list, 'group')] : [];
  for (const group of groups) {
    for (const one of childrenOf(group, 'dependency')) {
      const name = one.attributes.get('id');
      const written = one.attributes.get('version');
      // `$version$` is filled in when the package is made.
      const { version: exact, constraint } = nugetVersion(written?.includes('$') ? undefined : written);
      if (name && !name.includes('$'))
        components.push({
          ...{
            kind: 'package',
            name,
            version: exact,
            ecosystem: 'nuget',
            at: attributePlace(input.text, one, 'id'),
            direct: true,
          },
          attributes: withConstraint(constraint),
        });
      else
        problems.push({
          code: 'wrong-type',
          line: one.line,
          message: 'a dependency has no literal id',
          weight: 'lost',
        });
    }
  }
  return { components, problems };
}
