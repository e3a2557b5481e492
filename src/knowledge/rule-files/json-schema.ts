import { countryCodes, unknownCountry } from '../../identity/country.ts';
import type { RuleIdentifierKind } from '../../model/knowledge.ts';
import type { NamedField, RecordShape, ShapeData, TextForm, TextShape } from './shape.ts';
import { ownFile, shippedDuty, shippedEntity, shippedList, shippedOrigin, shippedProfile } from './vocabulary.ts';

/** A JSON Schema document or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The JSON Schemas (draft 2020-12) of all rule files, by file name. They are for editors: they say which keys there are and
 * what stands in them. References, dates that exist and conditions between fields are left to the reader itself, so what it
 * accepts a schema accepts, but not the other way round.
 */
export function ruleFileSchemas(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['rules-list.schema.json', documentOf('rules-list', 'A published list: rules/lists/<id>.yaml', shippedList)],
    [
      'rules-entity.schema.json',
      documentOf('rules-entity', 'An organisation: rules/entities/<id>.yaml', shippedEntity),
    ],
    [
      'rules-origin.schema.json',
      documentOf('rules-origin', 'A rule about no single organisation: rules/origins/<id>.yaml', shippedOrigin),
    ],
    [
      'rules-profile.schema.json',
      documentOf('rules-profile', 'Who is bound by what: rules/profiles/<id>.yaml', shippedProfile),
    ],
    [
      'rules-duty.schema.json',
      documentOf('rules-duty', 'A duty on a register of providers: rules/duties/<id>.yaml', shippedDuty),
    ],
    ['flagged.schema.json', documentOf('flagged', "A team's own rules: organisations and origins it flags", ownFile)],
  ]);
}

/** The schema of one kind of file that is described by a shape. */
export function documentOf(name: string, title: string, shape: RecordShape): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  const root = mappingOf(shape, definitions);
  const sorted = [...definitions].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `${name}.schema.json`,
    title,
    ...root,
    ...(shape === ownFile && { minProperties: 1 }),
    $defs: Object.fromEntries(sorted),
  };
}

function schemaOf(shape: ShapeData, definitions: Map<string, JsonSchema>): JsonSchema {
  switch (shape.is) {
    case 'text':
      return textSchema(shape, definitions);
    case 'number':
      return { type: 'number', minimum: shape.least, maximum: shape.most };
    case 'flag':
      return { type: 'boolean' };
    case 'choice':
      return shape.called === undefined
        ? { type: 'string', enum: shape.values }
        : define(shape.called, { type: 'string', enum: shape.values }, definitions);
    case 'rows':
      return {
        type: 'array',
        items: schemaOf(shape.of, definitions),
        ...(shape.least > 0 && { minItems: shape.least }),
      };
    case 'members':
      return {
        type: 'object',
        propertyNames: schemaOf(shape.keys, definitions),
        additionalProperties: schemaOf(shape.of, definitions),
      };
    case 'either':
      return { anyOf: shape.of.map((option) => schemaOf(option, definitions)) };
    case 'record':
      return define(shape.title.replaceAll(' ', '-'), recordSchema(shape, definitions), definitions);
  }
}

function recordSchema(shape: RecordShape, definitions: Map<string, JsonSchema>): JsonSchema {
  const mapping = mappingOf(shape, definitions);
  const short = shape.fields.find((field) => field.name === shape.shorthand);
  if (short === undefined) return mapping;
  return { anyOf: [{ description: short.doc, ...schemaOf(short.shape as ShapeData, definitions) }, mapping] };
}

function mappingOf(shape: RecordShape, definitions: Map<string, JsonSchema>): JsonSchema {
  const required = shape.fields.filter((field) => field.need === 'required').map((field) => field.key);
  return {
    type: 'object',
    properties: Object.fromEntries(shape.fields.map((field) => [field.key, fieldSchema(field, definitions)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function fieldSchema(field: NamedField, definitions: Map<string, JsonSchema>): JsonSchema {
  const standard = typeof field.otherwise === 'string' && field.otherwise !== '' ? { default: field.otherwise } : {};
  return { description: field.doc, ...schemaOf(field.shape as ShapeData, definitions), ...standard };
}

/** Rows that occur in several places are written once. Two different ones must not share a title. */
function define(name: string, schema: JsonSchema, definitions: Map<string, JsonSchema>): JsonSchema {
  const before = definitions.get(name);
  if (before !== undefined && JSON.stringify(before) !== JSON.stringify(schema)) {
    throw new RangeError(`two descriptions are called "${name}"`);
  }
  definitions.set(name, schema);
  return { $ref: `#/$defs/${name}` };
}

const written = { type: 'string', pattern: '\\S' };

const forms: Readonly<Record<Exclude<TextForm, 'pattern' | 'country'>, JsonSchema>> = {
  line: written,
  prose: written,
  example: written,
  id: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
  date: { type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' },
  jurisdiction: { type: 'string', pattern: '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' },
  'web-address': { type: 'string', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' },
  'id-glob': { type: 'string', pattern: '^!?[a-z0-9*?-]+$' },
  host: { type: 'string', pattern: '^(\\*\\.)?[^*/\\s]+$' },
  'region-glob': { type: 'string', pattern: '^[^:]+:.+$' },
  category: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
  identifier: { type: 'string', pattern: '^[a-z-]+:.' },
};

/** Kinds whose numbers have one shape; all other patterns are any text that is not wildcards alone. */
const numbers: Partial<Record<RuleIdentifierKind, string>> = {
  oui: '^[0-9A-Fa-f][0-9A-Fa-f:. -]*$',
  bluetooth: '^[0-9]+$',
  snmp: '^[0-9]+$',
};

function textSchema(shape: TextShape, definitions: Map<string, JsonSchema>): JsonSchema {
  if (shape.form === 'country') {
    return define('country', { type: 'string', enum: [...countryCodes(), unknownCountry] }, definitions);
  }
  if (shape.form === 'date') return define('date', forms.date, definitions);
  if (shape.form !== 'pattern') return forms[shape.form];
  const digits = shape.kind === undefined ? undefined : numbers[shape.kind];
  return { type: 'string', pattern: digits ?? '[^*?./@:#-]' };
}
