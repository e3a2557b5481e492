/**
 * lshw -json. No specification: the tool's code. Surprising: older versions print several objects without an array around them, and the
 * serial number of a network node is its hardware address.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, listOf, stringOf } from '../../syntax/shape.ts';
import type { Path, Position } from '../../syntax/text.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { isMac } from './mac-cell.ts';

/** Reads the computer, and every node with a vendor or a product below it as one of its parts. */
export const lshw: DocumentFormat = {
  id: 'inventory/lshw',
  title: 'lshw -json output',
  files: ['lshw*.json', '*.lshw.json'],
  mayBe: ['*.json'],
  recognise: (head) =>
    /"class"\s*:\s*"\w+"/.test(head) && /"(?:physid|claimed)"\s*:/.test(head) && /"id"\s*:/.test(head),
  parse,
  locate,
};

function parse(input: DocumentInput): DocumentResult {
  const data = readNodes(input.text);
  const roots = Array.isArray(data) ? data : [data];
  if (!roots.some((node) => isRecord(node) && stringOf(node.class) !== undefined))
    throw new NotThisFormat('holds no node of lshw');
  const components: Component[] = [];
  for (const [index, node] of roots.entries()) {
    if (!isRecord(node)) throw new UnreadableInput('wrong-type', 'has a node that is no object');
    const host = node.class === 'system' ? stringOf(node.id) : undefined;
    walk(node, Array.isArray(data) ? [index] : [], host, components);
  }
  return { components };
}

/** Several objects in a row are read as if they stood in an array; commas between them or none. */
function readNodes(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxFault) || error.code !== 'syntax' || !/^\s*\{/.test(text)) throw error;
    try {
      return parseJson(inArray(text));
    } catch {
      throw error;
    }
  }
}

/** Line ends stay where they are, and only the first line moves by one column. */
function inArray(text: string): string {
  return `[${text.replace(/^(\s*\}),?(\s*)(?=\{)/gm, '$1,$2').replace(/,\s*$/, '')}]`;
}

function locate(text: string, paths: readonly Path[]): (Position | undefined)[] {
  const found = locateJson(text, paths);
  if (found.some((position) => position !== undefined) || !/^\s*\{/.test(text)) return found;
  return locateJson(inArray(text), paths).map((position) =>
    position?.line === 1 ? { line: 1, column: Math.max(1, position.column - 1) } : position,
  );
}

function walk(node: Record<string, unknown>, path: Path, host: string | undefined, into: Component[]): void {
  const component = componentOf(node, path, host);
  if (component) into.push(component);
  const children = node.children;
  if (children === undefined) return;
  const list = listOf(children);
  if (!list) throw new UnreadableInput('wrong-type', 'has children that are no array');
  for (const [index, element] of list.entries()) {
    if (!isRecord(element)) throw new UnreadableInput('wrong-type', 'has a node that is no object');
    walk(element, [...path, 'children', index], host, into);
  }
}

/** The maker of firmware is not a maker of hardware, and a disk's volumes are made by nobody. */
const notHardware: ReadonlySet<string> = new Set(['volume']);

function componentOf(node: Record<string, unknown>, path: Path, host: string | undefined): Component | undefined {
  const kind = stringOf(node.class) ?? '';
  if (notHardware.has(kind) || node.id === 'firmware') return undefined;
  const at = (field: string) => ({ path: [...path, field] });
  const more: Identifier[] = [];
  /** With -numeric both end in their numbers: `Ethernet Controller [8086:15FB]`, `Intel Corporation [8086]`. */
  const plain = (field: 'vendor' | 'product'): Said | undefined => {
    const text = stringOf(node[field]);
    return text === undefined
      ? undefined
      : { text: text.replace(/\s*\[[0-9a-f]{4}(?::[0-9a-f]{4})?\]$/i, ''), field, at: at(field) };
  };
  const ids = /\[([0-9a-f]{4}:[0-9a-f]{4})\]$/i.exec(stringOf(node.product) ?? '');
  const bus = stringOf(node.businfo) ?? '';
  if (ids && /^(?:pci|usb)@/.test(bus))
    more.push({
      kind: bus.startsWith('pci') ? 'pci' : 'usb',
      value: (ids[1] as string).toLowerCase(),
      field: 'product',
      at: at('product'),
    });
  const serial = stringOf(node.serial);
  if (kind === 'network' && serial !== undefined && isMac(serial))
    more.push({ kind: 'mac', value: serial, field: 'serial', at: at('serial') });
  const maker = plain('vendor');
  const model = plain('product');
  if (!maker && !model) return undefined;
  const isDevice = kind === 'system' && path.length <= 1;
  return hardwareComponent({
    maker,
    model,
    more,
    at: { path: path.length === 0 ? ['id'] : path },
    ...(isDevice ? {} : { part: { name: kind, host }, category: { text: kind, field: 'class', at: at('class') } }),
  });
}
