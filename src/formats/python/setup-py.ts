/**
 * setup.py of setuptools. Specification: setuptools documentation, "Keywords". Surprising: it is a program, and nothing of it is run here; only lists
 * of literal strings are read, also through a variable, and whatever is computed is said to be lost.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { lineIndex } from '../../syntax/text.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { type LiteralSource, type LiteralValue, readLiteralSource } from './literal-source.ts';
import { requirementOf } from './requirement.ts';
import { requirementComponent } from './requirement-component.ts';
import { isRequirementsFile } from './requirements.ts';

/** Reads literal `install_requires` and its kin of every `setup()` call. */
export const setupPy: DocumentFormat = {
  id: 'python/setup-py',
  title: 'Python setup.py',
  files: ['setup.py'],
  companions: (input) => requirementFiles(input),
  parse,
};

/** Requirements files that the text names, below the scanned folder: a list that is computed is most often read from one. */
function requirementFiles(input: DocumentInput): string[] {
  const found = new Set<string>();
  for (const [, name = ''] of input.text.matchAll(/["']([\w./-]{1,200}\.(?:txt|in|pip))["']/g)) {
    const path = pathFrom(folderOf(input.path), name);
    if (path !== undefined && isRequirementsFile(path)) found.add(path);
  }
  return [...found];
}

const lists: readonly (readonly [string, Scope])[] = [
  ['install_requires', 'runtime'],
  ['setup_requires', 'build'],
  ['tests_require', 'test'],
];

interface Reading {
  readonly text: string;
  readonly source: LiteralSource;
  /** What `append` and `extend` add to a name. */
  readonly added: ReadonlyMap<string, readonly LiteralValue[]>;
  readonly components: Component[];
  readonly lost: { offset: number; message: string }[];
}

function parse(input: DocumentInput): DocumentResult {
  const source = readLiteralSource(input.text);
  const setups = source.calls.filter((call) => /(?:^|\.)setup$/.test(call.name));
  if (setups.length === 0) throw new NotThisFormat('has no setup() call');
  const reading: Reading = { text: input.text, source, added: addedTo(source), components: [], lost: [] };
  for (const call of setups) {
    const keywords = new Map(call.keywords);
    for (const spread of call.spread) addSpread(reading, spread, keywords);
    for (const [key, scope] of lists) {
      const value = keywords.get(key);
      if (value) readStrings(reading, value, key, scope, new Set());
    }
    const extras = keywords.get('extras_require');
    if (extras) readExtras(reading, extras, new Set());
  }
  // Then what is computed is an input of its own, with its own lines.
  const weight = input.companions.size > 0 ? 'note' : 'lost';
  const index = lineIndex(input.text);
  const problems = reading.lost.map(({ offset, message }): Problem => {
    return { code: 'not-literal', line: index.at(offset).line, message, weight };
  });
  return { components: reading.components, problems };
}

function addedTo(source: LiteralSource): Map<string, LiteralValue[]> {
  const added = new Map<string, LiteralValue[]>();
  for (const call of source.calls) {
    const name = /^(\w+)\.(?:append|extend)$/.exec(call.name)?.[1];
    if (name === undefined) continue;
    const list = added.get(name);
    if (list) list.push(...call.positional);
    else added.set(name, [...call.positional]);
  }
  return added;
}

/** Everything a name is given; undefined where nothing of it is known. */
function valuesOf({ source, added }: Reading, name: string): LiteralValue[] | undefined {
  const assigned = source.assigned.get(name);
  return assigned && [...assigned, ...(added.get(name) ?? [])];
}

function addSpread(reading: Reading, value: LiteralValue, keywords: Map<string, LiteralValue>): void {
  const values = value.kind === 'name' ? (valuesOf(reading, value.name) ?? [value]) : [value];
  for (const one of values) {
    const isDict = one.kind === 'call' && one.call.name === 'dict';
    if (isDict) for (const [key, inner] of one.call.keywords) keywords.set(key, inner);
    if (one.kind === 'dict')
      for (const [key, inner] of one.entries) if (key.kind === 'string') keywords.set(key.value, inner);
    if (!isDict && one.kind !== 'dict')
      reading.lost.push({ offset: value.offset, message: 'arguments of setup() are computed, so they are not known' });
  }
}

function lose(reading: Reading, offset: number, key: string): void {
  reading.lost.push({ offset, message: `"${key}" is computed, so what it holds is not known` });
}

function readStrings(reading: Reading, value: LiteralValue, key: string, scope: Scope, seen: Set<string>): void {
  switch (value.kind) {
    case 'string': {
      // A text of several lines is one requirement a line, each at its own place.
      let from = value.offset;
      for (const line of value.value.split(/\r\n|\r|\n/)) {
        const text = line.replace(/(?:^|\s)#.*$/, '').trim();
        if (text === '') continue;
        const found = value.value.includes('\n') ? reading.text.indexOf(text, from) : -1;
        addRequirement(reading, text, found < 0 ? value.offset : found, key, scope);
        if (found >= 0) from = found + text.length;
      }
      return;
    }
    case 'list':
      for (const item of value.items) readStrings(reading, item, key, scope, seen);
      return;
    case 'sum':
      for (const part of value.parts) readStrings(reading, part, key, scope, seen);
      return;
    case 'name': {
      if (seen.has(value.name) || value.name === 'None') return;
      seen.add(value.name);
      const values = valuesOf(reading, value.name);
      if (!values) lose(reading, value.offset, key);
      for (const one of values ?? []) readStrings(reading, one, key, scope, seen);
      return;
    }
    default:
      lose(reading, value.offset, key);
  }
}

function addRequirement(reading: Reading, text: string, offset: number, key: string, scope: Scope): void {
  const requirement = requirementOf(text);
  if (requirement) reading.components.push(requirementComponent(requirement, { offset }, scope, key));
  else reading.lost.push({ offset, message: `an entry of "${key}" is not a requirement` });
}

/** A dictionary of lists; a key may be a name and a condition (`:python_version<"3"`). */
function readExtras(reading: Reading, value: LiteralValue, seen: Set<string>): void {
  if (value.kind === 'dict') {
    for (const [, list] of value.entries) readStrings(reading, list, 'extras_require', 'optional', new Set());
    return;
  }
  const values = value.kind === 'name' && !seen.has(value.name) ? valuesOf(reading, value.name) : undefined;
  if (value.kind === 'name') seen.add(value.name);
  if (!values) lose(reading, value.offset, 'extras_require');
  for (const one of values ?? []) readExtras(reading, one, seen);
}
