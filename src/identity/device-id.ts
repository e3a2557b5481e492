/** Numbers that registries give to makers of hardware: USB, PCI, FCC, Bluetooth, SNMP. One canonical form each. */

/** USB and PCI ids: `vvvv` or `vvvv:pppp`, lower case. Accepts `0x` before a part and `ID ` before all. Undefined otherwise. */
export function vendorProductOf(text: string): string | undefined {
  const parts = /^(?:id\s+)?(?:0x)?([0-9a-f]{4})(?:[:\s/&-]+(?:0x)?([0-9a-f]{4}))?$/i.exec(text.trim());
  if (parts === null) return windowsIds(text);
  const [, vendor, product] = parts;
  return (product === undefined ? `${vendor}` : `${vendor}:${product}`).toLowerCase();
}

/** As Windows writes them: `USB\VID_2C7C&PID_0125`, `PCI\VEN_14C3&DEV_4D75&SUBSYS_...`. */
function windowsIds(text: string): string | undefined {
  if (text.length > 300) return undefined;
  const vendor = /(?:VID|VEN)_([0-9a-f]{4})/i.exec(text)?.[1];
  if (vendor === undefined) return undefined;
  const product = /(?:PID|DEV)_([0-9a-f]{4})/i.exec(text)?.[1];
  return (product === undefined ? vendor : `${vendor}:${product}`).toLowerCase();
}

export interface FccId {
  /** Three characters when the first is a letter, five when it is a digit. */
  readonly grantee: string;
  /** Grantee and product code without separator, upper case; the grantee alone where there is no product code. */
  readonly id: string;
}

/** An FCC id or a grantee code alone: `2ADTD-5604SD`, `FCC ID: QISE5573`. Undefined for what is too short or has other characters. */
export function fccOf(text: string): FccId | undefined {
  const bare = text
    .trim()
    .toUpperCase()
    .replace(/^FCC\s*(?:ID)?\s*[:#]?\s*/, '');
  if (!/^[A-Z0-9][A-Z0-9 -]{2,24}$/.test(bare)) return undefined;
  const id = bare.replace(/[ -]/g, '');
  const length = /^[0-9]/.test(id) ? 5 : 3;
  return id.length < length ? undefined : { grantee: id.slice(0, length), id };
}

/** A Bluetooth company identifier in decimal: from `637`, `0x027D` or `0x027d (Huawei)`. Undefined otherwise. */
export function bluetoothCompanyOf(text: string): string | undefined {
  const number = /^(0x[0-9a-f]{1,4}|\d{1,5})\b/i.exec(text.trim())?.[1];
  if (number === undefined) return undefined;
  const value = Number(number);
  return Number.isInteger(value) && value <= 0xffff ? String(value) : undefined;
}

/** The private enterprise number of an object id (`1.3.6.1.4.1.2011.2.23` is 2011), or the number alone. Whole arcs only. */
export function enterpriseNumberOf(text: string): string | undefined {
  const oid = text.trim();
  const arcs =
    /^(?:\.?1\.3\.6\.1\.4\.1\.|(?:iso\.(?:org\.dod\.internet\.private\.enterprises|3\.6\.1\.4\.1)|SNMPv2-SMI::enterprises|enterprises)\.)(\d{1,10})(?:\.|$)/i.exec(
      oid,
    );
  if (arcs !== null) return String(Number(arcs[1]));
  return /^\d{1,10}$/.test(oid) ? String(Number(oid)) : undefined;
}
