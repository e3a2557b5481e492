/**
 * project.clj of Leiningen. Specification: Leiningen's annotated sample project. Surprising: a library without a group has its own name as its group
 * (`ring` is `ring:ring`); and profiles and plugins bring dependencies of their own. Nothing of it is run.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import type { CodeNode } from '../../syntax/code-tree.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { ednForms, ednGet, ednLibrary, ednPairs, isGroup } from './edn.ts';
import { mavenScope, mavenVersion } from './maven-version.ts';

/** Reads dependencies, plugins and repositories of the project and its profiles. */
export const leiningen: DocumentFormat = {
  id: 'jvm/leiningen',
  title: 'Leiningen project.clj',
  files: ['project.clj', 'profiles.clj'],
  parse,
};

interface Reading {
  readonly components: Component[];
  readonly problems: Problem[];
}

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const forms = ednForms(input.text);
  const reading: Reading = { components: [], problems: [] };
  const project = forms.find(
    (form) => isGroup(form, '(') && form.nodes[0]?.kind === 'word' && form.nodes[0].text === 'defproject',
  );
  const profiles = /profiles\.clj$/i.test(input.path) ? forms.find((form) => isGroup(form, '{')) : undefined;
  if (profiles?.kind === 'group') readProfiles(reading, profiles);
  else if (project?.kind === 'group') readProject(reading, project.nodes.slice(3), undefined);
  else throw new UnreadableInput('wrong-shape', 'has no "defproject"', { line: 1 });
  return reading;
}

function readProfiles(reading: Reading, profiles: CodeNode): void {
  if (profiles.kind !== 'group') return;
  for (const [name, profile] of ednPairs(profiles.nodes)) {
    const key = name.kind === 'word' ? name.text : '';
    const scope: Scope =
      key === ':test' ? 'test' : key === ':provided' ? 'peer' : key === ':uberjar' ? 'runtime' : 'dev';
    // A vector joins profiles that are defined elsewhere or right here.
    const parts = isGroup(profile, '[') ? profile.nodes : [profile];
    for (const part of parts) if (isGroup(part, '{')) readProject(reading, part.nodes, scope);
  }
}

function readProject(reading: Reading, nodes: readonly CodeNode[], scope: Scope | undefined): void {
  for (const [key, value] of ednPairs(nodes)) {
    if (key.kind !== 'word' || value.kind !== 'group') continue;
    if (key.text === ':dependencies') readList(reading, value.nodes, scope ?? 'runtime');
    else if (key.text === ':managed-dependencies') readList(reading, value.nodes, scope, 'managed');
    else if (key.text === ':plugins' || key.text === ':extensions') readList(reading, value.nodes, 'build');
    else if (key.text === ':java-agents') readList(reading, value.nodes, scope ?? 'runtime');
    else if (/^:(?:plugin-)?(?:repositories|mirrors)$/.test(key.text))
      readRepositories(reading, key.text.slice(1), value.nodes, value.open);
    else if (key.text === ':profiles') readProfiles(reading, value);
  }
}

function readList(reading: Reading, nodes: readonly CodeNode[], scope: Scope | undefined, how?: 'managed'): void {
  for (const node of nodes) {
    if (node.kind === 'word' && node.text.startsWith('^')) continue;
    const one = isGroup(node, '[') ? dependency(node.nodes, scope, how) : undefined;
    if (one) reading.components.push(one);
    else
      reading.problems.push({
        code: 'not-literal',
        line: node.line,
        message: 'a dependency is computed, so it is not known',
        weight: 'lost',
      });
  }
}

function dependency(
  nodes: readonly CodeNode[],
  scope: Scope | undefined,
  how: 'managed' | undefined,
): Component | undefined {
  const [symbol, version] = nodes;
  const name = symbol?.kind === 'word' || symbol?.kind === 'string' ? ednLibrary(symbol.text) : undefined;
  if (!symbol || name === undefined) return undefined;
  const hasVersion = version?.kind === 'string';
  const options = new Map(
    ednPairs(nodes.slice(hasVersion ? 2 : 1)).map(([key, value]) => [key.kind === 'word' ? key.text : '', value]),
  );
  const stated = options.get(':scope');
  const classifier = options.get(':classifier');
  const { version: exact, constraint } = mavenVersion(hasVersion ? version.text : undefined);
  const attributes: Record<string, string> = {};
  if (constraint !== undefined) attributes.constraint = constraint;
  if (classifier?.kind === 'string') attributes.classifier = classifier.text;
  if (how) attributes.managed = 'yes';
  return {
    ...{ kind: 'package', name, version: exact, ecosystem: 'maven', at: { offset: symbol.offset } },
    direct: how ? undefined : true,
    scope: stated?.kind === 'string' ? mavenScope(stated.text) : scope,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/** `[["name" "url"] ["name" {:url "url"}]]`, or a map of the same. */
function readRepositories(reading: Reading, field: string, nodes: readonly CodeNode[], open: string): void {
  const values =
    open === '{'
      ? ednPairs(nodes).map(([, value]) => value)
      : nodes.map((node) => (isGroup(node, '[') ? node.nodes[1] : undefined));
  for (const value of values) {
    const url = value?.kind === 'string' ? value : ednGet(value, ':url');
    const component = url?.kind === 'string' ? settingComponent(field, url.text, { offset: url.offset }) : undefined;
    if (component) reading.components.push(component);
  }
}
