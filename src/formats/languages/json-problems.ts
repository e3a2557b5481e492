import type { Problem } from '../../model/problem.ts';
import { duplicateKeys, locateJson } from '../../syntax/json.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reading the text a second time is worth it up to here; larger lockfiles are never merged by hand. */
const duplicateCheckLimit = 8_000_000;

/** The losses of a JSON document with their lines, and the members that stand twice, of which only the last was read. */
export function jsonProblems(losses: readonly Loss[], text: string): Problem[] {
  const problems = problemsOf(losses, text, locateJson);
  if (text.length > duplicateCheckLimit) return problems;
  for (const { key, line, column } of duplicateKeys(text, 20)) {
    const message = `"${key}" stands twice; only the last one counts`;
    problems.push({ code: 'duplicate-key', line, column, message, weight: 'lost' });
  }
  return problems;
}
