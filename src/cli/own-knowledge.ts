import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { buildKnowledge, mergeKnowledge } from '../knowledge/build-knowledge.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { readRulePaths } from '../knowledge/rule-files/load-rule-path.ts';
import { formatMistake, type KnownIds, type RuleLocator } from '../knowledge/rule-files/mistake.ts';
import type { RuleSet } from '../model/knowledge.ts';
import { UsageError } from '../model/problem.ts';
import { version } from './version.ts';

/** The shipped knowledge with the rule files the user named, or these alone. Throws `UsageError` with every mistake of every file. */
export function ownKnowledge(
  base: Knowledge,
  rulePaths: readonly string[],
  withDefaults: boolean,
  cwd: string,
): Knowledge {
  // As typed where the process stands there too, so that mistakes name the file as the user did.
  const paths = rulePaths.map((path) => (isAbsolute(path) || cwd === process.cwd() ? path : resolve(cwd, path)));
  const { rules, mistakes, placeOf } = readRulePaths(paths, { known: knownIds(base, withDefaults) });
  if (mistakes.length > 0) throw new UsageError(mistakes.map(formatMistake));
  if (!withDefaults) {
    const own = new Set(rules.profiles.map((profile) => profile.id));
    const profiles = [...rules.profiles, ...[...base.profiles.values()].filter((profile) => !own.has(profile.id))];
    return buildKnowledge({ ...rules, profiles }, { version, rules: 'own' });
  }
  return mergeKnowledge(base, rules, placesInWords(rules, placeOf));
}

/** What `mergeKnowledge` puts before a mistake: the place of the row it is about, in the form of all other mistakes. */
export function placesInWords(rules: RuleSet, placeOf: RuleLocator): (kind: string, id: string) => string {
  const rows = new Map<string, object>();
  for (const [kind, all] of [
    ['list', rules.lists],
    ['entity', rules.entities],
    ['origin rule', rules.origins],
    ['profile', rules.profiles],
    ['duty', rules.duties],
  ] as const) {
    for (const row of all) rows.set(`${kind} ${row.id}`, row);
  }
  return (kind, id) => {
    const row = rows.get(`${kind} ${id}`);
    const place = row && placeOf(row, 'id');
    return place ? `${place.path}:${place.line}:${place.column}: ` : '';
  };
}

/** Ids that rule files may name without defining them. */
export function knownIds(knowledge: Knowledge, withDefaults: boolean): KnownIds {
  const none: string[] = [];
  return {
    lists: withDefaults ? knowledge.lists.keys() : none,
    entities: withDefaults ? knowledge.entityIds() : none,
    origins: withDefaults ? knowledge.origins.keys() : none,
    profiles: knowledge.profiles.keys(),
    duties: withDefaults ? knowledge.duties.keys() : none,
  };
}
