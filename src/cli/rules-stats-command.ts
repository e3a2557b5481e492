import { staleness } from '../decide/listing-state.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { prefixesIn } from '../knowledge/oui-table.ts';
import { type Entity, type RuleIdentifierKind, ruleIdentifierKinds, type Source } from '../model/knowledge.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';

export interface RulesStatsFlags {
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly asOf?: string;
  readonly format: string;
}

/** How many of something, and how many of them rest on a source of the authority itself. */
interface Sourced {
  readonly count: number;
  readonly primary: number;
}

interface Stats {
  readonly lists: Sourced & { readonly olderThanAYear: number };
  readonly entities: number;
  readonly products: number;
  readonly listings: Sourced & { readonly generalKnowledge: number };
  readonly owners: Sourced & { readonly generalKnowledge: number };
  readonly origins: number;
  readonly profiles: number;
  readonly duties: Sourced;
  readonly examples: { readonly match: number; readonly pass: number };
  /** By kind, kinds without a row left out, largest first; donated projects and look-alikes not counted. */
  readonly identifiers: Readonly<Partial<Record<RuleIdentifierKind, number>>>;
  readonly makerPrefixes: number;
}

/** `wherefrom rules stats`: what the knowledge base holds, in numbers. */
export async function rulesStatsCommand(flags: RulesStatsFlags, surroundings: Surroundings): Promise<number> {
  const knowledge = await loadKnowledge(flags.rules, flags.defaultRules, surroundings.cwd);
  const stats = statsOf(knowledge, flags.asOf ?? todayOf(surroundings));
  await writeAll(
    surroundings.stdout,
    flags.format === 'json' ? [`${JSON.stringify(stats, null, 2)}\n`] : [...inWords(stats)],
  );
  return 0;
}

function statsOf(knowledge: Knowledge, day: string): Stats {
  const entities = knowledge.entityIds().flatMap((id) => knowledge.entity(id) ?? []);
  const products = entities.flatMap((entity) => entity.products);
  const lists = [...knowledge.lists.values()];
  const duties = [...knowledge.duties.values()];
  const listings = [...entities, ...products].flatMap((one) => one.listings);
  const owners = entities.flatMap((entity) => entity.owners);
  const origins = [...knowledge.origins.values()];
  const examples = [...entities, ...origins].map((one) => one.examples);
  return {
    lists: {
      count: lists.length,
      primary: lists.filter(({ evidence }) => evidence === 'primary').length,
      olderThanAYear: lists.filter((list) => staleness(list, day).stale).length,
    },
    entities: entities.length,
    products: products.length,
    listings: sourced(listings.map(({ sources }) => sources)),
    owners: sourced(owners.map(({ sources }) => sources)),
    origins: origins.length,
    profiles: knowledge.profiles.size,
    duties: { count: duties.length, primary: duties.filter(({ evidence }) => evidence === 'primary').length },
    examples: {
      match: examples.reduce((sum, given) => sum + (given?.match.length ?? 0), 0),
      pass: examples.reduce((sum, given) => sum + (given?.pass.length ?? 0), 0),
    },
    identifiers: identifiersOf([...entities, ...products]),
    makerPrefixes: prefixesOf(entities, knowledge),
  };
}

/** A filing or registry entry is as near to the authority as an order. */
function sourced(all: readonly (readonly Source[])[]): Sourced & { generalKnowledge: number } {
  const official: readonly Source['kind'][] = ['primary', 'registry', 'filing'];
  return {
    count: all.length,
    primary: all.filter((sources) => sources.some(({ kind }) => official.includes(kind))).length,
    generalKnowledge: all.filter(
      (sources) => sources.length > 0 && sources.every(({ kind }) => kind === 'general-knowledge'),
    ).length,
  };
}

function identifiersOf(holders: readonly Pick<Entity, 'identifiers'>[]): Stats['identifiers'] {
  const counts = ruleIdentifierKinds.map((kind): [RuleIdentifierKind, number] => [
    kind,
    holders.reduce((sum, { identifiers }) => sum + (identifiers[kind]?.length ?? 0), 0),
  ]);
  const held = counts.filter(([, count]) => count > 0);
  return Object.fromEntries(held.sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1)));
}

/** Prefixes of MAC addresses that stand for an organisation: those of registered names, and those given one by one. */
function prefixesOf(entities: readonly Entity[], knowledge: Knowledge): number {
  const registered = prefixesIn(knowledge);
  const all = new Set<string>();
  for (const { identifiers } of entities) {
    for (const { match } of identifiers['oui-name'] ?? []) for (const prefix of registered(match)) all.add(prefix);
    for (const { match } of identifiers.oui ?? []) all.add(match.toUpperCase().replace(/[^0-9A-F]/g, ''));
  }
  return all.size;
}

function* inWords(stats: Stats): Iterable<string> {
  const { lists, listings, owners, duties, examples } = stats;
  const share = ({ count, primary }: Sourced): string =>
    count === 0 ? '' : `, ${primary} (${Math.round((primary / count) * 100)} %) with an official source`;
  const unseen = ({ generalKnowledge }: { generalKnowledge: number }): string =>
    generalKnowledge === 0 ? '' : `, ${generalKnowledge} on general knowledge alone and without effect`;
  yield `lists        ${lists.count}${share(lists)}${lists.olderThanAYear === 0 ? '' : `, ${lists.olderThanAYear} not read again for more than a year`}\n`;
  yield `entities     ${stats.entities}\n`;
  yield `products     ${stats.products}\n`;
  yield `listings     ${listings.count}${share(listings)}${unseen(listings)}\n`;
  yield `ownership    ${owners.count}${share(owners)}${unseen(owners)}\n`;
  yield `origins      ${stats.origins}\n`;
  yield `profiles     ${stats.profiles}\n`;
  yield `duties       ${duties.count}${share(duties)}\n`;
  yield `examples     ${examples.match} that match, ${examples.pass} that do not\n`;
  const kinds = Object.entries(stats.identifiers);
  yield `identifiers  ${kinds.reduce((sum, [, count]) => sum + count, 0)} of ${kinds.length} kinds, ${stats.makerPrefixes} prefixes of MAC addresses\n`;
  for (const [kind, count] of kinds) yield `  ${kind.padEnd(18)} ${String(count).padStart(5)}\n`;
}
