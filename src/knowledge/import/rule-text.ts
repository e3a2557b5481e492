import type { List, Source } from '../../model/knowledge.ts';
import type { ImportedEntity } from './merge-rows.ts';

/** First line of every file that an import writes: a later import may replace such files, and no others. */
export const importMark = '# Made by "wherefrom rules import"';

/** UTF-16 units of one file at most; rule files may have 1 MiB, and names of other scripts take up to three bytes a unit. */
const mostText = 300_000;

/** Files of a rule folder by name: the lists, then organisations by the first letter of their ids, so that a change touches few files. */
export function ruleFiles(
  lists: readonly List[],
  entities: readonly ImportedEntity[],
  heading: string,
): ReadonlyMap<string, string> {
  const head = `${importMark}\n# ${heading}\n`;
  const files = new Map<string, string>();
  if (lists.length > 0) files.set('lists.yaml', `${head}lists:\n${lists.map(listText).join('')}`);
  const letters = new Map<string, string[]>();
  for (const entity of entities) {
    const letter = /^[a-z0-9]/.exec(entity.id)?.[0] ?? 'other';
    const texts = letters.get(letter);
    if (texts === undefined) letters.set(letter, [entityText(entity)]);
    else texts.push(entityText(entity));
  }
  for (const [letter, texts] of letters) {
    let part = 1;
    let text = '';
    const close = (): void => {
      if (text !== '') files.set(`entities-${letter}${part === 1 ? '' : `-${part}`}.yaml`, `${head}entities:\n${text}`);
      part++;
      text = '';
    };
    for (const one of texts) {
      if (text.length + one.length > mostText) close();
      text += one;
    }
    close();
  }
  return files;
}

/** All of it as one file. */
export function ruleFile(lists: readonly List[], entities: readonly ImportedEntity[], heading: string): string {
  const head = `${importMark}\n# ${heading}\n`;
  return `${head}${lists.length > 0 ? `lists:\n${lists.map(listText).join('')}` : ''}${
    entities.length > 0 ? `entities:\n${entities.map(entityText).join('')}` : ''
  }`;
}

function listText(list: List): string {
  const { affiliates } = list;
  const test =
    affiliates.test === 'aggregate'
      ? `{ test: aggregate, percent: ${affiliates.percent}, operator: ${affiliates.operator} }`
      : `{ test: ${affiliates.test} }`;
  return [
    `  - id: ${list.id}`,
    `    title: ${quoted(list.title)}`,
    `    authority: ${quoted(list.authority)}`,
    `    jurisdiction: ${quoted(list.jurisdiction)}`,
    `    effect: ${list.effect}`,
    '    status: in-force',
    `    affiliates: ${test}`,
    ...(list.url === '' ? [] : [`    url: ${quoted(list.url)}`]),
    `    as-of: ${quoted(list.asOf)}`,
    `    evidence: ${list.evidence}`,
    ...(list.sources.length > 0 ? [`    sources: [${list.sources.map(sourceText).join(', ')}]`] : []),
    '',
  ].join('\n');
}

/** One line an organisation: a change in the list is a changed line, and the reader of rule files takes such lines fast. */
function entityText(entity: ImportedEntity): string {
  const { id, name, aliases, country, severity, listings, merged } = entity;
  const row = {
    id,
    name,
    ...(aliases.length > 0 && { aliases }),
    ...(country !== undefined && { country }),
    reason: merged === undefined ? entity.reason : `${entity.reason}; ${merged}`,
    ...(severity !== undefined && { severity }),
    ...(listings.length > 0 && {
      listings: listings.map(({ list, since, until, scope, source }) => ({
        list,
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
        ...(scope !== undefined && { scope }),
        sources: [source],
      })),
    }),
  };
  return `  - ${flow(row)}\n`;
}

/** Texts, lists and mappings as JSON with a blank behind each comma and colon, which YAML reads as the same. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${quoted(key)}: ${flow(inner)}`)
      .join(', ')}}`;
  return quoted(String(value));
}

function sourceText({ title, url, date, kind }: Source): string {
  const fields = [
    ...(title === undefined ? [] : [`title: ${quoted(title)}`]),
    ...(url === undefined ? [] : [`url: ${quoted(url)}`]),
    ...(date === undefined ? [] : [`date: ${quoted(date)}`]),
    `kind: ${kind}`,
  ];
  return `{ ${fields.join(', ')} }`;
}

/** A JSON string is a double-quoted one of YAML, so nothing in a name can be read as anything else. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
