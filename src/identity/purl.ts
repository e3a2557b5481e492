import { type Component, type Ecosystem, ecosystems } from '../model/component.ts';
import { canonicalImageName, parseImageReference } from './image-reference.ts';
import { normalised, type Purl, parsePurl, writePurl } from './purl-syntax.ts';

export type { Purl } from './purl-syntax.ts';
export { parsePurl } from './purl-syntax.ts';

/** A package in our own words: the name as its ecosystem writes it (see `Component.name`). */
export interface PackageName {
  /** Absent: the purl's type is none of ours; the name is then namespace and name joined with `/`. */
  readonly ecosystem?: Ecosystem;
  readonly name: string;
  readonly version?: string;
}

/** Types that differ from our ecosystem's name. */
const ecosystemOfType = new Map<string, Ecosystem>([
  ...ecosystems.map((ecosystem): [string, Ecosystem] => [ecosystem, ecosystem]),
  ['oci', 'docker'],
  ['vscode-extension', 'vscode'],
  ['chrome-extension', 'browser-extension'],
]);

/** Ecosystems that the specification defines no type for, not even as a candidate. */
const genericEcosystems: ReadonlySet<Ecosystem> = new Set([
  'vcpkg',
  'deno',
  'jsr',
  'crystal',
  'zig',
  'gitee',
  'git',
  'ollama',
  'arduino',
  'espressif',
  'unity',
  'browser-extension',
]);

/**
 * The canonical purl of a package. `name` is our own spelling: `@scope/name`, `group:artifact`, `host/a/b`. What the name
 * says beyond package and namespace goes where its type wants it: a registry host to `repository_url`, a pod's subspec to
 * the subpath.
 */
export function formatPurl(named: {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers?: ReadonlyMap<string, string>;
}): string {
  const qualifiers = new Map(named.qualifiers);
  const { type, namespace, name, subpath } = partsOf(named.ecosystem, named.name, qualifiers);
  return writePurl(normalised(type, namespace, name, named.version ?? '', qualifiers, subpath));
}

interface Parts {
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly subpath: string;
}

function partsOf(ecosystem: Ecosystem, written: string, qualifiers: Map<string, string>): Parts {
  const split = (type: string, text: string, separator: string): Parts => {
    const cut = text.lastIndexOf(separator);
    return { type, namespace: cut <= 0 ? '' : text.slice(0, cut), name: text.slice(cut + 1), subpath: '' };
  };
  switch (ecosystem) {
    case 'maven':
    case 'clojars':
      return split(ecosystem, written, written.includes(':') ? ':' : '/');
    case 'docker':
      return imageParts(written, qualifiers);
    case 'vscode': {
      const dot = written.indexOf('.');
      return {
        type: 'vscode-extension',
        namespace: written.slice(0, Math.max(dot, 0)),
        name: written.slice(dot + 1),
        subpath: '',
      };
    }
    case 'cocoapods': {
      const slash = written.indexOf('/');
      if (slash <= 0) return { type: ecosystem, namespace: '', name: written, subpath: '' };
      return { type: ecosystem, namespace: '', name: written.slice(0, slash), subpath: written.slice(slash + 1) };
    }
    case 'github':
    case 'gitlab':
    case 'bitbucket': {
      // An action may stand below its repository: owner/repo/path.
      const [owner = '', repository, ...below] = written.split('/');
      if (repository === undefined || ecosystem === 'gitlab') return split(ecosystem, written, '/');
      return { type: ecosystem, namespace: owner, name: repository, subpath: below.join('/') };
    }
    default:
      return split(genericEcosystems.has(ecosystem) ? 'generic' : ecosystem, written, '/');
  }
}

function imageParts(written: string, qualifiers: Map<string, string>): Parts {
  const image = parseImageReference(written);
  // On the default hub the canonical name has no host.
  const host =
    image?.host !== undefined && canonicalImageName(image).startsWith(`${image.host}/`) ? image.host : undefined;
  if (host !== undefined && !qualifiers.has('repository_url')) qualifiers.set('repository_url', host);
  const path = image?.path ?? written;
  const cut = path.lastIndexOf('/');
  return { type: 'docker', namespace: path.slice(0, Math.max(cut, 0)), name: path.slice(cut + 1), subpath: '' };
}

/**
 * The purl of a component: the one its input states, as written, when it is valid; otherwise one made from ecosystem, name
 * and version. Undefined for what is no package of an ecosystem, and for a name that is empty.
 */
export function purlOf(component: Component): string | undefined {
  if (component.purl !== undefined && parsePurl(component.purl) !== undefined) return component.purl;
  const { ecosystem, name, version } = component;
  if (ecosystem === undefined || name.trim() === '') return undefined;
  const purl = formatPurl({ ecosystem, name, ...(version !== undefined && { version }) });
  return parsePurl(purl) === undefined ? undefined : purl;
}

/** The inverse of `formatPurl`. The version of an OCI image is its digest, or else its tag. */
export function packageOfPurl(purl: Purl): PackageName {
  const ecosystem = ecosystemOfType.get(purl.type);
  const version = purl.version ?? (purl.type === 'oci' ? purl.qualifiers.get('tag') : undefined);
  // No spreads of optional parts: an SBOM asks this for hundreds of thousands of purls.
  const named: { ecosystem?: Ecosystem; name: string; version?: string } = { name: nameOf(purl, ecosystem) };
  if (ecosystem !== undefined) named.ecosystem = ecosystem;
  if (version !== undefined) named.version = version;
  return named;
}

function nameOf(purl: Purl, ecosystem: Ecosystem | undefined): string {
  const { namespace, name, subpath } = purl;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  switch (ecosystem) {
    case 'maven':
    case 'clojars':
      return namespace === undefined ? name : `${namespace}:${name}`;
    case 'vscode':
      return namespace === undefined ? name : `${namespace}.${name}`;
    case 'cocoapods':
      return subpath === undefined ? name : `${name}/${subpath}`;
    case 'npm':
      // Some writers leave the "@" of the scope out.
      return namespace !== undefined && !namespace.startsWith('@') ? `@${path}` : path;
    case 'docker':
      return imageName(purl, path);
    case 'browser-extension':
      return purl.type === 'chrome-extension' ? `chrome:${name}` : path;
    // The namespace is a distribution, channel, author or organisation, no part of the name.
    case 'deb':
    case 'rpm':
    case 'apk':
    case 'alpm':
    case 'conan':
    case 'conda':
    case 'cpan':
    case 'hex':
      return name;
    default:
      return path;
  }
}

/** `repository_url` is the registry for docker; for oci it is the whole repository, though some writers give the registry only. */
function imageName(purl: Purl, path: string): string {
  const repository = purl.qualifiers
    .get('repository_url')
    ?.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/\/+$/, '');
  if (repository === undefined || repository === '') return path;
  return repository.endsWith(`/${path}`) && purl.type === 'oci' ? repository : `${repository}/${path}`;
}
