import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { type OuiNames, readOuiTable } from '../src/knowledge/oui-table.ts';
import { readRulePaths } from '../src/knowledge/rule-files/load-rule-path.ts';
import { formatMistake } from '../src/knowledge/rule-files/mistake.ts';

let built: Knowledge | undefined;
let table: OuiNames | undefined;

/** The IEEE table that the build uses. */
export function ouiNames(): OuiNames {
  table ??= readOuiTable(createRequire(import.meta.url)('oui-data') as Record<string, string>);
  return table;
}

/** The knowledge of rules/ as the build makes it, once for each test file that asks. */
export function shippedKnowledge(): Knowledge {
  if (built !== undefined) return built;
  const { rules, mistakes } = readRulePaths(['rules']);
  if (mistakes.length > 0) throw new Error(mistakes.map(formatMistake).join('\n'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  built = buildKnowledge(rules, {
    version,
    oui: { version: 'test', date: '2026-08-26', prefixesOf: ouiNames().prefixesOf },
  });
  return built;
}
