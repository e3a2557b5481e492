import type { Relation } from '../model/component.ts';
import type { Match, MatchNote } from '../model/match.ts';
import type { FindingListing } from '../model/report.ts';
import { ecosystemOf } from './finding-id.ts';
import type { WeighedListing } from './listing-set.ts';
import { noteInWords } from './note-in-words.ts';

const verbs: Readonly<Record<Relation, string>> = {
  'published-by': 'is published by',
  'manufactured-by': 'is made by',
  'hosted-by': 'is hosted by',
  'fetched-from': 'is fetched from',
  'originated-by': 'originated at',
  'owned-by': 'belongs to',
  'integrates-with': 'integrates with',
};

/**
 * The sentence of a finding, the only place where it is written. It says what was seen, who is behind it and where that is
 * published; it never says good or bad. Values in it are as read: each output neutralises them in its own way.
 */
export function sentence(match: Match, listings: readonly WeighedListing[], notes: readonly MatchNote[]): string {
  if (match.kind === 'duty' || match.kind === 'note') return dutySentence(match, notes);
  const told = [subjectSentence(match, listings)];
  const first = listings[0];
  if (first !== undefined) {
    if (first.through !== undefined)
      told.push(throughSentence(first.shown, first.through.listedName ?? first.through.listedEntity));
    if (first.shown.state !== 'live') told.push(inertSentence(first.shown));
  }
  if (listings.length > 1) told.push(othersSentence(listings));
  if (match.strength === 'weak' && !notes.some(({ code }) => sayWeak.has(code))) told.push(weakSentence(match));
  for (const note of notes) told.push(noteInWords(note));
  return told
    .filter((words) => words !== '')
    .map(stop)
    .join(' ');
}

const sayWeak: ReadonlySet<string> = new Set(['brand-only', 'name-only', 'publisher-differs']);

function subjectSentence(match: Match, listings: readonly WeighedListing[]): string {
  const subject = subjectOf(match);
  const listed = listings[0];
  const where =
    listed === undefined || listed.shown.state !== 'live' || listed.through !== undefined
      ? ''
      : ` (${listed.shown.title}${sinceWords(listed.shown)})`;
  if (isOrigin(match)) {
    const why = match.own?.reason === undefined ? '' : `: ${match.own.reason}`;
    return `${subject} meets the rule ${match.rule.slice(match.rule.indexOf('/') + 1)}${why}${where}.`;
  }
  const who = match.entity?.name ?? match.rule;
  if (match.kind === 'product') {
    const is = match.strength === 'weak' ? 'has the name of' : 'is';
    return `${subject} ${is} a product of ${who}${named(match.product?.name)}${where}.`;
  }
  if (match.kind === 'sdk') return `${subject} contains an SDK of ${who}${named(match.product?.name)}${where}.`;
  if (match.kind === 'donated') return `${subject} began at ${who} and is governed elsewhere now${where}.`;
  return `${subject} ${verbOf(match)} ${who}${where}.`;
}

function named(product: string | undefined): string {
  return product === undefined ? '' : `: ${product}`;
}

/** A part, an address prefix, a brand or a name does not say who made, published or hosts the whole thing. */
function verbOf({ component, evidence, notes, relation, strength }: Match): string {
  if (component.role === undefined && notes.some(({ code }) => code === 'component-of'))
    return 'contains a part made by';
  if (notes.some(({ code }) => code === 'oui-only')) return 'has a network address registered to';
  if (strength !== 'weak') return verbs[relation];
  return evidence[0]?.matched.startsWith('brand:') === true
    ? 'carries a brand or product name of'
    : 'has a name like one of';
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['register-entry', 'register entry'],
  ['os-package', 'system package'],
]);
const roles = { part: 'part', 'catalogue-entry': 'catalogue entry' } as const;

/** `npm package @acme/ui 1.2.0`, `device A2`, `part EC25-E`. */
export function subjectOf({ component }: Match): string {
  const ecosystem = component.kind === 'package' ? ecosystemOf(component.purl) : '';
  const kind = component.role !== undefined ? roles[component.role] : (kinds.get(component.kind) ?? component.kind);
  const version = component.versions === undefined ? component.version : component.versions.slice(0, 3).join(', ');
  const more = component.versions !== undefined && component.versions.length > 3 ? ', ...' : '';
  const words = [ecosystem, kind, component.name, version === undefined ? '' : `${version}${more}`].filter(
    (word) => word !== '',
  );
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() === text.charAt(0) || ecosystem !== ''
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}

function sinceWords({ since }: FindingListing): string {
  return since === undefined ? '' : `, since ${since}`;
}

function throughSentence(shown: FindingListing, listed: string): string {
  return `${shown.title}${sinceWords(shown)} names ${listed}: ${shown.through ?? ''}.`;
}

function inertSentence({ title, state, why }: FindingListing): string {
  const words = {
    live: '',
    history: 'Shown as history',
    notice: 'Shown as a notice',
    'not-yet': 'Not in force yet',
    uncertain: 'Not certain',
  };
  return `${words[state]}: ${title}, ${why ?? state}.`;
}

function othersSentence(listings: readonly WeighedListing[]): string {
  const first = listings[0]?.shown.list;
  const ids = new Set(
    listings
      .slice(1)
      .filter(({ shown }) => shown.state === 'live' && shown.list !== first)
      .map(({ shown }) => shown.list),
  );
  if (ids.size === 0) return '';
  const named = [...ids].slice(0, 3).join(', ');
  return ids.size > 3 ? `Also on ${named} and ${ids.size - 3} more.` : `Also on ${named}.`;
}

function weakSentence(match: Match): string {
  const matched = match.evidence[0]?.matched ?? '';
  if (matched.startsWith('brand:')) return 'Brand only: the maker itself was not stated.';
  return 'Name only: nothing that identifies the maker was seen.';
}

function dutySentence(match: Match, notes: readonly MatchNote[]): string {
  const told = notes.map(noteInWords);
  return [`${subjectOf(match)}: ${told.map(stop).join(' ') || match.rule}`].map(stop).join(' ');
}

export function isOrigin(match: Match): boolean {
  return match.kind === 'origin' || match.kind === 'category';
}

export function series(values: readonly string[]): string {
  return values.length < 2 ? (values[0] ?? '') : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** One full stop at the end, also where a reason brought its own, or several. */
function stop(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '.') end -= 1;
  if (end < text.length) return `${text.slice(0, end)}.`;
  return /[!?]$/.test(text) || text === '' ? text : `${text}.`;
}
