import { isDateLike, isPlaceholder, isScientificNumber } from './cell-value.ts';

/** What a cell of a MAC column turned out to be. */
export type MacCell = 'read' | 'empty' | 'damaged' | 'other';

/**
 * Hands over every address of a cell as written. `damaged` is a cell that was an address before a spreadsheet took it for a number or a
 * date; `other` is text without an address. A cell with an address and a rest is `read`.
 */
export function macsOf(cell: string, onMac: (mac: string) => void): MacCell {
  const text = isAscii(cell) ? cell : cell.normalize('NFKC').replace(/[\u200b-\u200d\u2060\ufeff]/g, '');
  const trimmed = text.trim();
  if (isPlaceholder(trimmed)) return 'empty';
  if (spaced.test(trimmed)) {
    onMac(trimmed);
    return 'read';
  }
  let seen: MacCell = 'empty';
  for (const part of trimmed.split(/[\s,;|/]+/)) {
    const token = part.replace(/^["'([<]+|["')\]>.]+$/g, '').replace(/^0x/i, '');
    if (token === '' || isPlaceholder(token)) continue;
    if (isMac(token)) {
      if (isNobody(token)) continue;
      onMac(token);
      seen = 'read';
    } else if (seen !== 'read') seen = seen === 'damaged' || isDamagedMac(token) ? 'damaged' : 'other';
  }
  return seen;
}

/** Six, seven or nine hex digits: the part of a MAC that the registry gives out. */
export function isMacPrefix(token: string): boolean {
  const digits = token.replace(/^0x/i, '').replace(/[:.\- ]/g, '');
  return (digits.length === 6 || digits.length === 7 || digits.length === 9) && /^[0-9a-f]+$/i.test(digits);
}

/** A number or a date where an address or the half of one should stand. */
export function isDamagedMac(token: string): boolean {
  return (
    isScientificNumber(token) ||
    /^\d{1,11}(?:[.,]\d{1,6})?$/.test(token) ||
    /^\d{13,16}$/.test(token) ||
    isDateLike(token)
  );
}

const spaced = /^[0-9a-f]{2}(?: [0-9a-f]{2}){5}$/i;
const forms = [
  /^[0-9a-f]{12}$/i,
  /^[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}$/i,
  /^[0-9a-f]{1,2}(?:-[0-9a-f]{1,2}){5}$/i,
  /^[0-9a-f]{4}([.:-])[0-9a-f]{4}\1[0-9a-f]{4}$/i,
  /^[0-9a-f]{2}(?:\.[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{6}[-:][0-9a-f]{6}$/i,
];

/** Every spelling of a 48-bit address that exports use, octets without leading zero included. */
export function isMac(token: string): boolean {
  if (token.length < 11 || token.length > 17) return false;
  return forms.some((form) => form.test(token));
}

/** The commonest form, tested in place without making a string: this is asked for every row. False where it is nobody's. */
export function isPlainMac(source: string, from: number, to: number): boolean {
  if (to - from !== 17) return false;
  const separator = source.charCodeAt(from + 2);
  if (separator !== 58 && separator !== 45) return false;
  let zeros = 0;
  let ones = 0;
  for (let at = from; at < to; at += 3) {
    const high = source.charCodeAt(at);
    const low = source.charCodeAt(at + 1);
    if (!isHexDigit(high) || !isHexDigit(low)) return false;
    if (at + 2 < to && source.charCodeAt(at + 2) !== separator) return false;
    if (high === 48 && low === 48) zeros++;
    else if ((high | 32) === 102 && (low | 32) === 102) ones++;
  }
  return zeros < 6 && ones < 6;
}

function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || ((c | 32) >= 97 && (c | 32) <= 102);
}

/** All zeros and all ones are nobody's. */
function isNobody(mac: string): boolean {
  const first = mac.charCodeAt(0);
  if (first !== 48 && first !== 70 && first !== 102) return false;
  return /^[0:.\- ]+$/.test(mac) || /^[f:.\- ]+$/i.test(mac);
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 126) return false;
  return true;
}
