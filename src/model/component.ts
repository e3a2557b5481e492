/** Package ecosystems, named as purl names their types, plus the few that purl calls "generic". */
export const ecosystems = [
  'npm',
  'pypi',
  'maven',
  'golang',
  'nuget',
  'cargo',
  'gem',
  'composer',
  'cocoapods',
  'swift',
  'pub',
  'hex',
  'conan',
  'vcpkg',
  'conda',
  'cran',
  'hackage',
  'opam',
  'cpan',
  'luarocks',
  'julia',
  'deno',
  'jsr',
  'bower',
  'elm',
  'nim',
  'dub',
  'crystal',
  'zig',
  'carthage',
  'clojars',
  'bazel',
  'nix',
  'terraform',
  'helm',
  'docker',
  'github',
  'gitlab',
  'gitee',
  'bitbucket',
  'git',
  'huggingface',
  'ollama',
  'vscode',
  'browser-extension',
  'deb',
  'rpm',
  'apk',
  'alpm',
  'platformio',
  'arduino',
  'espressif',
  'unity',
  'wordpress',
  'generic',
] as const;
export type Ecosystem = (typeof ecosystems)[number];

export type ComponentKind =
  | 'package'
  | 'image'
  | 'app'
  | 'device'
  | 'service'
  | 'model'
  | 'file'
  | 'os-package'
  | 'extension'
  | 'register-entry';

/**
 * What an identifier is, and so which comparer reads it. A component's `ecosystem` and `name` are compared without being
 * repeated here; these are for everything else that may name a maker, a host or a product.
 */
export const identifierKinds = [
  'package', // value "<ecosystem>:<name>": a second package name of the component (alias target, base image, model base)
  'url', // anything with a host: resolved, index, mirror, endpoint, git remote. Credentials already removed
  'organisation', // a name from a maker, supplier, publisher, vendor or owner field
  'brand', // a product line, series or display name: proves less than an organisation
  'forge-owner', // "github/<owner>", "gitee/<owner>", "gitlab/<owner>"
  'mac',
  'usb',
  'pci',
  'fcc',
  'bluetooth',
  'snmp',
  'cpe',
  'model',
  'banner',
  'android',
  'ios',
  'windows',
  'winget',
  'macos', // app ids of that platform
  'app-name', // an application's display name
  'code-prefix', // a Java package, class or native library name found in an app: an SDK signature
  'country', // ISO 3166-1 alpha-2, or a country name, of the field it stands in
  'category', // product category of a device or service ("router", "drone", "power-inverter", ...)
  'region', // a cloud region code with its cloud: "aws:cn-north-1"
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** How a component belongs to an entity. */
export type Relation =
  | 'published-by'
  | 'manufactured-by'
  | 'hosted-by'
  | 'fetched-from'
  | 'originated-by'
  | 'owned-by'
  | 'integrates-with';

/**
 * A place in an input. Parsers give whichever form costs them nothing; the scan turns it into line and column for what is
 * reported. `path` is keys and indexes from the document's root and needs the format's `locate`.
 */
export type Place =
  | { readonly line: number; readonly column?: number } // both 1-based; column counts UTF-16 units
  | { readonly offset: number } // UTF-16 units from the start of the decoded text
  | { readonly path: readonly (string | number)[] };

/** One identifier as read. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** As it stands in the input, secrets removed. Canonical forms are made by `identity/`. */
  readonly value: string;
  /** The field it stood in, in the input's own words: `resolved`, `Manufacturer`, `supplier.name`. */
  readonly field: string;
  /** Where it stands, when that is not where the component stands. */
  readonly at?: Place;
  /** Says what a hit on this identifier means when the rule row does not: an index URL is `fetched-from`, a bucket `hosted-by`. */
  readonly relation?: Relation;
}

export type Scope = 'runtime' | 'dev' | 'optional' | 'peer' | 'build' | 'test';

/** One occurrence of a thing that was found. Two places are two components; merging happens in findings and keeps both. */
export interface Component {
  readonly kind: ComponentKind;
  /** The name as its ecosystem writes it: `@scope/name`, `group:artifact`, `github.com/a/b`, `registry.example/a/b`. */
  readonly name: string;
  readonly version?: string;
  /** Present when `name` is a name in that ecosystem; then name and version are matched as a package. */
  readonly ecosystem?: Ecosystem;
  /** Only when the input states one. Otherwise `identity/purl.ts` derives it. */
  readonly purl?: string;
  readonly identifiers?: readonly Identifier[];
  readonly at: Place;
  /** This component's key in the document's graph. Absent where the format has no edges. */
  readonly ref?: string;
  /** Declared by the project itself. Absent: the format does not say. */
  readonly direct?: boolean;
  readonly scope?: Scope;
  /** Where it is fetched from, as written, secrets removed. */
  readonly source?: string;
  /** What kind of entry it is when it is not an ordinary registry package. */
  readonly entry?:
    | 'workspace'
    | 'link'
    | 'git'
    | 'file'
    | 'url'
    | 'alias'
    | 'patched'
    | 'bundled'
    | 'extraneous'
    | 'system';
  /** Purchase, install or sighting date `YYYY-MM-DD` of a device or service: the state of ownership on that day is used. */
  readonly date?: string;
  /** Neutral facts of a row that rules may test: `site`, `zone`, `use`, `data_category` and the register columns. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Edges between the `ref`s of one document. */
export interface DependencyGraph {
  readonly roots: readonly string[];
  readonly edges: ReadonlyMap<string, readonly string[]>;
  /** What a reader calls the node: a purl or a name. Absent: the ref itself. */
  readonly label?: (ref: string) => string;
}

/**
 * The same where a document has too many nodes to keep them as text: they are the numbers from 0 on. Edge `i` leads from
 * `from[i]` to `to[i]`; the edges of one node are in order.
 */
export interface NumberedGraph {
  readonly nodes: number;
  readonly roots: readonly number[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Undefined for a ref that is no node. */
  readonly nodeOf: (ref: string) => number | undefined;
  readonly label: (node: number) => string;
}

/** A numbered graph that is complete only after its components were handed over, and what it says of them. */
export interface LateGraph extends NumberedGraph {
  /** What the edges say of the component with this ref; the component's own word stands where it has one. */
  readonly factsOf: (ref: string) => Pick<Component, 'direct' | 'scope'>;
  /** How many components have a scope that only the edges say. */
  readonly scoped: ReadonlyMap<Scope, number>;
}
