/**
 * snmpwalk and snmpbulkwalk output, names or numbers. Specification: RFC 3418 (system), RFC 2863 (ifPhysAddress), RFC 6933 (ENTITY-MIB).
 * Surprising: the object id of a device says whose agent it is (net-snmp on anything is 8072), so it is one hint among others.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { cellValue } from './cell-value.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { enterpriseObjectId } from './hardware-ids.ts';
import { macsOf } from './mac-cell.ts';
import { outputLines } from './output-lines.ts';

/** Reads one device, or one for each system group of a file that holds several walks, and the modules of its ENTITY-MIB. */
export const snmpWalk: DocumentFormat = {
  id: 'inventory/snmp-walk',
  title: 'snmpwalk output',
  files: ['snmpwalk*.txt', 'snmp-walk*.txt', '*.snmpwalk', '*.walk'],
  mayBe: ['*.txt'],
  recognise: (head) =>
    /^(?:\.?1\.3\.6\.1\.2\.1\.1\.|iso\.3\.6\.1\.2\.1\.1\.|(?:SNMPv2-MIB|RFC1213-MIB)::sys|sys(?:Descr|ObjectID)\.0)\S* = /m.test(
      head,
    ),
  parse,
};

/** Columns that are read: the number of each, and its name. */
const columns = [
  ['1.3.6.1.2.1.1.1', 'sysDescr'],
  ['1.3.6.1.2.1.1.2', 'sysObjectID'],
  ['1.3.6.1.2.1.2.2.1.6', 'ifPhysAddress'],
  ['1.3.6.1.2.1.47.1.1.1.1.5', 'entPhysicalClass'],
  ['1.3.6.1.2.1.47.1.1.1.1.12', 'entPhysicalMfgName'],
  ['1.3.6.1.2.1.47.1.1.1.1.13', 'entPhysicalModelName'],
] as const;
type Field = (typeof columns)[number][1];

interface Value {
  readonly field: Field;
  readonly index: string;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

function parse(input: DocumentInput): DocumentResult {
  const walks: Value[][] = [];
  for (const value of valuesOf(input.text)) {
    const last = walks[walks.length - 1];
    if (!last || (value.field === 'sysDescr' && last.some(({ field }) => field === 'sysDescr'))) walks.push([value]);
    else last.push(value);
  }
  if (walks.length === 0) throw new UnreadableInput('wrong-shape', 'has no object that names a device', { line: 1 });
  return { components: walks.flatMap(componentsOf) };
}

function componentsOf(values: readonly Value[]): Component[] {
  const more: Identifier[] = [];
  for (const { field, text, line, column } of values) {
    const at = { line, column };
    if (field === 'sysObjectID') {
      const id = enterpriseObjectId(text);
      if (id !== undefined) more.push({ kind: 'snmp', value: id, field, at });
    } else if (field === 'sysDescr') {
      const value = cellValue(text);
      if (value !== '') more.push({ kind: 'banner', value, field, at });
    } else if (field === 'ifPhysAddress')
      macsOf(text, (value) => {
        if (!more.some((seen) => seen.value === value)) more.push({ kind: 'mac', value, field, at });
      });
  }
  const entities = entitiesOf(values);
  const chassis =
    entities.find(({ kind }) => kind === '3' || kind === 'chassis') ?? entities.find(({ index }) => index === '1');
  const at = { line: values[0]?.line ?? 1, column: 1 };
  const host = hardwareComponent({ maker: chassis?.maker, model: chassis?.model, more, at });
  const modules = entities.filter((entity) => entity !== chassis && (entity.maker || entity.model));
  return [
    host,
    ...modules.map((module) =>
      hardwareComponent({
        maker: module.maker,
        model: module.model,
        at: { line: module.line, column: 1 },
        part: { name: 'module', host: host.name },
      }),
    ),
  ];
}

interface Entity {
  readonly index: string;
  readonly line: number;
  kind?: string;
  maker?: Said;
  model?: Said;
}

function entitiesOf(values: readonly Value[]): Entity[] {
  const entities = new Map<string, Entity>();
  for (const { field, index, text, line, column } of values) {
    if (!field.startsWith('ent') || cellValue(text) === '') continue;
    let entity = entities.get(index);
    if (!entity) {
      entity = { index, line };
      entities.set(index, entity);
    }
    const said: Said = { text, field, at: { line, column } };
    if (field === 'entPhysicalMfgName') entity.maker ??= said;
    else if (field === 'entPhysicalModelName') entity.model ??= said;
    else entity.kind ??= /\((\d+)\)|^(\w+)/.exec(text)?.slice(1).find(Boolean);
  }
  return [...entities.values()];
}

/** `<object>.<index> = TYPE: value`; a text may go on over the following lines. */
function valuesOf(text: string): Value[] {
  const values: Value[] = [];
  let open: { value: Value; more: string[] } | undefined;
  const close = (): void => {
    if (open)
      values.push(
        open.more.length === 0
          ? open.value
          : { ...open.value, text: unquoted([open.value.text, ...open.more].join(' ')) },
      );
    open = undefined;
  };
  for (const { text: content, line } of outputLines(text)) {
    const entry = /^(\.?[A-Za-z0-9][\w.:-]*) = (?:([A-Za-z][\w -]{1,20}): ?)?(.*)$/.exec(content);
    if (!entry) {
      open?.more.push(content.trim());
      continue;
    }
    close();
    const object = fieldOf(entry[1] as string);
    const raw = entry[3] as string;
    if (object) {
      const column = content.length - raw.length + 1 + (raw.startsWith('"') ? 1 : 0);
      open = { value: { ...object, text: unquoted(raw), line, column }, more: [] };
    }
  }
  close();
  return values;
}

function fieldOf(object: string): { field: Field; index: string } | undefined {
  const numeric = object.replace(/^\./, '').replace(/^iso\./, '1.');
  for (const [oid, field] of columns) {
    if (numeric.startsWith(`${oid}.`)) return { field, index: numeric.slice(oid.length + 1) };
    const named = object.lastIndexOf(`${field}.`);
    if (named === 0 || (named > 1 && object.endsWith(`::${object.slice(named)}`)))
      return { field, index: object.slice(named + field.length + 1) };
  }
  return undefined;
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '').trim();
}
