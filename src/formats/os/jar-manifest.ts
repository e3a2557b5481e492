/**
 * The main attributes of a MANIFEST.MF (JAR file specification, "JAR manifest"): `Name: value`, a line that begins with one
 * space goes on, an empty line ends them. Names compare without case.
 */
export function jarManifest(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name = '';
  for (const raw of text.split(/\r\n|\r|\n/)) {
    if (raw === '') break;
    if (raw.startsWith(' ')) {
      if (name !== '') found.set(name, `${found.get(name) ?? ''}${raw.slice(1)}`);
      continue;
    }
    const colon = raw.indexOf(':');
    name = colon > 0 ? raw.slice(0, colon).toLowerCase() : '';
    if (name !== '') found.set(name, raw.slice(colon + 1).trim());
  }
  return found;
}

/** What a jar's manifest says of itself, of the attributes that build tools write. */
export interface JarIdentity {
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** With the attribute each maker stands in. */
  readonly makers: readonly { readonly value: string; readonly field: string }[];
}

const versionFields = ['implementation-version', 'bundle-version', 'specification-version', 'plugin-version'];
const makerFields: readonly (readonly [string, string])[] = [
  ['implementation-vendor', 'Implementation-Vendor'],
  ['bundle-vendor', 'Bundle-Vendor'],
  ['specification-vendor', 'Specification-Vendor'],
];

/** Reads the attributes; what a build tool left unexpanded counts as missing. */
export function jarIdentity(attributes: ReadonlyMap<string, string>): JarIdentity {
  const value = (name: string): string | undefined => {
    const text = attributes.get(name)?.trim();
    return text && !text.includes('${') ? text : undefined;
  };
  const symbolic = value('bundle-symbolicname')?.split(';', 1)[0]?.trim();
  const version = versionFields.map(value).find((one) => one !== undefined && /\d/.test(one));
  const makers: { value: string; field: string }[] = [];
  for (const [name, field] of makerFields) {
    const maker = value(name);
    if (maker !== undefined && !makers.some((one) => one.value === maker))
      makers.push({ value: maker, field: `MANIFEST.MF ${field}` });
  }
  return { name: symbolic ?? value('automatic-module-name') ?? value('implementation-title'), version, makers };
}
