/** The scanners that are compared: how each is run with the network off, and how its output becomes components. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import process from 'node:process';
import { componentOfPurl, normalised, type PeerComponent } from './peer-component.ts';

export interface Scanner {
  readonly name: string;
  readonly command: string;
  readonly args: (folder: string, output: string) => readonly string[];
  /** Set beside the environment: what its arguments cannot say. */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes after which the output is whole. */
  readonly codes: readonly number[];
  /** Arguments that print its version, and the version in that text. */
  readonly version: readonly string[];
  readonly read: (output: string, folder: string) => readonly PeerComponent[];
}

type Json = { readonly [key: string]: Json } & readonly Json[] & string;

const jsonOf = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;
const under = (folder: string, path: string): string => {
  // cdxgen cuts the folder for temporary files off, so that only the end of the scanned one is left.
  const tail = `${basename(folder)}/`;
  const inner = path.startsWith(tail) ? 0 : path.indexOf(`/${tail}`) + 1;
  const isCut =
    !path.startsWith('/') && path.startsWith(tail, inner) && folder.endsWith(path.slice(0, inner + tail.length - 1));
  const cleaned = path.startsWith(folder)
    ? relative(folder, path)
    : path.slice(isCut ? inner + tail.length : 0).replace(/^\.?\//, '');
  return cleaned.split('#')[0] ?? cleaned;
};

function* listed(purls: Iterable<readonly [string | undefined, readonly string[]]>): Iterable<PeerComponent> {
  for (const [purl, files] of purls) {
    const component = purl === undefined ? undefined : componentOfPurl(purl, files);
    if (component !== undefined) yield component;
  }
}

export const wherefrom: Scanner = {
  name: 'wherefrom',
  command: process.execPath,
  args: (folder, output) => [
    'bin/wherefrom.js', 'scan', folder, '-q', '--components', '--fail-on', 'never', '--allow-incomplete', '-f', `json=${output}`,
  ], // biome-ignore format: one command line
  codes: [0],
  version: ['bin/wherefrom.js', '--version'],
  read: (output) => [
    ...listed(jsonOf(output).components?.map((component) => [component.purl, [component.path as string]]) ?? []),
  ],
};

export const peers: readonly Scanner[] = [
  {
    name: 'syft',
    command: 'syft',
    args: (folder, output) => ['scan', `dir:${folder}`, '-q', '-o', `json=${output}`],
    env: { SYFT_JAVASCRIPT_INCLUDE_DEV_DEPENDENCIES: 'true', SYFT_CHECK_FOR_APP_UPDATE: 'false' },
    codes: [0],
    version: ['version'],
    read: (output, folder) => [
      ...listed(
        jsonOf(output).artifacts?.map((artifact) => [
          artifact.purl,
          artifact.locations?.map((location) => under(folder, location.path as string)) ?? [],
        ]) ?? [],
      ),
    ],
  },
  {
    name: 'scalibr',
    command: 'scalibr',
    args: (folder, output) => [
      `--root=${folder}`,
      '--plugins=artifact,sourcecode,sbom',
      '--offline=true',
      `--o=cdx-json=${output}`,
    ],
    codes: [0, 1],
    version: ['--version'],
    read: (output, folder) => [
      ...listed(
        jsonOf(output).components?.map((component) => [
          component.purl,
          component.evidence?.occurrences?.map((seen: Json) => under(folder, seen.location as string)) ?? [],
        ]) ?? [],
      ),
    ],
  },
  {
    name: 'osv-scanner',
    command: 'osv-scanner',
    args: (folder, output) => [
      'scan', 'source', '-r', '--no-ignore', '--all-packages', '--offline', '--format', 'json', '--output-file', output, folder,
    ], // biome-ignore format: one command line
    codes: [0, 1, 127, 128],
    version: ['--version'],
    read: (output, folder) => [...ofOsv(jsonOf(output), folder)],
  },
  {
    name: 'trivy',
    command: 'trivy',
    args: (folder, output) => [
      'fs', '-q', '--offline-scan', '--skip-db-update', '--include-dev-deps', '--format', 'cyclonedx', '--output', output, folder,
    ], // biome-ignore format: one command line
    // Else it resolves what Maven has downloaded on this machine for other projects.
    env: { HOME: join(tmpdir(), 'wherefrom-peers-home') },
    codes: [0],
    version: ['--version'],
    read: (output) => [...listed(ofTrivy(jsonOf(output)))],
  },
  {
    name: 'cdxgen',
    command: 'cdxgen',
    args: (folder, output) => ['-r', '--no-install-deps', '--no-babel', '-o', output, folder],
    codes: [0],
    version: ['--version'],
    read: (output, folder) => [
      ...listed(
        jsonOf(output).components?.map((component) => [
          component.purl,
          component.properties?.flatMap((property: Json) =>
            property.name === 'SrcFile' ? [under(folder, property.value as string)] : [],
          ) ?? [],
        ]) ?? [],
      ),
    ],
  },
];

/** OSV's names of ecosystems where they are not those of purl. */
const osvEcosystems: Readonly<Record<string, string>> = {
  ...{
    Go: 'golang',
    'crates.io': 'cargo',
    RubyGems: 'gem',
    Packagist: 'composer',
    SwiftURL: 'swift',
    ConanCenter: 'conan',
  },
  ...{ 'GitHub Actions': 'github', Alpine: 'apk', Ubuntu: 'deb', Debian: 'deb' },
};

function* ofOsv(document: Json, folder: string): Iterable<PeerComponent> {
  for (const { source, packages } of document.results ?? [])
    for (const found of packages ?? []) {
      const { name, version, ecosystem = '' } = (found.package ?? {}) as Json;
      const kind = (ecosystem as string).split(':', 1)[0] as string;
      const component = normalised(
        osvEcosystems[kind] ?? kind.toLowerCase(),
        name as string,
        (version ?? '') as string,
        [under(folder, source?.path as string)],
      );
      if (component !== undefined) yield component;
    }
}

/** Trivy says which file a package is of through edges only: from the file's own component down. */
function* ofTrivy(document: Json): Iterable<readonly [string | undefined, readonly string[]]> {
  const components = new Map((document.components ?? []).map((component) => [component['bom-ref'], component]));
  const edges = new Map((document.dependencies ?? []).map((edge) => [edge.ref, edge.dependsOn ?? []]));
  const files = new Map<unknown, string[]>();
  for (const [ref, component] of components) {
    if (component.type !== 'application' || component.purl !== undefined) continue;
    const seen = new Set<unknown>([ref]);
    for (const next of seen) for (const target of edges.get(next as Json) ?? []) seen.add(target);
    for (const target of seen) files.set(target, [...(files.get(target) ?? []), component.name as string]);
  }
  for (const [ref, component] of components) yield [component.purl, files.get(ref) ?? []];
}
