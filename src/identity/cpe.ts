/** The vendor field of a CPE name, and the product beside it. CPE 2.3 formatted strings and CPE 2.2 URIs (NIST IR 7695). */
export interface CpeName {
  /** Lower case, unescaped. */
  readonly vendor: string;
  readonly product: string;
}

/** Undefined for text that is no CPE name, and where the vendor is a wildcard (`*`) or not applicable (`-`). */
export function cpeOf(text: string): CpeName | undefined {
  const raw = text.trim();
  if (raw.length > 2000) return undefined;
  const isFormatted = /^cpe:2\.3:[aoh*-]:/i.test(raw);
  if (!isFormatted && !/^cpe:\/[aoh]?:/i.test(raw)) return undefined;
  const fields = split(raw);
  const [vendor, product = ''] = isFormatted ? fields.slice(3, 5) : fields.slice(2, 4);
  if (vendor === undefined || vendor === '' || vendor === '*' || vendor === '-') return undefined;
  return { vendor: cpeVendorOf(vendor), product: cpeVendorOf(product) };
}

/** The canonical form of a vendor field: lower case, `\.` and `%2e` taken literally, spaces as underscores. */
export function cpeVendorOf(field: string): string {
  return field
    .trim()
    .replace(/\\(.)/g, '$1')
    .replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase()
    .replaceAll(' ', '_');
}

/** Splits at colons that no backslash escapes. */
function split(text: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x3a) {
      fields.push(text.slice(from, at));
      from = at + 1;
    }
  }
  fields.push(text.slice(from));
  return fields;
}
