import type { Column } from './header-synonyms.ts';
import { foldedLabels, foldHeader, type HeaderMeaning, meaningOf } from './header-words.ts';
import { mapTarget } from './map-targets.ts';
import { type ProductTable, productTables, type RowKind } from './product-tables.ts';

/** What a column is read as, the two-sided words settled. */
export type PlanColumn =
  | Exclude<Column, 'vendor' | 'company' | 'device-type' | 'product-id' | 'supplier' | 'bios'>
  | 'host'
  | 'extension-id'
  | 'plugin-output'
  | 'plugin-id';

export interface PlannedColumn {
  readonly index: number;
  readonly column: PlanColumn;
  /** The header as written. */
  readonly field: string;
  /** For the columns about a part of the device: which part. */
  readonly part?: string;
}

/** How the rows below one header line are read. */
export interface TablePlan {
  readonly row: RowKind;
  readonly product?: ProductTable;
  readonly columns: readonly PlannedColumn[];
  readonly width: number;
  /** Whether the headers alone prove an inventory. */
  readonly isInventory: boolean;
  /** Number of headers that are known, for choosing between readings of one line. */
  readonly known: number;
  /** Headers nobody calls a column, as written. */
  readonly unknown: readonly string[];
  /** Headers that may name a maker elsewhere and are not read as one here. */
  readonly notMakers: readonly string[];
  /** Headers that stand there more than once and are read. */
  readonly doubled: readonly string[];
}

type Settled = Column | 'unused' | 'host' | 'extension-id' | 'plugin-output' | 'plugin-id' | undefined;

interface Draft {
  readonly headers: readonly string[];
  readonly meanings: Settled[];
  readonly parts: (string | undefined)[];
  readonly fixed: boolean[];
}

const typeWords: ReadonlySet<string> = new Set(
  foldedLabels('Type | Typ | Tipo | Тип | タイプ | 类型 | 類型 | 유형 | Tür | Tips'),
);
const usbWords: ReadonlySet<string> = new Set(foldedLabels('VID | USB VID | idVendor | USB Vendor ID'));
const softwareWords: ReadonlySet<string> = new Set(
  foldedLabels(
    'Software | Software Name | Program | Program Name | Application Name | ApplicationName | App Name | App | Application',
  ),
);

/** Reads a header line. `map` is `--map`; its headers are compared folded like all others. */
export function planColumns(headers: readonly string[], map: ReadonlyMap<string, string> | undefined): TablePlan {
  const folded = headers.map(foldHeader);
  const product = productOf(folded);
  const own = new Map<string, Settled>();
  for (const [header, column] of Object.entries(product?.columns ?? {})) own.set(foldHeader(header), column);
  const wanted = new Map<string, Settled>();
  for (const [header, target] of map ?? []) {
    const column = mapTarget(target);
    if (column) wanted.set(foldHeader(header), column);
  }
  const draft: Draft = { headers, meanings: [], parts: [], fixed: [] };
  for (const [index, word] of folded.entries()) {
    const fixed = wanted.get(word) ?? own.get(word);
    const meaning: HeaderMeaning | undefined = fixed
      ? { column: fixed as Column }
      : meaningOf(headers[index] as string);
    draft.meanings.push(meaning?.column);
    draft.parts.push(meaning?.part);
    draft.fixed.push(fixed !== undefined);
  }
  const knownBefore = draft.meanings.map((meaning) => meaning !== undefined);
  const row = product?.row ?? rowKindOf(draft, folded);
  settle(draft, folded, row);
  const isMapped = folded.some((word) => wanted.get(word) !== undefined && wanted.get(word) !== 'unused');
  return finish(draft, folded, knownBefore, row, product, isMapped);
}

function productOf(folded: readonly string[]): ProductTable | undefined {
  const present = new Set(folded);
  return productWords().find(
    ({ needs, lacks }) => needs.every((word) => present.has(word)) && !lacks.some((word) => present.has(word)),
  )?.product;
}

let foldedProducts: readonly { product: ProductTable; needs: string[]; lacks: string[] }[] | undefined;

function productWords(): readonly { product: ProductTable; needs: string[]; lacks: string[] }[] {
  foldedProducts ??= productTables.map((product) => ({
    product,
    needs: foldedLabels(product.needs),
    lacks: foldedLabels(product.lacks ?? ''),
  }));
  return foldedProducts;
}

const hardware: ReadonlySet<Settled> = new Set<Settled>([
  'model',
  'maker-and-model',
  'model-number',
  'mac',
  'oui',
  'serial',
  'asset-tag',
  'fcc',
  'usb',
  'pci',
  'snmp',
  'ip',
  'pci-vendor',
  'hardware-id',
]);

/** What the rows of an export of no known product are about. */
function rowKindOf({ meanings }: Draft, folded: readonly string[]): RowKind {
  const has = (column: Settled) => meanings.includes(column);
  const isHardware = meanings.some((meaning) => hardware.has(meaning));
  const hasMaker = has('manufacturer') || has('vendor');
  const appNamed = has('app-name') || has('package-family') || (has('app-id') && !isHardware);
  if (appNamed && isHardware) return hasMaker || has('mac') ? 'app-on-device' : 'app';
  if (appNamed) return 'app';
  if (has('publisher') && !isHardware && !has('manufacturer')) return 'app';
  // Product, vendor and version without anything that only hardware has.
  if (!isHardware && hasMaker && has('version') && has('device-type') && !has('category')) return 'app';
  if (
    (has('usb-vendor') || has('pci-vendor') || has('usb') || has('pci')) &&
    !has('mac') &&
    !has('asset-tag') &&
    !has('ip')
  )
    return folded.includes('driver') || folded.includes('bus') || folded.includes('slot') ? 'component' : 'device';
  return 'device';
}

/** Gives every two-sided word its one meaning. */
function settle(draft: Draft, folded: readonly string[], row: RowKind): void {
  const { meanings, fixed } = draft;
  const change = (from: Settled, to: (index: number) => Settled): void => {
    for (const [index, meaning] of meanings.entries())
      if (meaning === from && !fixed[index]) meanings[index] = to(index);
  };
  const has = (column: Settled) => meanings.includes(column);
  if (row === 'app' || row === 'extension') {
    change('device-type', () => (has('app-name') || has('extension-id') ? 'unused' : 'app-name'));
    change('manufacturer', () => 'publisher');
    change('vendor', () => (has('publisher') ? 'vendor' : 'publisher'));
    if (row === 'app' && !has('app-name')) change('name', () => (has('app-name') ? 'name' : 'app-name'));
    change('category', () => 'unused');
    return;
  }
  if (row === 'os-package') return;
  change('vendor', () => (has('manufacturer') ? 'vendor' : 'manufacturer'));
  const hasModel = has('model') || has('maker-and-model');
  change('device-type', () => (hasModel ? 'category' : 'model'));
  if (!has('model') && !has('maker-and-model') && has('manufacturer')) {
    const types = meanings.flatMap((meaning, index) =>
      meaning === 'category' && typeWords.has(folded[index] as string) ? [index] : [],
    );
    const others = meanings.filter((meaning) => meaning === 'category').length - types.length;
    if (types.length === 1 && others > 0) meanings[types[0] as number] = 'model';
  }
  change('product-id', () => (has('usb-vendor') ? 'usb-product' : 'model-number'));
  change('usb-vendor', (index) =>
    has('usb-product') || usbWords.has(folded[index] as string) ? 'usb-vendor' : 'unused',
  );
  if (row === 'app-on-device') return;
  change('platform', () => 'os');
  for (const column of ['publisher', 'version', 'app-id', 'app-name', 'package-family'] as const)
    change(column, () => 'unused');
}

function finish(
  draft: Draft,
  folded: readonly string[],
  knownBefore: readonly boolean[],
  row: RowKind,
  product: ProductTable | undefined,
  isMapped: boolean,
): TablePlan {
  const columns: PlannedColumn[] = [];
  const unknown: string[] = [];
  const notMakers: string[] = [];
  const doubled = new Set<string>();
  const seen = new Set<string>();
  let known = 0;
  let filled = 0;
  for (const [index, meaning] of draft.meanings.entries()) {
    const field = (draft.headers[index] as string).trim();
    const word = folded[index] as string;
    if (word === '') continue;
    filled++;
    if (knownBefore[index]) known++;
    else unknown.push(field);
    if (meaning === undefined || meaning === 'unused' || meaning === 'supplier') continue;
    if (meaning === 'vendor' || meaning === 'company' || meaning === 'bios') {
      notMakers.push(field);
      continue;
    }
    if (seen.has(word) && !silent.has(meaning)) doubled.add(field);
    seen.add(word);
    columns.push({ index, column: meaning as PlanColumn, field, part: draft.parts[index] });
  }
  const isInventory = product !== undefined || isMapped || provesInventory(columns, folded, known, filled);
  return {
    row,
    product,
    columns,
    width: widthOf(folded),
    isInventory,
    known,
    unknown,
    notMakers,
    doubled: [...doubled],
  };
}

/** Columns that are never compared: read twice or not at all makes no difference. */
const silent: ReadonlySet<Settled> = new Set<Settled>(['serial', 'asset-tag', 'ip', 'os', 'name', 'host', 'version']);

/** Some exports end the header line, and only that, with a delimiter. */
function widthOf(folded: readonly string[]): number {
  let width = folded.length;
  while (width > 1 && folded[width - 1] === '') width--;
  return width;
}

/**
 * Whether headers alone make a table an inventory. Many tables have a column called Name, Type or Brand, so a maker or a model alone
 * proves nothing, and a table most of whose headers are unknown is about something else.
 */
function provesInventory(
  columns: readonly PlannedColumn[],
  folded: readonly string[],
  known: number,
  filled: number,
): boolean {
  const has = (...wanted: readonly PlanColumn[]) => columns.some(({ column }) => wanted.includes(column));
  const share = filled === 0 ? 0 : known / filled;
  const isTold = known >= 3 || share === 1;
  if (has('mac', 'fcc', 'oui', 'snmp') && isTold) return true;
  if (has('usb', 'usb-vendor', 'pci', 'pci-vendor', 'hardware-id') && known >= 2 && share >= 0.5) return true;
  const isVendorOnly = !columns.some(
    ({ column, field }) => column === 'manufacturer' && meaningOf(field)?.column !== 'vendor',
  );
  const hasModel = has('model', 'maker-and-model', 'model-number');
  if (has('manufacturer') || hasModel) {
    // Products have makers and models; what is owned also has a number, an address or a place.
    const isNamed = columns.some(({ column, field }) => column === 'name' && machineName.test(foldHeader(field)));
    if (isNamed || has(...owned)) {
      const isEnough = has('manufacturer')
        ? hasModel || !isVendorOnly || has('serial', 'asset-tag')
        : has('serial', 'asset-tag', 'ip');
      return isEnough && known >= 3 && share >= 0.5;
    }
    if (has('manufacturer') && hasModel)
      return columns.filter(({ column }) => described.has(column)).length >= filled * 0.6;
  }
  if (has('publisher') && has('app-name'))
    return (has('version', 'platform', 'app-id', 'date-install') || share === 1) && share >= 0.5;
  if (has('app-id') && folded.some((word) => /bundle|appid|packageidentifier|storeurl/.test(word)))
    return known >= 2 && share >= 0.5;
  if (has('app-id') && has('platform')) return share >= 0.5;
  if (has('package-family')) return true;
  return (
    has('app-name') && has('version', 'platform') && folded.some((word) => softwareWords.has(word)) && share >= 0.6
  );
}

const owned = [
  'serial',
  'asset-tag',
  'ip',
  'os',
  'site',
  'zone',
  'use',
  'date-purchase',
  'date-install',
  'date-seen',
] as const;
/** Headers that call the row a machine; a plain `Name` may be that of a product. */
const machineName =
  /host|computer|machine|device|asset|fqdn|dns|netbios|camera|rechner|gerät|hôte|ホスト|主机|设备|設備|資産|资产|資產|호스트/;
const described: ReadonlySet<PlanColumn> = new Set<PlanColumn>([
  'manufacturer',
  'model',
  'maker-and-model',
  'model-number',
  'category',
  'name',
]);
