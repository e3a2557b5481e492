/**
 * pnpm-workspace.yaml. Specification: pnpm documentation, "pnpm-workspace.yaml" and "Settings". Surprising: since pnpm 10 it holds all settings,
 * registries among them, and `configDependencies` are packages that run before anything else is resolved.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { catalogComponents } from './catalog.ts';
import { rangeComponent } from './range-component.ts';
import { settingComponents } from './registry-settings.ts';

/** Reads catalogs, configuration dependencies, overrides that bring another package, and addresses. An empty file is valid. */
export const pnpmWorkspace: DocumentFormat = {
  id: 'javascript/pnpm-workspace',
  title: 'pnpm pnpm-workspace.yaml',
  files: ['pnpm-workspace.yaml'],
  locate: locateYaml,
  parse,
};

const ownSections = new Set(['catalog', 'catalogs', 'configDependencies', 'overrides', 'packages']);

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (root === null) return { components: [] };
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const settings = Object.fromEntries(Object.entries(root).filter(([key]) => !ownSections.has(key)));
  const components: Component[] = catalogComponents(memberOf(root, 'catalog'), memberOf(root, 'catalogs'));
  for (const [name, value] of entriesOf(memberOf(root, 'configDependencies'))) {
    // `1.0.0+sha512-...`, or a mapping of tarball and integrity.
    const written = stringOf(value) ?? stringOf(memberOf(value, 'integrity')) ?? '';
    const version = /^\d[^+]*/.exec(written)?.[0] ?? '';
    components.push(rangeComponent(name, version, { path: ['configDependencies', name] }, 'build'));
  }
  for (const [pattern, range] of entriesOf(memberOf(root, 'overrides'))) {
    if (typeof range !== 'string') continue;
    const name = /((?:@[^/@]+\/)?[^/@>]+)(?:@[^/]*)?$/.exec(pattern)?.[1] ?? pattern;
    const component = rangeComponent(name, range, { path: ['overrides', pattern] }, undefined);
    if (component.entry) components.push({ ...component, direct: undefined });
  }
  return { components: [...components, ...settingComponents(settings, [])] };
}
