/**
 * Inventory of the GLPI agent as JSON. Specification: glpi-project/inventory_format. Surprising: `smanufacturer` is the maker of the
 * computer, `mmanufacturer` of its board and `bmanufacturer` of its firmware; network cards with `virtualdev` exist only in software.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { appIdsOf } from './app-ids.ts';
import { cellValue } from './cell-value.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { hexDigits, hexPairs } from './hardware-ids.ts';
import { isMac } from './mac-cell.ts';

/** Reads the computer or network device, its parts and its programs. */
export const glpiInventory: DocumentFormat = {
  id: 'inventory/glpi-inventory',
  title: 'GLPI agent inventory (JSON)',
  files: [],
  mayBe: ['*.json'],
  recognise: (head) =>
    /"content"\s*:\s*\{/.test(head) && /"(?:bios|hardware|network_device|versionclient|itemtype)"\s*:/.test(head),
  maxBytes: 256 * 1024 * 1024,
  parse,
  locate: locateJson,
};

type Item = Record<string, unknown>;

/** Lists of parts: the part's name, and the fields of its maker and model, the first that is there. */
const partLists: Readonly<Record<string, { readonly name: string; readonly model: readonly string[] }>> = {
  usbdevices: { name: 'usb', model: ['name', 'caption'] },
  controllers: { name: 'controller', model: ['name', 'caption'] },
  modems: { name: 'modem', model: ['model', 'name', 'description'] },
  cameras: { name: 'camera', model: ['model', 'designation'] },
  storages: { name: 'storage', model: ['model', 'name'] },
  memories: { name: 'memory', model: ['model', 'description'] },
  monitors: { name: 'display', model: ['caption', 'description'] },
  printers: { name: 'printer', model: ['name', 'description'] },
  batteries: { name: 'battery', model: ['name'] },
  network_components: { name: 'module', model: ['model', 'name', 'description'] },
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  const content = isRecord(data) ? data.content : undefined;
  if (!isRecord(content)) throw new NotThisFormat('has no content of an inventory');
  const components: Component[] = [];
  const problems: Problem[] = [];
  const host = isRecord(content.hardware) ? stringOf(content.hardware.name) : undefined;
  components.push(...deviceOf(content));
  const lists = (name: string): readonly { item: Item; path: Path }[] => {
    const list = content[name];
    if (list === undefined) return [];
    if (!Array.isArray(list)) {
      problems.push({ code: 'wrong-type', message: `content.${name} is no list`, weight: 'lost' });
      return [];
    }
    return list.flatMap((item, index) => (isRecord(item) ? [{ item, path: ['content', name, index] }] : []));
  };
  for (const { item, path } of lists('networks')) {
    const adapter = adapterOf(item, path, host);
    if (adapter) components.push(adapter);
  }
  for (const [name, { name: part, model }] of Object.entries(partLists))
    for (const { item, path } of lists(name)) {
      const component = partOf(item, path, part, model, host);
      if (component) components.push(component);
    }
  for (const { item, path } of lists('softwares')) {
    const program = programOf(item, path);
    if (program) components.push(program);
  }
  if (components.length === 0) throw new NotThisFormat('has no device, part or program of an inventory');
  return { components, problems };
}

function said(item: Item, path: Path, ...fields: readonly string[]): Said | undefined {
  for (const field of fields) {
    const text = stringOf(item[field]);
    if (text !== undefined && cellValue(text) !== '') return { text, field, at: { path: [...path, field] } };
  }
  return undefined;
}

function deviceOf(content: Item): Component[] {
  const found: Component[] = [];
  if (isRecord(content.bios)) {
    const path = ['content', 'bios'];
    const maker = said(content.bios, path, 'smanufacturer');
    const model = said(content.bios, path, 'smodel');
    if (maker || model) found.push(hardwareComponent({ maker, model, at: { path } }));
    const board = said(content.bios, path, 'mmanufacturer');
    if (board && board.text?.toLowerCase() !== maker?.text?.toLowerCase())
      found.push(
        hardwareComponent({
          maker: board,
          model: said(content.bios, path, 'mmodel'),
          at: { path },
          part: { name: 'board' },
        }),
      );
  }
  if (isRecord(content.network_device)) {
    const path = ['content', 'network_device'];
    const device = content.network_device;
    const more: Identifier[] = [];
    const mac = said(device, path, 'mac');
    if (mac?.text && isMac(mac.text)) more.push({ kind: 'mac', value: mac.text, field: 'mac', at: mac.at });
    const words = said(device, path, 'description');
    if (words?.text) more.push({ kind: 'banner', value: cellValue(words.text), field: 'description', at: words.at });
    found.push(
      hardwareComponent({
        maker: said(device, path, 'manufacturer'),
        model: said(device, path, 'model'),
        more,
        category: said(device, path, 'type'),
        at: { path },
      }),
    );
  }
  return found;
}

function adapterOf(item: Item, path: Path, host: string | undefined): Component | undefined {
  if (item.virtualdev === true || item.virtualdev === 1 || item.virtualdev === '1') return undefined;
  const more: Identifier[] = [];
  const mac = said(item, path, 'mac', 'macaddr');
  if (mac?.text && isMac(mac.text)) more.push({ kind: 'mac', value: mac.text, field: mac.field, at: mac.at });
  const pci = said(item, path, 'pciid');
  const id = hexPairs((pci?.text ?? '').split(':').slice(0, 2).join(':'))[0];
  if (pci && id) more.push({ kind: 'pci', value: id, field: 'pciid', at: pci.at });
  const maker = said(item, path, 'manufacturer');
  const model = said(item, path, 'model', 'description');
  if (more.length === 0 && !maker) return undefined;
  return hardwareComponent({ maker, model, more, at: { path }, part: { name: 'network adapter', host } });
}

function partOf(
  item: Item,
  path: Path,
  part: string,
  models: readonly string[],
  host: string | undefined,
): Component | undefined {
  const maker = said(item, path, 'manufacturer');
  const model = said(item, path, ...models);
  const vendor = said(item, path, 'vendorid');
  const product = said(item, path, 'productid');
  const [vendorId, productId] = [hexDigits(vendor?.text ?? ''), hexDigits(product?.text ?? '')];
  const more: Identifier[] = [];
  if (vendor && vendorId.length === 4)
    more.push({
      kind: part === 'usb' ? 'usb' : 'pci',
      value: productId.length === 4 ? `${vendorId}:${productId}` : vendorId,
      field: 'vendorid',
      at: vendor.at,
    });
  if (!maker && !model && more.length === 0) return undefined;
  return hardwareComponent({ maker, model, more, at: { path }, part: { name: part, host } });
}

function programOf(item: Item, path: Path): Component | undefined {
  const name = said(item, path, 'name');
  if (!name?.text) return undefined;
  const value = cellValue(name.text);
  const identifiers: Identifier[] = [{ kind: 'app-name', value, field: 'name', at: name.at }];
  // Programs of Windows come from the registry of installed programs.
  const from = stringOf(item.from) ?? '';
  if (/^(?:registry|uwp|wmi)$/i.test(from)) identifiers.push({ kind: 'windows', value, field: 'name', at: name.at });
  const guid = said(item, path, 'guid', 'folder');
  for (const id of guid?.text ? appIdsOf(guid.text, undefined) : [])
    if (id.kind === 'windows') identifiers.push({ ...id, field: 'guid', at: guid?.at });
  const publisher = said(item, path, 'publisher');
  if (publisher?.text)
    identifiers.push({
      kind: 'organisation',
      value: cellValue(publisher.text),
      field: 'publisher',
      at: publisher.at,
      relation: 'published-by',
    });
  return { kind: 'app', name: value, version: said(item, path, 'version')?.text, identifiers, at: { path } };
}
