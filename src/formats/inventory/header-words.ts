import { type Column, headerSynonyms } from './header-synonyms.ts';
import { unusedHeaders } from './unused-headers.ts';

/** What one header says. `part` names the part of the device for the two part columns. */
export interface HeaderMeaning {
  readonly column: Column | 'unused';
  readonly part?: string;
}

/** A header in the form in which headers are compared: NFKC, lower case, without blanks, punctuation and brackets. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.,:;#/\\()[\]{}<>'"’`*?&°+\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll('\u0307', '');
}

/** The labels of a list of header-synonyms.ts, folded. */
export function foldedLabels(labels: string): string[] {
  return labels
    .split(' |')
    .map((label) => foldHeader(label))
    .filter((label) => label !== '');
}

/** Longer texts are cells, not headers. */
const longestHeader = 100;

const macWords = ['macaddresses', 'macaddress', 'macaddr', 'macadresse', 'macs', 'mac'];
const macPlaces = new Set(
  foldedLabels(`wifi | wi-fi | wlan | lan | eth | eth0 | eth1 | ethernet | wireless | wired | bluetooth | bt | ble | bmc | ilo | idrac | ipmi |
    mgmt | management | primary | secondary | nic | nic1 | nic2 | uplink | base | device | asset | host | client | source | src | radio | network |
    adapter | interface | first | second | cellular | system | computer | camera | phone | printer | switch | router | ap | vm | port`),
);
const deviceWords =
  foldedLabels(`device | asset | hardware | hw | equipment | product | system | computer | camera | phone | host | machine |
  unit | item | printer | router | switch | drone | vehicle | server | endpoint | terminal | sensor | recorder | gateway | chassis | laptop`);
/** Words for parts, each with the part's own name. */
const partNames: Readonly<Record<string, string>> = {
  board: 'board | baseboard | motherboard | mainboard',
  processor: 'cpu | processor',
  graphics: 'gpu | graphics | graphics card | video card',
  'network adapter': 'nic | network adapter | network card | network interface | network | ethernet | lan',
  'wireless adapter': 'wifi | wi-fi | wlan | wireless | radio',
  storage: 'disk | drive | storage | hard drive | hard disk | ssd',
  memory: 'memory | ram',
  battery: 'battery',
  modem: 'modem | module | cellular | cellular module | lte module | lte | wwan',
  chipset: 'chipset',
  display: 'monitor | display',
  dock: 'docking station | dock',
  transceiver: 'transceiver | optic | sfp',
};
const partWords: readonly (readonly [word: string, part: string])[] = Object.entries(partNames)
  .flatMap(([part, labels]) => foldedLabels(labels).map((word) => [word, part] as const))
  .sort(([a], [b]) => b.length - a.length);
/** What may stand behind a word for a device: `Device Manufacturer`, `Camera Model`, `Asset Serial Number`. */
const qualified: ReadonlySet<string> = new Set(['manufacturer', 'model', 'model-number', 'serial', 'name', 'ip']);

let words: ReadonlyMap<string, Column | 'unused'> | undefined;

/** Built at the first table: most scans have none. */
function wordTable(): ReadonlyMap<string, Column | 'unused'> {
  if (words) return words;
  const table = new Map<string, Column | 'unused'>();
  for (const [column, labels] of Object.entries(headerSynonyms))
    for (const label of foldedLabels(labels)) if (!table.has(label)) table.set(label, column as Column);
  for (const label of foldedLabels(unusedHeaders)) if (!table.has(label)) table.set(label, 'unused');
  words = table;
  return table;
}

/** What a header means in an export of no known product; undefined where nobody calls a column that. */
export function meaningOf(header: string): HeaderMeaning | undefined {
  if (header.length > longestHeader) return undefined;
  return meaningOfWord(foldHeader(header)) ?? meaningWithoutBrackets(header);
}

/** `Serial (BIOS)`, `Seriennummer [S/N]`: the words outside the brackets, when these alone are known. */
function meaningWithoutBrackets(header: string): HeaderMeaning | undefined {
  const open = header.search(/[([]/);
  return open > 0 ? meaningOfWord(foldHeader(header.slice(0, open))) : undefined;
}

function meaningOfWord(word: string): HeaderMeaning | undefined {
  if (word === '') return undefined;
  const table = wordTable();
  const known = table.get(word);
  if (known === 'part-maker' || known === 'part-model')
    return { column: known, part: partWords.find(([part]) => word.startsWith(part))?.[1] ?? 'part' };
  if (known) return { column: known };
  // `MAC 2` is a second address, `mac12` a version of an operating system.
  const bare = word.replace(/^mac\d{2}$|\d{1,2}$/, (digits) => (digits.startsWith('mac') ? digits : ''));
  if (bare !== word && table.has(bare)) return { column: table.get(bare) as Column | 'unused' };
  for (const mac of macWords) {
    if (bare.endsWith(mac) && macPlaces.has(bare.slice(0, -mac.length))) return { column: 'mac' };
    if (bare.startsWith(mac) && macPlaces.has(bare.slice(mac.length))) return { column: 'mac' };
  }
  const plain = bare.endsWith('name') ? bare.slice(0, -4) : bare;
  for (const qualifier of deviceWords) {
    const rest = plain.startsWith(qualifier) ? table.get(plain.slice(qualifier.length)) : undefined;
    if (rest === 'vendor') return { column: 'manufacturer' };
    if (rest && qualified.has(rest)) return { column: rest };
  }
  for (const [qualifier, part] of partWords) {
    const rest = plain.startsWith(qualifier) ? table.get(plain.slice(qualifier.length)) : undefined;
    if (rest === 'vendor' || rest === 'manufacturer') return { column: 'part-maker', part };
    if (rest === 'model' || rest === 'model-number') return { column: 'part-model', part };
    if (rest === 'serial') return { column: 'unused' };
  }
  return undefined;
}
