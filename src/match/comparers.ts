import { appNameKey } from '../identity/app-name.ts';
import { cpeOf } from '../identity/cpe.ts';
import { bluetoothCompanyOf, enterpriseNumberOf, fccOf, vendorProductOf } from '../identity/device-id.ts';
import { canonicalImageName, parseImageReference } from '../identity/image-reference.ts';
import { isMakerPlaceholder, ouiKeys, printOui, readMac } from '../identity/mac.ts';
import { foldName } from '../identity/name-pattern.ts';
import { compareRead, isOrdinary, type OrganisationName, readOrganisation } from '../identity/organisation.ts';
import { canonicalPackageName, lowerCase, packageRuleKind } from '../identity/package-name.ts';
import { cloudRegionOf } from '../identity/region.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { TableName } from '../knowledge/rule-index.ts';
import { type Ecosystem, ecosystems, type IdentifierKind } from '../model/component.ts';
import type { Match } from '../model/match.ts';
import { type GlobTable, globTable } from './glob-table.ts';
import { hostsOver } from './hosts.ts';
import { type PrefixTable, prefixTable } from './prefix-table.ts';
import { type Row, rowReader } from './row.ts';

/** A row that holds for a value, and how well. Says nothing about the component the value stands in. */
export interface RowHit {
  readonly row: Row;
  /** `kind:pattern` for the report. */
  readonly matched: string;
  readonly strength: Match['strength'];
  /** For names of organisations: 3 the same letters, 2 the same words but for the legal form, below 2 other words beside it. */
  readonly closeness?: number;
}

/** Compares one value of one kind with all rules. Undefined: no rule holds, which is the usual case and must stay cheap. */
export type Comparer = (value: string) => readonly RowHit[] | undefined;

export interface Comparers {
  readonly byKind: Readonly<Record<IdentifierKind, Comparer>>;
  readonly package: (ecosystem: Ecosystem, name: string) => readonly RowHit[] | undefined;
}

/** Values that repeat in inventories (makers, models) are compared once. A hostile input with ever new ones is forgotten in one go. */
const mostKept = 50_000;

/** One comparer per identifier kind, over tables that are made when a kind is first met. */
export function comparersOver(knowledge: Knowledge): Comparers {
  const { index } = knowledge;
  const readRow = rowReader(knowledge);
  const hosts = hostsOver(index, readRow);
  const names = new Map<
    TableName,
    { readonly exact: ReadonlyMap<string, number | readonly number[]>; readonly prefix: PrefixTable }
  >();
  const globs = new Map<TableName, GlobTable>();

  const tableOf = (table: TableName) => {
    let made = names.get(table);
    if (made === undefined) {
      made = { exact: index.exact(table), prefix: prefixTable(index.data.prefix[table]) };
      names.set(table, made);
    }
    return made;
  };
  const globsOf = (table: TableName): GlobTable => {
    let made = globs.get(table);
    if (made === undefined) {
      made = globTable(index.data.glob[table]);
      globs.set(table, made);
    }
    return made;
  };

  const hitsOf = (
    rows: number | readonly number[] | undefined,
    strength: Match['strength'],
    matched?: string,
  ): RowHit[] => {
    if (rows === undefined) return [];
    return (typeof rows === 'number' ? [rows] : rows).map((number) => hit(readRow(number), strength, matched));
  };

  /** Whole names first, then beginnings. */
  const nameHits = (table: TableName, canonical: string): RowHit[] | undefined => {
    const held = tableOf(table);
    const exact = held.exact.get(canonical);
    const begun = held.prefix.find(canonical);
    if (exact === undefined && begun === undefined) return undefined;
    return [...hitsOf(exact, 'exact'), ...(begun ?? []).map((number) => prefixHit(readRow(number)))];
  };

  const imageHits = (reference: string): RowHit[] | undefined => {
    const image = parseImageReference(reference);
    const found: RowHit[] = [...(nameHits('docker', canonicalImageName(image ?? reference)) ?? [])];
    const host = image?.host;
    if (image !== undefined && host !== undefined) {
      for (const row of hosts.ofHostPath(`${host}/${image.path}`) ?? []) found.push(hit(row, 'exact'));
      // Behind a prefix mirror stands the true image: who publishes it is another question than where the bytes come from.
      if (image.inner !== undefined)
        found.push(...(imageHits(image.inner) ?? []).filter(({ row }) => row.identifier.relation === 'published-by'));
    }
    return found.length === 0 ? undefined : found;
  };
  const images = remembered(imageHits);

  const pathHits = (kind: 'golang' | 'swift', name: string): RowHit[] | undefined => {
    const path = canonicalPackageName(kind, name);
    const found = nameHits(kind, path);
    if (found !== undefined) return found;
    // Most module paths begin with this host, and their owner is known without reading an address.
    if (path.startsWith('github.com/')) {
      const end = path.indexOf('/', 'github.com/'.length);
      const rows = tableOf('forge').exact.get(
        `github${path.slice('github.com'.length, end === -1 ? path.length : end)}`,
      );
      return rows === undefined ? undefined : hitsOf(rows, 'exact');
    }
    return rowHits(hosts.ofHostPath(path));
  };

  const packageHits = (ecosystem: Ecosystem, name: string): readonly RowHit[] | undefined => {
    if (name === '') return undefined;
    switch (ecosystem) {
      case 'docker':
        return images(name);
      case 'golang':
      case 'swift':
        return pathHits(ecosystem, name);
      case 'github':
      case 'gitlab':
      case 'gitee':
      case 'bitbucket':
        return forgeHits(`${ecosystem}/${name}`);
      case 'carthage':
        return name.includes('://') ? urlHits(name) : forgeHits(`github/${name}`);
      case 'git':
      case 'helm':
        return name.includes('/') ? urlHits(name) : undefined;
      case 'huggingface':
        return nameHits('huggingface', lowerCase(name));
      default: {
        const kind = packageRuleKind(ecosystem);
        return kind === undefined ? undefined : nameHits(kind, canonicalPackageName(kind, name));
      }
    }
  };

  const rowHits = (rows: readonly Row[] | undefined): RowHit[] | undefined => rows?.map((row) => hit(row, 'exact'));
  const urlHits: Comparer = (value) => rowHits(hosts.ofUrl(value));
  const forgeHits: Comparer = (value) => rowHits(hosts.ofForgeOwner(value));

  const organisationHits = remembered((value) => {
    if (isMakerPlaceholder(value)) return undefined;
    const found = namedHits(readOrganisation(value), 'exact');
    if (found.length > 0) return found;
    const parts = value
      .split(/[()（）/|]|\s(?:aka|a\.k\.a\.|dba|d\/b\/a|formerly|f\/k\/a|trading as|t\/a)\s/i)
      .filter((part) => part.trim() !== '');
    if (parts.length < 2 || parts.length > 6) return undefined;
    const partial = parts.flatMap((part) => namedHits(readOrganisation(part), 'strong'));
    return partial.length === 0 ? undefined : partial;
  });

  const patterns = new Map<number, OrganisationName>();
  const namedHits = (read: OrganisationName, most: 'exact' | 'strong'): RowHit[] => {
    if (read.key === '') return [];
    const found: RowHit[] = [];
    for (const table of ['organisation', 'brand'] as const) {
      for (const { row } of hitsOf(tableOf(table).exact.get(read.key), 'exact')) {
        let pattern = patterns.get(row.number);
        if (pattern === undefined) {
          pattern = readOrganisation(row.pattern);
          patterns.set(row.number, pattern);
        }
        const { verdict, score } = compareRead(read, pattern);
        // A brand is not an organisation: with other words beside it, it is another name.
        if (verdict === 'none' || (table === 'brand' && verdict !== 'exact')) continue;
        // A short or ordinary word is meant only when the whole name is it; two letters only when nothing else stands there.
        if ((verdict === 'weak' && isOrdinary(read)) || (score < 1 && read.key.length <= 2)) continue;
        const unsaid = pattern.words.filter((word) => !read.words.includes(word)).length;
        const closeness =
          score === 1 ? 3 : verdict === 'exact' ? 2 : 1 + 1 / (2 + unsaid) + (pattern.words.length - unsaid) / 1000;
        found.push({ ...hit(row, verdict === 'exact' ? most : verdict), closeness });
      }
    }
    // TP-Link, TP-Link Systems and TP-Link Technologies are three: the closest name is meant, not all that resemble it.
    const best = Math.max(...found.map(({ row, closeness }) => (row.role === 'lookalike' ? 0 : (closeness ?? 0))));
    return found.filter(({ row, closeness }) => row.role === 'lookalike' || closeness === best);
  };

  const appIds = (table: 'android' | 'ios' | 'winget' | 'macos'): Comparer => {
    return (value) => nameHits(table, foldName(table, value.trim()));
  };
  const appNames = remembered((value) => {
    const key = appNameKey(value);
    if (key === undefined) return undefined;
    const found = [
      ...hitsOf(tableOf('app-name').exact.get(key), 'strong'),
      ...hitsOf(tableOf('windows').exact.get(key), 'strong'),
    ];
    return found.length === 0 ? undefined : found;
  });

  const numbers = (table: TableName, keys: readonly (string | undefined)[]): RowHit[] | undefined => {
    const { exact } = tableOf(table);
    for (const key of keys) {
      const rows = key === undefined ? undefined : exact.get(key);
      if (rows !== undefined) return hitsOf(rows, 'exact');
    }
    return undefined;
  };

  const modelHits: Comparer = (value) => {
    const model = value.trim().toUpperCase();
    const rows = globsOf('model').find(model);
    if (rows !== undefined) return rows.map((number) => hit(readRow(number), 'strong'));
    // "Hikvision DS-2CD2143G2-I": the maker may stand before the model, and then it must be the pattern's own.
    const blank = model.indexOf(' ');
    const behind = blank === -1 ? undefined : globsOf('model').find(model.slice(blank + 1).trim());
    if (behind === undefined) return undefined;
    const makers = new Set((organisationHits(value.trim().slice(0, blank)) ?? []).map(({ row }) => row.entity));
    const found = behind.map((number) => hit(readRow(number), 'strong')).filter(({ row }) => makers.has(row.entity));
    return found.length === 0 ? undefined : found;
  };

  const byKind: Record<IdentifierKind, Comparer> = {
    package(value) {
      const colon = value.indexOf(':');
      const ecosystem = value.slice(0, colon);
      return colon > 0 && isEcosystem(ecosystem) ? packageHits(ecosystem, value.slice(colon + 1)) : undefined;
    },
    url: urlHits,
    organisation: organisationHits,
    // A brand or display name proves less than a maker field, and an ordinary word there nothing: a Mercury may be a motor.
    brand: remembered((value) => {
      const read = readOrganisation(value);
      const found = namedHits(read, 'strong').filter(({ row }) => row.kind === 'brand' || !isOrdinary(read));
      return found.length === 0 ? undefined : found;
    }),
    'forge-owner': forgeHits,
    mac(value) {
      const { digits } = readMac(value);
      if (digits === undefined) return undefined;
      const { exact } = tableOf('oui');
      for (const key of ouiKeys(digits)) {
        const rows = exact.get(key);
        if (rows !== undefined) return hitsOf(rows, 'strong', `oui:${printOui(key)}`);
      }
      return undefined;
    },
    usb(value) {
      const id = vendorProductOf(value);
      return numbers('usb', [id, id?.slice(0, 4)]);
    },
    pci(value) {
      const id = vendorProductOf(value);
      return numbers('pci', [id, id?.slice(0, 4)]);
    },
    fcc(value) {
      const id = fccOf(value);
      return numbers('fcc', [id?.id, id?.grantee]);
    },
    bluetooth: (value) => numbers('bluetooth', [bluetoothCompanyOf(value)]),
    snmp: (value) => numbers('snmp', [enterpriseNumberOf(value)]),
    cpe(value) {
      const cpe = cpeOf(value);
      return numbers('cpe', [cpe?.vendor]);
    },
    model: remembered(modelHits),
    banner: remembered((value) => {
      const rows = globsOf('banner').find(value.slice(0, 2000).toLowerCase());
      return rows?.map((number) => hit(readRow(number), 'strong'));
    }),
    android: appIds('android'),
    ios: appIds('ios'),
    windows: remembered((value) => {
      const named = appNames(value) ?? [];
      const stored = (globsOf('windows').find(value.toLowerCase()) ?? []).map((number) =>
        hit(readRow(number), 'exact'),
      );
      return named.length + stored.length === 0 ? undefined : [...named, ...stored];
    }),
    winget: appIds('winget'),
    macos: appIds('macos'),
    'app-name': appNames,
    'code-prefix'(value) {
      const name = lowerCase(value.trim());
      const signatures = nameHits('code-prefix', name);
      const apps = tableOf('android')
        .prefix.find(name)
        ?.map((number) => prefixHit(readRow(number)));
      return signatures === undefined ? apps : [...signatures, ...(apps ?? [])];
    },
    // Countries are no rows of an entity: origin rules compare them with all that is known about a component.
    country: () => undefined,
    category: (value) => numbers('category', [value.trim().toLowerCase()]),
    region(value) {
      const region = cloudRegionOf(value);
      const rows = region === undefined ? undefined : globsOf('region').find(region);
      return rows?.map((number) => hit(readRow(number), 'exact'));
    },
  };
  return { byKind, package: packageHits };
}

function hit(row: Row, strength: Match['strength'], matched = `${row.kind}:${row.pattern}`): RowHit {
  return {
    row,
    matched: row.condition === undefined || row.condition === 'identifiers' ? matched : matchedOfOrigin(row),
    strength,
  };
}

function matchedOfOrigin(row: Row): string {
  return `${row.condition === 'host' ? 'host' : row.condition}:${row.pattern}`;
}

/** A scope or a dotted name belongs to one publisher; a beginning in a flat registry proves less. */
function prefixHit(row: Row): RowHit {
  return hit(row, /[/.]\*?$|:/.test(row.pattern) || !row.pattern.endsWith('*') ? 'exact' : 'strong');
}

const knownEcosystems: ReadonlySet<string> = new Set(ecosystems);

function isEcosystem(text: string): text is Ecosystem {
  return knownEcosystems.has(text);
}

function remembered(compare: Comparer): Comparer {
  const kept = new Map<string, readonly RowHit[] | undefined>();
  return (value) => {
    if (kept.has(value)) return kept.get(value);
    const found = compare(value);
    if (kept.size >= mostKept) kept.clear();
    kept.set(value, found);
    return found;
  };
}
