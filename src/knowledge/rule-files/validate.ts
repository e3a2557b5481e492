import type {
  ChoiceShape,
  EitherShape,
  MembersShape,
  NamedField,
  NumberShape,
  RecordShape,
  ReferenceTo,
  RowsShape,
  ShapeData,
  TextShape,
} from './shape.ts';
import { shown, shownBare, suggestion } from './shown.ts';
import { textFault } from './text-fault.ts';
import type { YamlList, YamlMap, YamlNode, YamlScalar } from './yaml-tree.ts';

/** Where the validator puts what it finds, for one file. */
export interface ValidationSink {
  readonly mistake: (offset: number, message: string) => void;
  readonly warning: (offset: number, message: string) => void;
  /** A text that names another row; looked up when all files are read. */
  readonly refers: (to: ReferenceTo, text: string, offset: number) => void;
  /** Which node a record or list of the result came from. */
  readonly remember: (value: object, node: YamlNode) => void;
}

/** Stands for a value that cannot be used; its mistakes are told already. */
export const unusable = Symbol('unusable');

/**
 * The value that a node stands for by its description, in the model's words, or `unusable`. Goes on after a mistake, so
 * that one run tells all of them; a list keeps its sound rows. `what` names the value in messages: `"aliases"`.
 */
export function readShape(shape: ShapeData, node: YamlNode, what: string, sink: ValidationSink): unknown {
  if (node.is === 'scalar' && node.value === null) {
    sink.mistake(node.offset, `${what} has no value; give one or leave the key out`);
    return unusable;
  }
  switch (shape.is) {
    case 'text':
      return node.is === 'scalar' ? readText(shape, node, what, sink) : wrong(node, `${what} must be text`, sink);
    case 'choice':
      return node.is === 'scalar'
        ? readChoice(shape, node, what, sink)
        : wrong(node, `${what} must be a single word`, sink);
    case 'number':
      return readNumber(shape, node, what, sink);
    case 'flag':
      if (node.is === 'scalar' && typeof node.value === 'boolean') return node.value;
      return wrong(node, `${what} must be true or false`, sink);
    case 'rows':
      return readRows(shape, node, what, sink);
    case 'members':
      return node.is === 'map' ? readMembers(shape, node, what, sink) : wrong(node, `${what} must be a mapping`, sink);
    case 'record':
      return readRecord(shape, node, what, sink);
    case 'either':
      return readEither(shape, node, what, sink);
  }
}

function wrong(node: YamlNode, message: string, sink: ValidationSink): typeof unusable {
  sink.mistake(node.offset, message);
  return unusable;
}

/** A scalar as text, where YAML has not made something else of it. */
function textOf(node: YamlScalar, what: string, sink: ValidationSink): string | undefined {
  if (typeof node.value === 'string') return node.value;
  const kind =
    typeof node.value === 'boolean' ? 'true or false' : typeof node.value === 'number' ? 'a number' : 'no text';
  const source = shownBare(node.source);
  sink.mistake(node.offset, `${what}: ${source} is ${kind} to YAML; quote it: "${source}"`);
  return undefined;
}

function readText(shape: TextShape, node: YamlScalar, what: string, sink: ValidationSink): unknown {
  const value = textOf(node, what, sink);
  if (value === undefined) return unusable;
  const fault = textFault(shape, value);
  if (fault !== undefined) {
    const subject = /^["b]|^unknown/.test(fault.message) ? `${what}: ` : `${what} `;
    if (fault.weight === 'mistake') return wrong(node, subject + fault.message, sink);
    sink.warning(node.offset, subject + fault.message);
  }
  if (shape.refersTo !== undefined) sink.refers(shape.refersTo, value, node.offset);
  return shape.form === 'prose' || shape.form === 'line' ? value.trim() : value;
}

function readChoice(shape: ChoiceShape, node: YamlScalar, what: string, sink: ValidationSink): unknown {
  const value = textOf(node, what, sink);
  if (value === undefined) return unusable;
  if (shape.values.includes(value)) return value;
  const choices = shape.values.length <= 12 ? `; one of ${shape.values.join(', ')}` : '';
  return wrong(node, `${what}: unknown value ${shown(value)}${suggestion(value, shape.values)}${choices}`, sink);
}

function readNumber(shape: NumberShape, node: YamlNode, what: string, sink: ValidationSink): unknown {
  if (node.is !== 'scalar' || typeof node.value !== 'number' || !Number.isFinite(node.value)) {
    return wrong(node, `${what} must be a number`, sink);
  }
  if (node.value >= shape.least && node.value <= shape.most) return node.value;
  return wrong(node, `${what} must lie between ${shape.least} and ${shape.most}`, sink);
}

function readRows(shape: RowsShape, node: YamlNode, what: string, sink: ValidationSink): unknown {
  if (node.is !== 'list') {
    const written = node.is === 'scalar' ? `: [${shownBare(node.source, 30)}]` : '';
    return wrong(node, `${what} must be a list${written}`, sink);
  }
  if (node.items.length < shape.least) return wrong(node, `${what} must hold at least one row`, sink);
  const result: unknown[] = [];
  const nodes: YamlNode[] = [];
  const row = shape.of.is === 'record' && shape.of.shorthand === undefined ? articled(shape.of.title) : what;
  for (const item of node.items) {
    const value = readShape(shape.of, item, row, sink);
    if (value === unusable) continue;
    result.push(value);
    nodes.push(item);
  }
  if (nodes.length < node.items.length && shape.keeps === 'all-or-nothing') return unusable;
  const kept: YamlList = { ...node, items: nodes };
  sink.remember(result, kept);
  return result;
}

function readMembers(shape: MembersShape, node: YamlMap, what: string, sink: ValidationSink): unknown {
  const result = Object.create(null) as Record<string, unknown>;
  for (const { key, keyOffset, value } of node.entries) {
    const keyNode: YamlScalar = { is: 'scalar', value: key, source: key, offset: keyOffset, size: 1 };
    const name = readShape(shape.keys, keyNode, `a key of ${what}`, sink);
    const read = readShape(shape.of, value, shown(key), sink);
    if (name !== unusable && read !== unusable) result[name as string] = read;
  }
  sink.remember(result, node);
  return result;
}

function readRecord(shape: RecordShape, node: YamlNode, what: string, sink: ValidationSink): unknown {
  if (node.is === 'scalar' && shape.shorthand !== undefined) {
    const short = shape.fields.find((field) => field.name === shape.shorthand) as NamedField;
    const value = readShape(short.shape as ShapeData, node, what, sink);
    return value === unusable ? unusable : withDefaults(shape, { [short.name]: value }, node, sink);
  }
  if (node.is !== 'map') {
    return wrong(node, `${what} must be a mapping with keys such as ${exampleKeys(shape)}`, sink);
  }
  const row: Record<string, unknown> = {};
  const found = new Set<string>();
  let isSound = true;
  for (const { key, keyOffset, value } of node.entries) {
    const field = fieldNamed(shape, key);
    if (field === undefined) {
      isSound = false;
      const near = suggestion(key, keysOf(shape));
      const meant = /did you mean "(.*)"/.exec(near)?.[1];
      if (meant !== undefined) found.add(meant);
      sink.mistake(keyOffset, `unknown key ${shown(key)}${near}`);
      continue;
    }
    found.add(key);
    const read = readShape(field.shape as ShapeData, value, shown(key), sink);
    if (read === unusable) isSound = false;
    else row[field.name] = read;
  }
  for (const field of shape.fields) {
    if (field.need === 'required' && !found.has(field.key)) {
      isSound = false;
      sink.mistake(node.offset, `${shape.title} needs "${field.key}"`);
    }
  }
  return isSound ? withDefaults(shape, row, node, sink) : unusable;
}

function withDefaults(shape: RecordShape, row: Record<string, unknown>, node: YamlNode, sink: ValidationSink): unknown {
  for (const field of shape.fields) {
    if (row[field.name] === undefined && field.otherwise !== undefined) row[field.name] = field.otherwise;
  }
  sink.remember(row, node);
  let isSound = true;
  for (const check of shape.also) {
    check(row as never, (name: string, message: string, weight = 'mistake') => {
      const offset = memberOffset(shape, node, name);
      if (weight === 'unwise') sink.warning(offset, message);
      else {
        sink.mistake(offset, message);
        isSound = false;
      }
    });
  }
  return isSound ? row : unusable;
}

function memberOffset(shape: RecordShape, node: YamlNode, name: string): number {
  if (node.is !== 'map') return node.offset;
  const key = shape.fields.find((field) => field.name === name)?.key ?? name;
  return node.entries.find((entry) => entry.key === key)?.value.offset ?? node.offset;
}

function readEither(shape: EitherShape, node: YamlNode, what: string, sink: ValidationSink): unknown {
  const fitting = shape.of.find((option) => fits(option, node));
  if (fitting !== undefined) return readShape(fitting, node, what, sink);
  return wrong(node, `${what} must be ${shape.of.map((option) => option.is).join(' or ')}`, sink);
}

function fits(shape: ShapeData, node: YamlNode): boolean {
  if (shape.is === 'rows') return node.is === 'list';
  if (shape.is === 'record' || shape.is === 'members') return node.is === 'map';
  if (node.is !== 'scalar') return false;
  if (shape.is === 'number') return typeof node.value === 'number';
  return shape.is === 'flag' ? typeof node.value === 'boolean' : typeof node.value === 'string';
}

const fieldTables = new WeakMap<RecordShape, ReadonlyMap<string, NamedField>>();

function fieldNamed(shape: RecordShape, key: string): NamedField | undefined {
  let table = fieldTables.get(shape);
  if (table === undefined) {
    table = new Map(shape.fields.map((field) => [field.key, field]));
    fieldTables.set(shape, table);
  }
  return table.get(key);
}

function keysOf(shape: RecordShape): readonly string[] {
  return shape.fields.map((field) => field.key);
}

function exampleKeys(shape: RecordShape): string {
  return shape.fields
    .slice(0, 3)
    .map((field) => `"${field.key}"`)
    .join(', ');
}

function articled(title: string): string {
  return `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title}`;
}
