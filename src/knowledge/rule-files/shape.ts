import type { RuleIdentifierKind } from '../../model/knowledge.ts';

/**
 * The vocabulary in which rule files are described. One description (`vocabulary.ts`) is read by the validator
 * (`validate.ts`) and by the writer of the JSON Schemas (`json-schema.ts`), so the two cannot disagree.
 *
 * `Gives` is what the validator makes of a node; it exists for the compiler only, and ties each description to the type of
 * the model: a field that the model has and the description lacks does not compile.
 */
export type Shape<Gives = unknown> = ShapeData & { readonly gives?: Gives };

/** What a text must look like. Each has a test in `text-forms.ts` and a pattern in the JSON Schema. */
export type TextForm =
  | 'line'
  | 'prose'
  | 'id'
  | 'date'
  | 'country'
  | 'jurisdiction'
  | 'web-address'
  | 'id-glob'
  | 'host'
  | 'region-glob'
  | 'category'
  | 'identifier'
  | 'example'
  | 'pattern';

/** Ids of other rows; a text that names one must find it in the whole set. */
export type ReferenceTo = 'lists' | 'entities' | 'origins' | 'profiles' | 'duties';

export interface TextShape {
  readonly is: 'text';
  readonly form: TextForm;
  /** The kind whose syntax a `pattern` follows. */
  readonly kind?: RuleIdentifierKind;
  readonly refersTo?: ReferenceTo;
}
export interface NumberShape {
  readonly is: 'number';
  readonly least: number;
  readonly most: number;
}
export interface FlagShape {
  readonly is: 'flag';
}
export interface ChoiceShape {
  readonly is: 'choice';
  readonly values: readonly string[];
  /** For choices that many rows share: the name under which a JSON Schema writes them once. */
  readonly called?: string;
}
export interface RowsShape {
  readonly is: 'rows';
  readonly of: ShapeData;
  readonly least: number;
  /** What becomes of the list when one of its rows cannot be used: nothing, or the sound rows. */
  readonly keeps: 'all-or-nothing' | 'sound-rows';
}
/** A mapping whose keys are data. */
export interface MembersShape {
  readonly is: 'members';
  readonly keys: ChoiceShape | TextShape;
  readonly of: ShapeData;
}
export interface RecordShape {
  readonly is: 'record';
  readonly title: string;
  readonly fields: readonly NamedField[];
  /** The row may be written as the text of this field alone. */
  readonly shorthand?: string;
  /** Conditions between fields, tested on rows whose fields are sound. */
  readonly also: readonly RecordCheck<never>[];
}
/** Told apart by how the value is written: text, number, list, mapping. */
export interface EitherShape {
  readonly is: 'either';
  readonly of: readonly ShapeData[];
}
export type ShapeData =
  | TextShape
  | NumberShape
  | FlagShape
  | ChoiceShape
  | RowsShape
  | MembersShape
  | RecordShape
  | EitherShape;

export interface Field<Value> {
  readonly shape: Shape<Value>;
  readonly doc: string;
  readonly need: 'required' | 'optional';
  /** What an absent key stands for. */
  readonly otherwise?: Value;
}
export interface NamedField extends Field<unknown> {
  /** As the model names it. */
  readonly name: string;
  /** As rule files write it. */
  readonly key: string;
}
export type FieldsOf<Row> = { readonly [Name in keyof Row]-?: Field<Exclude<Row[Name], undefined>> };

/** Says at which field, in the model's words, a row contradicts itself. */
export type RecordCheck<Row> = (
  row: Row,
  tell: (field: string & keyof Row, message: string, weight?: 'mistake' | 'unwise') => void,
) => void;

export const line: Shape<string> = { is: 'text', form: 'line' };
export const prose: Shape<string> = { is: 'text', form: 'prose' };
export const date: Shape<string> = { is: 'text', form: 'date' };
export const flag: Shape<boolean> = { is: 'flag' };

export function text(form: TextForm): Shape<string> {
  return { is: 'text', form };
}

export function reference(refersTo: ReferenceTo): Shape<string> {
  return { is: 'text', form: 'id', refersTo };
}

/** Ids or globs over ids of other rows, `!` before one to take it out again. */
export function references(refersTo: ReferenceTo): Shape<readonly string[]> {
  return rows<string>({ is: 'text', form: 'id-glob', refersTo });
}

export function pattern(kind: RuleIdentifierKind): Shape<string> {
  return { is: 'text', form: 'pattern', kind };
}

export function number(least: number, most: number): Shape<number> {
  return { is: 'number', least, most };
}

export function choice<const Value extends string>(values: readonly Value[], called?: string): Shape<Value> {
  return called === undefined ? { is: 'choice', values } : { is: 'choice', values, called };
}

export function rows<Row>(of: Shape<Row>, least: 0 | 1 = 0): Shape<readonly Row[]> {
  return { is: 'rows', of, least, keeps: 'all-or-nothing' };
}

/** Rows that stand for themselves: one with a mistake leaves the others usable. */
export function section<Row>(of: Shape<Row>): Shape<readonly Row[]> {
  return { is: 'rows', of, least: 0, keeps: 'sound-rows' };
}

export function members<Key extends string, Value>(
  keys: Shape<Key>,
  of: Shape<Value>,
): Shape<Partial<Record<Key, Value>> & Readonly<Record<string, Value>>> {
  return { is: 'members', keys: keys as ChoiceShape | TextShape, of };
}

export function either<Gives>(...of: readonly Shape<Gives>[]): Shape<Gives> {
  return { is: 'either', of };
}

/** A mapping with the fields of `Row`; keys are the kebab-case of the model's names. */
export function record<Row>(
  title: string,
  fields: FieldsOf<Row>,
  ...also: readonly RecordCheck<Row>[]
): Shape<Row> & RecordShape {
  const named = (Object.entries(fields) as [string, Field<unknown>][]).map(([name, field]) => ({
    ...field,
    name,
    key: kebab(name),
  }));
  return { is: 'record', title, fields: named, also: also as readonly RecordCheck<never>[] };
}

/** As `shape`, but a row may also be the text of one of its fields alone. */
export function orText<Row>(shape: Shape<Row> & RecordShape, shorthand: string & keyof Row): Shape<Row> {
  return { ...shape, shorthand };
}

export function required<Value>(shape: Shape<Value>, doc: string): Field<Value> {
  return { shape, doc, need: 'required' };
}

export function optional<Value>(shape: Shape<Value>, doc: string, otherwise?: Value): Field<Value> {
  return { shape, doc, need: 'optional', otherwise };
}

/** `asOf` is written `as-of`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
