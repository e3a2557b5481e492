import type { Evidence } from '../model/match.ts';
import type { Finding, Renderer, RenderOptions } from '../model/report.ts';
import { visible } from './writing/visible-text.ts';

const columns = [
  'id', 'severity', 'status', 'confidence', 'entity', 'entity_name', 'country', 'relation', 'kind', 'component', 'version', 'purl',
  'site', 'path', 'line', 'column', 'field', 'value', 'matched', 'lists', 'since', 'rule', 'message', 'remedy', 'waiver_reason',
  'waiver_expires',
] as const; // biome-ignore format: a list

/**
 * For spreadsheets: RFC 4180 with a byte order mark, without which Excel garbles names in other scripts. One row for each place,
 * so a finding with three places has three rows with one id. The first row of an incomplete scan says so.
 */
export const csvRenderer: Renderer = {
  id: 'csv',
  title: 'CSV for spreadsheets, one row a place',
  *render(report, options) {
    yield `\ufeff${columns.join(',')}\r\n`;
    if (!report.complete) {
      const lost = report.inputs
        .filter(({ status }) => status === 'failed' || status === 'partial')
        .map(({ path }) => path);
      const message = `The scan is not complete; not read in full: ${lost.join(', ') || 'see the problems of the JSON report'}`;
      yield row({ severity: 'info', status: 'incomplete', message }, options);
    }
    for (const finding of report.findings) {
      for (const place of finding.evidence) yield row(cellsOf(finding, place), options);
    }
  },
};

type Cells = Partial<Record<(typeof columns)[number], string | number | undefined>>;

function cellsOf(finding: Finding, place: Evidence): Cells {
  const { id, severity, status, confidence, entity, relation, component, listings, rule, message, remedy, waiver } =
    finding;
  return {
    id,
    severity,
    status,
    confidence,
    entity: entity?.id,
    entity_name: entity?.name,
    country: entity?.country ?? undefined,
    relation,
    kind: component.kind,
    component: component.name,
    version: component.versions?.join(' ') ?? component.version,
    purl: component.purl,
    site: component.site,
    path: place.path,
    line: place.line,
    column: place.column,
    field: place.field,
    value: place.value,
    matched: place.matched,
    lists: listings.map(({ list }) => list).join(' '),
    since: listings[0]?.since,
    rule,
    message,
    remedy,
    waiver_reason: waiver?.reason,
    waiver_expires: waiver?.expires,
  };
}

function row(cells: Cells, options: RenderOptions): string {
  const guard = options.formulas !== 'keep';
  return `${columns.map((column) => cell(cells[column], guard ? guarded : asIs)).join(',')}\r\n`;
}

function cell(value: string | number | undefined, change: (text: string) => string): string {
  if (value === undefined) return '';
  const text = change(visible(String(value)));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs a cell that begins with one of these, also in its full-width form. Tab and line break begin as visible
 * escapes and cannot.
 */
function guarded(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/.test(text) ? `'${text}` : text;
}

function asIs(text: string): string {
  return text;
}
