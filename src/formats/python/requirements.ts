/**
 * requirements.txt and its kin, those written by pip-compile and uv included. Specification: pip documentation, "Requirements
 * File Format", and PEP 508. Surprising: it is a list of options as much as of packages, and `--index-url` says where everything
 * comes from. Only `==` and `===` name a version; for ranges the constraint is kept beside the name. A file named by `-r` whose
 * name says that it is one is an input of its own; any other is read here, and its packages stand at the line that names it.
 */

import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { normalName } from './project-name.ts';
import { pythonSource } from './python-source.ts';
import { requirementLines } from './requirement-lines.ts';
import { type RequirementStatement, statementsOf } from './requirement-statement.ts';

/** Reads one requirements file with the files it includes. An empty file is valid and asks for nothing. */
export const requirements: DocumentFormat = {
  id: 'python/requirements',
  title: 'pip requirements files',
  files: [
    'requirements*.txt',
    '*requirements.txt',
    '*-requirements-*.txt',
    'requirements/*.txt',
    'requirements*.in',
    'requirements*.pip',
  ],
  recognise: (head) => !isProse(head),
  companions,
  parse,
};

/** As `files` above, and whether a walk over the tree finds the file by itself. */
const ownInput =
  /(?:^|\/)(?:requirements[^/]*\.(?:txt|in|pip)|[^/]*requirements\.txt|[^/]*-requirements-[^/]*\.txt|requirements\/[^/]+\.txt)$/i;

/** True where a path is an input of this format by its name. */
export function isRequirementsFile(path: string): boolean {
  return ownInput.test(path);
}

/** Documents about requirements carry this name too: most of their lines are sentences. */
function isProse(head: string): boolean {
  let sentences = 0;
  let lines = 0;
  for (const line of head.split(/\r\n|\r|\n/, 400)) {
    const text = line.trim();
    if (text === '' || text.startsWith('#') || text.startsWith('-')) continue;
    lines++;
    if (/^[A-Za-z][^;=<>~@[\]#\\]*$/.test(text) && text.split(/\s+/, 4).length > 3) sentences++;
  }
  return sentences >= 2 && sentences * 2 > lines;
}

function statements(text: string): RequirementStatement[] {
  return requirementLines(text).flatMap(statementsOf);
}

/** Every file that is reached through `-r` and `-c`, as far as it has been read. */
function companions(input: DocumentInput): readonly string[] {
  const found = new Set<string>();
  const add = (path: string, text: string): void => {
    for (const one of statements(text)) {
      const target = one.kind === 'include' ? includedPath(path, one.file) : undefined;
      if (target !== undefined) found.add(target);
    }
  };
  add(input.path, input.text);
  for (const [path, text] of input.companions) add(path, text);
  return [...found];
}

/** The path of an included file, relative to the one that names it; undefined for addresses and for what is outside. */
function includedPath(from: string, file: string): string | undefined {
  if (/^(?:[/\\~]|[A-Za-z][A-Za-z0-9+.-]*:)/.test(file)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of file.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

interface Reading {
  readonly input: DocumentInput;
  readonly components: Component[];
  readonly problems: Problem[];
  /** Normal name to who requires it, from the comments of pip-compile. */
  readonly via: Map<string, string[]>;
  /** Pins of `-c` files by normal name. */
  readonly pins: Map<string, string>;
  bad: number;
}

/** A file being read: the document itself, or one it includes. `line` is where the document names it. */
interface OpenFile {
  readonly path: string;
  readonly text: string;
  readonly line: number | undefined;
  readonly isConstraint: boolean;
}

function parse(input: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(input.text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const reading: Reading = { input, components: [], problems: [], via: new Map(), pins: new Map(), bad: 0 };
  const open: OpenFile[] = [{ path: input.path, text: input.text, line: undefined, isConstraint: false }];
  const seen = new Set([input.path]);
  for (let file = open.shift(); file; file = open.shift()) {
    for (const one of statements(file.text)) {
      const included = readStatement(reading, file, one);
      if (!included || seen.has(included.path)) continue;
      seen.add(included.path);
      open.push(included);
    }
  }
  if (reading.bad > 0 && reading.components.length === 0)
    throw new UnreadableInput('wrong-shape', 'has no line that is a requirement', { line: reading.problems[0]?.line });
  const components = reading.components.map((one) => withPin(one, reading.pins));
  const isCompiled = reading.via.size > 0;
  return { components, problems: reading.problems, graph: isCompiled ? () => graphOf(reading) : undefined };
}

/** Handles one statement; the file it includes is returned. */
function readStatement(reading: Reading, file: OpenFile, one: RequirementStatement): OpenFile | undefined {
  const line = file.line ?? one.line.line;
  switch (one.kind) {
    case 'include':
      return includedFile(reading, file, one.file, one.isConstraint, line);
    case 'index':
      if (!file.isConstraint) addIndex(reading, file, one.option, one.value, { line, column: one.line.column });
      return undefined;
    case 'unknown-option':
      reading.problems.push({
        code: 'unknown-option',
        line,
        message: `"${one.option}" is not an option that is known`,
        weight: 'note',
      });
      return undefined;
    case 'bad':
      reading.bad++;
      reading.problems.push({
        code: 'wrong-type',
        line,
        message: `line ${one.line.line} is neither a requirement nor an option`,
        weight: 'lost',
      });
      return undefined;
    default:
      if (file.isConstraint) {
        if (one.kind === 'requirement' && one.requirement.version !== undefined)
          reading.pins.set(normalName(one.requirement.name), one.requirement.version);
      } else reading.components.push(componentOf(reading, file, one));
      return undefined;
  }
}

function includedFile(
  reading: Reading,
  file: OpenFile,
  name: string,
  isConstraint: boolean,
  line: number,
): OpenFile | undefined {
  const path = includedPath(file.path, name);
  if (path === undefined) {
    const message = `includes "${withoutSecrets(name)}", which is not below the scanned folder`;
    reading.problems.push({ code: 'include-outside-root', line, message, weight: 'lost' });
    return undefined;
  }
  const text = path === reading.input.path ? reading.input.text : reading.input.companions.get(path);
  if (text === undefined) {
    reading.problems.push({
      code: 'missing-include',
      line,
      message: `includes "${name}", which cannot be read`,
      weight: 'lost',
    });
    return undefined;
  }
  // What has such a name is read as an input of its own, with its own lines.
  if (!isConstraint && ownInput.test(path)) return undefined;
  return { path, text, line, isConstraint: isConstraint || file.isConstraint };
}

function addIndex(
  reading: Reading,
  file: OpenFile,
  option: string,
  value: string,
  at: { line: number; column: number },
): void {
  const url = withoutSecrets(value);
  const host = option === 'trusted-host' ? value.replace(/:\d+$/, '') : hostOf(value);
  // A folder of archives is no host.
  if (!host) return;
  reading.components.push({
    kind: 'service',
    name: host,
    at,
    source: url,
    identifiers: [{ kind: 'url', value: url, field: option, relation: 'fetched-from' }],
    attributes: file.line === undefined ? undefined : { file: file.path },
  });
}

function componentOf(
  reading: Reading,
  file: OpenFile,
  one: Extract<RequirementStatement, { kind: 'requirement' | 'reference' }>,
): Component {
  const { comments, column } = one.line;
  const at = file.line === undefined ? { line: one.line.line, column } : { line: file.line };
  const requirement = one.kind === 'requirement' ? one.requirement : undefined;
  const name = one.kind === 'requirement' ? one.requirement.name : one.name;
  const reference = one.kind === 'requirement' ? one.requirement.url : one.reference;
  const origin = reference === undefined ? undefined : pythonSource(reference, 'requirement');
  const via = viaOf(comments);
  const ref = normalName(name);
  if (via.length > 0) reading.via.set(ref, [...(reading.via.get(ref) ?? []), ...via]);
  const attributes: Record<string, string> = {};
  if (requirement && requirement.version === undefined && requirement.specifier !== '')
    attributes.constraint = requirement.specifier;
  if (requirement?.marker) attributes.marker = requirement.marker;
  if (requirement && requirement.extras.length > 0) attributes.extras = requirement.extras.join(',');
  if (file.line !== undefined) attributes.file = file.path;
  const isNamed = one.kind === 'requirement' || origin?.entry !== 'file' || one.version !== undefined;
  return {
    kind: 'package',
    name,
    version: one.kind === 'requirement' ? one.requirement.version : one.version,
    // The last folder of a path is not a name that an index could know.
    ecosystem: isNamed ? 'pypi' : undefined,
    at,
    ref,
    direct: via.length === 0 || via.some(isProject),
    source: origin?.source,
    entry: one.kind === 'reference' && one.isEditable && origin?.entry === 'file' ? 'link' : origin?.entry,
    identifiers: origin && origin.identifiers.length > 0 ? origin.identifiers : undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/** The names behind `# via`, on one line or one a line below it, as pip-compile and uv write them. */
function viaOf(comments: readonly string[]): string[] {
  const start = comments.findIndex((comment) => /^via(?:\s|$)/.test(comment));
  if (start < 0) return [];
  const first = (comments[start] as string).slice(3).trim();
  const rest = first === '' ? comments.slice(start + 1) : [first];
  return rest
    .flatMap((comment) => comment.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** `-r requirements.in`, `-c constraints.txt` and `shop (pyproject.toml)` are the project's own; the rest are packages. */
function isProject(via: string): boolean {
  if (via.startsWith('-c')) return false;
  return via.startsWith('-r') || via.includes('(') || /\.(?:in|toml|txt|cfg|py)$/.test(via);
}

function withPin(component: Component, pins: ReadonlyMap<string, string>): Component {
  if (
    pins.size === 0 ||
    component.kind !== 'package' ||
    component.version !== undefined ||
    component.source !== undefined
  )
    return component;
  const version = pins.get(normalName(component.name));
  return version === undefined ? component : { ...component, version };
}

function graphOf(reading: Reading): DependencyGraph {
  const edges = new Map<string, string[]>();
  const add = (from: string, to: string): void => {
    const list = edges.get(from);
    if (list) list.push(to);
    else edges.set(from, [to]);
  };
  const labels = new Map<string, string>([['', reading.input.path]]);
  for (const { name, version, ref } of reading.components) {
    if (ref === undefined) continue;
    labels.set(ref, version ? `${name}@${version}` : name);
    const via = reading.via.get(ref) ?? [];
    if (via.length === 0 || via.some(isProject)) add('', ref);
    for (const one of via)
      if (!isProject(one) && !one.startsWith('-c')) add(normalName(one.split('[', 1)[0] ?? one), ref);
  }
  return { roots: [''], edges, label: (ref) => labels.get(ref) ?? ref };
}
