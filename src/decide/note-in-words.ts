import type { MatchNote } from '../model/match.ts';

type Values = Readonly<Record<string, string>>;

/** Sentences by code. A Map, so that a code from elsewhere cannot name a method. */
const sentences: ReadonlyMap<string, (values: Values) => string> = new Map<string, (values: Values) => string>([
  ['brand-only', () => 'Brand only: the maker itself was not stated'],
  ['name-only', () => 'Name only: nothing that identifies the maker was seen'],
  ['own-list', ({ reason }) => `Flagged by your own list: ${reason}`],
  ['sensitive-data', ({ category }) => `Sensitive data raises it one step: ${category}`],
  ['zone-apart', ({ zone }) => `Its network zone lowers it one step: ${zone}`],
]);

/** A note as a sentence without its full stop. A code without one is shown as it is, never dropped: a fact must not vanish. */
export function noteInWords({ code, values }: MatchNote): string {
  const say = sentences.get(code);
  if (say !== undefined) return say(values ?? {});
  const told = Object.entries(values ?? {}).map(([key, value]) => `${key} ${value}`);
  const name = code.replaceAll('-', ' ');
  const start = name.charAt(0).toUpperCase() + name.slice(1);
  return told.length === 0 ? start : `${start}: ${told.join(', ')}`;
}
