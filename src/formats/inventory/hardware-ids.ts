/** Ids of hardware as cells and tool outputs spell them. */

const fccForm = /^(?:[a-z][a-z0-9]{2}|[2-9][a-z0-9]{4})(?:-?[a-z0-9][a-z0-9-]{0,14})?$/i;

/** The FCC ids of a cell, or grantee codes alone: three characters, or five where the first is a digit, then the product. */
export function fccIds(cell: string): string[] {
  return cell
    .replace(/\bFCC[ -]?ID:?/gi, ' ')
    .split(/[\s,;/|]+/)
    .filter((token) => token.length >= 3 && fccForm.test(token));
}

/** A hex number without `0x`, in lower case; '' for anything else. */
export function hexDigits(cell: string): string {
  const digits = cell.replace(/^0x/i, '').replace(/h$/i, '').toLowerCase();
  return /^[0-9a-f]{1,8}$/.test(digits) ? digits : '';
}

/** `2c7c:0125`, `0x2C7C 0x0125`, `2c7c/0125`, several in one cell: `vvvv:pppp` each. A lone `vvvv` is a vendor. */
export function hexPairs(cell: string): string[] {
  const pairs: string[] = [];
  for (const [, vendor, product] of cell.matchAll(/\b(?:0x)?([0-9a-f]{4})[:/ ](?:0x)?([0-9a-f]{4})\b/gi))
    pairs.push(`${(vendor as string).toLowerCase()}:${(product as string).toLowerCase()}`);
  const lone = /^(?:0x)?([0-9a-f]{4})$/i.exec(cell);
  if (pairs.length === 0 && lone) pairs.push((lone[1] as string).toLowerCase());
  return pairs;
}

/** The ids in Windows' names for devices: `USB\VID_2C7C&PID_0125\5&1`, `PCI\VEN_14C3&DEV_4D75&SUBSYS_...`. */
export function windowsHardwareIds(cell: string): { readonly kind: 'usb' | 'pci'; readonly id: string }[] {
  const ids: { kind: 'usb' | 'pci'; id: string }[] = [];
  for (const [, vendor, product] of cell.matchAll(/VID_([0-9a-f]{4})&PID_([0-9a-f]{4})/gi))
    ids.push({ kind: 'usb', id: `${(vendor as string).toLowerCase()}:${(product as string).toLowerCase()}` });
  for (const [, vendor, product] of cell.matchAll(/VEN_([0-9a-f]{4})&DEV_([0-9a-f]{4})/gi))
    ids.push({ kind: 'pci', id: `${(vendor as string).toLowerCase()}:${(product as string).toLowerCase()}` });
  return ids;
}

/**
 * An object id below `enterprises` in dotted numbers, however the tool that printed it was set: `.1.3.6.1.4.1.2011.2`,
 * `iso.3.6.1.4.1.2011.2`, `SNMPv2-SMI::enterprises.2011.2`. A bare number is an enterprise. Undefined for other arcs.
 */
export function enterpriseObjectId(cell: string): string | undefined {
  const text = cell.replace(/^OID:\s*/i, '').trim();
  if (/^[1-9]\d{0,9}$/.test(text)) return text;
  const named = /(?:^|::)enterprises\.(\d{1,10}(?:\.\d{1,10}){0,60})$/.exec(text);
  if (named) return `1.3.6.1.4.1.${named[1]}`;
  const dotted = /^(?:\.?1|iso)\.3\.6\.1\.4\.1\.(\d{1,10}(?:\.\d{1,10}){0,60})$/.exec(text);
  return dotted ? `1.3.6.1.4.1.${dotted[1]}` : undefined;
}

/** A Bluetooth company id as a decimal number, also where the cell has it as `0x027D`. */
export function bluetoothCompanyId(cell: string): string | undefined {
  const hex = /^0x([0-9a-f]{1,4})$/i.exec(cell);
  if (hex) return String(Number.parseInt(hex[1] as string, 16));
  return /^\d{1,5}$/.test(cell) && Number(cell) <= 0xffff ? String(Number(cell)) : undefined;
}
