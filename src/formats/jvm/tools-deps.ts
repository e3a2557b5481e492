/**
 * deps.edn of the Clojure command line, and bb.edn of Babashka. Specification: clojure.org, "deps.edn reference". Surprising: a library called
 * `io.github.owner/name` with a git tag comes from that repository although no address is written.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import type { CodeNode } from '../../syntax/code-tree.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { ednForms, ednGet, ednLibrary, ednPairs, isGroup } from './edn.ts';
import { mavenVersion } from './maven-version.ts';

/** Reads the libraries of the project and its aliases, and its repositories. */
export const toolsDeps: DocumentFormat = {
  id: 'jvm/tools-deps',
  title: 'Clojure deps.edn',
  files: ['deps.edn', 'bb.edn'],
  parse,
};

interface Reading {
  readonly components: Component[];
  readonly problems: Problem[];
}

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const root = ednForms(input.text).find((form) => isGroup(form, '{'));
  if (!root) throw new UnreadableInput('wrong-shape', 'holds no map', { line: 1 });
  const reading: Reading = { components: [], problems: [] };
  readLibraries(reading, ednGet(root, ':deps'), 'runtime');
  const aliases = ednGet(root, ':aliases');
  for (const [name, alias] of aliases?.kind === 'group' ? ednPairs(aliases.nodes) : []) {
    const scope: Scope =
      name.kind === 'word' && /test/.test(name.text)
        ? 'test'
        : name.kind === 'word' && name.text === ':build'
          ? 'build'
          : 'dev';
    for (const key of [':extra-deps', ':replace-deps', ':deps', ':override-deps', ':default-deps'])
      readLibraries(reading, ednGet(alias, key), scope);
  }
  const repositories = ednGet(root, ':mvn/repos');
  for (const [, value] of repositories?.kind === 'group' ? ednPairs(repositories.nodes) : []) {
    const url = ednGet(value, ':url');
    const component =
      url?.kind === 'string' ? settingComponent(':mvn/repos', url.text, { offset: url.offset }) : undefined;
    if (component) reading.components.push(component);
  }
  return reading;
}

function readLibraries(reading: Reading, map: CodeNode | undefined, scope: Scope): void {
  if (!map) return;
  const pairs = isGroup(map, '{') ? ednPairs(map.nodes) : [];
  if (!isGroup(map, '{'))
    reading.problems.push({
      code: 'wrong-type',
      line: map.line,
      message: 'a list of libraries is no map',
      weight: 'lost',
    });
  for (const [symbol, coordinates] of pairs) {
    const name = symbol.kind === 'word' ? ednLibrary(symbol.text) : undefined;
    if (name !== undefined && symbol.kind === 'word' && isGroup(coordinates, '{'))
      reading.components.push(library(name, symbol, coordinates, scope));
    else
      reading.problems.push({
        code: 'wrong-type',
        line: symbol.line,
        message: 'an entry is not a library with coordinates',
        weight: 'lost',
      });
  }
}

function library(name: string, symbol: CodeNode, coordinates: CodeNode, scope: Scope): Component {
  const text = (key: string): string | undefined => {
    const value = ednGet(coordinates, key);
    return value?.kind === 'string' ? value.text : undefined;
  };
  const base = { kind: 'package', name, at: { offset: symbol.offset }, direct: true, scope } as const;
  const folder = text(':local/root');
  if (folder !== undefined) return { ...base, source: folder, entry: folder.endsWith('.jar') ? 'file' : 'link' };
  const [tag, sha, url] = [
    text(':git/tag') ?? text(':tag'),
    text(':git/sha') ?? text(':sha'),
    text(':git/url') ?? impliedAddress(name),
  ];
  if (tag !== undefined || sha !== undefined) {
    const source = url === undefined ? undefined : withoutSecrets(url);
    const identifiers: Identifier[] | undefined =
      source === undefined ? undefined : [{ kind: 'url', value: source, field: 'git/url', relation: 'fetched-from' }];
    return { ...base, version: tag ?? sha, entry: 'git', source, identifiers };
  }
  const { version, constraint } = mavenVersion(text(':mvn/version'));
  return { ...base, version, ecosystem: 'maven', attributes: constraint === undefined ? undefined : { constraint } };
}

/** `io.github.owner/name` and its kin on the other forges. */
function impliedAddress(name: string): string | undefined {
  const found =
    /^(?:io|com)\.(github|gitlab|bitbucket)\.([\w-]+):([\w.-]+)$/.exec(name) ??
    /^ht\.sr\.(git)\.(~?[\w-]+):([\w.-]+)$/.exec(name);
  if (!found) return undefined;
  const host = found[1] === 'git' ? 'git.sr.ht' : found[1] === 'bitbucket' ? 'bitbucket.org' : `${found[1]}.com`;
  return `https://${host}/${found[2]}/${found[3]}.git`;
}
