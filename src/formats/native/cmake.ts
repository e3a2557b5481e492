/**
 * CMake scripts that fetch: `FetchContent_Declare`, `ExternalProject_Add`, and CPM's `CPMAddPackage`. Specification: CMake documentation, modules
 * "FetchContent" and "ExternalProject"; CPM.cmake's own. Surprising: the name a script gives is its own choice, the repository's address is what is
 * fetched; addresses are often built of variables, of which only those set to literals in the same file are known.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { openEnded, type Problem } from '../../model/problem.ts';
import type { CodeToken } from '../../syntax/code-tokens.ts';
import { withFacts } from '../languages/constraint.ts';
import { urlOrigin } from '../languages/origin.ts';
import { refuseConflicts } from '../languages/plain-lines.ts';
import { type CmakeCommand, cmakeCommands, cmakeValue } from './cmake-commands.ts';
import { repositoryComponent } from './named-repository.ts';

/** Reads what is fetched from addresses that are literals; a computed one is a problem. */
export const cmake: DocumentFormat = {
  id: 'native/cmake',
  title: 'CMake FetchContent, ExternalProject and CPM',
  files: [],
  mayBe: ['CMakeLists.txt', '*.cmake'],
  recognise: (head) =>
    /\b(?:FetchContent_(?:Declare|Populate)|ExternalProject_Add|CPM(?:Add|Find|Declare)Package)\s*\(/i.test(head),
  parse,
};

const wanted: ReadonlySet<string> = new Set([
  'fetchcontent_declare',
  'fetchcontent_populate',
  'externalproject_add',
  'cpmaddpackage',
  'cpmfindpackage',
  'cpmdeclarepackage',
]);
const forges: ReadonlyMap<string, string> = new Map([
  ['gh', 'https://github.com/'],
  ['gl', 'https://gitlab.com/'],
  ['bb', 'https://bitbucket.org/'],
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const { commands, fault } = cmakeCommands(input.text);
  const variables = new Map<string, string>();
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const command of commands) {
    if (command.name === 'set' && command.arguments.length >= 2) {
      const [name, value] = command.arguments;
      if (name && value) variables.set(name.text, value.text);
    } else if (wanted.has(command.name)) {
      const one = fetched(command, variables);
      if (one === 'computed')
        problems.push({
          code: 'not-literal',
          line: command.line,
          message: 'where this comes from is computed, so it is unknown',
          weight: 'lost',
        });
      else if (one) components.push(one);
    }
  }
  if (fault) problems.push(openEnded(fault));
  return { components, problems };
}

function fetched(command: CmakeCommand, variables: ReadonlyMap<string, string>): Component | 'computed' | undefined {
  const isCpm = command.name.startsWith('cpm');
  const first = command.arguments[0];
  if (!first) return undefined;
  const option = (key: string): CodeToken | undefined => {
    const at = command.arguments.findIndex((one) => one.kind === 'word' && one.text === key);
    return at < 0 ? undefined : command.arguments[at + 1];
  };
  const short = isCpm ? (option('URI') ?? (command.arguments.length === 1 ? first : undefined)) : undefined;
  if (short) return shortForm(short, variables);
  const label = isCpm ? option('NAME') : first;
  const tag = option('GIT_TAG') ?? option('VERSION');
  const version = tag && cmakeValue(tag.text, variables);
  const facts = { alias: label && cmakeValue(label.text, variables) };
  for (const key of [
    'GIT_REPOSITORY',
    'GITHUB_REPOSITORY',
    'GITLAB_REPOSITORY',
    'BITBUCKET_REPOSITORY',
    'HG_REPOSITORY',
    'SVN_REPOSITORY',
  ]) {
    const written = option(key);
    if (!written) continue;
    const value = cmakeValue(written.text, variables);
    if (value === undefined) return 'computed';
    const forge = forges.get(
      key === 'GITHUB_REPOSITORY'
        ? 'gh'
        : key === 'GITLAB_REPOSITORY'
          ? 'gl'
          : key === 'BITBUCKET_REPOSITORY'
            ? 'bb'
            : '',
    );
    const base = repositoryComponent(`${forge ?? ''}${value}`, key);
    return {
      kind: 'package',
      ...base,
      version,
      at: { offset: written.offset },
      direct: true,
      attributes: withFacts(undefined, facts),
    };
  }
  const url = option('URL');
  if (!url) return undefined;
  const value = cmakeValue(url.text, variables);
  if (value === undefined) return 'computed';
  if (!/^\w+:\/\//.test(value))
    return {
      kind: 'package',
      name: facts.alias ?? value,
      ecosystem: 'generic',
      version,
      at: { offset: url.offset },
      direct: true,
      source: value,
      entry: 'file',
    };
  return {
    kind: 'package',
    name: facts.alias ?? value,
    ecosystem: 'generic',
    version,
    at: { offset: url.offset },
    direct: true,
    ...urlOrigin(value, 'URL'),
  };
}

/** CPM's `gh:owner/name@1.0` and `gh:owner/name#tag`, or an address with the same ends. */
function shortForm(token: CodeToken, variables: ReadonlyMap<string, string>): Component | 'computed' {
  const value = cmakeValue(token.text, variables);
  if (value === undefined) return 'computed';
  const [whole, prefix] = /^(\w+):(?!\/\/)/.exec(value) ?? [];
  const forge = prefix === undefined ? undefined : forges.get(prefix);
  const rest = forge === undefined ? value : value.slice(whole?.length ?? 0);
  const found = /^(.*?)(?:@([\w.+-]+))?(?:#([\w./+-]+))?$/s.exec(rest);
  const address = `${forge ?? ''}${found?.[1] ?? rest}`;
  const base = /\.(?:zip|tar\.\w+|tgz)$/.test(address)
    ? { name: address.slice(address.lastIndexOf('/') + 1), ecosystem: 'generic' as const, ...urlOrigin(address, 'URI') }
    : repositoryComponent(address, 'URI');
  return { kind: 'package', ...base, version: found?.[2] ?? found?.[3], at: { offset: token.offset }, direct: true };
}
