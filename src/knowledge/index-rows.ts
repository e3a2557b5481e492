import { appNameKey } from '../identity/app-name.ts';
import { cpeVendorOf } from '../identity/cpe.ts';
import { bluetoothCompanyOf, enterpriseNumberOf, fccOf, vendorProductOf } from '../identity/device-id.ts';
import { ouiOf } from '../identity/mac.ts';
import { compileNamePattern } from '../identity/name-pattern.ts';
import { readOrganisation } from '../identity/organisation.ts';
import type {
  DonatedProject,
  Entity,
  OriginRule,
  Product,
  RuleIdentifier,
  RuleIdentifierKind,
} from '../model/knowledge.ts';
import type { IndexData, RowPath, TableName } from './rule-index.ts';

/** Gives the prefixes registered to an organisation under exactly this name: 6, 7 or 9 upper-case hexadecimal digits each. */
export type PrefixesOf = (registeredName: string) => readonly string[];

/** Collects rows while entities and origin rules are read; `data()` is the finished index. */
export interface IndexBuilder {
  /** `known`: rows that stand in this earlier form of the entity are indexed already and left out; later ones were appended. */
  readonly addEntity: (entity: Entity, known?: Entity) => void;
  readonly addOrigin: (origin: OriginRule) => void;
  readonly data: () => IndexData;
  /** One sentence for each pattern that no index can hold. */
  readonly faults: readonly string[];
}

type Columns = { key: string[]; row: number[] };
type Prefixes = { text: string[]; boundary: string[]; row: number[] };
type Globs = { pattern: string[]; row: number[] };

/** Starts an empty index. `prefixesOf` absent: registered names are compared as names only. */
export function indexBuilder(prefixesOf?: PrefixesOf): IndexBuilder {
  const entities: string[] = [];
  const rowEntity: number[] = [];
  const rowPath: string[] = [];
  const exact: Partial<Record<TableName, Columns>> = {};
  const prefix: Partial<Record<TableName, Prefixes>> = {};
  const glob: Partial<Record<TableName, Globs>> = {};
  const faults: string[] = [];
  let owner = -1;
  let about = '';

  const addRow = (path: RowPath): number => {
    rowEntity.push(owner);
    return rowPath.push(path) - 1;
  };
  const put = (table: TableName, key: string, row: number): void => {
    const columns = (exact[table] ??= { key: [], row: [] });
    columns.key.push(key);
    columns.row.push(row);
  };
  const putPrefix = (table: TableName, text: string, boundary: string, row: number): void => {
    const columns = (prefix[table] ??= { text: [], boundary: [], row: [] });
    columns.text.push(text);
    columns.boundary.push(boundary);
    columns.row.push(row);
  };
  const putGlob = (table: TableName, pattern: string, row: number): void => {
    const columns = (glob[table] ??= { pattern: [], row: [] });
    columns.pattern.push(pattern);
    columns.row.push(row);
  };
  const sink: Sink = { put, putPrefix, putGlob, prefixesOf: prefixesOf ?? (() => []) };

  const addPattern = (kind: RuleIdentifierKind, pattern: string, path: RowPath): void => {
    const reason = placePattern(kind, pattern, sink, () => addRow(path));
    if (reason !== undefined) faults.push(`${about}: ${kind} "${pattern}": ${reason}`);
  };
  const addAll = (rows: Entity['identifiers'], path: string, known: Entity['identifiers'] = {}): void => {
    for (const [kind, list] of Object.entries(rows) as [RuleIdentifierKind, readonly RuleIdentifier[]][]) {
      from(list, known[kind], (row, at) => {
        addPattern(kind, row.match, `${path}${kind} ${at}`);
      });
    }
  };
  const addProduct = (product: Product, at: number): void => {
    addAll(product.identifiers, `p ${at} `);
    if (product.nameMatch === 'never') return;
    placeAppName(product.name, sink, () => addRow(`q ${at}`));
    product.aliases?.forEach((alias, n) => {
      placeAppName(alias, sink, () => addRow(`r ${at} ${n}`));
    });
  };
  const addDonated = (project: DonatedProject, at: number): void => {
    for (const [kind, list] of Object.entries(project.identifiers) as [RuleIdentifierKind, readonly string[]][]) {
      list.forEach((pattern, n) => {
        addPattern(kind, pattern, `d ${at} ${kind} ${n}`);
      });
    }
  };

  return {
    faults,
    addEntity(entity, known) {
      owner = entities.push(entity.id) - 1;
      about = `entity ${entity.id}`;
      if (known === undefined) placeName(entity.name, sink, () => addRow('n'));
      from(entity.aliases, known?.aliases, (alias, at) => {
        placeName(alias, sink, () => addRow(`a ${at}`));
      });
      addAll(entity.identifiers, 'i ', known?.identifiers);
      from(entity.products, known?.products, addProduct);
      from(entity.donated, known?.donated, addDonated);
      from(entity.lookalikes, known?.lookalikes, (lookalike, at) => {
        addPattern(lookalike.kind, lookalike.match, `l ${at}`);
      });
    },
    addOrigin(origin) {
      owner = -1;
      about = `origin rule ${origin.id}`;
      const path = `o ${origin.id} `;
      origin.host?.forEach((host, at) => {
        addPattern('domains', host, `${path}host ${at}`);
      });
      origin.category?.forEach((category, at) => {
        put('category', category.toLowerCase(), addRow(`${path}category ${at}`));
      });
      origin.region?.forEach((region, at) => {
        putGlob('region', region.toLowerCase(), addRow(`${path}region ${at}`));
      });
      addAll(origin.identifiers ?? {}, path);
      origin.except?.forEach((exception, at) => {
        exception.identifier?.forEach((text, n) => {
          const colon = text.indexOf(':');
          addPattern(text.slice(0, colon) as RuleIdentifierKind, text.slice(colon + 1), `${path}except ${at} ${n}`);
        });
      });
    },
    data: () => ({ entities, rowEntity, rowPath, exact, prefix, glob }),
  };
}

/** Calls back for the rows after those that are known, with their numbers in the whole. */
function from<T>(rows: readonly T[], known: readonly unknown[] | undefined, add: (row: T, at: number) => void): void {
  for (let at = known?.length ?? 0; at < rows.length; at++) add(rows[at] as T, at);
}

interface Sink {
  readonly put: (table: TableName, key: string, row: number) => void;
  readonly putPrefix: (table: TableName, text: string, boundary: string, row: number) => void;
  readonly putGlob: (table: TableName, pattern: string, row: number) => void;
  readonly prefixesOf: PrefixesOf;
}

function placePattern(kind: RuleIdentifierKind, pattern: string, sink: Sink, newRow: () => number): string | undefined {
  if (pattern.trim() === '') return 'is empty';
  switch (kind) {
    case 'domains':
    case 'mirrors':
    case 'helm':
      return placeHost(pattern, sink, newRow);
    case 'github':
    case 'gitee':
    case 'gitlab':
      return placeForge(kind, pattern, sink, newRow);
    case 'docker':
      return isHostPattern(pattern) ? placeHost(pattern, sink, newRow) : placeNames(kind, pattern, sink, newRow);
    case 'vendor':
      return placeName(pattern, sink, newRow) ? undefined : 'has no letters';
    case 'oui-name': {
      const row = newRow();
      for (const digits of sink.prefixesOf(pattern)) sink.put('oui', digits, row);
      placeName(pattern, sink, () => row);
      return undefined;
    }
    case 'brand': {
      const key = readOrganisation(pattern).key;
      if (key === '') return 'has no letters';
      sink.put('brand', key, newRow());
      return undefined;
    }
    case 'model':
      sink.putGlob('model', pattern.toUpperCase(), newRow());
      return undefined;
    case 'banner':
      sink.putGlob('banner', pattern.toLowerCase(), newRow());
      return undefined;
    case 'windows':
      return placeWindows(pattern, sink, newRow);
    case 'oui':
    case 'usb':
    case 'pci':
    case 'fcc':
    case 'bluetooth':
    case 'snmp':
    case 'cpe':
      return placeNumber(kind, pattern, sink, newRow);
    default:
      return placeNames(kind, pattern, sink, newRow);
  }
}

function placeNames(
  kind: Extract<TableName, RuleIdentifierKind>,
  pattern: string,
  sink: Sink,
  newRow: () => number,
): string | undefined {
  const compiled = compileNamePattern(kind, pattern);
  if ('fault' in compiled) return compiled.fault;
  if (compiled.form === 'exact') sink.put(kind, compiled.text, newRow());
  else sink.putPrefix(kind, compiled.text, compiled.boundary, newRow());
  return undefined;
}

function placeNumber(
  kind: 'oui' | 'usb' | 'pci' | 'fcc' | 'bluetooth' | 'snmp' | 'cpe',
  pattern: string,
  sink: Sink,
  newRow: () => number,
): string | undefined {
  const forms = {
    oui: [ouiOf, 'is not 6, 7 or 9 hexadecimal digits'],
    usb: [vendorProductOf, 'is not vvvv or vvvv:pppp in hexadecimal'],
    pci: [vendorProductOf, 'is not vvvv or vvvv:pppp in hexadecimal'],
    fcc: [(text: string) => fccOf(text)?.id, 'is not a grantee code or FCC id'],
    bluetooth: [bluetoothCompanyOf, 'is not a company identifier in decimal'],
    snmp: [enterpriseNumberOf, 'is not an enterprise number'],
    cpe: [cpeVendorOf, 'is empty'],
  } as const;
  const [canonical, reason] = forms[kind];
  const key = canonical(pattern);
  if (key === undefined || key === '') return reason;
  sink.put(kind, key, newRow());
  return undefined;
}

/** The first part reads like a host: it has a dot, or a port. */
function isHostPattern(pattern: string): boolean {
  const slash = pattern.indexOf('/');
  return slash > 0 && /[.:]/.test(pattern.slice(0, slash));
}

/** `x.y`, `*.x.y`, a `*` inside (`registry.*.x.y`), each with an optional path after it. Keyed by what stands after the last star. */
function placeHost(pattern: string, sink: Sink, newRow: () => number): string | undefined {
  const slash = pattern.indexOf('/');
  const host = (slash === -1 ? pattern : pattern.slice(0, slash)).toLowerCase().replace(/\.$/, '');
  const star = host.lastIndexOf('*');
  if (/[\s@?#]/.test(host) || host.includes('..') || host.startsWith('.')) return 'is not a host';
  if (star === -1) {
    if (!/[.:]/.test(host) && host !== 'localhost') return 'is not a host: it has no dot';
    sink.put('host', host.replace(/:\d+$/, ''), newRow());
    return undefined;
  }
  const dot = host.indexOf('.', star);
  const tail = dot === -1 ? '' : host.slice(dot + 1);
  if (tail === '') return 'matches every host';
  sink.put('host', `*.${tail}`, newRow());
  return undefined;
}

function placeForge(
  kind: 'github' | 'gitee' | 'gitlab',
  pattern: string,
  sink: Sink,
  newRow: () => number,
): string | undefined {
  const owner = pattern.toLowerCase().replace(/\/\*?$/, '');
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(owner)) return 'is not an owner, or owner/repository';
  sink.put('forge', `${kind}/${owner}`, newRow());
  return undefined;
}

/** Display names as an installed-programs list shows them, and store packages `appx:*name*`. */
function placeWindows(pattern: string, sink: Sink, newRow: () => number): string | undefined {
  const isStored = /^appx:/i.test(pattern);
  if (isStored || pattern.includes('*')) {
    sink.putGlob('windows', (isStored ? pattern.slice('appx:'.length) : pattern).toLowerCase(), newRow());
    return undefined;
  }
  const key = appNameKey(pattern);
  if (key === undefined) return 'has no letters';
  sink.put('windows', key, newRow());
  return undefined;
}

function placeName(name: string, sink: Sink, newRow: () => number): boolean {
  const read = readOrganisation(name);
  if (read.key === '') return false;
  sink.put('organisation', read.key, newRow());
  return true;
}

function placeAppName(name: string, sink: Sink, newRow: () => number): void {
  const key = appNameKey(name);
  if (key !== undefined) sink.put('app-name', key, newRow());
}
