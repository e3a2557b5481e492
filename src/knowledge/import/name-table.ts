/**
 * A plain table of names, as a team keeps one or another list is exported to: a heading with a column for the name; other columns as far
 * as they are there. Surprising: rows of one
 * file may stand on several lists, built-in ones too; a row that names none stands on a list called after the file.
 */
import { countryCodeOf } from '../../identity/country.ts';
import type { List } from '../../model/knowledge.ts';
import { type Severity, severities } from '../../model/match.ts';
import { idFromName } from '../rule-files/own-id.ts';
import { isAddress } from './consolidated-screening-list.ts';
import {
  counter,
  dateIn,
  evened,
  type FileFault,
  type FileReading,
  headingOf,
  type ImportOptions,
  type NamedRow,
  type OfficialFile,
  subjectOf,
  type TableRow,
} from './official-file.ts';

/** Headings by what they mean. The first column of a row of synonyms that is there is taken. */
const synonyms = {
  name: [
    'name',
    'entity name',
    'entity',
    'company',
    'company name',
    'organisation',
    'organization',
    'organisation name',
    'organization name',
    'legal name',
    'supplier',
    'vendor',
    'manufacturer',
    'caption',
  ],
  aliases: [
    'aliases',
    'alias',
    'alt names',
    'alternative names',
    'also known as',
    'aka',
    'other names',
    'name variants',
  ],
  country: ['country', 'countries', 'country code', 'jurisdiction', 'seat'],
  list: ['list', 'list id', 'list name', 'dataset', 'programme', 'program'],
  since: ['since', 'date', 'listed', 'listed on', 'start date', 'date listed', 'effective', 'effective date', 'from'],
  until: ['until', 'end date', 'ends', 'expires', 'removed'],
  source: ['source', 'sources', 'reference', 'evidence'],
  url: ['url', 'source url', 'link', 'source list url'],
  reason: ['reason', 'why', 'notes', 'note', 'remarks', 'comment'],
  scope: ['scope', 'covers'],
  severity: ['severity', 'risk'],
  type: ['type', 'schema', 'entity type', 'kind', 'subject type'],
} as const;
type Column = keyof typeof synonyms;

/** Where the columns stand; nothing where none holds names. */
export function nameColumns(fields: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const names = fields.map(headingOf);
  const columns = new Map<Column, number>();
  for (const [column, words] of Object.entries(synonyms) as [Column, readonly string[]][]) {
    const at = words.map((word) => names.indexOf(word)).find((found) => found >= 0);
    if (at !== undefined) columns.set(column, at);
  }
  return columns.has('name') ? columns : undefined;
}

/** `known` are lists that need no definition. */
export function readNameTable(
  file: OfficialFile,
  table: readonly TableRow[],
  options: ImportOptions,
  known: (list: string) => boolean,
): FileReading {
  const faults: FileFault[] = [...file.faults];
  const left = counter();
  const rows: NamedRow[] = [];
  const lists = new Map<string, List>();
  const [head, ...data] = table;
  const columns = nameColumns(head?.fields ?? []) ?? new Map<Column, number>();
  const fileName = file.path.replace(/^.*[/\\]/, '');
  const width = head?.fields.length ?? 0;
  const stem = idFromName(fileName.replace(/\.[a-z]{2,4}$/i, ''));
  const ownId = known(stem) ? `own-${stem}` : stem;
  let count = 0;
  for (const { fields, line } of data) {
    count++;
    if (fields.length !== width) {
      faults.push({ path: file.path, line, message: `has ${fields.length} columns where the heading has ${width}` });
      continue;
    }
    const cell = (column: Column): string => evened(fields[columns.get(column) ?? -1] ?? '');
    const name = cell('name');
    const fault = (message: string): void => {
      faults.push({ path: file.path, line, message });
    };
    if (!/[\p{L}\p{N}]/u.test(name)) {
      fault('has no name');
      continue;
    }
    const subject = subjectOf(cell('type'));
    if (subject === 'individual' || subject === 'vessel' || subject === 'aircraft') {
      left.add(subject);
      continue;
    }
    const since = dateOf(cell('since'), 'since', fault);
    const until = dateOf(cell('until'), 'until', fault);
    if (since !== undefined && until !== undefined && until < since) {
      fault(`"until" ${until} lies before "since" ${since}`);
      continue;
    }
    const countries = cell('country')
      .split(/[;|]/)
      .filter((one) => one.trim() !== '');
    const codes = [...new Set(countries.flatMap((one) => countryCodeOf(one.trim()) ?? []))];
    const unknown = countries.find(
      (one) => countryCodeOf(one.trim()) === undefined && !/^(?:xx|eu|su|unknown|n\/?a|-)$/i.test(one.trim()),
    );
    if (unknown !== undefined) fault(`${JSON.stringify(unknown.trim().slice(0, 80))} is no country`);
    const said = cell('list');
    const id = options.as ?? (said === '' ? ownId : listId(said, known));
    const source = cell('source');
    const address = [cell('url'), source].find(isAddress) ?? options.listUrl;
    if (!known(id) && !lists.has(id)) lists.set(id, ownList(id, said || fileName, options));
    const severity = cell('severity').toLowerCase();
    const isSeverity = (severities as readonly string[]).includes(severity);
    if (severity !== '' && !isSeverity) fault(`${JSON.stringify(severity.slice(0, 40))} is no severity`);
    const scope = cell('scope');
    const by = source !== '' && !isAddress(source) ? source : `${fileName}, as of ${options.asOf}`;
    const [country] = codes;
    rows.push({
      name,
      aliases: cell('aliases')
        .split(/[;|]/)
        .map(evened)
        .filter((alias) => /[\p{L}\p{N}]/u.test(alias)),
      ...(country !== undefined && codes.length === 1 && { country }),
      reason:
        cell('reason') ||
        (said === ''
          ? `Named in ${fileName} of ${options.asOf}`
          : `On the list ${said}, by ${fileName} of ${options.asOf}`),
      ...(isSeverity && { severity: severity as Severity }),
      list: {
        list: id,
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
        ...(scope !== '' && { scope }),
        source: { title: by, ...(address !== undefined && { url: address }), date: options.asOf, kind: 'secondary' },
      },
      place: { path: file.path, line },
    });
  }
  return {
    path: file.path,
    title: 'table of names',
    count,
    rows,
    lists: [...lists.values()],
    faults,
    left: left.counts(),
  };
}

/** A built-in list by its id, or a list of the team's own. */
function listId(said: string, known: (list: string) => boolean): string {
  return known(said) ? said : idFromName(said);
}

function dateOf(text: string, column: string, fault: (message: string) => void): string | undefined {
  const date = dateIn(text);
  if (text !== '' && date === undefined)
    fault(`"${column}" holds ${JSON.stringify(text.slice(0, 40))}, which is no date`);
  return date;
}

function ownList(id: string, title: string, { listUrl, asOf }: ImportOptions): List {
  return {
    id,
    title,
    authority: 'The owner of this file',
    jurisdiction: 'XX',
    effect: 'designation',
    status: 'in-force',
    affiliates: { test: 'named-only' },
    url: listUrl ?? '',
    asOf,
    evidence: 'secondary',
    sources: [],
  };
}
