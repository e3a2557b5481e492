/**
 * NuGet.config. Specification: NuGet documentation, "nuget.config reference". Surprising: settings of folders above add to it unless it says
 * `<clear />`; and a source may be a folder. Credentials in it are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { child, childrenOf } from '../../syntax/xml-element.ts';
import { settingComponent } from '../javascript/registry-settings.ts';

/** Reads the feeds; a file without any is valid. */
export const nugetConfig: DocumentFormat = {
  id: 'dotnet/nuget-config',
  title: 'NuGet NuGet.config',
  files: ['nuget.config', 'nuget.*.config'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'configuration') throw new NotThisFormat(`its root element is "${root.name}", not "configuration"`);
  const components: Component[] = [];
  const disabled = new Set(
    (child(root, 'disabledPackageSources')?.children ?? [])
      .filter((one) => one.attributes.get('value')?.toLowerCase() === 'true')
      .map((one) => one.attributes.get('key')),
  );
  for (const section of ['packageSources', 'auditSources']) {
    const list = child(root, section);
    for (const one of list ? childrenOf(list, 'add') : []) {
      const value = one.attributes.get('value') ?? '';
      const component = settingComponent(section, value, { line: one.line, column: one.column });
      if (!component) continue;
      const key = one.attributes.get('key');
      components.push(
        key !== undefined && disabled.has(key) ? { ...component, attributes: { disabled: 'yes' } } : component,
      );
    }
  }
  return { components };
}
