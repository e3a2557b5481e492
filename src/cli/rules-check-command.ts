import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { buildKnowledge, mergeKnowledge } from '../knowledge/build-knowledge.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { prefixesIn } from '../knowledge/oui-table.ts';
import { checkExamples } from '../knowledge/rule-files/check-examples.ts';
import { readRulePaths } from '../knowledge/rule-files/load-rule-path.ts';
import { compareMistakes, formatMistake, type RuleFile, type RuleMistake } from '../knowledge/rule-files/mistake.ts';
import { ruleGaps } from '../knowledge/rule-files/rule-gaps.ts';
import { ruleOverlaps } from '../knowledge/rule-files/rule-overlaps.ts';
import { ruleMatcher } from '../match/explain.ts';
import { openShipped } from './load-knowledge.ts';
import { knownIds, placesInWords } from './own-knowledge.ts';
import { printable } from './printable.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';
import { version } from './version.ts';

/**
 * `wherefrom rules check`: exit 2 when a rule file has a mistake or an example that does not hold, 0 otherwise. Overlaps, dead patterns
 * and missing sources are warnings. Without paths the shipped rules answer their own examples.
 */
export async function rulesCheckCommand(paths: readonly string[], surroundings: Surroundings): Promise<number> {
  const shipped = openShipped();
  const day = todayOf(surroundings);
  if (paths.length === 0) return checkShipped(shipped, day, surroundings);
  const shown = paths.map((path) =>
    isAbsolute(path) || surroundings.cwd === process.cwd() ? path : resolve(surroundings.cwd, path),
  );
  // A copy of the shipped rules stands alone; a list of a team's own stands on the shipped ones.
  let isCopy = false;
  const reading = readRulePaths(shown, {
    known: (files) => {
      isCopy = holdsShippedLists(files, shipped);
      return isCopy ? undefined : knownIds(shipped, true);
    },
  });
  const mistakes: RuleMistake[] = [...reading.mistakes];
  const warnings: RuleMistake[] = [...reading.warnings];
  const { rules, placeOf } = reading;
  if (mistakes.length === 0) {
    const prefixesOf = prefixesIn(shipped);
    const knowledge = isCopy
      ? buildKnowledge(rules, { version, oui: { version: '', date: '', ...shipped.oui, prefixesOf } })
      : mergeKnowledge(shipped, rules, placesInWords(rules, placeOf));
    mistakes.push(...checkExamples(rules, ruleMatcher(knowledge, { day }), placeOf));
    // With what they stand on, so that a row is found that only repeats a shipped one.
    const entities = isCopy ? rules.entities : knowledge.entityIds().flatMap((id) => knowledge.entity(id) ?? []);
    warnings.push(
      ...ruleOverlaps({ ...rules, entities }, placeOf).filter(({ line }) => line !== undefined),
      ...ruleGaps(rules, { placeOf, knowledge, prefixesOf }),
    );
  }
  await writeAll(surroundings.stderr, [
    ...mistakes.sort(compareMistakes).map((mistake) => `${printable(formatMistake(mistake))}\n`),
    ...warnings
      .sort(compareMistakes)
      .map((warning) => `${printable(formatMistake({ ...warning, message: `warning: ${warning.message}` }))}\n`),
  ]);
  await writeAll(surroundings.stdout, [
    `${rules.entities.length} entities, ${rules.origins.length} origin rules, ${rules.lists.length} lists, ${rules.profiles.length} profiles, ${rules.duties.length} duties: ${mistakes.length} mistakes, ${warnings.length} warnings\n`,
  ]);
  return mistakes.length > 0 ? 2 : 0;
}

async function checkShipped(shipped: Knowledge, day: string, surroundings: Surroundings): Promise<number> {
  const entities = shipped.entityIds().flatMap((id) => shipped.entity(id) ?? []);
  const origins = [...shipped.origins.values()];
  const rules = { lists: [], entities, origins, profiles: [], duties: [] };
  let examples = 0;
  for (const { examples: given } of [...entities, ...origins])
    examples += (given?.match.length ?? 0) + (given?.pass.length ?? 0);
  const mistakes = checkExamples(rules, ruleMatcher(shipped, { day }), () => undefined);
  await writeAll(
    surroundings.stderr,
    mistakes.map((mistake) => `${printable(formatMistake(mistake))}\n`),
  );
  await writeAll(surroundings.stdout, [
    `shipped rules: ${shipped.lists.size} lists, ${entities.length} entities, ${origins.length} origin rules, ${shipped.profiles.size} profiles, ${shipped.duties.size} duties\n`,
    `${examples} examples, ${mistakes.length} do not hold\n`,
  ]);
  return mistakes.length > 0 ? 2 : 0;
}

/** Most of the shipped lists, one a file: nobody writes these anew beside the built-in ones. */
function holdsShippedLists(files: readonly RuleFile[], shipped: Knowledge): boolean {
  let known = 0;
  for (const { path, place } of files)
    if (place === 'lists' && shipped.lists.has(path.replace(/^.*[/\\]|\.ya?ml$/gi, ''))) known++;
  return known * 2 > shipped.lists.size;
}
