/**
 * Device and module types of NetBox's type library: one YAML file a model below device-types/<maker>/. Documentation: netbox-community,
 * devicetype-library. Surprising: a library holds every model there is, so a file proves no device; it is an entry of a catalogue.
 */
import type { Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { cellValue } from './cell-value.ts';
import { deviceName } from './device-name.ts';

/** Reads the type as one entry of a catalogue. */
export const deviceType: DocumentFormat = {
  id: 'inventory/device-type',
  title: 'NetBox device type',
  files: ['device-types/*/*.yaml', 'device-types/*/*.yml', 'module-types/*/*.yaml', 'module-types/*/*.yml'],
  parse,
  locate: locateYaml,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseYaml(input.text);
  if (!isRecord(data)) throw new UnreadableInput('wrong-shape', 'is no mapping', { line: 1 });
  const maker = cellValue(stringOf(data.manufacturer) ?? '');
  const model = cellValue(textOf(data.model));
  if (maker === '' || model === '')
    throw new UnreadableInput('missing-field', 'has no manufacturer or no model', { line: 1 });
  const part = cellValue(textOf(data.part_number));
  const identifiers: Identifier[] = [
    { kind: 'organisation', value: maker, field: 'manufacturer', at: { path: ['manufacturer'] } },
    { kind: 'model', value: model, field: 'model', at: { path: ['model'] } },
  ];
  if (part !== '' && part !== model)
    identifiers.push({ kind: 'model', value: part, field: 'part_number', at: { path: ['part_number'] } });
  const name = deviceName(maker, model, identifiers);
  return {
    components: [{ kind: 'device', name, identifiers, at: { path: ['model'] }, attributes: { row: 'catalogue' } }],
  };
}

/** A model such as 7090 is a number in YAML. */
function textOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : (stringOf(value) ?? '');
}
