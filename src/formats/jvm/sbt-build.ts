/**
 * build.sbt, project/*.sbt and project/*.scala. Specification: sbt reference manual, "Library dependencies" and "Resolvers". Surprising: `%%` puts the
 * binary version of Scala behind the artifact's name (`cats-core_2.13`), so the name depends on `scalaVersion`; where that is not known the name
 * stays as written. It is a program, and nothing of it is run: versions are literals or names that this file gives one literal.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem } from '../../model/problem.ts';
import { type CodeStyle, type CodeToken, codeTokens } from '../../syntax/code-tokens.ts';
import { folderOf } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { isMark, isWord } from './gradle-tokens.ts';
import { mavenScope, mavenVersion } from './maven-version.ts';

/** Reads modules written as `"group" % "name" % "version"`, plugins and resolvers. */
export const sbtBuild: DocumentFormat = {
  id: 'jvm/sbt-build',
  title: 'sbt build files',
  files: ['*.sbt', 'project/*.scala'],
  companions: (input) => wantedFiles(input),
  parse,
};

const style: CodeStyle = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nests: true }],
  quotes: [
    { open: '"""', close: '"""', escape: 'none', multiline: true },
    { open: '"', close: '"', escape: 'backslash' },
    { open: '`', close: '`', escape: 'none' },
  ],
  marks: ['%%%', '%%', ':='],
};

/**
 * Character literals (`'"'`) become blanks of the same length; a symbol (`'name`) has no second quote and stays. Of more than three
 * quotes the last three close a long string and the others are its text; six are an empty one.
 */
function withoutCharacters(text: string): string {
  return text
    .replace(/"{4,}/g, (quotes) => (quotes.length === 6 ? quotes : `${' '.repeat(quotes.length - 3)}"""`))
    .replace(/'(?:\\.|[^'\\\r\n])'/g, (literal) => ' '.repeat(literal.length));
}

/** Where a build keeps its versions besides this file. */
function wantedFiles(input: DocumentInput): string[] {
  const folder = folderOf(input.path);
  const root = folder.endsWith('project/') ? folder.slice(0, -'project/'.length) : folder;
  const names = ['build.sbt', 'project/Dependencies.scala', 'project/Versions.scala'];
  return names.map((name) => `${root}${name}`).filter((path) => path !== input.path);
}

interface Reading {
  readonly tokens: readonly CodeToken[];
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly components: Component[];
  readonly problems: Problem[];
}

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { tokens, fault } = codeTokens(withoutCharacters(input.text), style);
  const names = new Map<string, string | undefined>();
  for (const text of [...input.companions.values()]) addNames(codeTokens(text, style).tokens, names);
  // What this file says itself goes before what another says.
  const own = new Map<string, string | undefined>();
  addNames(tokens, own);
  for (const [name, value] of own) names.set(name, value);
  const reading: Reading = { tokens, names, components: [], problems: [] };
  for (let at = 0; at < tokens.length; at++) {
    const mark = tokens[at];
    if (mark?.kind === 'mark' && /^%{1,3}$/.test(mark.text) && !isSecondMark(tokens, at)) readModule(reading, at);
    else if (isWord(mark, 'at') && tokens[at - 1]?.kind === 'string') readResolver(reading, tokens[at + 1]);
    else if (isWord(mark, 'url') && isMark(tokens[at + 1], '(')) readResolver(reading, tokens[at + 2]);
    else if (isWord(mark, 'MavenRepository') && isMark(tokens[at + 1], '(')) readResolver(reading, tokens[at + 4]);
  }
  if (fault) reading.problems.push(openEnded(fault));
  if (depthOf(tokens) > 0)
    reading.problems.push({
      code: 'syntax',
      line: tokens[tokens.length - 1]?.line,
      message: 'a bracket is never closed; what follows may be missing',
      weight: 'lost',
    });
  return { components: reading.components, problems: reading.problems };
}

/** Brackets that are open at the end. */
function depthOf(tokens: readonly CodeToken[]): number {
  let depth = 0;
  for (const token of tokens) {
    if (token.kind !== 'mark') continue;
    if (token.text === '(' || token.text === '[' || token.text === '{') depth++;
    else if (token.text === ')' || token.text === ']' || token.text === '}') depth--;
  }
  return depth;
}

/** `val x = "1"`, `x := "1"`, `ThisBuild / scalaVersion := "2.13.1"`; a name with two values has none. */
function addNames(tokens: readonly CodeToken[], names: Map<string, string | undefined>): void {
  for (let at = 1; at + 1 < tokens.length; at++) {
    const value = tokens[at + 1];
    if (value?.kind !== 'string' || !(isMark(tokens[at], '=') || isMark(tokens[at], ':='))) continue;
    let name = tokens[at - 1];
    // `val x: String = "1"`
    if (isMark(tokens[at - 2], ':') && name?.text === 'String') name = tokens[at - 3];
    if (name?.kind === 'word')
      names.set(name.text, names.has(name.text) && names.get(name.text) !== value.text ? undefined : value.text);
  }
}

/** In `"g" %% "a" % "v" % Test` only the first mark begins a module. */
function isSecondMark(tokens: readonly CodeToken[], at: number): boolean {
  for (let before = at - 2; before >= 0 && before > at - 12; before--) {
    const token = tokens[before];
    if (token?.kind === 'mark' && /^%{1,3}$/.test(token.text)) return true;
    if (token?.kind === 'mark' && token.text !== '.') return false;
    if (token?.kind === 'string' && tokens[before + 1]?.kind !== 'mark') return false;
    if (tokens[before + 1]?.startsLine && !/^%/.test(tokens[before + 1]?.text ?? '') && !/^%/.test(token?.text ?? ''))
      return false;
  }
  return false;
}

/** A literal, or the last word of a dotted name: `V.akka`, `akkaVersion`. `next` is the token behind it. */
function operand(
  reading: Reading,
  at: number,
): { text: string | undefined; token: CodeToken | undefined; next: number } {
  const token = reading.tokens[at];
  if (token?.kind === 'string') return { text: /\$/.test(token.text) ? undefined : token.text, token, next: at + 1 };
  if (token?.kind !== 'word') return { text: undefined, token, next: at };
  let last = at;
  while (isMark(reading.tokens[last + 1], '.') && reading.tokens[last + 2]?.kind === 'word') last += 2;
  const name = reading.tokens[last]?.text ?? '';
  return { text: reading.names.get(name), token, next: last + 1 };
}

function operandBefore(reading: Reading, at: number): string | undefined {
  const token = reading.tokens[at];
  if (token?.kind === 'string') return token.text;
  return token?.kind === 'word' ? reading.names.get(token.text) : undefined;
}

function readModule(reading: Reading, at: number): void {
  const { tokens } = reading;
  const left = tokens[at - 1];
  // `a % b` is arithmetic unless one of them is text.
  if (left?.kind !== 'string' && tokens[at + 1]?.kind !== 'string') return;
  const group = operandBefore(reading, at - 1);
  const artifact = operand(reading, at + 1);
  const mark = isMark(tokens[artifact.next], '%') ? artifact.next : mappedMark(tokens, artifact.next);
  // `_ % "test"` adds a configuration to modules that stand elsewhere.
  if (left?.text === '_' || (mark === undefined && left?.kind !== 'string')) return;
  const version = mark === undefined ? undefined : operand(reading, mark + 1);
  const names = isWord(tokens[at + 1], '_')
    ? mappedNames(tokens, at)
    : artifact.text !== undefined && artifact.token
      ? [artifact.token]
      : [];
  const line = tokens[at]?.line;
  if (group === undefined || names.length === 0) {
    reading.problems.push({ code: 'unresolved', line, message: 'the name of a module is computed', weight: 'lost' });
    return;
  }
  const isPlugin = /^(?:addSbtPlugin|addCompilerPlugin|compilerPlugin)$/.test(tokens[at - 3]?.text ?? '');
  const scope = version && isMark(tokens[version.next], '%') ? scopeOf(tokens[version.next + 1]) : 'runtime';
  for (const token of names) {
    const name = token === artifact.token ? (artifact.text ?? token.text) : token.text;
    addModule(reading, {
      token,
      group,
      name,
      version: version?.text,
      isCross: tokens[at]?.text !== '%',
      scope: isPlugin ? 'build' : scope,
    });
  }
}

interface Module {
  readonly token: CodeToken;
  readonly group: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly isCross: boolean;
  readonly scope: Scope | undefined;
}

function addModule(reading: Reading, module: Module): void {
  const suffix = module.isCross ? scalaSuffix(reading) : '';
  const name = `${module.group}:${module.name}${suffix ?? ''}`;
  if (module.version === undefined)
    reading.problems.push({
      ...{ code: 'unresolved', line: module.token.line, weight: 'lost' },
      message: `the version of ${name} could not be resolved`,
    });
  const { version, constraint } = mavenVersion(module.version);
  const attributes: Record<string, string> = {};
  if (module.isCross && suffix === undefined) attributes.cross = 'scala';
  if (constraint !== undefined) attributes.constraint = constraint;
  reading.components.push({
    ...{ kind: 'package', name, version, ecosystem: 'maven', at: { offset: module.token.offset }, direct: true },
    scope: module.scope,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  });
}

/** Lists longer than this are not looked through for what is done with them. */
const longestList = 500;

/** The mark of the version in `Seq("g" % "a", ...).map(_ % version)`, from behind an artifact. */
function mappedMark(tokens: readonly CodeToken[], from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < tokens.length && at < from + longestList; at++) {
    const token = tokens[at];
    if (isMark(token, '(')) depth++;
    else if (isMark(token, ')') && --depth < 0) {
      const isMap = isMark(tokens[at + 1], '.') && isWord(tokens[at + 2], 'map') && isMark(tokens[at + 3], '(');
      return isMap && isWord(tokens[at + 4], '_') && isMark(tokens[at + 5], '%') ? at + 5 : undefined;
    }
  }
  return undefined;
}

/** The artifacts of `Seq("a", "b").map("g" %% _ % version)`; `at` is the first mark. */
function mappedNames(tokens: readonly CodeToken[], at: number): CodeToken[] {
  if (!isMark(tokens[at - 2], '(') || !isWord(tokens[at - 3], 'map') || !isMark(tokens[at - 5], ')')) return [];
  const found: CodeToken[] = [];
  let depth = 0;
  for (let before = at - 5; before >= 0 && before > at - longestList; before--) {
    const token = tokens[before] as CodeToken;
    if (isMark(token, ')')) depth++;
    else if (isMark(token, '(') && --depth === 0) return found.reverse();
    else if (token.kind === 'string' && depth === 1) found.push(token);
  }
  return [];
}

/** `_2.13` for 2.13.x, `_3` for 3.x. Undefined where the version of Scala is not known. */
function scalaSuffix(reading: Reading): string | undefined {
  const version = reading.names.get('scalaVersion');
  const parts = /^(\d+)\.(\d+)\./.exec(version ?? '');
  if (!parts) return undefined;
  return parts[1] === '2' ? `_2.${parts[2]}` : `_${parts[1]}`;
}

/** `Test`, `"test"`, `"test->test"`, `"it,test"`. */
function scopeOf(token: CodeToken | undefined): Scope | undefined {
  const name =
    (token?.text ?? '')
      .split(/[,;]|->/, 1)[0]
      ?.trim()
      .toLowerCase() ?? '';
  if (name === 'integrationtest' || name === 'it') return 'test';
  return mavenScope(name) ?? 'build';
}

function readResolver(reading: Reading, token: CodeToken | undefined): void {
  const component =
    token?.kind === 'string' ? settingComponent('resolvers', token.text, { offset: token.offset }) : undefined;
  if (component) reading.components.push(component);
}
