/**
 * Inventory of the FusionInventory, OCS and older GLPI agents as XML (.ocs, .xml). No specification: the agents' output. Surprising: network
 * cards with VIRTUALDEV exist only in software, and the BIOS element holds the maker of the computer, of the board and of the firmware.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { child, childrenOf, parseXml, textOf, type XmlElement } from '../../syntax/xml.ts';
import { cellValue } from './cell-value.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { hexDigits } from './hardware-ids.ts';
import { isMac } from './mac-cell.ts';

/** Reads the computer, its parts and its programs. */
export const fusionInventory: DocumentFormat = {
  id: 'inventory/fusion-inventory',
  title: 'FusionInventory or OCS agent inventory (XML)',
  files: ['*.ocs'],
  mayBe: ['*.xml'],
  recognise: (head) => /<REQUEST[\s>]/.test(head) && /<CONTENT[\s>]/.test(head),
  parse,
};

const parts: Readonly<Record<string, { readonly name: string; readonly model: readonly string[] }>> = {
  USBDEVICES: { name: 'usb', model: ['NAME', 'CAPTION'] },
  CONTROLLERS: { name: 'controller', model: ['NAME', 'CAPTION'] },
  MODEMS: { name: 'modem', model: ['MODEL', 'NAME', 'DESCRIPTION'] },
  STORAGES: { name: 'storage', model: ['MODEL', 'NAME'] },
  MEMORIES: { name: 'memory', model: ['MODEL', 'DESCRIPTION'] },
  MONITORS: { name: 'display', model: ['CAPTION', 'DESCRIPTION'] },
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  const content = root.name === 'REQUEST' ? child(root, 'CONTENT') : undefined;
  if (!content) throw new NotThisFormat('is no inventory of an agent');
  const hardware = child(content, 'HARDWARE');
  const host = hardware && textOf(hardware, 'NAME');
  const components: Component[] = [];
  for (const bios of childrenOf(content, 'BIOS')) {
    const maker = said(bios, 'SMANUFACTURER');
    const model = said(bios, 'SMODEL');
    if (maker || model) components.push(hardwareComponent({ maker, model, at: placeOf(bios) }));
    const board = said(bios, 'MMANUFACTURER');
    if (board && board.text !== maker?.text)
      components.push(
        hardwareComponent({
          maker: board,
          model: said(bios, 'MMODEL'),
          at: placeOf(bios),
          part: { name: 'board', host },
        }),
      );
  }
  for (const network of childrenOf(content, 'NETWORKS')) {
    const adapter = adapterOf(network, host);
    if (adapter) components.push(adapter);
  }
  for (const [name, { name: part, model }] of Object.entries(parts))
    for (const element of childrenOf(content, name)) {
      const component = partOf(element, part, model, host);
      if (component) components.push(component);
    }
  for (const software of childrenOf(content, 'SOFTWARES')) {
    const program = programOf(software);
    if (program) components.push(program);
  }
  if (components.length === 0) throw new NotThisFormat('names no device, part or program');
  return { components };
}

function placeOf({ line, column }: XmlElement): { line: number; column: number } {
  return { line, column };
}

function said(element: XmlElement, ...names: readonly string[]): Said | undefined {
  for (const name of names) {
    const found = child(element, name);
    if (found && cellValue(found.text) !== '') return { text: found.text, field: name, at: placeOf(found) };
  }
  return undefined;
}

function adapterOf(element: XmlElement, host: string | undefined): Component | undefined {
  if (textOf(element, 'VIRTUALDEV') === '1') return undefined;
  const mac = said(element, 'MACADDR');
  const more: Identifier[] =
    mac?.text && isMac(mac.text) ? [{ kind: 'mac', value: mac.text, field: 'MACADDR', at: mac.at }] : [];
  const maker = said(element, 'MANUFACTURER');
  if (more.length === 0 && !maker) return undefined;
  return hardwareComponent({
    maker,
    model: said(element, 'MODEL', 'DESCRIPTION'),
    more,
    at: placeOf(element),
    part: { name: 'network adapter', host },
  });
}

function partOf(
  element: XmlElement,
  part: string,
  models: readonly string[],
  host: string | undefined,
): Component | undefined {
  const maker = said(element, 'MANUFACTURER');
  const model = said(element, ...models);
  const vendor = said(element, 'VENDORID');
  const [vendorId, productId] = [hexDigits(vendor?.text ?? ''), hexDigits(said(element, 'PRODUCTID')?.text ?? '')];
  const more: Identifier[] =
    vendor && vendorId.length === 4
      ? [
          {
            kind: part === 'usb' ? 'usb' : 'pci',
            value: productId.length === 4 ? `${vendorId}:${productId}` : vendorId,
            field: 'VENDORID',
            at: vendor.at,
          },
        ]
      : [];
  if (!maker && !model && more.length === 0) return undefined;
  return hardwareComponent({ maker, model, more, at: placeOf(element), part: { name: part, host } });
}

function programOf(element: XmlElement): Component | undefined {
  const name = said(element, 'NAME');
  if (!name?.text) return undefined;
  const identifiers: Identifier[] = [{ kind: 'app-name', value: name.text, field: 'NAME', at: name.at }];
  if (textOf(element, 'FROM') === 'registry')
    identifiers.push({ kind: 'windows', value: name.text, field: 'NAME', at: name.at });
  const publisher = said(element, 'PUBLISHER');
  if (publisher?.text)
    identifiers.push({
      kind: 'organisation',
      value: publisher.text,
      field: 'PUBLISHER',
      at: publisher.at,
      relation: 'published-by',
    });
  return { kind: 'app', name: name.text, version: said(element, 'VERSION')?.text, identifiers, at: placeOf(element) };
}
