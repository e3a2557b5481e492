/**
 * Maven POM 4.0.0 and 4.1.0. Specification: Maven documentation, "POM Reference" and "Introduction to the Dependency Mechanism". Surprising: hardly
 * anything is in one file: versions come from `dependencyManagement` and properties of parents, which are read as far as they stand in the tree; and
 * a plugin is code that runs in the build and is fetched like any dependency. Developers, contributors and mailing lists are not read.
 * One file, because every kind of entry is read through the same context.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { child, childrenOf, textOf, type XmlElement } from '../../syntax/xml-element.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { mavenScope, mavenVersion } from './maven-version.ts';
import {
  artifactKey,
  below,
  bomPaths,
  interpolated,
  isUnresolved,
  type Management,
  managementOf,
  type PomContext,
  parentPaths,
  pluginName,
  pomContext,
  sections,
} from './pom-context.ts';
import { type PomModel, readPom, readPomOrNothing } from './pom-model.ts';

const unresolvedLimit = 20;

/** Reads dependencies, managed dependencies, plugins and repositories of a project and its profiles. */
export const pom: DocumentFormat = {
  id: 'jvm/pom',
  title: 'Maven pom.xml',
  files: ['pom.xml', '*.pom'],
  companions,
  parse,
};

function companions(input: DocumentInput): readonly string[] {
  const model = readPomOrNothing(input.text);
  if (!model) return [];
  const context = pomContext(input.path, model, input.companions);
  const last = context.chain[context.chain.length - 1];
  const wanted = new Set(last && context.missingParent ? parentPaths(last) : []);
  for (const { model: one } of context.chain) {
    for (const [element] of sections(one)) {
      for (const managed of below(element, 'dependencyManagement', 'dependencies')?.children ?? [])
        if (textOf(managed, 'scope') === 'import')
          for (const path of bomPaths(context, textOf(managed, 'artifactId') ?? '')) wanted.add(path);
    }
  }
  // A BOM of the tree has parents of its own.
  for (const [path, text] of input.companions) {
    const bom = readPomOrNothing(text);
    if (bom?.parent) for (const parent of parentPaths({ path, model: bom })) wanted.add(parent);
  }
  return [...wanted];
}

interface Reading {
  readonly text: string;
  readonly context: PomContext;
  readonly management: Management;
  readonly components: Component[];
  readonly problems: Problem[];
  /** How many were met of each weight; only the first of each are told one by one. */
  readonly unresolved: Record<Problem['weight'], number>;
}

function parse(input: DocumentInput): DocumentResult {
  const model = readPom(input.text);
  const { root } = model;
  if (root.name !== 'project') throw new NotThisFormat(`its root element is "${root.name}", not "project"`);
  if (root.namespace !== '' && !/^https?:\/\/maven\.apache\.org\/POM\//i.test(root.namespace))
    throw new UnreadableInput('unsupported-schema', `its namespace "${root.namespace}" is not that of a POM`, {
      line: root.line,
    });
  if (model.artifactId === undefined && !model.parent)
    throw new UnreadableInput('wrong-shape', 'has no "artifactId" and no "parent"', { line: root.line });
  const context = pomContext(input.path, model, input.companions);
  const management = managementOf(context, input.companions);
  const reading: Reading = {
    text: input.text,
    context,
    management,
    components: [],
    problems: [],
    unresolved: { lost: 0, note: 0 },
  };
  readParent(reading, model);
  for (const [element, extra] of sections(model)) {
    const direct = new Set<string>();
    for (const one of childrenOf(child(element, 'dependencies') ?? noElement, 'dependency')) {
      const component = dependency(reading, one, extra, 'direct');
      direct.add(component.name);
      reading.components.push(component);
    }
    for (const one of childrenOf(below(element, 'dependencyManagement', 'dependencies') ?? noElement, 'dependency')) {
      const component = dependency(reading, one, extra, 'managed');
      if (!direct.has(component.name)) reading.components.push(component);
    }
    readBuild(reading, element, extra);
    readRepositories(reading, element, extra);
  }
  checkModules(reading, input.path, model);
  for (const weight of ['lost', 'note'] as const) {
    const more = reading.unresolved[weight] - unresolvedLimit;
    if (more > 0)
      reading.problems.push({ code: 'unresolved', message: `${more} more values could not be resolved`, weight });
  }
  return { components: reading.components, problems: reading.problems };
}

const noElement: XmlElement = {
  ...{ name: '', prefix: '', namespace: '', attributes: new Map<string, string>(), children: [], text: '' },
  ...{ line: 0, column: 0, offset: 0 },
};

/** The name's own text, so that the line shows it. */
function placeOf(reading: Reading, element: XmlElement): { offset: number } {
  const name = child(element, 'artifactId') ?? element;
  const start = reading.text.indexOf('>', name.offset) + 1;
  const space = /\s*/y;
  space.lastIndex = start;
  space.exec(reading.text);
  return { offset: name === element || start === 0 ? name.offset : space.lastIndex };
}

function unresolved(reading: Reading, element: XmlElement, message: string, weight: Problem['weight']): void {
  if (++reading.unresolved[weight] > unresolvedLimit) return;
  const { line } = child(element, 'artifactId') ?? element;
  reading.problems.push({ code: 'unresolved', line, message, weight });
}

/** A parent that is not in the tree is fetched like any other artifact. */
function readParent(reading: Reading, model: PomModel): void {
  const { missingParent, chain } = reading.context;
  if (!missingParent) return;
  const { groupId = '', artifactId = '', version, element, relativePath } = missingParent;
  const isOwn = chain.length === 1;
  if (isOwn)
    reading.components.push({
      ...{ kind: 'package', name: `${groupId}:${artifactId}`, version, ecosystem: 'maven' },
      ...{ at: placeOf(reading, element), direct: true, scope: 'build' },
      attributes: { role: 'parent' },
    });
  const outside = relativePath !== '' && parentPaths(chain[chain.length - 1] ?? { path: '', model }).length === 0;
  reading.problems.push({
    code: outside ? 'include-outside-root' : 'missing-parent',
    line: isOwn ? element.line : undefined,
    message: `the parent ${groupId}:${artifactId}:${version ?? '?'} is not ${outside ? 'below the scanned folder' : 'in the tree'}; what it manages is not known`,
    weight: 'note',
  });
}

function dependency(
  reading: Reading,
  element: XmlElement,
  extra: ReadonlyMap<string, string> | undefined,
  how: 'direct' | 'managed',
): Component {
  const { context, management } = reading;
  const read = (name: string): string | undefined => {
    const text = textOf(element, name);
    return text === undefined || text === '' ? undefined : interpolated(context, text, extra);
  };
  const groupId = read('groupId') ?? '';
  const artifactId = read('artifactId') ?? '';
  const [type, classifier] = [read('type'), read('classifier')];
  const name = `${groupId}:${artifactId}`;
  const managed =
    how === 'managed'
      ? undefined
      : (management.artifacts.get(artifactKey(groupId, artifactId, type, classifier)) ??
        management.artifacts.get(name));
  const written = read('version') ?? managed?.version;
  const scope = read('scope') ?? managed?.scope;
  const isComplete = groupId !== '' && artifactId !== '' && !isUnresolved(name);
  if (!isComplete) unresolved(reading, element, `the name "${name}" could not be resolved`, 'lost');
  const hasVersion = written !== undefined && !isUnresolved(written);
  if (!hasVersion && isComplete) reportVersion(reading, element, name, written);
  const { version, constraint } = hasVersion ? mavenVersion(written) : {};
  const attributes: Record<string, string> = {};
  if (constraint !== undefined) attributes.constraint = constraint;
  if (classifier !== undefined) attributes.classifier = classifier;
  if (type !== undefined && type !== 'jar') attributes.type = type;
  if (how === 'managed') attributes.managed = 'yes';
  const isSystem = scope === 'system';
  return {
    ...{ kind: 'package', name, version, at: placeOf(reading, element) },
    ecosystem: isComplete ? 'maven' : undefined,
    direct: how === 'direct' ? true : undefined,
    scope:
      (read('optional') ?? managed?.optional) === 'true'
        ? 'optional'
        : how === 'managed' && scope === undefined
          ? undefined
          : mavenScope(scope),
    entry: isSystem ? 'system' : undefined,
    source: isSystem ? read('systemPath') : undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/**
 * A property that is nowhere defined, or no version at all. Where the POM itself says that the version is managed by something of
 * a repository, nothing is missing from this file: the name stands, the version is the repository's.
 */
function reportVersion(reading: Reading, element: XmlElement, name: string, written: string | undefined): void {
  const { context, management } = reading;
  const outer = context.missingParent;
  if (written !== undefined)
    unresolved(reading, element, `the version "${written}" of ${name} could not be resolved`, 'lost');
  else if (outer?.relativePath === '' || management.missingBoms.length > 0) {
    const where =
      outer?.relativePath === '' ? `${outer.groupId}:${outer.artifactId}` : management.missingBoms.join(', ');
    unresolved(reading, element, `the version of ${name} is managed by ${where}, which is not in the tree`, 'note');
  } else if (outer)
    unresolved(
      reading,
      element,
      `the version of ${name} stands in the missing parent ${outer.groupId}:${outer.artifactId}`,
      'lost',
    );
  else unresolved(reading, element, `${name} has no version and nothing manages it`, 'lost');
}

function readBuild(reading: Reading, element: XmlElement, extra: ReadonlyMap<string, string> | undefined): void {
  const build = child(element, 'build');
  const lists = [
    build && child(build, 'plugins'),
    build && below(build, 'pluginManagement', 'plugins'),
    below(element, 'reporting', 'plugins'),
  ];
  for (const list of lists) {
    for (const plugin of childrenOf(list ?? noElement, 'plugin')) {
      const name = pluginName(reading.context, plugin, extra);
      reading.components.push(buildPart(reading, plugin, name, extra, reading.management.plugins.get(name), 'plugin'));
      for (const one of childrenOf(child(plugin, 'dependencies') ?? noElement, 'dependency'))
        addBuildPart(reading, one, extra, 'plugin dependency');
      const configurations = [plugin, ...childrenOf(child(plugin, 'executions') ?? noElement, 'execution')];
      for (const place of configurations)
        for (const one of below(place, 'configuration', 'annotationProcessorPaths')?.children ?? [])
          addBuildPart(reading, one, extra, 'annotation processor');
    }
  }
  for (const one of (build && child(build, 'extensions')?.children) ?? [])
    addBuildPart(reading, one, extra, 'extension');
}

function addBuildPart(
  reading: Reading,
  element: XmlElement,
  extra: ReadonlyMap<string, string> | undefined,
  role: string,
): void {
  const groupId = interpolated(reading.context, textOf(element, 'groupId') ?? '', extra);
  const artifactId = interpolated(reading.context, textOf(element, 'artifactId') ?? '', extra);
  const name = `${groupId}:${artifactId}`;
  if (name === ':') return;
  reading.components.push(
    buildPart(reading, element, name, extra, reading.management.artifacts.get(name)?.version, role),
  );
}

/** Something that runs in the build. Maven knows versions for plugins that state none, so their absence is no loss. */
function buildPart(
  reading: Reading,
  element: XmlElement,
  name: string,
  extra: ReadonlyMap<string, string> | undefined,
  managed: string | undefined,
  role: string,
): Component {
  const text = textOf(element, 'version');
  const written = text ? interpolated(reading.context, text, extra) : managed;
  const isOpen = written !== undefined && isUnresolved(written);
  if (isUnresolved(name)) unresolved(reading, element, `the name "${name}" could not be resolved`, 'lost');
  else if (isOpen) unresolved(reading, element, `the version "${written}" of ${name} could not be resolved`, 'lost');
  const { version, constraint } = isOpen ? {} : mavenVersion(written);
  const scope: Scope = 'build';
  return {
    ...{ kind: 'package', name, version, at: placeOf(reading, element), direct: true, scope },
    ecosystem: isUnresolved(name) ? undefined : 'maven',
    attributes: constraint === undefined ? { role } : { role, constraint },
  };
}

function readRepositories(reading: Reading, element: XmlElement, extra: ReadonlyMap<string, string> | undefined): void {
  for (const [list, row] of [
    ['repositories', 'repository'],
    ['pluginRepositories', 'pluginRepository'],
  ] as const) {
    for (const one of childrenOf(child(element, list) ?? noElement, row)) {
      const place = child(one, 'url');
      const address = place && interpolated(reading.context, place.text, extra);
      if (!place || address === undefined) continue;
      if (isUnresolved(address)) {
        unresolved(
          reading,
          place,
          `the address "${withoutSecrets(address)}" of a repository could not be resolved`,
          'lost',
        );
        continue;
      }
      const component = settingComponent(`${row}.url`, address, { line: place.line, column: place.column });
      if (component) reading.components.push(component);
    }
  }
}

/** Modules are inputs of their own; one that lies outside the scanned folder is none. */
function checkModules(reading: Reading, path: string, model: PomModel): void {
  for (const module of model.modules) {
    if (module === '' || pathFrom(folderOf(path), module) !== undefined) continue;
    reading.problems.push({
      code: 'include-outside-root',
      message: `the module "${module}" is not below the scanned folder`,
      weight: 'note',
    });
  }
}
