/**
 * nix/sources.json of niv. Specification: niv's own documentation, "Files". Surprising: `repo` holds a bare name when `owner` stands beside it and a
 * whole address when it does not; `url` is the archive that is really fetched, made from `url_template`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { withFacts } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import { fetchedOrigin, gitOrigin, type Origin } from '../languages/origin.ts';
import type { Loss } from '../python/loss.ts';
import { named } from './flake-reference.ts';

/** Reads the pinned sources. */
export const nivSources: DocumentFormat = {
  id: 'nix/niv-sources',
  title: 'Nix niv sources.json',
  files: ['nix/sources.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not an object of sources', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [key, value] of Object.entries(root)) {
    if (key === '__niv_version' || (key === 'version' && !isRecord(value))) continue;
    const one = sourceOf(key, value);
    if (one) components.push(one);
    else losses.push({ code: 'wrong-type', path: [key], message: `"${key}" has no address` });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function sourceOf(key: string, value: unknown): Component | undefined {
  const owner = stringOf(memberOf(value, 'owner'));
  const repository = stringOf(memberOf(value, 'repo'));
  const url = stringOf(memberOf(value, 'url'));
  const address =
    owner !== undefined && repository !== undefined ? `https://github.com/${owner}/${repository}` : repository;
  if (address === undefined && url === undefined) return undefined;
  const base = address === undefined ? { name: key, ecosystem: 'nix' as const } : named(key, address);
  return {
    kind: 'package',
    ...base,
    version: stringOf(memberOf(value, 'rev')) ?? stringOf(memberOf(value, 'version')),
    at: { path: [key] },
    direct: true,
    attributes: withFacts(undefined, { input: key, branch: stringOf(memberOf(value, 'branch')) }),
    ...originOf(address, url),
  };
}

function originOf(address: string | undefined, url: string | undefined): Origin {
  const archive = url === undefined ? undefined : fetchedOrigin(url, 'url');
  if (address === undefined) return { ...archive, entry: 'url' };
  const git = gitOrigin(address, 'repo');
  return { ...git, identifiers: [...(git.identifiers ?? []), ...(archive?.identifiers ?? [])] };
}
