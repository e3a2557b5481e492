// How well names of organisations are told apart: `node scripts/run-ts.js bench/names.ts fixtures/names/pairs.csv`. The file has the
// columns left, right and same (1 or 0, true or false, yes or no). Prints precision, recall and F1 where `exact` and `strong` count as
// the same, and beside them where `weak` counts too. Two figures published for a public set, for orientation and not for our file:
// logic-v2 0.865, Jaro-Winkler 0.772. `--wrong` lists the pairs that are judged wrongly.
import { readFileSync } from 'node:fs';
import { compareOrganisations, type OrganisationComparison } from '../src/identity/organisation.ts';
import { csvReader } from '../src/syntax/csv.ts';

interface Pair {
  readonly left: string;
  readonly right: string;
  readonly same: boolean;
}
interface Judged extends Pair {
  readonly comparison: OrganisationComparison;
}

function readPairs(path: string): Pair[] {
  const records: string[][] = [];
  const reader = csvReader({ onRecord: (fields) => records.push(fields) });
  reader.write(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  reader.end();
  const [head = [], ...rows] = records;
  const names = head.map((cell) => cell.trim().toLowerCase());
  const [left, right, same] = ['left', 'right', 'same'].map((name) => names.indexOf(name));
  if (left === undefined || right === undefined || same === undefined || Math.min(left, right, same) < 0) {
    throw new Error(`${path}: the first line must name the columns left, right and same`);
  }
  return rows
    .filter((row) => row.length > 1)
    .map((row) => ({
      left: row[left] ?? '',
      right: row[right] ?? '',
      same: /^(?:1|true|yes|y|same)$/i.test((row[same] ?? '').trim()),
    }));
}

function figures(pairs: readonly Judged[], verdicts: readonly string[]): string {
  const said = pairs.filter(({ comparison }) => verdicts.includes(comparison.verdict));
  const right = said.filter(({ same }) => same).length;
  const all = pairs.filter(({ same }) => same).length;
  const precision = said.length === 0 ? 1 : right / said.length;
  const recall = all === 0 ? 1 : right / all;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}`;
}

const path = process.argv[2];
if (path === undefined) {
  process.stderr.write('usage: names.ts <pairs.csv> [--wrong]\n');
  process.exitCode = 2;
} else {
  const begin = performance.now();
  const judged = readPairs(path).map((pair) => ({ ...pair, comparison: compareOrganisations(pair.left, pair.right) }));
  const took = performance.now() - begin;
  const same = judged.filter((pair) => pair.same).length;
  const lines = [
    `${judged.length} pairs, ${same} the same, ${judged.length - same} not; ${took.toFixed(0)} ms`,
    `exact or strong   ${figures(judged, ['exact', 'strong'])}`,
    `weak as well      ${figures(judged, ['exact', 'strong', 'weak'])}`,
  ];
  if (process.argv.includes('--wrong')) {
    for (const { left, right, same: isSame, comparison } of judged) {
      if (isSame !== (comparison.verdict === 'exact' || comparison.verdict === 'strong')) {
        lines.push(
          `${isSame ? 'missed' : 'mixed up'}  ${comparison.verdict} ${comparison.score}  ${left}  |  ${right}`,
        );
      }
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
