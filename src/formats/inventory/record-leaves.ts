import { isRecord } from '../../syntax/shape.ts';
import { meaningOf } from './header-words.ts';

/** One value of a record, with the header it stands for and its path in the record. */
export interface Leaf {
  readonly header: string;
  readonly value: string;
  readonly path: readonly (string | number)[];
}

const deepest = 5;
const mostLeaves = 400;
/** Of one list: the interfaces of a large switch are fewer. */
const longestList = 2_000;

/** Members that only say what their object is called, the best first: `manufacturer: {id, name, url}` is a maker's name. */
const nameMembers: readonly string[] = [
  'display_value',
  'displayValue',
  'name',
  'displayName',
  'display_name',
  'display',
  'label',
  'value',
  'title',
];

/** Members of a nested object that only find it again. */
const pointers: ReadonlySet<string> = new Set(['id', 'url', 'link', 'href', 'slug', 'self', 'display_url']);

/**
 * The values of a JSON record as cells: nested objects become dotted headers, lists become one cell with all their values, and an object
 * that stands for a name becomes that name. Of two values for one header the first by `nameMembers` is kept.
 */
export function leavesOf(record: Record<string, unknown>): Leaf[] {
  const leaves = new Map<string, Leaf>();
  collect(record, [], [], leaves);
  return [...leaves.values()];
}

function collect(
  value: Record<string, unknown>,
  names: readonly string[],
  path: readonly (string | number)[],
  into: Map<string, Leaf>,
): void {
  const entries = Object.entries(value);
  if (names.length > 0) entries.sort(([a], [b]) => rank(a) - rank(b));
  for (const [name, member] of entries) {
    if (into.size >= mostLeaves) return;
    if (names.length > 0 && pointers.has(name)) continue;
    const isName = names.length > 0 && nameMembers.includes(name);
    // A device type is called by its model, and prints that once more.
    if (isName && Object.hasOwn(value, 'model')) continue;
    const header = isName ? names : [...names, name];
    const where = [...path, name];
    if (isRecord(member)) {
      if (names.length < deepest) collect(member, header, where, into);
    } else if (Array.isArray(member)) collectList(member, header, where, into);
    else add(header, scalarText(member), where, into);
  }
}

function rank(name: string): number {
  const at = nameMembers.indexOf(name);
  return at < 0 ? nameMembers.length : at;
}

function collectList(
  list: readonly unknown[],
  header: readonly string[],
  path: readonly (string | number)[],
  into: Map<string, Leaf>,
): void {
  const scalars: string[] = [];
  const nested = new Map<string, { values: string[]; path: readonly (string | number)[] }>();
  for (const [index, element] of list.slice(0, longestList).entries()) {
    if (!isRecord(element)) {
      const text = scalarText(element);
      if (text !== '') scalars.push(text);
      continue;
    }
    if (header.length >= deepest) continue;
    const inner = new Map<string, Leaf>();
    collect(element, header, [...path, index], inner);
    for (const leaf of inner.values()) {
      const known = nested.get(leaf.header);
      if (known) known.values.push(leaf.value);
      else nested.set(leaf.header, { values: [leaf.value], path: leaf.path });
    }
  }
  add(header, scalars.join(', '), path, into);
  for (const [name, { values, path: where }] of nested)
    if (into.size < mostLeaves && !into.has(name))
      into.set(name, { header: name, value: values.join(', '), path: where });
}

function add(
  names: readonly string[],
  value: string,
  path: readonly (string | number)[],
  into: Map<string, Leaf>,
): void {
  const header = headerOf(names);
  // An empty member still tells what sort of record this is.
  if (!into.get(header)?.value) into.set(header, { header, value, path });
}

/** The dotted name; of a nested address only its last part where the whole is nobody's word. */
function headerOf(names: readonly string[]): string {
  const whole = names.join('.');
  const last = names[names.length - 1] as string;
  return names.length > 1 && meaningOf(whole) === undefined && meaningOf(last)?.column === 'mac' ? last : whole;
}

function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
