import { hostOf } from '../identity/host.ts';
import { ouiKeys, printOui, readMac } from '../identity/mac.ts';
import { foldName } from '../identity/name-pattern.ts';
import { readOrganisation } from '../identity/organisation.ts';
import { packageRuleKinds } from '../identity/package-name.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { TableName } from '../knowledge/rule-index.ts';
import type { NearMiss } from './explain.ts';
import type { Interpretation } from './read-thing.ts';
import { type Row, rowReader } from './row.ts';

/** A reader wants the closest few, not the whole table. */
const mostShown = 8;
/** Two letters stand in everything. */
const shortestWord = 3;

/**
 * What comes close to a thing by its letters and is not it: for `explain` only, it goes through whole tables. Names are compared
 * whole and at their boundaries, so somebody who searched for a word is owed the reason why it was not enough.
 */
export function nearMissesOf(knowledge: Knowledge, reading: Interpretation): NearMiss[] {
  const readRow = rowReader(knowledge);
  const { component } = reading;
  if (component.ecosystem !== undefined)
    return nearPackages(knowledge, component.ecosystem, component.name)
      .map(([number, reason]) => missOf(readRow(number), reason))
      .slice(0, mostShown);
  const value = component.identifiers?.[0]?.value ?? component.name;
  switch (reading.as) {
    case 'organisation':
    case 'brand':
    case 'app-name':
      return closest(nearOrganisations(knowledge, value), readRow);
    case 'url':
      return closest(nearHosts(knowledge, value), readRow);
    case 'android':
    case 'ios':
    case 'winget':
    case 'macos':
      return closest(nearIds(knowledge, reading.as, value), readRow);
    case 'mac':
      return nearAddress(knowledge, value, readRow);
    default:
      return [];
  }
}

type Near = readonly [row: number, reason: NearMiss['reason'], letters: number];

function closest(near: readonly Near[], readRow: (number: number) => Row): NearMiss[] {
  const byEntity = new Map<string, NearMiss>();
  for (const [number, reason] of [...near].sort((a, b) => b[2] - a[2])) {
    const miss = missOf(readRow(number), reason);
    const key = miss.entity?.id ?? miss.matched;
    if (!byEntity.has(key)) byEntity.set(key, miss);
    if (byEntity.size >= mostShown) break;
  }
  return [...byEntity.values()];
}

function missOf(row: Row, reason: NearMiss['reason']): NearMiss {
  const why = row.lookalike?.why;
  return {
    reason: row.role === 'lookalike' ? 'lookalike' : reason,
    ...(row.entity !== undefined && { entity: { id: row.entity.id, name: row.entity.name } }),
    matched: `${row.kind}:${row.pattern}`,
    ...(why !== undefined && { why }),
  };
}

/** Names whose letters stand somewhere in the text, inside a word or as one of several. */
function nearOrganisations(knowledge: Knowledge, value: string): Near[] {
  const { whole, key } = readOrganisation(value);
  const found: Near[] = [];
  const { data } = knowledge.index;
  for (const table of ['organisation', 'brand'] as const) {
    data.exact[table]?.key.forEach((name, at) => {
      if (name.length < shortestWord) return;
      const row = data.exact[table]?.row[at] as number;
      if (data.rowEntity[row] === -1) return;
      if (whole.includes(name)) found.push([row, 'contains', name.length]);
      else if (key.length >= shortestWord + 1 && name.includes(key)) found.push([row, 'contains', key.length]);
    });
  }
  return found;
}

function nearHosts(knowledge: Knowledge, value: string): Near[] {
  const host = hostOf(value);
  if (host === undefined) return [];
  const found: Near[] = [];
  const columns = knowledge.index.data.exact.host;
  columns?.key.forEach((pattern, at) => {
    const bare = pattern.replace(/^\*\./, '');
    if (bare.length > shortestWord && host !== bare && host.includes(bare))
      found.push([columns.row[at] as number, 'boundary', bare.length]);
  });
  return found;
}

function nearIds(knowledge: Knowledge, table: 'android' | 'ios' | 'winget' | 'macos', value: string): Near[] {
  const id = foldName(table, value);
  const { data } = knowledge.index;
  const found: Near[] = [];
  const prefixes = data.prefix[table];
  prefixes?.text.forEach((text, at) => {
    if (id.startsWith(text)) found.push([prefixes.row[at] as number, 'boundary', text.length]);
  });
  const exact = data.exact[table];
  exact?.key.forEach((text, at) => {
    if (text !== id && (id.startsWith(text) || text.startsWith(id)))
      found.push([exact.row[at] as number, 'boundary', Math.min(text.length, id.length)]);
  });
  return found;
}

function nearAddress(knowledge: Knowledge, value: string, readRow: (number: number) => Row): NearMiss[] {
  const { digits, fault } = readMac(value);
  if (digits === undefined || (fault !== 'local' && fault !== 'group')) return [];
  // The same address without the bit: what a reader who compares by eye would find.
  const first = (Number.parseInt(digits.slice(0, 2), 16) & 0xfc).toString(16).padStart(2, '0').toUpperCase();
  const table = knowledge.index.exact('oui');
  for (const key of ouiKeys(first + digits.slice(2))) {
    const held = table.get(key);
    const number = typeof held === 'number' ? held : held?.[0];
    if (number === undefined) continue;
    const row = readRow(number);
    return [
      {
        reason: 'local-address',
        ...(row.entity !== undefined && { entity: { id: row.entity.id, name: row.entity.name } }),
        matched: `oui:${printOui(key)}`,
        why:
          fault === 'local'
            ? 'the address is locally administered: random, virtual or set by hand'
            : 'a group address belongs to no device',
      },
    ];
  }
  return [];
}

const registries: readonly TableName[] = packageRuleKinds.filter((kind) => kind !== 'browser-extension');

/** Words of hosts and namespaces that name nobody. */
const hostWords: ReadonlySet<string> = new Set([
  'com',
  'org',
  'net',
  'dev',
  'app',
  'www',
  'code',
  'open',
  'github',
  'gitlab',
  'gitee',
  'apache',
  'google',
  'core',
  'api',
  'sdk',
  'client',
  'lib',
  'java',
  'android',
  'ios',
]);

/** The same word in another registry, as a forge owner or as the name of an organisation; and beginnings without a boundary. */
function nearPackages(knowledge: Knowledge, ecosystem: string, name: string): [number, NearMiss['reason']][] {
  const { data } = knowledge.index;
  const found = new Map<number, NearMiss['reason']>();
  const add = (held: number | readonly number[] | undefined, reason: NearMiss['reason']): void => {
    for (const row of held === undefined ? [] : typeof held === 'number' ? [held] : held)
      if (!found.has(row)) found.set(row, reason);
  };
  const folded = name.toLowerCase();
  const words = [...new Set([folded, ...folded.split(/[^\p{L}\p{N}]+/u)])].filter(
    (word) => word.length >= shortestWord && !hostWords.has(word),
  );
  for (const table of registries) {
    const prefixes = data.prefix[table];
    prefixes?.text.forEach((text, at) => {
      const isOwn = table === ecosystem;
      if (isOwn && folded.startsWith(text.toLowerCase())) add(prefixes.row[at], 'boundary');
      // `github.com/acme`, `@acme/`, `com.acme`: the last part is the owner's word.
      const owner = text
        .toLowerCase()
        .split(/[/.@:]/)
        .filter((part) => part !== '')
        .at(-1);
      if (!isOwn && owner !== undefined && words.includes(owner)) add(prefixes.row[at], 'other-kind');
    });
    if (table !== ecosystem) for (const word of words) add(knowledge.index.exact(table).get(word), 'other-kind');
  }
  for (const word of words) {
    for (const forge of ['github', 'gitee', 'gitlab'])
      add(knowledge.index.exact('forge').get(`${forge}/${word}`), 'other-kind');
    add(knowledge.index.exact('organisation').get(word), 'other-kind');
  }
  return [...found];
}
