import type { MatchNote } from '../model/match.ts';

type Values = Readonly<Record<string, string>>;

/** Sentences by code. A Map, so that a code from elsewhere cannot name a method. */
const sentences: ReadonlyMap<string, (values: Values) => string> = new Map<string, (values: Values) => string>([
  // What a match rests on.
  [
    'brand-only',
    ({ brand }) => `Brand only${brand === undefined ? '' : ` ("${brand}")`}: the maker itself was not stated`,
  ],
  ['name-only', () => 'Name only: no publisher and no identifier was seen'],
  ['publisher-differs', ({ stated }) => `The name fits, but the stated publisher is "${stated}"`],
  ['oui-only', () => 'The MAC address prefix alone speaks for it; a prefix names the maker of the network part'],
  [
    'oui-differs',
    ({ oui, name }) => `The MAC address prefix (${oui}) is registered to ${name}: a part, or another device`,
  ],
  ['maker-differs', ({ stated }) => `The stated maker is "${stated}"`],
  ['component-of', componentOf],
  ['catalogue-entry', () => 'It is an entry of a catalogue: whether there is one of it this table does not say'],
  [
    'oem-rebrand',
    ({ brand, ...dates }) =>
      `Made for another brand${brand === undefined ? '' : ` ("${brand}")`}${period(dates)}: seller and maker differ`,
  ],
  [
    'former-brand',
    ({ brand, name, former, ...dates }) => `"${brand ?? name}" was a brand of ${former ?? 'it'}${period(dates)}`,
  ],
  [
    'brand-in-window',
    ({ name, ...dates }) => `"${name}" was its brand${period(dates)}, which covers the date of this row`,
  ],
  ['date-uncertain', (dates) => `Holds${period(dates)}; whether it held on this day the sources do not say`],
  ['version-unknown', ({ versions }) => `Holds for versions ${versions}; the version here is not known`],
  [
    'as-of-date',
    ({ date, last }) =>
      last === undefined
        ? `Judged by the ownership of ${date}, the date of the row`
        : `Each row judged by the ownership of its own date, ${date} to ${last}`,
  ],
  ['unknown-use', ({ uses }) => `The list speaks of certain uses (${uses}); the use here is not known`],
  // Origins.
  ['country', ({ country, of }) => `Country ${country}, ${countries.get(of ?? '') ?? 'as stated'}`],
  ['excepted', ({ reason }) => `Outside the rule: ${reason}`],
  [
    'donated',
    ({ project, governedBy, since }) =>
      `${project} is governed by ${governedBy}${since === undefined ? '' : ` since ${since}`}`,
  ],
  // A team's own rows, registers, surroundings.
  ['own-list', ({ reason }) => `Flagged by your own list: ${reason}`],
  [
    'not-shown',
    ({ cite, gaps, check }) =>
      `The register does not show what ${cite} asks for: ${gaps}. What would show it: ${check}`,
  ],
  [
    'origin-alone',
    ({ country }) =>
      `No list that is known here names it; its seat or owner is in ${country}, a country the profile watches`,
  ],
  ['extraneous', () => 'The lockfile names it and the build does not use it'],
  ['more-places', ({ count }) => `${count} more places in this input are counted and not listed`],
  ['unsourced', () => 'Rests on general knowledge; no source was seen'],
  ['sensitive-data', ({ category }) => `Sensitive data raises it one step: ${category}`],
  ['zone-apart', ({ zone }) => `Its network zone lowers it one step: ${zone}`],
]);

const countries: ReadonlyMap<string, string> = new Map([
  ['seat', "the maker's seat"],
  ['owner', "the owner's country"],
  ['operating', 'where it is operated'],
  ['stated', 'as stated in the input'],
]);

const parts: ReadonlyMap<string, string> = new Map([
  ['usb', 'its USB controller'],
  ['pci', 'its PCI controller'],
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

/** A part says who made the part, not who made the device around it. */
function componentOf({ part = 'a part', maker, row, host }: Values): string {
  if (row !== undefined) {
    const name = part === '' ? '' : ` (${part})`;
    return host === undefined
      ? `It is a part${name}; which device it sits in is not stated`
      : `It is a part${name} of "${host}"; it does not say who made that device`;
  }
  const what = parts.get(part) ?? `"${part}"`;
  return maker === undefined
    ? `It is about a part (${what}), not about the whole device`
    : `It is about a part (${what}); the device is by "${maker}"`;
}

function period({ since, until }: Values): string {
  if (since === undefined) return until === undefined ? '' : ` until ${until}`;
  return until === undefined ? ` since ${since}` : ` from ${since} until ${until}`;
}
