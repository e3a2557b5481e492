/**
 * shard.lock of Crystal, versions 1.0 and 2.0. Specification: Shards documentation, "shard.lock" (SPEC). Surprising: there is no registry, every shard
 * names its repository; and a version may carry the commit, `0.2.0+git.commit.<hash>`.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { cutProblems } from './plain-lines.ts';
import { shardOrigin } from './shard-source.ts';

const newestMajor = 2;

/** Reads the locked shards. It has no edges. */
export const shardLock: DocumentFormat = {
  id: 'languages/shard-lock',
  title: 'Crystal shard.lock',
  files: ['shard.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const shards = memberOf(root, 'shards');
  if (!isRecord(shards) && !(isRecord(root) && shards === null))
    throw new UnreadableInput('wrong-shape', 'has no "shards" mapping', { line: 1 });
  const losses: Loss[] = [];
  const version = stringOf(memberOf(root, 'version'));
  if (version === undefined || !(Number.parseInt(version, 10) <= newestMajor))
    losses.push({
      code: 'unsupported-version',
      path: ['version'],
      message: `the version is not one up to ${newestMajor}.0, the newest that is known`,
    });
  const components: Component[] = [];
  for (const [name, value] of entriesOf(shards)) {
    const origin = shardOrigin(value);
    const locked = stringOf(memberOf(value, 'version')) ?? stringOf(memberOf(value, 'commit'));
    if (!origin) losses.push({ code: 'wrong-type', path: ['shards', name], message: `"${name}" has no source` });
    components.push({
      kind: 'package',
      name,
      version: locked,
      ecosystem: 'crystal',
      at: { path: ['shards', name] },
      ...origin,
    });
  }
  return { components, problems: [...problemsOf(losses, input.text, locateYaml), ...cutProblems(input.text, 'line')] };
}
