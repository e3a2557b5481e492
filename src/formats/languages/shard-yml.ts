/**
 * shard.yml of Crystal. Specification: Shards documentation, "shard.yml" (SPEC). Surprising: a version without an operator is exact.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { requirementOf, withFacts } from './constraint.ts';
import { shardOrigin } from './shard-source.ts';

/** Reads what a shard declares. */
export const shardYml: DocumentFormat = {
  id: 'languages/shard-yml',
  title: 'Crystal shard.yml',
  files: ['shard.yml', 'shard.override.yml'],
  locate: locateYaml,
  parse,
};

const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['development_dependencies', 'dev'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  if (!isRecord(root) || !['name', 'dependencies', 'development_dependencies'].some((key) => key in root))
    throw new UnreadableInput('wrong-shape', 'has no "name" and no "dependencies"', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [key, scope] of sections) {
    const section = memberOf(root, key);
    if (section !== undefined && section !== null && !isRecord(section))
      losses.push({ code: 'wrong-type', path: [key], message: `"${key}" is not a mapping` });
    for (const [name, value] of entriesOf(section)) {
      const origin = shardOrigin(value);
      if (!origin) losses.push({ code: 'wrong-type', path: [key, name], message: `"${name}" has no source` });
      const { version, attributes } = requirementOf(stringOf(memberOf(value, 'version')), [], 'exact');
      const facts = Object.fromEntries(['branch', 'tag', 'commit'].map((one) => [one, stringOf(memberOf(value, one))]));
      components.push({
        kind: 'package',
        name,
        version,
        ecosystem: 'crystal',
        at: { path: [key, name] },
        direct: true,
        scope,
        attributes: withFacts(attributes, facts),
        ...origin,
      });
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml) };
}
