/** What a word in a version does to it: `before` as in RubyGems and NuGet, where any letter is a pre-release; `after` as in Maven. */
export type UnknownWords = 'before' | 'after';

/** Words that all of them agree on, in their order (Maven's ComparableVersion). The empty one is the release itself. */
const known = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const sameWords = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
  ['cr', 'rc'],
  ['pre', 'rc'],
  ['preview', 'rc'],
  ['c', 'rc'],
  ['ga', ''],
  ['final', ''],
  ['release', ''],
]);

/**
 * The order of two versions of numbers and words, negative when the first is the earlier. Numbers are compared as numbers of any
 * length, missing ones are zero, and build data after `+` does not count.
 */
export function compareVersions(left: string, right: string, unknown: UnknownWords): number {
  const a = partsOf(left);
  const b = partsOf(right);
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = comparePart(a[at], b[at], unknown);
    if (order !== 0) return order;
  }
  return 0;
}

/** True for text that begins like a version: a digit, perhaps behind a `v`. */
export function isVersion(text: string): boolean {
  return text.length <= 200 && /^v?\d/i.test(text.trim());
}

function partsOf(version: string): string[] {
  const bare = version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '')
    .split('+', 1)[0] as string;
  return bare.slice(0, 200).match(/\d+|[a-z]+/g) ?? [];
}

function comparePart(left: string | undefined, right: string | undefined, unknown: UnknownWords): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left ?? '0', right ?? '0');
  // 1.0.1 against 1.0-rc, and 1.0.1 against 1.0-jre: a further number comes after any word.
  if (isNumber(left) && isWord(right)) return 1;
  if (isWord(left) && isNumber(right)) return -1;
  if (isWord(left) || isWord(right)) {
    const [a, b] = [isWord(left) ? left : '', isWord(right) ? right : ''];
    const order = rankOf(a, unknown) - rankOf(b, unknown);
    if (order !== 0) return order;
    const [x, y] = [sameWords.get(a) ?? a, sameWords.get(b) ?? b];
    return x === y ? 0 : x < y ? -1 : 1;
  }
  return compareNumbers(left ?? '0', right ?? '0');
}

function isNumber(part: string | undefined): boolean {
  return part !== undefined && /^\d/.test(part);
}

function isWord(part: string | undefined): part is string {
  return part !== undefined && !isNumber(part);
}

function rankOf(word: string, unknown: UnknownWords): number {
  const rank = known.indexOf(sameWords.get(word) ?? word);
  if (rank !== -1) return rank;
  return unknown === 'after' ? known.length : -1;
}

function compareNumbers(left: string, right: string): number {
  const [a, b] = [left.replace(/^0+(?=\d)/, ''), right.replace(/^0+(?=\d)/, '')];
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}
