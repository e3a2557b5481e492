/**
 * Package URLs as text: ECMA-427 (package-url specification 1.0). Reading is strict about the grammar and lenient about
 * what single types demand on top (swift's version, cran's version, julia's uuid): a purl without them still names its
 * package, and refusing it would lose a component.
 */

/** A parsed purl, normalised by the rules of its type. */
export interface Purl {
  /** Lower case. Any type, also those that are not in `ecosystems`. */
  readonly type: string;
  /** Decoded segments joined with `/`. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  /** Keys in lower case, values decoded; empty values left out. */
  readonly qualifiers: ReadonlyMap<string, string>;
  /** Decoded, without empty, `.` and `..` segments. */
  readonly subpath?: string;
}

const noQualifiers: ReadonlyMap<string, string> = new Map();

/** Types whose namespace or name is case-insensitive, with what is folded. From the type definitions of the specification. */
const folding = new Map<string, 'both' | 'namespace' | 'name'>([
  ['alpm', 'both'],
  ['apk', 'both'],
  ['bitbucket', 'both'],
  ['bitnami', 'name'],
  ['composer', 'both'],
  ['deb', 'both'],
  ['github', 'both'],
  ['gitlab', 'both'],
  ['golang', 'both'],
  ['hex', 'both'],
  ['luarocks', 'both'],
  ['npm', 'namespace'],
  ['oci', 'name'],
  ['otp', 'name'],
  ['pub', 'name'],
  ['qpkg', 'namespace'],
  ['rpm', 'namespace'],
  ['vscode-extension', 'both'],
]);

/**
 * Reads a purl. Undefined when it is not one: no `pkg:`, no type or name, a type or qualifier key with characters that are
 * not allowed, or broken percent encoding.
 */
export function parsePurl(text: string): Purl | undefined {
  if (text.charCodeAt(3) !== 0x3a || text.slice(0, 4).toLowerCase() !== 'pkg:') return undefined;
  const end = text.length;
  const hash = text.indexOf('#', 4);
  const beforeSubpath = hash === -1 ? end : hash;
  const question = text.indexOf('?', 4);
  const beforeQualifiers = question === -1 || question > beforeSubpath ? beforeSubpath : question;
  let from = 4;
  while (text.charCodeAt(from) === 0x2f) from++;
  const slash = text.indexOf('/', from);
  if (slash === -1 || slash >= beforeQualifiers) return undefined;
  const written = text.slice(from, slash);
  const isKnown = folding.has(written);
  const type = isKnown ? written : written.toLowerCase();
  if (!isKnown && !/^[a-z][a-z0-9.+-]*$/.test(type)) return undefined;

  const versionMark = versionAt(text, slash, beforeQualifiers);
  const path = decode(text.slice(slash + 1, versionMark === -1 ? beforeQualifiers : versionMark));
  const version = versionMark === -1 ? '' : decode(text.slice(versionMark + 1, beforeQualifiers));
  if (path === undefined || version === undefined) return undefined;
  const qualifiers =
    beforeQualifiers === beforeSubpath ? noQualifiers : qualifiersOf(text.slice(beforeQualifiers + 1, beforeSubpath));
  const subpath = hash === -1 ? '' : subpathOf(text.slice(hash + 1));
  if (qualifiers === undefined || subpath === undefined) return undefined;

  // Encoded slashes (`%2F` in golang and npm names, common in the wild) separate like plain ones.
  const clean = path.includes('//') || path.startsWith('/') || path.endsWith('/') ? withoutEmptySegments(path) : path;
  const cut = clean.lastIndexOf('/');
  const name = clean.slice(cut + 1).trim();
  if (name === '') return undefined;
  return normalised(type, cut === -1 ? '' : clean.slice(0, cut), name, version, qualifiers, subpath);
}

/** The `@` before the version: the last one that does not begin a path segment, as `@scope` of an unencoded npm name does. */
function versionAt(text: string, slash: number, end: number): number {
  // Versions are short: asking the engine for the last `@` takes longer than looking at each character.
  for (let at = end - 1; at > slash; at--)
    if (text.charCodeAt(at) === 0x40 && text.charCodeAt(at - 1) !== 0x2f) return at;
  return -1;
}

function withoutEmptySegments(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}

function qualifiersOf(text: string): ReadonlyMap<string, string> | undefined {
  const qualifiers = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = (equals === -1 ? pair : pair.slice(0, equals)).toLowerCase();
    if (!/^[a-z._-][a-z0-9._-]*$/.test(key)) return undefined;
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    if (value === undefined) return undefined;
    if (value !== '' && !qualifiers.has(key)) qualifiers.set(key, value);
  }
  return qualifiers;
}

function subpathOf(text: string): string | undefined {
  const decoded = decode(text);
  return decoded
    ?.split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .join('/');
}

/** Percent-decodes; undefined for a bad escape or bytes that are no UTF-8. `+` is an ordinary character in a purl. */
function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  // Nearly always it is the "@" of an npm scope, and the general way is slow.
  const scoped = text.replaceAll('%40', '@');
  if (!scoped.includes('%')) return scoped;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Applies the case and spelling rules of the type; empty parts are left out. */
export function normalised(
  type: string,
  namespace: string,
  name: string,
  version: string,
  qualifiers: ReadonlyMap<string, string>,
  subpath: string,
): Purl {
  const fold = folding.get(type);
  const foldedNamespace = fold === 'both' || fold === 'namespace' ? namespace.toLowerCase() : namespace;
  let foldedName = fold === 'both' || fold === 'name' ? name.toLowerCase() : name;
  if (type === 'pypi') foldedName = name.toLowerCase().replace(/[-_.]+/g, '-');
  const foldedVersion = type === 'huggingface' || type === 'oci' ? version.toLowerCase() : version;
  // No spreads of optional parts: an SBOM asks this for hundreds of thousands of purls.
  const purl: {
    type: string;
    namespace?: string;
    name: string;
    version?: string;
    qualifiers: ReadonlyMap<string, string>;
    subpath?: string;
  } = { type, name: foldedName, qualifiers };
  if (foldedNamespace !== '') purl.namespace = foldedNamespace;
  if (foldedVersion !== '') purl.version = foldedVersion;
  if (subpath !== '') purl.subpath = subpath;
  return purl;
}

/** The canonical text of a purl: qualifiers sorted by key, everything but letters, digits, `.-_~` and `:` encoded. */
export function writePurl(purl: Purl): string {
  let text = `pkg:${purl.type}/`;
  if (purl.namespace !== undefined) text += `${encodePath(purl.namespace)}/`;
  text += encode(purl.name);
  if (purl.version !== undefined) text += `@${encode(purl.version)}`;
  if (purl.qualifiers.size > 0) {
    const keys = [...purl.qualifiers.keys()].sort();
    text += `?${keys.map((key) => `${key}=${encode(purl.qualifiers.get(key) as string)}`).join('&')}`;
  }
  return purl.subpath === undefined ? text : `${text}#${encodePath(purl.subpath)}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function encode(text: string): string {
  if (/^[\w.~:-]*$/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
