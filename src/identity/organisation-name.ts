import {
  eastAsianFormsAtEnd,
  eastAsianFormsAtStart,
  eastAsianFormsInBrackets,
  formsAfterCo,
  formsAnywhere,
  formsAtEnd,
  formsAtStart,
} from './organisation-legal-forms.ts';
import { type Place, placesAtStart, placesByCode, placesByName } from './organisation-places.ts';
import { foldText, isEastAsian, wordsOf } from './organisation-text.ts';
import { eastAsianFillers, everydayWords, fillerWords, lineWords, spellings, stopWords } from './organisation-words.ts';

/** A name of an organisation, taken apart. */
export interface OrganisationName {
  /** All words without spaces, legal forms included. */
  readonly whole: string;
  /** Words without legal forms, spellings and short forms of places evened out. */
  readonly words: readonly string[];
  /** What names this organisation and not its trade, its form or its town. Never empty for a name that has words. */
  readonly core: readonly string[];
  /** `core` without spaces: what an index is keyed by. Empty for text without words. */
  readonly key: string;
  /** What it does, where the name says so in words that tell sister companies apart. */
  readonly lines: readonly string[];
  /** Words of its trade that tell nothing apart. */
  readonly fillers: readonly string[];
  readonly places: readonly Place[];
  /** True when nothing but trade, form and place was there, so that only the whole name can be meant. */
  readonly isGeneric: boolean;
}

const stops = new Set(stopWords);
const fillers = new Set(fillerWords);
const lines = new Set(lineWords);
const atEnd = new Set(formsAtEnd);
const atStart = new Set(formsAtStart);
const anywhere = new Set(formsAnywhere);
const afterCo = new Set(formsAfterCo);
const inBrackets = new Set(eastAsianFormsInBrackets);
const longestForm = 6;
const longestPlace = 4;
const longestName = 300;
/** Shorter words are glued to others, or misspelled, too seldom to be worth the mistakes. */
const shortestGlued = 8;

/** Takes a name apart. Linear in its length; what is over 300 characters is no name and is cut. */
export function readOrganisation(text: string): OrganisationName {
  const folded = foldText(withoutTail(text.length > longestName ? text.slice(0, longestName) : text));
  const all = wordsOf(folded);
  const whole = all.join('');
  const bare = withoutForms(all.flatMap(unglued)).flatMap(eastAsianWords).map(evened);
  const words: string[] = [];
  const core: string[] = [];
  const said: string[] = [];
  const filled: string[] = [];
  const places: Place[] = [];
  for (let at = 0; at < bare.length; ) {
    const place = placeAt(bare, at, folded);
    if (place !== undefined) {
      places.push(place.place);
      words.push(place.place.name);
      at += place.words;
      continue;
    }
    const word = bare[at] as string;
    words.push(word);
    if (lines.has(word)) said.push(singular(word, lines));
    else if (fillers.has(word)) filled.push(singular(word, fillers));
    else if (!stops.has(word) && core.at(-1) !== word) core.push(word);
    at++;
  }
  const isGeneric = core.length === 0;
  const named = isGeneric ? words.filter((word) => !stops.has(word)) : core;
  return {
    whole,
    words,
    core: named,
    key: named.join(''),
    lines: isGeneric ? [] : said,
    fillers: isGeneric ? [] : filled,
    places: isGeneric ? [] : places,
    isGeneric,
  };
}

/** `Motorola Mobility LLC, a Lenovo Company` is Motorola Mobility. */
function withoutTail(text: string): string {
  return text.replace(
    /,\s*(?:an?|part of|member of)\s[^,]{2,60}\s(?:company|business|subsidiary|brand|group)\.?\s*$/i,
    '',
  );
}

function evened(word: string): string {
  // "lntelligent": registers print a small L for a capital I.
  const read = word.startsWith('l') && isTrade(`i${word.slice(1)}`) ? `i${word.slice(1)}` : word;
  const spelled = spellings.get(read) ?? read;
  return isTrade(spelled) ? spelled : (repaired(spelled) ?? spelled);
}

function isTrade(word: string): boolean {
  return fillers.has(word) || lines.has(word);
}

/** `systems` as `system`, `technologies` as `technology`, where the tables know both. */
function singular(word: string, table: ReadonlySet<string>): string {
  const one = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.endsWith('s') ? word.slice(0, -1) : word;
  return table.has(one) ? one : word;
}

/** Long words of the trade, for finding them glued to a name or misspelled by one letter. */
const longWords = [...new Set([...fillerWords, ...lineWords])].filter(
  (word) => word.length >= shortestGlued && /^[a-z]+$/.test(word),
);
// "telecommunications" before "communications".
longWords.sort((a, b) => b.length - a.length);
let misspellings: ReadonlyMap<string, string> | undefined;

/** `MobileTelecommunications`, `HaierTechnology`, `TECHNOLOGYCO`: registers lose the blank. */
function unglued(word: string): string[] {
  if (word.length <= shortestGlued || isTrade(word) || !/^[a-z]+$/.test(word)) return [word];
  for (const form of ['coltd', 'co']) {
    const before = word.endsWith(form) ? word.slice(0, -form.length) : '';
    if (before.length >= shortestGlued - 2 && isTrade(before)) return [before, form];
  }
  for (const long of longWords) {
    if (word.length > long.length + 1 && word.endsWith(long)) return [word.slice(0, -long.length), long];
  }
  return [word];
}

/** A long word of the trade with one letter missing, doubled, wrong or swapped; undefined when there is none. */
function repaired(word: string): string | undefined {
  if (word.length < shortestGlued - 1 || !/^[a-z]+$/.test(word)) return undefined;
  misspellings ??= new Map(
    longWords.flatMap((long) => [...variants(long)].map((variant): [string, string] => [variant, long])),
  );
  for (const variant of variants(word)) {
    const long = misspellings.get(variant);
    if (long !== undefined && Math.abs(long.length - word.length) <= 1) return long;
  }
  return undefined;
}

/** The word, and the word without each of its letters but the first. */
function* variants(word: string): Generator<string> {
  yield word;
  for (let at = 1; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
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
  for (const form of eastAsianFormsAtStart) {
    if (rest.length > form.length && rest.startsWith(form)) rest = rest.slice(form.length);
  }
  if (inBrackets.has(rest) || eastAsianFormsAtEnd.includes(rest)) return [];
  rest = cutEnd(rest, eastAsianFormsAtEnd);
  const front: string[] = [];
  for (let length = Math.min(3, rest.length - 1); length >= 2; length--) {
    const head = rest.slice(0, length);
    if (!placesByName.has(head)) continue;
    front.push(head);
    rest = rest.slice(length);
    // 深圳市华为: the sign for a city or province belongs to the place.
    if (rest.length > 2 && /^[市省]/.test(rest)) rest = rest.slice(1);
    break;
  }
  return [...front, cutEnd(rest, eastAsianFillers)];
}

function cutEnd(text: string, endings: readonly string[]): string {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const ending of endings) {
      // One letter alone is no brand.
      if (rest.length > ending.length + 1 && rest.endsWith(ending)) rest = rest.slice(0, -ending.length);
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

const everyday = new Set(everydayWords);

export function isEverydayWord(word: string): boolean {
  return everyday.has(word);
}

/** True for a name that is one short or ordinary word: hundreds carry it, so nothing but the whole name can be meant. */
export function isOrdinary(name: OrganisationName): boolean {
  const [only, second] = name.core;
  if (only === undefined || second !== undefined) return false;
  if (everyday.has(only) || /^\d+$/.test(only)) return true;
  // Letters and digits together are nobody's everyday word: H3C.
  if (/\d/.test(only)) return only.length <= 2;
  return only.length <= (isEastAsian(only) ? 1 : 3);
}
