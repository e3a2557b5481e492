import { isEverydayWord, isOrdinary, type OrganisationName, readOrganisation } from './organisation-name.ts';
import { placesByName, placesExclude } from './organisation-places.ts';
import { isCyrillic, soundOf } from './organisation-roman.ts';

export { isOrdinary, namesNobody, type OrganisationName, readOrganisation } from './organisation-name.ts';

export interface OrganisationComparison {
  /** 0 to 1. From 0.8 on `strong`, from 0.95 on `exact`, from 0.6 on `weak`. */
  readonly score: number;
  /**
   * `exact`: the same but for case, marks, punctuation and legal form. `strong`: the same name with other words that do not tell
   * organisations apart. `weak`: likely related, not proven by the name alone.
   */
  readonly verdict: 'exact' | 'strong' | 'weak' | 'none';
}

/** Compares two names of organisations. Symmetric. */
export function compareOrganisations(left: string, right: string): OrganisationComparison {
  const whole = scoreOf(readOrganisation(left), readOrganisation(right));
  if (whole >= 0.8 || !(left + right).includes('(')) return comparison(whole);
  // What stands in brackets is another name, a former one or an abbreviation: either may be meant.
  const rest = namesIn(left).flatMap((one) => namesIn(right).map((other) => scoreOf(one, other)));
  return comparison(Math.max(whole, ...rest.map((score) => Math.min(score, 0.9))));
}

/** `compareOrganisations` for names that were taken apart before. */
export function compareRead(left: OrganisationName, right: OrganisationName): OrganisationComparison {
  return comparison(scoreOf(left, right));
}

function comparison(score: number): OrganisationComparison {
  return { score, verdict: score >= 0.95 ? 'exact' : score >= 0.8 ? 'strong' : score >= 0.6 ? 'weak' : 'none' };
}

/** The name without its brackets, and what stands in them when it is long enough to be a name. */
function namesIn(text: string): OrganisationName[] {
  const bare = text.replace(/\([^()]*\)/g, ' ');
  const inside = [...text.matchAll(/\(([^()]*)\)/g)].map((part) => part[1] as string);
  return [bare, ...inside].map(readOrganisation).filter(({ key, isGeneric }) => key.length >= 4 && !isGeneric);
}

function scoreOf(left: OrganisationName, right: OrganisationName): number {
  if (left.whole === '' || right.whole === '') return 0;
  if (left.whole === right.whole) return 1;
  if (left.words.join('') === right.words.join('')) return 0.98;
  if (sameSet(left.words, right.words)) return 0.95;
  if (left.isGeneric && right.isGeneric) return isBranch(left, right) || isBranch(right, left) ? 0.85 : 0;
  if (left.isGeneric || right.isGeneric) return 0;
  const likeness = likenessOf(left, right);
  return likeness === 0 ? 0 : Math.min(likeness, restScore(left, right));
}

/** China Mobile and China Mobile (Hangzhou) Information Technology: the same words, then a town. Other words make another company. */
function isBranch(head: OrganisationName, branch: OrganisationName): boolean {
  const { words } = head;
  return (
    words.length >= 2 &&
    words.every((word, at) => branch.words[at] === word) &&
    placesByName.has(branch.words[words.length] ?? '')
  );
}

/** How alike two names are in what names them. 1 for the same words, less for the same sound or a slip of the pen. */
function likenessOf(left: OrganisationName, right: OrganisationName): number {
  if (left.key === right.key || sameSet(left.core, right.core)) return 1;
  const sounds = [left, right].map(({ core }) => core.map(soundOf).sort().join(''));
  const [a = '', b = ''] = sounds;
  if (a === b) {
    if (isCyrillic(left.key) !== isCyrillic(right.key)) return a.length >= 4 ? 0.88 : 0;
    return a.length >= 7 ? 0.72 : 0;
  }
  return slipScore(left.core, right.core);
}

/**
 * Words that differ by a slip of the pen. One such word among others that agree is the same name; alone it may as well be another
 * one (Hikvision and Hivision, Lorex and Jorex, Ingenic and Ingenico).
 */
function slipScore(left: readonly string[], right: readonly string[]): number {
  if (left.length !== right.length) return 0;
  let slips = 0;
  for (let at = 0; at < left.length; at++) {
    const [a, b] = [left[at] as string, right[at] as string];
    if (a === b) continue;
    if (!isSlip(a, b)) return 0;
    slips++;
  }
  return slips === 1 && left.length >= 2 && left.join('').length >= 12 ? 0.82 : slips <= 1 ? 0.7 : 0;
}

/** One letter wrong, missing, doubled or swapped inside a long word, the first two and the last one right. */
function isSlip(one: string, other: string): boolean {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  if (a.length < 7 || b.length - a.length > 1 || /\d/.test(a + b)) return false;
  let head = 0;
  while (head < a.length && a.charAt(head) === b.charAt(head)) head++;
  let tail = 0;
  while (tail < a.length - head && a.charAt(a.length - 1 - tail) === b.charAt(b.length - 1 - tail)) tail++;
  if (head < 2 || tail < 1) return false;
  const [x, y] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const isSwap = x.length === 2 && y.length === 2 && x.charAt(0) === y.charAt(1) && x.charAt(1) === y.charAt(0);
  return isSwap || Math.max(x.length, y.length) <= 1;
}

const branchWords: ReadonlySet<string> = new Set(['branch', 'office', 'subsidiary', 'division', 'overseas']);

/** The names agree in what names them. What else they say may contradict. */
function restScore(left: OrganisationName, right: OrganisationName): number {
  const excluded =
    left.places.length > 0 &&
    right.places.length > 0 &&
    !left.places.some((place) => right.places.some((other) => !placesExclude(place, other)));
  const isBranchOffice = [left, right].some(({ fillers }) => fillers.some((word) => branchWords.has(word)));
  const bothSay = left.lines.length > 0 && right.lines.length > 0;
  const agree = left.lines.some((word) => right.lines.includes(word));
  if (bothSay && !agree) return 0.3;
  if (isOrdinary(left) || isOrdinary(right)) {
    // Hundreds of companies are called Mercury: the trade must be said, and be the same, and the place must not speak against it.
    const shared = left.fillers.some((word) => right.fillers.includes(word)) || agree;
    const sameCountry = !isEverydayWord(left.key) || countryIn(left) === countryIn(right);
    if (shared && sameCountry && !excluded && left.lines.length === right.lines.length) return 0.82;
    // DJI and DJI Technology: letters that are no word are carried by fewer.
    const isBare = [left, right].some((name) => name.fillers.length + name.lines.length === 0);
    return isBare && !excluded && isAcronym(left) ? 0.62 : 0.4;
  }
  // Check Point and Checkpoint: with the blank elsewhere, the rest must not differ as well.
  if (left.core.length !== right.core.length && left.lines.length !== right.lines.length) return 0.4;
  if (excluded && !isBranchOffice) return 0.65;
  return left.lines.length === right.lines.length ? 0.92 : 0.85;
}

/** A country in a name is part of it: China United Network is not United Networks. */
function countryIn(name: OrganisationName): string | undefined {
  return name.places.find(({ width }) => width === 'country')?.name;
}

/** Three letters that are no everyday word. Two are carried by too many. */
function isAcronym(name: OrganisationName): boolean {
  return name.key.length === 3 && !isEverydayWord(name.key);
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  return left.length === 1 ? left[0] === right[0] : [...left].sort().join(' ') === [...right].sort().join(' ');
}
