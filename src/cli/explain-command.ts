import { chainInWords } from '../decide/chain-in-words.ts';
import { listingState, staleness } from '../decide/listing-state.ts';
import { noteInWords } from '../decide/note-in-words.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type ExplainedReading, explainThing, type NearMiss } from '../match/explain.ts';
import type { UnplacedMatch } from '../model/match.ts';
import type { RenderOptions } from '../model/report.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { paintFor } from './paint.ts';
import { printable } from './printable.ts';
import { type Surroundings, todayOf, writeAll } from './surroundings.ts';

export interface ExplainFlags {
  readonly rules: readonly string[];
  readonly defaultRules: boolean;
  readonly asOf?: string;
  readonly format: string;
  readonly color: boolean;
}

type Paint = RenderOptions['paint'];

/** `wherefrom explain <thing>`: exit 0 whether or not something is known; an answer of "nothing" is an answer. */
export async function explainCommand(thing: string, flags: ExplainFlags, surroundings: Surroundings): Promise<number> {
  const knowledge = await loadKnowledge(flags.rules, flags.defaultRules, surroundings.cwd);
  const day = flags.asOf ?? todayOf(surroundings);
  const explanation = explainThing(knowledge, thing, { day });
  if (flags.format === 'json') {
    await writeAll(surroundings.stdout, [`${JSON.stringify(explanation, null, 2)}\n`]);
    return 0;
  }
  const paint = paintFor(surroundings.stdout, surroundings, flags.color ? 'auto' : 'off');
  const { readings } = explanation;
  const told = readings.filter((reading) => reading.matches.length > 0 || reading.references.length > 0);
  const lines: string[] = [];
  if (told.length === 0) {
    const as = readings.map((reading) => reading.title).join('; ');
    lines.push(
      readings.length === 0
        ? `${printable(thing)} could not be read as a package, image, address, device number, app or name\n`
        : `${printable(thing)}: nothing is known, which is not a statement that it is harmless (read as ${printable(as)})\n`,
    );
  }
  for (const reading of told) lines.push(...readingLines(reading, knowledge, day, paint));
  const misses = new Set(readings.flatMap((reading) => reading.nearMisses.map((miss) => `  ${missLine(miss)}\n`)));
  if (misses.size > 0) lines.push('\nClose, and not the same:\n', ...misses);
  await writeAll(surroundings.stdout, lines);
  return 0;
}

function* readingLines(reading: ExplainedReading, knowledge: Knowledge, day: string, paint: Paint): Iterable<string> {
  yield `${paint('strong', printable(reading.title))}\n`;
  for (const match of reading.matches) yield* matchLines(match, knowledge, day, paint);
  for (const { id, name, matched } of reading.references) {
    yield `  ${printable(name)} (${id}): known so that it can be ruled out; ${printable(matched)}; never a finding\n`;
  }
}

function* matchLines(match: UnplacedMatch, knowledge: Knowledge, day: string, paint: Paint): Iterable<string> {
  const who = match.entity
    ? `${match.entity.name} (${match.entity.id}${match.entity.country ? `, ${match.entity.country}` : ''})`
    : match.rule;
  const what = match.product ? `, ${match.product.name}` : '';
  yield `\n  ${paint('strong', printable(who + what))}\n`;
  yield `    ${match.relation.replace('-', ' ')}, ${match.strength}, ${match.confidence} confidence\n`;
  for (const { field, matched, value } of match.evidence) {
    const asked = field === 'asked' || field === 'name' ? '' : ` in ${field}`;
    yield `    because ${printable(matched)}${asked} fits ${printable(value)}\n`;
  }
  for (const note of match.notes) yield `    ${printable(noteInWords(note))}\n`;
  if (match.own)
    yield `    ${match.rule.startsWith('origin/') ? `rule ${match.rule.slice(7)}` : 'your own list'}: ${printable(match.own.reason)}\n`;
  const entity = match.entity && knowledge.entity(match.entity.id);
  if (entity?.note) yield `    ${paint('dim', printable(entity.note))}\n`;
  if (match.listings.length === 0) yield '    on no list that is known here\n';
  for (const { listing, through } of match.listings) {
    const list = knowledge.lists.get(listing.list);
    if (!list) {
      yield `    ${printable(listing.list)}: a list that is not known here\n`;
      continue;
    }
    const { state, why } = listingState(list, listing, day);
    const acts = through === undefined || through.verdict === 'yes';
    const label = acts ? state : through.verdict === 'unknown' ? 'not known' : through.verdict;
    const role = state === 'live' && acts ? 'bad' : 'dim';
    const stale = staleness(list, day).stale ? ', last read more than a year before' : '';
    yield `    ${paint(role, `[${label}]`)} ${printable(list.title)} (${list.id}, ${list.effect}): ${printable(why)}; as of ${list.asOf}${stale}\n`;
    if (through) yield `        through ownership: ${printable(chainInWords(through))}\n`;
    if (listing.scope) yield `        ${paint('dim', printable(listing.scope))}\n`;
    yield `        ${paint('path', printable(list.url))}\n`;
  }
}

const reasons: Readonly<Record<NearMiss['reason'], string>> = {
  lookalike: 'looks like it and is something else',
  donated: 'began there and is governed elsewhere now',
  'not-in-window': 'belonged to it at another time',
  'other-version': 'only other versions belong to it',
  'other-maker': 'the stated maker is another one',
  'needs-second-hint': 'proves too little alone',
  'needs-publisher': 'is a general name; the publisher or an id is needed too',
  'former-brand': 'is no longer its brand on this day',
  'other-brand-owner': 'the brand has an owner of its own',
  reference: 'is known and never a finding',
  'other-kind': 'is the same word in another place',
  contains: 'holds the name inside other words',
  boundary: 'begins or ends alike, without the boundary of a name',
  'local-address': 'is an address that no maker gave out',
};

function missLine({ reason, entity, matched, why, since, until }: NearMiss): string {
  const whose = entity ? ` of ${entity.name} (${entity.id})` : '';
  const when =
    since || until ? ` (${[since && `from ${since}`, until && `until ${until}`].filter(Boolean).join(' ')})` : '';
  return printable(`${matched}${whose}: ${reasons[reason]}${when}${why ? `: ${why}` : ''}`);
}
