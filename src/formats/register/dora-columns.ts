/**
 * Columns of the register of information under DORA, by template and number (Implementing Regulation (EU) 2024/2956), and the neutral columns
 * they are. Numbers and labels were written from general knowledge of the templates, so a header's own words come first where both are there.
 */
const templates: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'b_01.01': { '0010': 'entity_lei' },
  'b_01.02': { '0010': 'entity_lei' },
  'b_02.01': { '0010': 'contract_ref' },
  'b_02.02': {
    '0010': 'contract_ref',
    '0020': 'entity_lei',
    '0030': 'provider_lei',
    '0050': 'function_id',
    '0060': 'service',
    '0070': 'contract_start',
    '0080': 'contract_end',
    '0130': 'service_country',
    '0140': 'stores_data',
    '0150': 'data_at_rest_country',
    '0160': 'processing_country',
    '0170': 'data_sensitiveness',
  },
  'b_03.01': { '0010': 'contract_ref', '0020': 'entity_lei' },
  'b_03.02': { '0010': 'contract_ref', '0020': 'provider_lei' },
  'b_03.03': { '0010': 'contract_ref', '0020': 'entity_lei' },
  'b_04.01': { '0010': 'contract_ref', '0020': 'entity_lei' },
  'b_05.01': {
    '0010': 'provider_lei',
    '0050': 'provider',
    '0080': 'provider_hq_country',
    '0110': 'ultimate_parent_lei',
  },
  'b_05.02': {
    '0010': 'contract_ref',
    '0020': 'service',
    '0030': 'provider_lei',
    '0050': 'chain_rank',
    '0060': 'subcontractor_lei',
  },
  'b_06.01': { '0010': 'function_id', '0040': 'entity_lei', '0050': 'supports_critical_function' },
  'b_07.01': {
    '0010': 'contract_ref',
    '0020': 'provider_lei',
    '0040': 'service',
    '0050': 'substitutability',
    '0070': 'last_audit_on',
    '0080': 'exit_plan',
  },
};

/** The template that a file, a sheet or a title names: `b_02.02`. */
export function doraTemplateIn(text: string): string | undefined {
  const found = /(?:^|[^a-z0-9])b[_ -]?(\d{2})[._-](\d{2})(?!\d)/i.exec(text);
  const template = found ? `b_${found[1]}.${found[2]}` : undefined;
  return template !== undefined && Object.hasOwn(templates, template) ? template : undefined;
}

/**
 * The neutral column of a header that is a code: `B_02.02.0150`, `c0150` in a table of that template. `other` for a code whose content no duty
 * asks for; undefined for a header that is none.
 */
export function doraColumn(header: string, template: string | undefined): string | 'other' | undefined {
  const text = header.trim();
  const full = /^b[_ ]?(\d{2})[._](\d{2})[._]?c?(\d{4})$/i.exec(text);
  const short = /^c?(\d{4})$/i.exec(text);
  const table = full ? `b_${full[1]}.${full[2]}` : template;
  const number = full?.[3] ?? short?.[1];
  if (number === undefined || table === undefined || !Object.hasOwn(templates, table)) return undefined;
  const columns = templates[table] as Readonly<Record<string, string>>;
  return Object.hasOwn(columns, number) ? (columns[number] as string) : 'other';
}
