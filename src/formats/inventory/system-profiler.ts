/**
 * system_profiler -json of macOS. Documentation: system_profiler(8). Surprising: the maker of the computer stands nowhere, all are Apple's;
 * ids come as `0x2c7c  (Quectel Wireless)`, and applications name their publisher only in their signature.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';

/** Reads the Mac, its USB, PCI, Thunderbolt, camera, storage, network and Bluetooth parts, and its applications. */
export const systemProfiler: DocumentFormat = {
  id: 'inventory/system-profiler',
  title: 'system_profiler -json output',
  files: ['system_profiler*.json', 'system-profiler*.json'],
  mayBe: ['*.json', '*.spx'],
  recognise: (head) => /^\s*\{\s*"SP\w+DataType"\s*:\s*\[/.test(head),
  maxBytes: 256 * 1024 * 1024,
  parse,
  locate: locateJson,
};

type Reader = (item: Record<string, unknown>, path: Path) => Component | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['SPHardwareDataType', mac],
  ['SPApplicationsDataType', application],
  ['SPUSBDataType', (item, path) => part(item, path, 'usb')],
  ['SPUSBHostDataType', (item, path) => part(item, path, 'usb')],
  ['SPPCIDataType', (item, path) => part(item, path, 'pci')],
  ['SPDisplaysDataType', (item, path) => part(item, path, 'display')],
  ['SPThunderboltDataType', (item, path) => part(item, path, 'thunderbolt')],
  ['SPCameraDataType', (item, path) => part(item, path, 'camera')],
  ['SPNVMeDataType', (item, path) => part(item, path, 'storage')],
  ['SPSerialATADataType', (item, path) => part(item, path, 'storage')],
  ['SPMemoryDataType', (item, path) => part(item, path, 'memory')],
  ['SPBluetoothDataType', bluetooth],
  ['SPNetworkDataType', interfaceOf],
]);

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  if (!isRecord(data) || !Object.keys(data).some((key) => /^SP\w+DataType$/.test(key)))
    throw new NotThisFormat('is no output of system_profiler');
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [type, items] of Object.entries(data)) {
    const reader = readers.get(type);
    if (!reader) continue;
    if (Array.isArray(items)) walk(items, [type], reader, components);
    else problems.push({ code: 'wrong-type', message: `${type} is no list`, weight: 'lost' });
  }
  return { components, problems };
}

function walk(items: readonly unknown[], path: Path, reader: Reader, into: Component[]): void {
  for (const [index, item] of items.entries()) {
    if (!isRecord(item)) continue;
    const at = [...path, index];
    const component = reader(item, at);
    if (component) into.push(component);
    if (Array.isArray(item._items)) walk(item._items, [...at, '_items'], reader, into);
    // Bluetooth groups its devices by state, each under its own name.
    if (reader !== bluetooth) continue;
    for (const group of ['device_connected', 'device_not_connected'])
      if (Array.isArray(item[group]))
        for (const [number, entry] of item[group].entries())
          for (const [name, device] of isRecord(entry) ? Object.entries(entry) : [])
            if (isRecord(device)) {
              const found = bluetooth(device, [...at, group, number, name]);
              if (found) into.push(found);
            }
  }
}

function said(item: Record<string, unknown>, path: Path, ...fields: readonly string[]): Said | undefined {
  for (const field of fields) {
    const text = stringOf(item[field]);
    if (text !== undefined && text !== '') return { text, field, at: { path: [...path, field] } };
  }
  return undefined;
}

function mac(item: Record<string, unknown>, path: Path): Component | undefined {
  const model = said(item, path, 'machine_name');
  const identifier = said(item, path, 'machine_model');
  if (!model && !identifier) return undefined;
  return hardwareComponent({
    maker: { text: 'Apple', field: 'SPHardwareDataType' },
    model,
    otherModel: identifier,
    at: { path },
  });
}

/** `0x2c7c  (Quectel Wireless Solutions Co., Ltd.)`; Apple's own devices say `apple_vendor_id`. */
function hexId(text: string | undefined): string | undefined {
  const id = /^0x([0-9a-f]{1,4})\b/i.exec(text ?? '')?.[1];
  return id?.toLowerCase().padStart(4, '0');
}

function part(item: Record<string, unknown>, path: Path, name: string): Component | undefined {
  const maker = said(
    item,
    path,
    'manufacturer',
    'dimm_manufacturer',
    'vendor_name_key',
    'USBDeviceKeyVendorName',
    'spdisplays_vendor',
    'sppci_vendor',
  );
  const vendor = said(item, path, 'vendor_id', 'USBDeviceKeyVendorID', 'sppci_vendor-id', 'spcamera_model-id');
  const product = said(item, path, 'product_id', 'USBDeviceKeyProductID', 'sppci_device-id');
  const more: Identifier[] = [];
  const [vendorId, productId] = [hexId(vendor?.text), hexId(product?.text)];
  if (vendor && vendorId)
    more.push({
      kind: name === 'pci' || name === 'display' ? 'pci' : 'usb',
      value: productId ? `${vendorId}:${productId}` : vendorId,
      field: vendor.field,
      at: vendor.at,
    });
  const camera = /VendorID_(\d{1,5}) ProductID_(\d{1,5})/.exec(vendor?.text ?? '');
  if (vendor && camera)
    more.push({
      kind: 'usb',
      value: `${decimalHex(camera[1])}:${decimalHex(camera[2])}`,
      field: vendor.field,
      at: vendor.at,
    });
  const model = said(item, path, 'device_model', 'dimm_part_number', 'device_name_key', 'sppci_model', '_name');
  // Buses and slots have a name and nothing else.
  if (!maker && more.length === 0 && !item.device_model) return undefined;
  return hardwareComponent({
    maker: maker && { ...maker, text: maker.text?.replace(/\s*\(0x[0-9a-f]{1,4}\)$/i, '') },
    model,
    more,
    at: { path },
    part: { name },
  });
}

function decimalHex(text: string | undefined): string {
  return Number(text).toString(16).padStart(4, '0');
}

function bluetooth(item: Record<string, unknown>, path: Path): Component | undefined {
  const address = said(item, path, 'device_address', 'controller_address');
  if (!address?.text) return undefined;
  const vendor = said(item, path, 'device_vendorID');
  const id = hexId(vendor?.text);
  const more: Identifier[] = [{ kind: 'mac', value: address.text, field: address.field, at: address.at }];
  // Which registry the number is from is not told: Bluetooth's own and that of USB are both in use.
  if (vendor && id)
    more.push({ kind: 'bluetooth', value: String(Number.parseInt(id, 16)), field: vendor.field, at: vendor.at });
  const kind = said(item, path, 'device_minorType');
  return hardwareComponent({ more, category: kind, at: { path }, part: { name: 'bluetooth' } });
}

function interfaceOf(item: Record<string, unknown>, path: Path): Component | undefined {
  const ethernet = isRecord(item.Ethernet) ? item.Ethernet : undefined;
  const address = stringOf(ethernet?.['MAC Address']);
  if (!address) return undefined;
  const at = { path: [...path, 'Ethernet', 'MAC Address'] };
  return hardwareComponent({
    more: [{ kind: 'mac', value: address, field: 'MAC Address', at }],
    at: { path },
    part: { name: 'network adapter' },
  });
}

function application(item: Record<string, unknown>, path: Path): Component | undefined {
  const name = stringOf(item._name);
  if (name === undefined) return undefined;
  const identifiers: Identifier[] = [
    { kind: 'app-name', value: name, field: '_name', at: { path: [...path, '_name'] } },
  ];
  const signers = Array.isArray(item.signed_by) ? item.signed_by : [];
  // `Developer ID Application: Acme Ltd (TEAMID1234)`; Apple's own authorities stand behind it.
  const signer = /^(?:Developer ID Application|3rd Party Mac Developer Application): (.+?)(?: \([A-Z0-9]{10}\))?$/.exec(
    stringOf(signers[0]) ?? '',
  );
  if (signer)
    identifiers.push({
      kind: 'organisation',
      value: signer[1] as string,
      field: 'signed_by',
      at: { path: [...path, 'signed_by'] },
      relation: 'published-by',
    });
  const version = stringOf(item.version);
  return { kind: 'app', name, version: version || undefined, identifiers, at: { path } };
}
