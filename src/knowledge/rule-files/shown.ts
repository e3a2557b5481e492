const longest = 60;

/** Invisible, direction-changing and control characters: a mistake is printed on terminals and in logs. */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

/** A value of a rule file as a mistake quotes it: in double quotes, short, on one line. */
export function shown(value: string): string {
  return `"${shownBare(value)}"`;
}

/** As `shown`, without the quotes. */
export function shownBare(value: string, most = longest): string {
  const cut = value.length > most ? `${value.slice(0, most - 1)}…` : value;
  return cut.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How many single-character edits lie between two words, counted up to `most`; a swap of neighbours is one. */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let older: number[] = [];
  let old = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    let least = row;
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1];
      let cost = Math.min(
        (old[at] as number) + 1,
        (now[at - 1] as number) + 1,
        (old[at - 1] as number) + (same ? 0 : 1),
      );
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) {
        cost = Math.min(cost, (older[at - 2] as number) + 1);
      }
      now.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    older = old;
    old = now;
  }
  return old[other.length] as number;
}

/**
 * The word of a vocabulary that was probably meant, for "did you mean": same letters but for case and separators, or up to
 * a third of the letters changed, or one of the two beginning with the other. Undefined where nothing is near.
 */
export function nearestOf(word: string, vocabulary: Iterable<string>): string | undefined {
  if (word.length > 64) return undefined;
  const given = folded(word);
  if (given === '') return undefined;
  const limit = Math.max(1, Math.floor(given.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of vocabulary) {
    const wanted = folded(candidate);
    let distance = editDistance(given, wanted, limit);
    if (
      distance > limit &&
      given.length >= 3 &&
      wanted.length >= 3 &&
      (wanted.startsWith(given) || given.startsWith(wanted))
    ) {
      distance = limit;
    }
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `, did you mean "name"?` or nothing. */
export function suggestion(word: string, vocabulary: Iterable<string>): string {
  const nearest = nearestOf(word, vocabulary);
  return nearest === undefined ? '' : `, did you mean "${nearest}"?`;
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}
