/**
 * Cyrillic names in Latin letters, loosely: spellings of one sound fall together, so that Яндекс meets Yandex and Касперский
 * meets Kaspersky. For comparing a Cyrillic name with a Latin one, never two Latin ones.
 */
const letters = new Map<string, string>([
  ['а', 'a'],
  ['б', 'b'],
  ['в', 'v'],
  ['г', 'g'],
  ['ґ', 'g'],
  ['д', 'd'],
  ['е', 'e'],
  ['є', 'e'],
  ['ж', 'zh'],
  ['з', 'z'],
  ['и', 'i'],
  ['і', 'i'],
  ['ї', 'i'],
  ['й', 'i'],
  ['к', 'k'],
  ['л', 'l'],
  ['м', 'm'],
  ['н', 'n'],
  ['о', 'o'],
  ['п', 'p'],
  ['р', 'r'],
  ['с', 's'],
  ['т', 't'],
  ['у', 'u'],
  ['ў', 'u'],
  ['ф', 'f'],
  ['х', 'h'],
  ['ц', 'ts'],
  ['ч', 'ch'],
  ['ш', 'sh'],
  ['щ', 'sh'],
  ['ъ', ''],
  ['ы', 'i'],
  ['ь', ''],
  ['э', 'e'],
  ['ю', 'iu'],
  ['я', 'ia'],
]);

const cyrillic = /\p{Script=Cyrillic}/u;

export function isCyrillic(text: string): boolean {
  return cyrillic.test(text);
}

/** The sound of a folded word in Latin letters, one letter a sound where languages spell it differently. */
export function soundOf(word: string): string {
  const latin = isCyrillic(word) ? [...word].map((letter) => letters.get(letter) ?? letter).join('') : word;
  return latin
    .replace(/shch|sch/g, 'sh')
    .replace(/kh/g, 'h')
    .replace(/tch|ch/g, 'q')
    .replace(/ph/g, 'f')
    .replace(/ts|tz|c(?=[eiy])/g, 's')
    .replace(/c/g, 'k')
    .replace(/ks/g, 'x')
    .replace(/w/g, 'v')
    .replace(/[yj]/g, 'i')
    .replace(/(\p{L})\1+/gu, '$1')
    .replace(/i$/, '');
}
