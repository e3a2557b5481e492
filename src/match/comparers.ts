import { appNameKey } from '../identity/app-name.ts';
import { categoryKeys } from '../identity/category.ts';
import { cpeOf } from '../identity/cpe.ts';
import { bluetoothCompanyOf, enterpriseNumberOf, fccOf, vendorProductOf } from '../identity/device-id.ts';
import { ouiKeys, printOui, readMac } from '../identity/mac.ts';
import { foldName } from '../identity/name-pattern.ts';
import { lowerCase } from '../identity/package-name.ts';
import { cloudRegionOf } from '../identity/region.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Ecosystem, ecosystems, type IdentifierKind } from '../model/component.ts';
import { hostsOver } from './hosts.ts';
import { organisationComparers } from './organisation-comparers.ts';
import { type PackageComparer, packageComparer } from './package-comparer.ts';
import { rowReader } from './row.ts';
import { type Comparer, remembered, rowHit, rowTables } from './row-tables.ts';

export interface Comparers {
  readonly byKind: Readonly<Record<IdentifierKind, Comparer>>;
  readonly package: PackageComparer;
}

/** One comparer per identifier kind: a new kind does not compile until it can be compared. */
export function comparersOver(knowledge: Knowledge): Comparers {
  const readRow = rowReader(knowledge);
  const tables = rowTables(knowledge, readRow);
  const hosts = hostsOver(knowledge.index, readRow);
  const packages = packageComparer(tables, hosts);
  const { organisation, brand } = organisationComparers(tables);

  const appIds = (table: 'android' | 'ios' | 'winget' | 'macos'): Comparer => {
    return (value) => tables.named(table, foldName(table, value.trim()));
  };
  const appNames = remembered((value) => {
    const key = appNameKey(value);
    if (key === undefined) return undefined;
    const found = [...tables.exact('app-name', key, 'strong'), ...tables.exact('windows', key, 'strong')];
    return found.length === 0 ? undefined : found;
  });

  const modelHits: Comparer = (value) => {
    const model = value.trim().toUpperCase();
    const whole = tables.matching('model', model, 'strong');
    if (whole !== undefined) return whole;
    // "Hikvision DS-2CD2143G2-I": the maker may stand before the model, and then it must be the pattern's own.
    const blank = model.indexOf(' ');
    const behind = blank === -1 ? undefined : tables.matching('model', model.slice(blank + 1).trim(), 'strong');
    if (behind === undefined) return undefined;
    const makers = new Set((organisation(value.trim().slice(0, blank)) ?? []).map(({ row }) => row.entity));
    const found = behind.filter(({ row }) => makers.has(row.entity));
    return found.length === 0 ? undefined : found;
  };

  const byKind: Record<IdentifierKind, Comparer> = {
    package(value) {
      const colon = value.indexOf(':');
      const ecosystem = value.slice(0, colon);
      return colon > 0 && isEcosystem(ecosystem) ? packages(ecosystem, value.slice(colon + 1)) : undefined;
    },
    url: (value) => hosts.ofUrl(value)?.map((row) => rowHit(row, 'exact')),
    organisation,
    brand,
    'forge-owner': (value) => hosts.ofForgeOwner(value)?.map((row) => rowHit(row, 'exact')),
    mac(value) {
      const { digits } = readMac(value);
      if (digits === undefined) return undefined;
      for (const key of ouiKeys(digits)) {
        const found = tables.exact('oui', key, 'strong', `oui:${printOui(key)}`);
        if (found.length > 0) return found;
      }
      return undefined;
    },
    usb(value) {
      const id = vendorProductOf(value);
      return tables.firstOf('usb', [id, id?.slice(0, 4)]);
    },
    pci(value) {
      const id = vendorProductOf(value);
      return tables.firstOf('pci', [id, id?.slice(0, 4)]);
    },
    fcc(value) {
      const id = fccOf(value);
      return tables.firstOf('fcc', [id?.id, id?.grantee]);
    },
    bluetooth: (value) => tables.firstOf('bluetooth', [bluetoothCompanyOf(value)]),
    snmp: (value) => tables.firstOf('snmp', [enterpriseNumberOf(value)]),
    cpe(value) {
      const cpe = cpeOf(value);
      return tables.firstOf('cpe', [cpe?.vendor]);
    },
    model: remembered(modelHits),
    banner: remembered((value) => {
      return tables.matching('banner', value.slice(0, 2000).toLowerCase(), 'strong');
    }),
    android: appIds('android'),
    ios: appIds('ios'),
    windows: remembered((value) => {
      const named = appNames(value) ?? [];
      const stored = tables.matching('windows', value.toLowerCase(), 'exact') ?? [];
      return named.length + stored.length === 0 ? undefined : [...named, ...stored];
    }),
    winget: appIds('winget'),
    macos: appIds('macos'),
    'app-name': appNames,
    'code-prefix'(value) {
      const name = lowerCase(value.trim());
      const signatures = tables.named('code-prefix', name);
      const apps = tables.begun('android', name);
      return signatures === undefined ? apps : [...signatures, ...(apps ?? [])];
    },
    // Countries are no rows of an entity: origin rules compare them with all that is known about a component.
    country: () => undefined,
    category: remembered((value) => {
      const found = categoryKeys(value).flatMap((key) => tables.exact('category', key, 'exact'));
      return found.length === 0 ? undefined : found;
    }),
    region(value) {
      const region = cloudRegionOf(value);
      return region === undefined ? undefined : tables.matching('region', region, 'exact');
    },
  };
  return { byKind, package: packages };
}

const knownEcosystems: ReadonlySet<string> = new Set(ecosystems);

function isEcosystem(text: string): text is Ecosystem {
  return knownEcosystems.has(text);
}
