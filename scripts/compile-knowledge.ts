// Compiles rules/ into the artefact that the program opens: `node scripts/run-ts.js scripts/compile-knowledge.ts dist/knowledge.json`.
// Any mistake in a rule file ends the build with its file and line. `oui-name` rows become prefixes here, from oui-data (IEEE MA-L,
// MA-M and MA-S), so that the program needs no table of all makers.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { serialiseKnowledge } from '../src/knowledge/artefact.ts';
import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import { readOuiTable } from '../src/knowledge/oui-table.ts';
import { readRulePaths } from '../src/knowledge/rule-files/load-rule-path.ts';
import { formatMistake } from '../src/knowledge/rule-files/mistake.ts';
import { UsageError } from '../src/model/problem.ts';

/** Release days of the pinned package, which carries none itself. A new version needs its day here, or the build stops. */
const releases = new Map([['2.1.9', '2026-08-26']]);

function compile(target: string): number {
  const { rules, mistakes } = readRulePaths(['rules']);
  if (mistakes.length > 0) throw new UsageError(mistakes.map(formatMistake));
  const require = createRequire(import.meta.url);
  const { version } = JSON.parse(
    readFileSync(require.resolve('oui-data').replace(/index\.json$/, 'package.json'), 'utf8'),
  ) as { version: string };
  const date = releases.get(version);
  if (date === undefined)
    throw new UsageError(`scripts/compile-knowledge.ts: the release day of oui-data ${version} is not recorded`);
  const table = readOuiTable(require('oui-data') as Record<string, string>);
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const knowledge = buildKnowledge(rules, {
    version: own.version,
    oui: { version, date, prefixesOf: table.prefixesOf },
  });
  for (const entity of rules.entities) {
    for (const { match } of entity.identifiers['oui-name'] ?? []) {
      if (table.prefixesOf(match).length === 0)
        process.stderr.write(`note: entity ${entity.id}: oui-data ${version} holds no "${match}"\n`);
    }
  }
  const text = serialiseKnowledge(knowledge);
  mkdirSync(dirname(target), { recursive: true });
  // A build that is stopped half-way leaves no half artefact under the final name.
  const draft = `${target}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, target);
  const prefixes = knowledge.index.data.exact.oui?.key.length ?? 0;
  process.stdout.write(
    `${target}: ${rules.lists.length} lists, ${rules.entities.length} entities, ${rules.origins.length} origin rules, ${knowledge.index.data.rowPath.length} rows, ${prefixes} maker prefixes, ${Math.round(text.length / 1024)} KiB\n`,
  );
  return 0;
}

const target = process.argv[2];
if (target === undefined) {
  process.stderr.write('usage: compile-knowledge.ts <target.json>\n');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = compile(target);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.lines.join('\n')}\n`);
    process.exitCode = 2;
  }
}
