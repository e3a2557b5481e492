/**
 * npins/sources.json, versions 0 to 7. Specification: npins's own documentation; the format is versioned by its `version`. Surprising: what a pin
 * follows (a branch, releases, a channel) is its `type`, and where it is, is one level below in `repository`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { withFacts } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import { fetchedOrigin, gitOrigin, type Origin, withoutLastSlashes } from '../languages/origin.ts';
import type { Loss } from '../python/loss.ts';
import { named } from './flake-reference.ts';

const newestVersion = 7;

/** Reads the pinned sources. */
export const npinsSources: DocumentFormat = {
  id: 'nix/npins-sources',
  title: 'Nix npins sources.json',
  files: ['npins/sources.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const pins = memberOf(root, 'pins');
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  if (typeof version === 'number' && version > newestVersion) {
    const message = `version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!isRecord(pins)) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  if (!isRecord(pins)) throw new UnreadableInput('wrong-shape', 'has no "pins" object', { line: 1 });
  const components: Component[] = [];
  for (const [key, value] of entriesOf(pins)) {
    const one = pinned(key, value);
    if (one) components.push(one);
    else losses.push({ code: 'wrong-type', path: ['pins', key], message: `"${key}" has no address` });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function pinned(key: string, value: unknown): Component | undefined {
  const url = stringOf(memberOf(value, 'url'));
  const address = addressOf(memberOf(value, 'repository'));
  const channel = stringOf(memberOf(value, 'name'));
  if (address === undefined && url === undefined) return undefined;
  return {
    kind: 'package',
    ...(address === undefined ? { name: channel ?? key, ecosystem: 'nix' as const } : named(key, address)),
    version: stringOf(memberOf(value, 'version')) ?? stringOf(memberOf(value, 'revision')),
    at: { path: ['pins', key] },
    direct: true,
    attributes: withFacts(undefined, { input: key, branch: stringOf(memberOf(value, 'branch')) }),
    ...originOf(address, url),
  };
}

function addressOf(repository: unknown): string | undefined {
  const owner = stringOf(memberOf(repository, 'owner'));
  const name = stringOf(memberOf(repository, 'repo'));
  const type = stringOf(memberOf(repository, 'type'))?.toLowerCase();
  const stated = stringOf(memberOf(repository, 'server'));
  const server = stated && withoutLastSlashes(stated);
  const path = stringOf(memberOf(repository, 'repo_path'));
  if (type === 'gitlab' && path !== undefined) return `${server ?? 'https://gitlab.com'}/${path}`;
  if (owner !== undefined && name !== undefined) return `${server ?? 'https://github.com'}/${owner}/${name}`;
  return stringOf(memberOf(repository, 'url'));
}

function originOf(address: string | undefined, url: string | undefined): Origin {
  const archive = url === undefined ? undefined : fetchedOrigin(url, 'url');
  if (address === undefined) return { ...archive, entry: 'url' };
  const git = gitOrigin(address, 'repository');
  return { ...git, identifiers: [...(git.identifiers ?? []), ...(archive?.identifiers ?? [])] };
}
