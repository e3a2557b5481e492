import { foldHeader } from '../inventory/header-words.ts';
import { doraColumn } from './dora-columns.ts';
import { columnsByName, type NeutralColumn, neutralColumns } from './neutral-columns.ts';

/** Other words for columns in registers people keep, by neutral name, separated by ` | `. Compared after `foldHeader`. */
const otherWords: Readonly<Record<string, string>> = {
  provider:
    'provider name | vendor | vendor name | supplier | supplier name | third party | third-party | third party name | service provider | ict third-party service provider | name of the ict third-party service provider | legal name of the ict third-party service provider | hosting provider | processor | data processor | company | contractor | Anbieter | Dienstleister | Auftragsverarbeiter | Auftragnehmer | fournisseur | sous-traitant | proveedor | fornitore | поставщик | 供应商 | 服务商 | 托管方 | 受托方 | 委託先 | 供應商',
  service:
    'service name | service description | type of ict services | ict service | application | system | Leistung | Dienst | servicio | 服务 | 服务名称',
  kind: 'type | entry type | record type | category of entry',
  entry: 'id | ref | reference | number | no | register id | nr',
  facility:
    'data centre | data center | datacenter | datacentre | hosting site | site name | Rechenzentrum | 数据中心 | 机房',
  facility_owner: 'data centre owner | data center owner | site owner | owner of the facility',
  facility_operator:
    'operator | data centre operator | data center operator | site operator | colocation provider | 运营方',
  partner: 'joint venture partner | jv partner | partner name',
  endpoint: 'url | host | hostname | domain | api endpoint | address of the service | web address',
  cloud: 'cloud provider | cloud platform',
  region: 'cloud region',
  zone: 'network zone | segment | network segment | security zone',
  site: 'location | business unit | office',
  contract_ref:
    'contract | contract number | contract no | contractual arrangement reference number | agreement | Vertrag | Vertragsnummer | 合同 | 合同编号',
  contract_start: 'start date | start date of the contractual arrangement | Vertragsbeginn',
  contract_end: 'end date | end date of the contractual arrangement | expiry | Vertragsende | 合同到期',
  provider_lei: 'lei | lei of provider | identification code of the ict third-party service provider | euid',
  entity_lei: 'lei of the entity making use of the ict services | lei of the entity',
  provider_owner: 'owner | direct owner | parent | parent company | Eigentümer | 股东 | 所有者',
  ultimate_parent: 'ultimate owner | group | ultimate parent undertaking | ultimate beneficial company | Konzern',
  ultimate_parent_country: 'ultimate owner country | country of ultimate parent | group country',
  ultimate_parent_lei:
    'lei of ultimate parent | identification code of the ict third-party service provider’s ultimate parent undertaking',
  provider_hq_country:
    'hq country | headquarters | country of headquarters | country of the provider’s headquarters | head office country | Sitz',
  vendor_country:
    'provider country | supplier country | country of incorporation | country of registration | 供应商国家',
  owner_country: 'country of owner | parent country',
  storage_country:
    'data location | data storage location | storage location | country of storage | Speicherort | 存储地',
  data_at_rest_country: 'location of the data at rest | location of data at rest | location of data at rest (storage)',
  processing_country:
    'location of management of the data | location of management of data (processing) | processing location | country of processing',
  access_country: 'remote access from | access from | access location',
  service_country: 'country of provision | country of provision of the ict services',
  stores_data: 'storage of data | data stored',
  data_sensitiveness:
    'sensitiveness of the data | sensitiveness of the data stored by the ict third-party service provider | sensitivity',
  data_category:
    'data categories | categories of data | type of data | data type | data types | personal data categories | Datenkategorien | 数据类别',
  data_class: 'classification | data classification | data level | 数据分级',
  record_count: 'records | number of records | data volume | number of data subjects',
  us_person_count: 'us persons | number of us persons | us persons 12 months | us devices',
  subprocessors: 'sub-processors | subcontractors | sub-contractors | Unterauftragsverarbeiter',
  facility_equipment_vendors:
    'equipment vendors | equipment makers | network equipment vendors | hardware vendors | 设备厂商',
  device_maker: 'manufacturer | maker | equipment maker | Hersteller | 厂商 | 制造商',
  device_category: 'device type | equipment type',
  product_name: 'product | model | equipment | device',
  is_data_broker: 'data broker | broker',
  joint_venture: 'jv | is joint venture',
  supplier_criticality: 'criticality | supplier tier',
  last_risk_assessment: 'risk assessment date | date of last risk assessment | last assessment | 上次风险评估',
  last_audit_on: 'date of last audit | last audit | date of the last audit on the ict third-party service provider',
  exit_plan: 'existence of an exit plan | exit strategy',
  substitutability: 'substitutability of the ict third-party service provider',
  chain_rank: 'rank',
  supports_critical_function: 'criticality or importance assessment | critical or important function',
  dpa_ref: 'dpa | data processing agreement | AVV',
};

/** Words that tables of other kinds use as well: they count for reading a column, not for telling a register. */
const general: ReadonlySet<string> = new Set(
  'provider service kind entry site use zone region cloud endpoint product_name device_maker device_category publisher app_id companion_app purpose facility owner_country hosting_country manufactured_on plant_kw partner end_use component_origin certification_ref'.split(
    ' ',
  ),
);

/** Headers of inventories: a table with one of these lists things by their labels, whatever it says of contracts. */
const labels: ReadonlySet<string> = new Set(
  [
    'mac',
    'mac address',
    'serial',
    'serial number',
    'serial no',
    'asset tag',
    'imei',
    'ip address',
    'part number',
    'Seriennummer',
    '序列号',
  ].map(foldHeader),
);

export interface RegisterColumn {
  readonly index: number;
  readonly column: NeutralColumn;
  /** The header as written. */
  readonly header: string;
}

export interface RegisterPlan {
  readonly columns: readonly RegisterColumn[];
  /** Columns that only a register has, for choosing between readings of a table. */
  readonly proof: number;
  readonly isRegister: boolean;
  readonly unknown: readonly string[];
  readonly doubled: readonly string[];
  readonly width: number;
}

let words: ReadonlyMap<string, NeutralColumn> | undefined;

function wordTable(): ReadonlyMap<string, NeutralColumn> {
  if (words) return words;
  const table = new Map<string, NeutralColumn>();
  for (const column of neutralColumns) table.set(foldHeader(column.name), column);
  for (const [name, labels] of Object.entries(otherWords)) {
    const column = columnsByName.get(name) as NeutralColumn;
    for (const label of labels.split(' | ')) {
      const word = foldHeader(label);
      if (word !== '' && !table.has(word)) table.set(word, column);
    }
  }
  words = table;
  return table;
}

/** The neutral column that a word of a file or of `--map header=column` names; undefined where it names none. */
export function neutralColumn(word: string): NeutralColumn | undefined {
  return word.length > 200 ? undefined : wordTable().get(foldHeader(word));
}

/** How a table with these headers is read. `template`: the DORA template that its file, sheet or title names. */
export function planRegister(
  headers: readonly string[],
  map: ReadonlyMap<string, string> | undefined,
  template: string | undefined,
): RegisterPlan {
  const wanted = new Map<string, NeutralColumn | 'ignore'>();
  for (const [header, target] of map ?? []) {
    const column =
      foldHeader(target) === 'ignore'
        ? 'ignore'
        : (columnsByName.get(target.replaceAll('-', '_')) ?? neutralColumn(target));
    if (column) wanted.set(foldHeader(header), column);
  }
  const columns: RegisterColumn[] = [];
  const unknown: string[] = [];
  const doubled: string[] = [];
  const seen = new Set<string>();
  let proof = 0;
  let codes = 0;
  let exact = 0;
  let isInventory = false;
  let width = 0;
  for (const [index, written] of headers.entries()) {
    const header = written.trim();
    if (header === '') continue;
    width = index + 1;
    if (labels.has(foldHeader(header))) isInventory = true;
    const code = doraColumn(header, template);
    if (code !== undefined) codes++;
    if (code === 'other') continue;
    const mapped = wanted.get(foldHeader(header));
    const column = mapped ?? (code === undefined ? neutralColumn(header) : columnsByName.get(code));
    if (column === 'ignore') continue;
    if (column === undefined) {
      unknown.push(header);
      continue;
    }
    if (seen.has(column.name)) {
      doubled.push(header);
      continue;
    }
    seen.add(column.name);
    if (!general.has(column.name)) proof++;
    // Who maps a header to the provider says that this is a register.
    else if (mapped !== undefined && column.name === 'provider') proof++;
    if (header.includes('_') && header.toLowerCase() === column.name) exact++;
    columns.push({ index, column, header });
  }
  const isAbout =
    seen.has('provider') || seen.has('facility') || seen.has('provider_lei') || seen.has('facility_operator');
  const isRegister = codes >= 3 || (!isInventory && (isAbout ? exact >= 2 || proof >= 3 : proof >= 4));
  return { columns, proof: proof + codes, isRegister, unknown, doubled, width };
}
