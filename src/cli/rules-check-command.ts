import { isAbsolute, resolve } from 'node:path';
import process from 'node:process';
import { buildKnowledge, mergeKnowledge } from '../knowledge/build-knowledge.ts';
import { checkExamples } from '../knowledge/rule-files/check-examples.ts';
import { readRulePaths } from '../knowledge/rule-files/load-rule-path.ts';
import { compareMistakes, formatMistake, type RuleMistake } from '../knowledge/rule-files/mistake.ts';
import { ruleOverlaps } from '../knowledge/rule-files/rule-overlaps.ts';
import { ruleMatcher } from '../match/explain.ts';
import { knownIds, openShipped } from './load-knowledge.ts';
import { printable } from './printable.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';
import { version } from './version.ts';

/**
 * `wherefrom rules check`: exit 2 when a rule file has a mistake or an example that does not hold, 0 otherwise. Overlaps and dead
 * patterns are warnings. Without paths the shipped rules answer their own examples.
 */
export async function rulesCheckCommand(paths: readonly string[], surroundings: Surroundings): Promise<number> {
  const shipped = openShipped();
  const day = todayOf(surroundings);
  if (paths.length === 0) {
    const answer = ruleMatcher(shipped, { day });
    let examples = 0;
    const mistakes: string[] = [];
    for (const id of shipped.entityIds()) {
      const entity = shipped.entity(id);
      if (!entity?.examples) continue;
      examples += entity.examples.match.length + entity.examples.pass.length;
      const rules = { lists: [], entities: [entity], origins: [], profiles: [], duties: [] };
      for (const mistake of checkExamples(rules, answer, () => undefined)) mistakes.push(formatMistake(mistake));
    }
    const origins = [...shipped.origins.values()];
    for (const origin of origins)
      examples += (origin.examples?.match.length ?? 0) + (origin.examples?.pass.length ?? 0);
    const rules = { lists: [], entities: [], origins, profiles: [], duties: [] };
    for (const mistake of checkExamples(rules, answer, () => undefined)) mistakes.push(formatMistake(mistake));
    await writeAll(
      surroundings.stderr,
      mistakes.map((line) => `${printable(line)}\n`),
    );
    await writeAll(surroundings.stdout, [
      `shipped rules: ${shipped.lists.size} lists, ${shipped.entityIds().length} entities, ${shipped.origins.size} origin rules, ${shipped.profiles.size} profiles, ${shipped.duties.size} duties\n`,
      `${examples} examples, ${mistakes.length} do not hold\n`,
    ]);
    return mistakes.length > 0 ? 2 : 0;
  }
  const shown = paths.map((path) =>
    isAbsolute(path) || surroundings.cwd === process.cwd() ? path : resolve(surroundings.cwd, path),
  );
  const reading = readRulePaths(shown, { known: knownIds(shipped, true) });
  const mistakes: RuleMistake[] = [...reading.mistakes];
  const warnings: RuleMistake[] = [...reading.warnings];
  if (mistakes.length === 0) {
    const { rules, placeOf } = reading;
    // A copy of the shipped rules stands alone; a list of a team's own stands on the shipped ones.
    const isWhole = rules.entities.some(
      (entity) =>
        shipped.entity(entity.id)?.reason === undefined &&
        shipped.entity(entity.id) !== undefined &&
        entity.reason === undefined,
    );
    const knowledge = isWhole ? buildKnowledge(rules, { version }) : mergeKnowledge(shipped, rules);
    mistakes.push(...checkExamples(rules, ruleMatcher(knowledge, { day }), placeOf));
    warnings.push(...ruleOverlaps(rules, placeOf));
  }
  const { rules } = reading;
  const lines = [
    ...mistakes.sort(compareMistakes).map((mistake) => `${printable(formatMistake(mistake))}\n`),
    ...warnings
      .sort(compareMistakes)
      .map((warning) => `${printable(formatMistake({ ...warning, message: `warning: ${warning.message}` }))}\n`),
  ];
  await writeAll(surroundings.stderr, lines);
  await writeAll(surroundings.stdout, [
    `${rules.entities.length} entities, ${rules.origins.length} origin rules, ${rules.lists.length} lists, ${rules.profiles.length} profiles, ${rules.duties.length} duties: ${mistakes.length} mistakes, ${warnings.length} warnings\n`,
  ]);
  return mistakes.length > 0 ? 2 : 0;
}
