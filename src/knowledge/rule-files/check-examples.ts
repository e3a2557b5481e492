import type { Examples, RuleSet } from '../../model/knowledge.ts';
import { compareMistakes, type RuleLocator, type RuleMistake } from './mistake.ts';
import { shown } from './shown.ts';

/** What matched a thing: rule ids as in `Match.rule` (`entity/acme`, `product/acme/app`, `origin/no-xx`), or bare entity ids. */
export type Explain = (thing: string) => readonly string[];

/**
 * Runs the examples of entities and origin rules: each `match` must be answered with the entity or rule it stands under,
 * each `pass` without it, whatever else is answered. A donated project is governed elsewhere, so it does not count as its
 * entity.
 */
export function checkExamples(rules: RuleSet, explain: Explain, placeOf: RuleLocator): readonly RuleMistake[] {
  const mistakes: RuleMistake[] = [];
  for (const entity of rules.entities) {
    check(entity.examples, `entity/${entity.id}`, (answer) => isOfEntity(answer, entity.id));
  }
  for (const origin of rules.origins) {
    check(origin.examples, `origin/${origin.id}`, (answer) => answer === `origin/${origin.id}` || answer === origin.id);
  }
  return mistakes.sort(compareMistakes);

  function check(examples: Examples | undefined, rule: string, isOurs: (answer: string) => boolean): void {
    if (examples === undefined) return;
    for (const [index, thing] of examples.match.entries()) {
      const answers = explain(thing);
      if (answers.some(isOurs)) continue;
      const instead = answers.length === 0 ? 'it matches nothing' : `it matches ${answers.slice(0, 5).join(', ')}`;
      tell(examples.match, index, rule, `example ${shown(thing)} must match ${rule}, and ${instead}`);
    }
    for (const [index, thing] of examples.pass.entries()) {
      const answer = explain(thing).find(isOurs);
      if (answer !== undefined)
        tell(examples.pass, index, rule, `example ${shown(thing)} must pass, and it matches ${answer}`);
    }
  }

  function tell(of: object, index: number, rule: string, message: string): void {
    mistakes.push({ ...(placeOf(of, index) ?? { path: rule }), message });
  }
}

function isOfEntity(answer: string, id: string): boolean {
  if (answer === id) return true;
  const [kind, entity] = answer.split('/', 2);
  return entity === id && (kind === 'entity' || kind === 'product' || kind === 'sdk');
}
