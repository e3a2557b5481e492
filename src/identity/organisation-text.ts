import { simplified } from './organisation-han.ts';

/** Letters that Unicode does not decompose, and what they are written as where the letter is missing. */
const letters = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
  ['ŋ', 'n'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ё', 'е'],
  ['ς', 'σ'],
  ['ə', 'e'],
]);

/**
 * Folds the text of an organisation's name: NFKC (so full-width letters and ㈱ become ordinary ones), lower case without a
 * locale, marks taken off Latin and Greek letters, Han characters simplified. Cyrillic keeps its marks, they tell letters apart.
 */
export function foldText(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  let folded = '';
  for (const character of lower
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')) {
    folded += letters.get(character) ?? simplified.get(character) ?? character;
  }
  return folded;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;

/** True for a token of Han, kana or Hangul letters, which are written without spaces. */
export function isEastAsian(token: string): boolean {
  return eastAsian.test(token);
}

/**
 * The words of a folded name, in order. Apostrophes vanish, single letters that dots or `&` join are one word (`s.p.a.`,
 * `at&t`), and a run of Han or kana is cut from the Latin letters beside it.
 */
export function wordsOf(folded: string): string[] {
  const joined = folded
    .replace(/['’`´ʼ]/g, '')
    // Ele.me is one word: "ME" at an end would be a legal form.
    .replace(/(?<=\p{L})\.(?=me(?![\p{L}\p{N}]))/gu, '')
    .replace(
      /(?<![\p{L}\p{N}])(?:\p{L}[.&·] ?){1,7}\p{L}?(?![\p{L}\p{N}])/gu,
      (run) => ` ${run.replace(/[.&· ]/g, '')} `,
    );
  const words: string[] = [];
  for (const [token] of joined.matchAll(word)) {
    if (/^[\x20-\x7e]*$/.test(token) || !isEastAsian(token)) words.push(token);
    else
      words.push(
        ...(token.match(
          /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu,
        ) ?? []),
      );
  }
  return words;
}
