/**
 * The IEEE register of makers as a precision test: `node scripts/run-ts.js bench/oui-precision.ts [--wrong]`. Every organisation of it is asked for by
 * name, as a "Vendor" column holds it, and by its prefixes; beside that, the 32 terms of a public Section 889 search as substrings, as a
 * search field takes them (the script ndaa889_traceroute.py, version 1.1, of github.com/TechnoSavage/runZero: mac_vendor and hw joined by OR).
 * What the search means is Section 889 and the list under section 1260H, so these two lists count, on organisations that are named and on those
 * that they own. What is right is what the rule files say, with their sources; `--wrong` prints where approaches differ from them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import { readOuiTable } from '../src/knowledge/oui-table.ts';
import { readRulePaths } from '../src/knowledge/rule-files/load-rule-path.ts';
import { formatMistake } from '../src/knowledge/rule-files/mistake.ts';
import { createMatcher } from '../src/match/matcher.ts';
import type { IdentifierKind } from '../src/model/component.ts';

const day = '2026-11-22';
const lists: ReadonlySet<string> = new Set(['us-ndaa-889', 'us-dod-1260h']);
const terms = [
  'zte', 'huawei', 'crrc', 'dahua', 'hikvision', 'hisilicon', 'panda', 'dawning', 'hangzhou', 'hytera', 'inspur',
  'aero engine corporation of china', 'aviation industry corporation of china', 'china aerospace', 'china electronics',
  'china general nuclear power', 'china mobile', 'china national nuclear power', 'china north industries group', 'china railway',
  'china shipbuilding', 'china south industries group', 'china state shipbuilding', 'china telecommunications', 'ztec', 'ztek', 'z-tec',
  '5shanghai', 'hella sonnen', 'anhui', 'technology sdn bhd', 'azteq',
]; // biome-ignore format: a list

const { rules, mistakes } = readRulePaths(['rules']);
if (mistakes.length > 0) throw new Error(mistakes.map(formatMistake).join('\n'));
const require = createRequire(`${process.cwd()}/package.json`);
const table = readOuiTable(require('oui-data') as Record<string, string>);
const { version } = JSON.parse(readFileSync('node_modules/oui-data/package.json', 'utf8')) as { version: string };
const knowledge = buildKnowledge(rules, { version: '0', oui: { version, date: day, prefixesOf: table.prefixesOf } });
const { match } = createMatcher(knowledge, { day });

/** Entities that stand for a listed one, by name or through ownership, a mere likeness aside. */
function listedBehind(kind: IdentifierKind, value: string): string[] {
  return match({
    kind: 'device',
    name: 'row',
    at: { line: 1 },
    identifiers: [{ kind, value, field: 'Vendor' }],
  }).flatMap(({ rule, entity, listings, strength }) =>
    rule.startsWith('entity/') &&
    strength !== 'weak' &&
    listings.some(
      ({ listing, through }) =>
        lists.has(listing.list) &&
        listing.status === 'in-force' &&
        (through === undefined || through.verdict === 'yes'),
    )
      ? [entity?.id ?? '']
      : [],
  );
}

interface Organisation {
  readonly name: string;
  readonly prefixes: number;
  /** Prefixes that the rules give to a listed maker. */
  readonly right: number;
  readonly byName: readonly string[];
  readonly byTerm: readonly string[];
}

const begin = performance.now();
const organisations: Organisation[] = [];
for (const name of table.names()) {
  const prefixes = table.prefixesOf(name);
  const lower = name.toLowerCase();
  organisations.push({
    name,
    prefixes: prefixes.length,
    right: prefixes.filter((prefix) => listedBehind('mac', prefix).length > 0).length,
    byName: listedBehind('organisation', name),
    byTerm: terms.filter((term) => lower.includes(term)),
  });
}
const took = performance.now() - begin;

function row(title: string, flagged: (one: Organisation) => boolean): string {
  const found = organisations.filter(flagged);
  const sum = (of: readonly Organisation[], count: (one: Organisation) => number) =>
    of.reduce((all, one) => all + count(one), 0);
  const none = found.filter(({ right, byName }) => right === 0 && byName.length === 0);
  const missed = organisations.filter((one) => one.right > 0 && !flagged(one));
  const cells = [
    found.length,
    sum(found, ({ prefixes }) => prefixes),
    none.length,
    sum(none, ({ prefixes }) => prefixes),
    missed.length,
    sum(missed, ({ right }) => right),
  ];
  return `| ${title} | ${cells.map((count) => count.toLocaleString('en-US')).join(' | ')} |`;
}

const all = organisations.reduce((sum, { prefixes }) => sum + prefixes, 0);
const lines = [
  `oui-data ${version}: ${organisations.length.toLocaleString('en-US')} organisations, ${all.toLocaleString('en-US')} prefixes; ${(took / 1000).toFixed(1)} s`,
  '',
  '| Approach | Organisations | Prefixes | None of the meant makers | Their prefixes | Makers missed | Their prefixes |',
  '|---|--:|--:|--:|--:|--:|--:|',
  row('the 32 terms of the search, as substrings', ({ byTerm }) => byTerm.length > 0),
  row('the six names alone, as substrings', ({ byTerm }) =>
    byTerm.some((term) => ['zte', 'huawei', 'hytera', 'hikvision', 'dahua', 'hisilicon'].includes(term)),
  ),
  row('wherefrom, by prefix', ({ right }) => right > 0),
  row('wherefrom, by name', ({ byName }) => byName.length > 0),
];
if (process.argv.includes('--wrong')) {
  lines.push('', 'By term and no listed maker:');
  for (const { name, right, byName, byTerm } of organisations)
    if (byTerm.length > 0 && right === 0 && byName.length === 0) lines.push(`  ${byTerm.join(', ')}: ${name}`);
  lines.push('', 'A listed maker, and no term:');
  for (const { name, right, byTerm } of organisations) if (right > 0 && byTerm.length === 0) lines.push(`  ${name}`);
  lines.push('', 'By prefix and not by name:');
  for (const { name, right, byName } of organisations) if (right > 0 && byName.length === 0) lines.push(`  ${name}`);
  lines.push('', 'By name and not by prefix:');
  for (const { name, right, byName } of organisations)
    if (right === 0 && byName.length > 0) lines.push(`  ${byName.join(', ')}: ${name}`);
}
process.stdout.write(`${lines.join('\n')}\n`);
