/**
 * build.gradle, settings.gradle and other Gradle scripts, Groovy and Kotlin. Specification: Gradle user manual, "Declaring dependencies", "Using Plugins"
 * and "Declaring repositories". Surprising: it is a program, and nothing of it is run; coordinates are read where they are literals or built from
 * names that this script, gradle.properties or a script above it gives a literal. A library of a version catalog is read from the catalog. One file,
 * because blocks, statements and their arguments are read in one pass over the tokens.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem } from '../../model/problem.ts';
import type { CodeToken } from '../../syntax/code-tokens.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { gradleTokens, isMark, isWord } from './gradle-tokens.ts';
import {
  addPropertyVariables,
  addScriptVariables,
  type GradleVariables,
  gradleText,
  variableValue,
} from './gradle-variables.ts';
import { mavenVersion } from './maven-version.ts';

/** Reads declared dependencies, plugins and repositories. */
export const gradleBuild: DocumentFormat = {
  id: 'jvm/gradle-build',
  title: 'Gradle build scripts',
  files: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts', '*.gradle', '*.gradle.kts'],
  companions,
  parse,
};

/** Deeper projects than this do not look further up for names. */
const ancestorLimit = 6;

/** The scripts and properties of the folders above, and scripts that are applied from a path. */
function companions(input: DocumentInput): readonly string[] {
  if (!input.text.includes('$') && !/\bapply\b|\bdependencies\b/.test(input.text)) return [];
  const wanted = new Set<string>();
  let folder = folderOf(input.path);
  for (let up = 0; up < ancestorLimit; up++) {
    wanted.add(`${folder}gradle.properties`);
    if (`${folder}build.gradle` !== input.path) wanted.add(`${folder}build.gradle`);
    if (`${folder}build.gradle.kts` !== input.path) wanted.add(`${folder}build.gradle.kts`);
    if (folder === '') break;
    folder = folderOf(folder.slice(0, -1));
  }
  for (const [path, text] of [[input.path, input.text] as const, ...input.companions])
    for (const applied of appliedPaths(path, text)) wanted.add(applied);
  return [...wanted];
}

/** `apply from: 'x.gradle'`, `apply(from = "$rootDir/x.gradle")`. */
function appliedPaths(path: string, text: string): string[] {
  const found: string[] = [];
  for (const [, file = ''] of text.matchAll(/\bfrom\s*[:=]\s*(?:rootProject\.file\(\s*)?["']([^"'\n]{1,300})["']/g)) {
    const rooted = file.replace(
      /^\$\{?(?:rootDir|rootProject\.rootDir|rootProject\.projectDir|project\.rootDir)\}?\//,
      '',
    );
    const target = pathFrom(rooted === file ? folderOf(path) : '', rooted);
    if (target?.endsWith('.gradle') || target?.endsWith('.kts')) found.push(target);
  }
  return found;
}

/** Blocks inside each other; no build comes near. */
const maxDepth = 200;

interface Block {
  readonly name: string;
  /** Of `dependencySet(group: 'g', version: '1')`, what its entries share. */
  readonly shared?: ReadonlyMap<string, NamedValue>;
}

interface Reading {
  readonly tokens: readonly CodeToken[];
  readonly variables: GradleVariables;
  readonly blocks: Block[];
  readonly components: Component[];
  readonly problems: Problem[];
}

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { tokens, fault } = gradleTokens(input.text);
  const variables: GradleVariables = new Map();
  addScriptVariables(tokens, variables);
  for (const [path, text] of input.companions) {
    if (path.endsWith('.properties')) addPropertyVariables(text, variables);
    else addScriptVariables(gradleTokens(text).tokens, variables);
  }
  const reading: Reading = { tokens, variables, blocks: [], components: [], problems: [] };
  readTokens(reading);
  if (fault) reading.problems.push(openEnded(fault));
  return { components: reading.components, problems: reading.problems };
}

function readTokens(reading: Reading): void {
  const { tokens, blocks } = reading;
  let head: CodeToken | undefined;
  let shared: ReadonlyMap<string, NamedValue> | undefined;
  let round = 0;
  let isOpenSaid = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (isMark(token, '(') || isMark(token, '[')) round++;
    else if (isMark(token, ')') || isMark(token, ']')) round = Math.max(0, round - 1);
    else if (isMark(token, '{')) {
      if (blocks.length >= maxDepth)
        throw new SyntaxFault('too-deep', `is nested deeper than ${maxDepth} blocks`, { line: token.line });
      blocks.push({ name: head?.text ?? '', shared });
      head = undefined;
      shared = undefined;
    } else if (isMark(token, '}')) {
      if (!blocks.pop() && !isOpenSaid) {
        isOpenSaid = true;
        reading.problems.push({
          code: 'syntax',
          line: token.line,
          message: 'closes a block that is not open',
          weight: 'note',
        });
      }
      head = undefined;
    } else if (isMark(token, ';')) head = undefined;
    else if (isHead(tokens, at) && round === 0 && (head === undefined || startsStatement(tokens, at))) {
      head = token;
      const end = statementEnd(tokens, at + 1);
      const args = tokens.slice(at + 1, end);
      if (token.text === 'dependencySet') shared = namedArguments(args);
      readStatement(reading, token, args);
    }
  }
  if (blocks.length > 0) {
    const line = tokens[tokens.length - 1]?.line;
    reading.problems.push({
      code: 'syntax',
      line,
      message: 'a block is never closed; what follows may be missing',
      weight: 'lost',
    });
  }
}

/** A word, or the name of a configuration in quotes: `"demoImplementation"(...)`. */
function isHead(tokens: readonly CodeToken[], at: number): boolean {
  const token = tokens[at];
  return token?.kind === 'word' || (token?.kind === 'string' && token.startsLine && isMark(tokens[at + 1], '('));
}

/** A new line begins a statement, unless the line before goes on. */
function startsStatement(tokens: readonly CodeToken[], at: number): boolean {
  const before = tokens[at - 1];
  if (!tokens[at]?.startsLine) return false;
  return before?.kind !== 'mark' || !/^[,+.=:(]$/.test(before.text);
}

/** Longer statements are data. */
const longestStatement = 400;

/** The arguments end with the line or where a block begins; brackets and commas go over the line. */
function statementEnd(tokens: readonly CodeToken[], from: number): number {
  let depth = 0;
  const limit = Math.min(tokens.length, from + longestStatement);
  for (let at = from; at < limit; at++) {
    const token = tokens[at] as CodeToken;
    if (depth === 0 && token.startsLine && startsStatement(tokens, at) && !isMark(token, '.')) return at;
    if (token.kind !== 'mark') continue;
    if (token.text === '(' || token.text === '[') depth++;
    else if (token.text === ')' || token.text === ']') depth--;
    else if (depth === 0 && /^[{};]$/.test(token.text)) return at;
    if (depth < 0) return at;
  }
  return limit;
}

interface NamedValue {
  readonly token: CodeToken;
  /** A literal, or a name in the form `${a.b}`. */
  readonly text: string;
}

/** `group: 'g', name: 'a', version: versions.a` and `group = "g"`. */
function namedArguments(args: readonly CodeToken[]): Map<string, NamedValue> {
  const found = new Map<string, NamedValue>();
  for (let at = 0; at + 2 < args.length; at++) {
    const [key, mark, token] = [args[at], args[at + 1], args[at + 2]];
    if (key?.kind !== 'word' || !(isMark(mark, ':') || isMark(mark, '=')) || !token || token.kind === 'mark') continue;
    const text = token.kind === 'string' ? token.text : `\${${dottedName(args, at + 2).join('')}}`;
    found.set(key.text, { token, text });
  }
  return found;
}

function readStatement(reading: Reading, head: CodeToken, args: readonly CodeToken[]): void {
  const { blocks } = reading;
  const top = blocks[blocks.length - 1];
  const isIn = (name: string): boolean => blocks.some((block) => block.name === name);
  if (head.text === 'apply' && args.some((token) => token.text === 'from')) readApplied(reading, args);
  else if (top?.name === 'plugins') readPlugin(reading, head, args);
  else if (isIn('repositories') && !isIn('publishing') && !isIn('uploadArchives')) readRepository(reading, head, args);
  else if (top?.name === 'imports' && head.text === 'mavenBom')
    readCoordinates(reading, args, { scope: 'build', managed: 'yes' });
  else if (top?.name === 'dependencySet' && head.text === 'entry') readEntry(reading, top, args);
  else if (isIn('dependencies') && isDeclaring(blocks)) readDependency(reading, head, args);
}

/** Directly in a `dependencies` block, or in a condition or constraint inside it; not in the closure of one dependency. */
function isDeclaring(blocks: readonly Block[]): boolean {
  for (let at = blocks.length - 1; at >= 0; at--) {
    const name = blocks[at]?.name ?? '';
    if (name === 'dependencies') return true;
    if (!/^(?:constraints|if|else|for|while|each|forEach|all|when|)$/.test(name)) return false;
  }
  return false;
}

function readApplied(reading: Reading, args: readonly CodeToken[]): void {
  const file = namedArguments(args).get('from');
  const address = file && gradleText(file.text, reading.variables);
  const component =
    file && address ? settingComponent('apply from', address, { offset: file.token.offset }) : undefined;
  if (component) reading.components.push(component);
}

function readPlugin(reading: Reading, head: CodeToken, args: readonly CodeToken[]): void {
  const id = args.find((token) => token.kind === 'string');
  if ((head.text !== 'id' && head.text !== 'kotlin') || !id) return;
  const mark = args.findIndex((token) => isWord(token, 'version'));
  // Plugins without a dot and a version are Gradle's own.
  if (head.text === 'id' && mark < 0 && !id.text.includes('.')) return;
  const next = mark < 0 ? undefined : isMark(args[mark + 1], '(') ? args[mark + 2] : args[mark + 1];
  const name = head.text === 'kotlin' ? `org.jetbrains.kotlin.${id.text}` : gradleText(id.text, reading.variables);
  const version = next && tokenValue(reading, next);
  if (name === undefined || (next && version === undefined))
    lose(reading, head.line, `a value of the plugin "${id.text}" is computed`);
  reading.components.push({
    ...{ kind: 'package', name: `${name ?? id.text}:${name ?? id.text}.gradle.plugin`, version, ecosystem: 'maven' },
    ...{ at: { offset: id.offset }, direct: true, scope: 'build', attributes: { plugin: name ?? id.text } },
  });
}

function tokenValue(reading: Reading, token: CodeToken): string | undefined {
  return token.kind === 'string'
    ? gradleText(token.text, reading.variables)
    : variableValue(token.text, reading.variables);
}

/** The value, or the name in the form that says it is not known. */
function tokenOrName(reading: Reading, token: CodeToken): string {
  return tokenValue(reading, token) ?? `\${${token.text}}`;
}

function lose(reading: Reading, line: number, message: string): void {
  reading.problems.push({ code: 'unresolved', line, message, weight: 'lost' });
}

const repositoryWords = new Set([
  'url',
  'setUrl',
  'maven',
  'ivy',
  'artifactUrls',
  'mavenRepo',
  'uri',
  'artifactPattern',
  'ivyPattern',
]);

function readRepository(reading: Reading, head: CodeToken, args: readonly CodeToken[]): void {
  if (!repositoryWords.has(head.text)) return;
  for (const token of args) {
    if (token.kind !== 'string') continue;
    const address = gradleText(token.text, reading.variables);
    if (address === undefined) {
      // A folder of the build is no host.
      if (!/^(?:file:|\$\{?(?:buildDir|rootDir|projectDir|project\.|rootProject\.))/.test(token.text))
        lose(reading, token.line, `the address "${withoutSecrets(token.text)}" of a repository is computed`);
      continue;
    }
    const component = settingComponent('repositories', address, { offset: token.offset });
    if (component) reading.components.push(component);
  }
}

/** Words inside `dependencies` that declare nothing. */
const silent = new Set([
  ...[
    'exclude',
    'because',
    'version',
    'strictly',
    'prefer',
    'require',
    'reject',
    'transitive',
    'force',
    'attributes',
    'modules',
    'module',
  ],
  ...[
    'if',
    'else',
    'for',
    'while',
    'def',
    'val',
    'var',
    'return',
    'println',
    'components',
    'all',
    'withModule',
    'constraints',
    'when',
    'import',
  ],
  ...[
    'String',
    'artifactTypes',
    'registerTransform',
    'dependencySet',
    'dependencies',
    'each',
    'forEach',
    'attributesSchema',
    'apply',
    'throw',
    'try',
    'catch',
  ],
]);

function readDependency(reading: Reading, head: CodeToken, args: readonly CodeToken[]): void {
  if (silent.has(head.text) || args.length === 0 || isMark(args[0], '=') || isMark(args[0], '.')) return;
  const managed = reading.blocks.some(({ name }) => name === 'constraints' || name === 'dependencyManagement')
    ? 'yes'
    : undefined;
  const isBuild = head.text === 'classpath' || reading.blocks.some(({ name }) => name === 'buildscript');
  // `add("implementation", "g:a:1")` names its configuration first.
  const rest = head.text === 'add' && args[1]?.kind === 'string' ? args.slice(3) : args;
  readCoordinates(reading, rest, {
    scope: isBuild ? 'build' : configurationScope(head.text === 'add' ? (args[1]?.text ?? '') : head.text),
    managed,
  });
}

/** A configuration that a dependency is added to; what a project names itself ends like one of Gradle's own. */
function configurationScope(name: string): Scope | undefined {
  if (name === '' || name === 'dependency') return undefined;
  if (/test/i.test(name)) return 'test';
  if (/^development|^debug(?=Implementation|Api|RuntimeOnly)/.test(name)) return 'dev';
  if (/compileOnly(?:Api)?$|^provided/i.test(name)) return 'peer';
  if (/(?:implementation|api|runtimeOnly|compile|runtime|desugaring)$/i.test(name)) return 'runtime';
  return 'build';
}

interface Declaring {
  readonly scope: Scope | undefined;
  readonly managed?: string;
}

/** Calls that name something of the build itself or of Gradle. */
const ownCalls =
  /^(?:project|projects|files|fileTree|gradleApi|localGroovy|gradleTestKit|gradleKotlinDsl|sourceSets|configurations|rootProject|buildSrc|tasks|layout|objects|embeddedKotlin|zipTree|localJava|kotlinExtension)$/;

function readCoordinates(reading: Reading, args: readonly CodeToken[], how: Declaring): void {
  const named = namedArguments(args);
  if (named.has('name') && (named.has('group') || named.has('version'))) {
    addNamed(reading, named, how);
    return;
  }
  const words = args.filter((token) => token.kind === 'word').map((token) => token.text);
  const called = words[0] ?? '';
  const strings = args.filter((token) => token.kind === 'string' && !isNamed(args, token));
  if (
    ownCalls.test(called) ||
    (words.some((word) => ownCalls.test(word)) && !strings.some((token) => token.text.includes(':')))
  )
    return;
  if (words.includes('findLibrary') || words.includes('findBundle')) return;
  const [first, second] = strings;
  if (words.includes('kotlin') && first && !first.text.includes(':')) {
    const version = second && gradleText(second.text, reading.variables);
    addModule(reading, first, [`org.jetbrains.kotlin`, `kotlin-${first.text}`, version], how);
    return;
  }
  if ((called === 'npm' || called === 'devNpm' || called === 'peerNpm') && first) {
    addNpm(reading, first, second, called);
    return;
  }
  const full = strings.filter((token) => /^[^:\s]+:[^:\s]/.test(token.text));
  if (full.length > 0) {
    for (const token of full) addCoordinates(reading, token, token.text + appended(reading, args, token), how);
    return;
  }
  if (first && second && !first.text.includes(':') && isMark(args[0], '(') && args[1] === first && args[3] === second) {
    addModule(reading, second, [first.text, second.text, args[5] && tokenOrName(reading, args[5])], how);
    return;
  }
  readAccessor(reading, args, first, how);
}

/** What `+` adds to a literal; a name that is not known stays as one that cannot be resolved. */
function appended(reading: Reading, args: readonly CodeToken[], token: CodeToken): string {
  let text = '';
  let at = args.indexOf(token) + 1;
  while (isMark(args[at], '+')) {
    const next = args[at + 1];
    at += 2;
    if (next?.kind === 'string') text += next.text;
    else if (next?.kind === 'word') {
      const path = dottedName(args, at - 1);
      at += path.length - 1;
      const name = path.filter((part) => part !== '.').join('.');
      text += variableValue(name, reading.variables) ?? `\${${name}}`;
    }
  }
  return text;
}

/** The words and dots of a name that begins at `from`. */
function dottedName(args: readonly CodeToken[], from: number): string[] {
  const parts = [args[from]?.text ?? ''];
  for (let at = from + 1; isMark(args[at], '.') && args[at + 1]?.kind === 'word'; at += 2)
    parts.push('.', args[at + 1]?.text ?? '');
  return parts;
}

/** The value of `configuration: 'x'` and `ext: 'aar'` is no coordinate. */
function isNamed(args: readonly CodeToken[], token: CodeToken): boolean {
  const at = args.indexOf(token);
  return isMark(args[at - 1], ':') || isMark(args[at - 1], '=');
}

/** `deps.guava` is a name that a map gives coordinates; `libs.guava` is of a catalog, which is an input of its own. */
function readAccessor(
  reading: Reading,
  args: readonly CodeToken[],
  first: CodeToken | undefined,
  how: Declaring,
): void {
  const start = args.findIndex(
    (token) =>
      token.kind === 'word' &&
      !/^(?:platform|enforcedPlatform|testFixtures|variantOf|create|dependencies)$/.test(token.text),
  );
  const token = start < 0 ? undefined : args[start];
  if (!token) {
    if (first?.text.includes('$')) lose(reading, first.line, `"${withoutSecrets(first.text)}" could not be resolved`);
    return;
  }
  const path = dottedName(args, start).join('');
  if (/^\w*[lL]ibs(?:\.|$)/.test(path)) return;
  const value = variableValue(path, reading.variables);
  if (value?.includes(':')) addCoordinates(reading, token, value, how);
  else lose(reading, token.line, `"${path}" is computed, so the dependency is not known`);
}

function addCoordinates(reading: Reading, token: CodeToken, written: string, how: Declaring): void {
  const resolved = gradleText(written, reading.variables);
  // The name may stand though the version is computed.
  const [group = '', artifact = '', version, classifier] = splitCoordinates(resolved ?? written);
  const attributes: Record<string, string> = {};
  if (classifier) attributes.classifier = classifier;
  if (how.managed) attributes.managed = how.managed;
  push(reading, token, group, artifact, version, how.scope, attributes);
}

/** At colons outside `${...}`; `@aar` at the end is an extension. */
function splitCoordinates(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const c of text.replace(/@[\w.]+$/, '')) {
    if (c === '{') depth++;
    else if (c === '}') depth--;
    if (c === ':' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

function addModule(
  reading: Reading,
  token: CodeToken,
  [group, artifact, version]: (string | undefined)[],
  how: Declaring,
): void {
  const attributes: Record<string, string> = how.managed ? { managed: how.managed } : {};
  const text = (part: string | undefined): string | undefined =>
    part === undefined ? undefined : (gradleText(part, reading.variables) ?? part);
  push(reading, token, text(group) ?? '', text(artifact) ?? '', text(version), how.scope, attributes);
}

function addNamed(reading: Reading, named: ReadonlyMap<string, NamedValue>, how: Declaring): void {
  const [group, name, version] = ['group', 'name', 'version'].map((key) => named.get(key));
  const text = (one: NamedValue | undefined): string | undefined =>
    one && (gradleText(one.text, reading.variables) ?? one.text);
  const attributes: Record<string, string> = how.managed ? { managed: how.managed } : {};
  const classifier = named.get('classifier')?.text;
  if (classifier) attributes.classifier = classifier;
  if (name) push(reading, name.token, text(group) ?? '', text(name) ?? '', text(version), how.scope, attributes);
}

function readEntry(reading: Reading, block: Block, args: readonly CodeToken[]): void {
  const name = args.find((token) => token.kind === 'string');
  const [group, version] = ['group', 'version'].map((key) => block.shared?.get(key));
  if (!name || !group) return;
  const text = (one: NamedValue | undefined): string | undefined =>
    one && (gradleText(one.text, reading.variables) ?? one.text);
  push(reading, name, text(group) ?? '', name.text, text(version), undefined, { managed: 'yes' });
}

function push(
  reading: Reading,
  token: CodeToken,
  group: string,
  artifact: string,
  written: string | undefined,
  scope: Scope | undefined,
  attributes: Record<string, string>,
): void {
  const name = group === '' ? artifact : `${group}:${artifact}`;
  const isOpen = name.includes('$');
  const isOpenVersion = written?.includes('$') === true;
  if (isOpen) lose(reading, token.line, `the name "${name}" could not be resolved`);
  else if (isOpenVersion) lose(reading, token.line, `the version of ${name} could not be resolved`);
  // `1.0!!` is strictly 1.0.
  const { version, constraint } = isOpenVersion ? {} : mavenVersion(written?.replace(/!!.*$/, ''));
  if (constraint !== undefined) attributes.constraint = constraint;
  reading.components.push({
    ...{ kind: 'package', name, version, ecosystem: isOpen || group === '' ? undefined : 'maven' },
    ...{ at: { offset: token.offset }, direct: attributes.managed === undefined ? true : undefined, scope },
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  });
}

/** Kotlin/JS takes packages of npm. */
function addNpm(reading: Reading, name: CodeToken, version: CodeToken | undefined, called: string): void {
  const exact = /^\d+\.\d+\.\d+[\w.+-]*$/.exec(version?.text ?? '')?.[0];
  reading.components.push({
    ...{
      kind: 'package',
      name: name.text,
      version: exact,
      ecosystem: 'npm',
      at: { offset: name.offset },
      direct: true,
    },
    scope: called === 'devNpm' ? 'dev' : called === 'peerNpm' ? 'peer' : 'runtime',
    attributes: version && exact === undefined ? { constraint: version.text } : undefined,
  });
}
