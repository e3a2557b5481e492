/**
 * Git's own configuration: where a checkout came from, and what stands in for other hosts. Specification: git documentation, "git config". Surprising:
 * `[url "https://mirror/"] insteadOf = https://host/` turns every clone of one host into a clone of another, and no file of the project shows it. A scan
 * does not enter `.git`, so the file is read when it is named.
 */
import { hostOf } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type IniEntry, parseIni } from '../../syntax/ini.ts';
import { repositoryComponent } from '../native/named-repository.ts';
import { addressComponent } from './addresses.ts';

/** Reads remotes and rewritten hosts. Without any of them it names nothing, which is usual. */
export const gitConfig: DocumentFormat = {
  id: 'infra/git-config',
  title: 'Git configuration: remotes and rewritten hosts',
  files: ['.git/config', '.gitconfig', 'gitconfig'],
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const entries = parseIni(text, { comments: 'spaced' });
  const problems: Problem[] = entries
    .filter(({ section }) => section === '')
    .map(({ line }) => ({ code: 'wrong-type', line, message: 'a line stands in no section', weight: 'lost' }));
  if (problems.length > 0 && problems.length === entries.length)
    throw new UnreadableInput('wrong-shape', 'has no section', { line: problems[0]?.line });
  return { components: entries.flatMap((entry) => componentsOf(entry)), problems };
}

function componentsOf({ section, key, value, line, column }: IniEntry): Component[] {
  const at = { line, column };
  const named = /^(remote|submodule|url)\s+"((?:[^"\\]|\\.)*)"$/i.exec(section);
  const of = named?.[1]?.toLowerCase();
  const address = of === 'url' ? (named?.[2] as string) : value;
  if (address === '') return [];
  if (of === 'url' && /^(?:push)?insteadof$/i.test(key)) {
    const relation = /^push/i.test(key) ? undefined : 'fetched-from';
    const whole = address.replace(/^[^/@\s]+@([^/:\s]+):/, 'ssh://$1/');
    return hostOf(whole) === undefined ? [] : [addressComponent(whole, `url ${key}`, at, relation)];
  }
  if (!/^(?:push)?url$/i.test(key) || (of !== 'remote' && of !== 'submodule')) return [];
  return [{ kind: 'package', ...repositoryComponent(address, `${of} ${key}`), at, direct: true }];
}
