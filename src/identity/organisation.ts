import {
  eastAsianFormsAtEnd,
  eastAsianFormsAtStart,
  eastAsianFormsInBrackets,
  formsAfterCo,
  formsAnywhere,
  formsAtEnd,
  formsAtStart,
} from './organisation-legal-forms.ts';
import { type Place, placesAtStart, placesByCode, placesByName, placesExclude } from './organisation-places.ts';
import { foldText, isEastAsian, wordsOf } from './organisation-text.ts';
import {
  eastAsianFillers,
  everydayWords,
  fillerWords,
  lineWords,
  seriesWords,
  spellings,
  stopWords,
} from './organisation-words.ts';

/** A name of an organisation, taken apart. */
export interface OrganisationName {
  /** All words without spaces, legal forms included. */
  readonly whole: string;
  /** Words without legal forms. */
  readonly words: readonly string[];
  /** What names this organisation and not its trade, its form or its town. Never empty for a name that has words. */
  readonly core: readonly string[];
  /** `core` without spaces: what an index is keyed by. Empty for text without words. */
  readonly key: string;
  /** What it does, where the name says so in words that tell sister companies apart. */
  readonly lines: readonly string[];
  readonly places: readonly Place[];
  /** True when nothing but trade, form and place was there, so that only the whole name can be meant. */
  readonly isGeneric: boolean;
}

export interface OrganisationComparison {
  /** 0 to 1. */
  readonly score: number;
  /**
   * `exact`: the same but for case, marks, punctuation and legal form. `strong`: the same name with other words that do not tell
   * organisations apart. `weak`: likely related, not proven by the name alone.
   */
  readonly verdict: 'exact' | 'strong' | 'weak' | 'none';
}

const stops = new Set(stopWords);
const fillers = new Set(fillerWords);
const lines = new Set(lineWords);
const everyday = new Set(everydayWords);
const series = new Set(seriesWords);
const atEnd = new Set(formsAtEnd);
const atStart = new Set(formsAtStart);
const anywhere = new Set(formsAnywhere);
const afterCo = new Set(formsAfterCo);
const inBrackets = new Set(eastAsianFormsInBrackets);
const longestForm = 6;
const longestPlace = 4;

/** Takes a name apart. Linear in its length; what is over 300 characters is no name and is cut. */
export function readOrganisation(text: string): OrganisationName {
  const folded = foldText(text.length > 300 ? text.slice(0, 300) : text);
  const all = wordsOf(folded);
  const whole = all.join('');
  const words = withoutForms(all)
    .flatMap(eastAsianWords)
    .map((word) => spellings.get(word) ?? word);
  const core: string[] = [];
  const kept: string[] = [];
  const found: Place[] = [];
  for (let at = 0; at < words.length; ) {
    const place = placeAt(words, at, folded);
    if (place !== undefined) {
      found.push(place.place);
      at += place.words;
      continue;
    }
    const word = words[at] as string;
    if (lines.has(word)) kept.push(word);
    else if (!fillers.has(word) && !stops.has(word)) core.push(word);
    at++;
  }
  const isGeneric = core.length === 0;
  const named = isGeneric ? words.filter((word) => !stops.has(word)) : core;
  return {
    whole,
    words,
    core: named,
    key: named.join(''),
    lines: isGeneric ? [] : kept,
    places: isGeneric ? [] : found,
    isGeneric,
  };
}

/** Compares two names of organisations. Symmetric. */
export function compareOrganisations(left: string, right: string): OrganisationComparison {
  return compareRead(readOrganisation(left), readOrganisation(right));
}

const none: OrganisationComparison = { score: 0, verdict: 'none' };

/** `compareOrganisations` for names that were taken apart before. */
export function compareRead(left: OrganisationName, right: OrganisationName): OrganisationComparison {
  if (left.whole === '' || right.whole === '') return none;
  if (left.whole === right.whole) return { score: 1, verdict: 'exact' };
  if (left.words.join('') === right.words.join('')) return { score: 0.98, verdict: 'exact' };
  if (left.isGeneric !== right.isGeneric) return none;
  if (left.key !== right.key && !sameWords(left.core, right.core)) return none;
  if (left.isGeneric) return none;
  return compareRest(left, right);
}

/** The names agree in what names them. What else they say may contradict. */
function compareRest(left: OrganisationName, right: OrganisationName): OrganisationComparison {
  const bothLines = left.lines.length > 0 && right.lines.length > 0;
  if (bothLines && !left.lines.some((word) => right.lines.includes(word))) return { score: 0.3, verdict: 'none' };
  const isCommon = isEveryday(left.core) || left.key.length <= (isEastAsian(left.key) ? 1 : 3);
  if (isCommon) return { score: 0.35, verdict: 'none' };
  const excluded = left.places.some(
    (place) => right.places.length > 0 && right.places.every((other) => placesExclude(place, other)),
  );
  if (excluded) return { score: 0.6, verdict: 'weak' };
  if (left.lines.length !== right.lines.length) return { score: 0.85, verdict: 'strong' };
  return { score: 0.92, verdict: 'strong' };
}

function isEveryday(core: readonly string[]): boolean {
  return core.every((word) => everyday.has(word) || series.has(word) || /^\d+$/.test(word));
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && [...left].sort().join(' ') === [...right].sort().join(' ');
}

function withoutForms(words: readonly string[]): string[] {
  let from = 0;
  let to = words.length;
  for (let cut = formAt(words, from, to, 'start'); cut > 0; cut = formAt(words, from, to, 'start')) from += cut;
  for (let cut = formAt(words, from, to, 'end'); cut > 0; cut = formAt(words, from, to, 'end')) to -= cut;
  const kept: string[] = [];
  for (let at = from; at < to; at++) {
    const word = words[at] as string;
    if (at > from && anywhere.has(word)) continue;
    if (at > from && word === 'co' && afterCo.has(words[at + 1] ?? '')) continue;
    kept.push(word);
  }
  return kept;
}

/** How many words at one end are a legal form; at least one word always stays. */
function formAt(words: readonly string[], from: number, to: number, end: 'start' | 'end'): number {
  for (let count = Math.min(longestForm, to - from - 1); count > 0; count--) {
    const run = end === 'start' ? words.slice(from, from + count) : words.slice(to - count, to);
    if ((end === 'start' ? atStart : atEnd).has(run.join(''))) return count;
  }
  return 0;
}

/** A run of Han or Hangul letters without legal form, cut into town, brand and trade as far as the tables know them. */
function eastAsianWords(token: string): string[] {
  if (!isEastAsian(token)) return [token];
  let rest = token;
  for (const form of eastAsianFormsAtStart)
    if (rest.length > form.length && rest.startsWith(form)) rest = rest.slice(form.length);
  rest = cutEnd(rest, eastAsianFormsAtEnd);
  if (inBrackets.has(rest)) return [];
  const front: string[] = [];
  for (let length = Math.min(3, rest.length - 1); length >= 2; length--) {
    const head = rest.slice(0, length);
    if (placesByName.has(head)) {
      front.push(head);
      rest = rest.slice(length).replace(/^[市省]/, (mark) => (rest.length - length > 1 ? '' : mark));
      break;
    }
  }
  const brand = cutEnd(rest, eastAsianFillers);
  return brand === rest ? [...front, rest] : [...front, brand];
}

function cutEnd(text: string, endings: readonly string[]): string {
  let rest = text;
  for (let cut = true; cut; ) {
    cut = false;
    for (const ending of endings) {
      if (rest.length > ending.length && rest.endsWith(ending)) {
        rest = rest.slice(0, -ending.length);
        cut = true;
      }
    }
  }
  return rest;
}

function placeAt(words: readonly string[], at: number, folded: string): { place: Place; words: number } | undefined {
  for (let count = Math.min(longestPlace, words.length - at); count > 0; count--) {
    const place = placesByName.get(words.slice(at, at + count).join(''));
    if (place !== undefined) return { place, words: count };
  }
  const word = words[at] as string;
  if (at === 0 && words.length > 1) {
    const place = placesByName.get(placesAtStart.get(word) ?? '');
    if (place !== undefined) return { place, words: 1 };
  }
  const code = word.length === 2 && at > 0 && folded.includes(`(${word})`) ? placesByCode.get(word) : undefined;
  return code === undefined ? undefined : { place: code, words: 1 };
}

/** True for text that names only a place, a trade or a form: `Hangzhou`, `Zhejiang`, as network tools shorten makers to. */
export function namesNobody(name: OrganisationName): boolean {
  return name.words.length === 0 || (name.isGeneric && name.words.every((word) => placesByName.has(word)));
}
