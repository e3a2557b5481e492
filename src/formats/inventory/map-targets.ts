import { type Column, headerSynonyms } from './header-synonyms.ts';
import { foldHeader } from './header-words.ts';

/** Other words for neutral columns that people type behind `--map header=`. */
const otherWords: Readonly<Record<string, Column>> = {
  maker: 'manufacturer',
  hostname: 'name',
  device: 'name',
  location: 'site',
  type: 'category',
  'fcc-id': 'fcc',
  'mac-address': 'mac',
  app: 'app-name',
  'app-publisher': 'publisher',
  'app-version': 'version',
  'bundle-id': 'app-id',
  'package-name': 'app-id',
  date: 'date-purchase',
  'purchase-date': 'date-purchase',
  'install-date': 'date-install',
  country: 'origin-country',
};

let targets: ReadonlyMap<string, Column | 'unused'> | undefined;

/** The columns that `--map header=column` may name, for messages. */
export function mapTargetNames(): string[] {
  return [
    ...Object.keys(headerSynonyms).filter((column) => column !== 'vendor' && column !== 'company' && column !== 'bios'),
    'ignore',
  ];
}

/** The neutral column a user means; `unused` for `ignore`, undefined for a word that names none. Case and punctuation do not matter. */
export function mapTarget(word: string): Column | 'unused' | undefined {
  if (!targets) {
    const built = new Map<string, Column | 'unused'>([[foldHeader('ignore'), 'unused']]);
    for (const column of Object.keys(headerSynonyms)) built.set(foldHeader(column), column as Column);
    for (const [other, column] of Object.entries(otherWords)) built.set(foldHeader(other), column);
    targets = built;
  }
  return targets.get(foldHeader(word));
}
