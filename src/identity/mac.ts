/**
 * MAC addresses and the prefixes (OUI) that IEEE gives to makers. A prefix names who made the network part, which is not
 * always who made the device.
 */

/** Why a value is no address that could name a maker. */
export type MacFault =
  | 'damaged' // a number made of it, as Excel does with 001E10
  | 'not-a-mac'
  | 'group' // bit 0 of the first octet: multicast, broadcast
  | 'local'; // bit 1: chosen by the device, random or virtual

export interface MacReading {
  /** Upper case hexadecimal without separators: 12 digits, or a prefix of 6, 7 or 9. Absent: nothing to look up. */
  readonly digits?: string;
  readonly fault?: MacFault;
}

const notAMac: MacReading = { fault: 'not-a-mac' };

/**
 * Reads an address or prefix in the spellings of inventories: `00:1e:10:05:d8:39`, `00-1E-10-...`, `001e.1005.d839`, bare
 * digits, octets without their leading zero as `arp` of macOS prints them, and EUI-64 as long as the prefix is all there. A
 * locally administered or group address is read and marked: no prefix of a maker carries these bits (IEEE 802c), so looking it
 * up finds nothing unless a rule names exactly that.
 */
export function readMac(text: string): MacReading {
  const raw = text.trim();
  const digits = usualDigits(raw) ?? digitsOf(raw);
  if ((digits === undefined || raw.length < 6) && isDamaged(raw)) return { fault: 'damaged' };
  if (digits === undefined) return notAMac;
  const first = Number.parseInt(digits.slice(0, 2), 16);
  if ((first & 1) === 1) return { digits, fault: 'group' };
  return (first & 2) === 2 ? { digits, fault: 'local' } : { digits };
}

/** `1.00E+10` of 001E10: what a spreadsheet makes of hexadecimal with one E. */
function isDamaged(raw: string): boolean {
  return /^\d(?:[.,]\d+)?E\+?\d+$/i.test(raw);
}

const usual = /^[0-9A-Fa-f]{2}([:-])[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}\1[0-9A-Fa-f]{2}$/;

/** The spelling nearly all inventories use, without the detours for the others. */
function usualDigits(raw: string): string | undefined {
  if (raw.length !== 17 || !usual.test(raw)) return undefined;
  const digits =
    raw.slice(0, 2) + raw.slice(3, 5) + raw.slice(6, 8) + raw.slice(9, 11) + raw.slice(12, 14) + raw.slice(15, 17);
  return digits.toUpperCase();
}

function digitsOf(raw: string): string | undefined {
  if (raw.length > 40) return undefined;
  const octets = raw.split(/[:\- ]/);
  if (octets.length > 1 && octets.every((octet) => /^[0-9A-Fa-f]{1,2}$/.test(octet))) {
    const digits = octets
      .map((octet) => octet.padStart(2, '0'))
      .join('')
      .toUpperCase();
    if (octets.length === 3 || octets.length === 6) return digits;
    return octets.length === 8 ? digits.slice(0, 12) : undefined;
  }
  const digits = raw.replace(/[.:\- ]/g, '').toUpperCase();
  if (!/^[0-9A-F]+$/.test(digits)) return undefined;
  if (digits.length === 16) return digits.slice(0, 12);
  return digits.length === 12 || isPrefixLength(digits.length) ? digits : undefined;
}

/** The canonical form of a prefix in a rule: 6, 7 or 9 upper-case digits. Undefined for anything else. */
export function ouiOf(text: string): string | undefined {
  const digits = text.replace(/[.:\- ]/g, '').toUpperCase();
  return isPrefixLength(digits.length) && /^[0-9A-F]+$/.test(digits) ? digits : undefined;
}

function isPrefixLength(length: number): boolean {
  return length === 6 || length === 7 || length === 9;
}

/** Prefixes to look up, longest first: 36, 28 and 24 bits. A longer one was split out of a shorter one and goes before it. */
export function ouiKeys(digits: string): string[] {
  const keys: string[] = [];
  for (const length of [9, 7, 6]) if (digits.length >= length) keys.push(digits.slice(0, length));
  return keys;
}

/** `28:57:BE` of 2857BE; a half octet stays a single digit. */
export function printOui(digits: string): string {
  let out = digits.slice(0, 2);
  for (let at = 2; at < digits.length; at += 2) out += `:${digits.slice(at, at + 2)}`;
  return out;
}

/** Words that registries and tools print where there is no maker. */
const placeholders: ReadonlySet<string> = new Set([
  'ieee registration authority',
  'private',
  'unknown',
  'unknown vendor',
  'unknown manufacturer',
  'n/a',
  'na',
  'none',
  'not available',
  'not specified',
  'unspecified',
  'generic',
  'other',
  'default string',
  'to be filled by o.e.m.',
  'to be filled by oem',
  'system manufacturer',
  'oem',
  'o.e.m.',
  'tbd',
  '-',
  '--',
  '?',
  'null',
  'undefined',
  'virtual',
  'random',
  'locally administered',
  'unbekannt',
  'inconnu',
  'desconocido',
  'sconosciuto',
  'неизвестно',
  '未知',
  '不明',
]);

/** True for text that stands in a maker field and names nobody. */
export function isMakerPlaceholder(text: string): boolean {
  const folded = text.trim().toLowerCase();
  return folded === '' || placeholders.has(folded);
}
