import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, Format, RecordOptions } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { depsJson } from '../dotnet/deps-json.ts';
import { npmLock } from '../javascript/npm-lock.ts';
import { packageJson } from '../javascript/package-json.ts';
import { withFacts } from '../languages/constraint.ts';
import { composerInstalled } from '../php/composer-installed.ts';
import { condaMeta } from '../python/conda-meta.ts';
import { distInfo } from '../python/dist-info.ts';
import { gemspec } from '../ruby/gemspec.ts';
import { compressionOf, decompress } from '../sbom/decompress.ts';
import { placed } from '../sbom/placed.ts';
import { apkInstalled } from './apk-installed.ts';
import { dpkgStatus } from './dpkg-status.ts';
import { goBinary } from './go-binary.ts';
import { jar } from './jar.ts';
import { pacmanDesc } from './pacman-desc.ts';
import { rpmBdb } from './rpm-bdb.ts';
import { rpmNdb } from './rpm-ndb.ts';
import { rpmSqlite } from './rpm-sqlite.ts';
import { isTar, type TarEntry, tarEntries } from './tar-entries.ts';

/** What says that something is installed, by its path in the image. The first that fits reads it. */
const installed: readonly (readonly [RegExp, Format])[] = [
  [/(?:^|\/)lib\/(?:dpkg|opkg)\/status$/, dpkgStatus],
  [/(?:^|\/)lib\/dpkg\/status\.d\/[^/]+(?<!\.md5sums)$/, dpkgStatus],
  [/(?:^|\/)lib\/apk\/db\/installed$/, apkInstalled],
  [/(?:^|\/)rpmdb\.sqlite$/, rpmSqlite],
  [/(?:^|\/)rpm\/Packages\.db$/, rpmNdb],
  [/(?:^|\/)(?:lib|sysimage)\/rpm\/Packages$/, rpmBdb],
  [/(?:^|\/)lib\/pacman\/local\/[^/]+\/desc$/, pacmanDesc],
  [/\.dist-info\/METADATA$|\.egg-info\/PKG-INFO$|(?:^|\/)EGG-INFO\/PKG-INFO$/, distInfo],
  [/(?:^|\/)conda-meta\/[^/]+\.json$/, condaMeta],
  [/(?:^|\/)node_modules\/\.package-lock\.json$/, npmLock],
  [/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/, packageJson],
  [/(?:^|\/)composer\/installed\.json$/, composerInstalled],
  [/(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/, gemspec],
  [/\.deps\.json$/, depsJson],
  [/\.(?:jar|war|ear|jpi|hpi)$/, jar],
];
/** What the readers above ask for besides. */
const beside =
  /(?:^|\/)(?:etc|usr\/lib)\/os-release$|(?:^|\/)etc\/apk\/world$|\/apt\/extended_states$|\.dist-info\/(?:direct_url\.json|REQUESTED|INSTALLER)$/;

/** Unpacked bytes of one layer, and of all that is kept of an image together. */
const layerLimit = 2 * 1024 * 1024 * 1024 - 1;
const keptLimit = 1024 * 1024 * 1024;
const headBytes = 64 * 1024;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The files of an image that say what is installed: of each path the one of the topmost layer, without those that a layer
 * above has removed (OCI image specification, "Image Layer Filesystem Changeset").
 */
export class ImageFiles {
  readonly #files = new Map<string, Uint8Array>();
  #kept = 0;

  /** Lays one more layer over those before. Throws `UnreadableInput` where it cannot be unpacked. */
  add(layer: Uint8Array): void {
    const compression = compressionOf((at) => layer[at] ?? 0);
    const bytes = compression === undefined ? layer : decompress(layer, compression, layerLimit);
    if (bytes.length > 0 && !isTar(bytes) && bytes.some((byte) => byte !== 0))
      throw new UnreadableInput('wrong-shape', 'has a layer that is not a tar archive');
    const entries = [...tarEntries(bytes)];
    // Whiteouts of a layer act on those below it, wherever they stand in it.
    for (const { name } of entries) this.#whiteOut(name);
    for (const entry of entries) this.#put(entry);
  }

  #whiteOut(name: string): void {
    const slash = name.lastIndexOf('/') + 1;
    const base = name.slice(slash);
    if (!base.startsWith('.wh.')) return;
    if (base === '.wh..wh..opq') this.#remove(name.slice(0, slash));
    else if (!base.startsWith('.wh..wh.')) {
      const removed = name.slice(0, slash) + base.slice('.wh.'.length);
      this.#delete(removed);
      this.#remove(`${removed}/`);
    }
  }

  #remove(prefix: string): void {
    for (const path of this.#files.keys()) if (path.startsWith(prefix)) this.#delete(path);
  }

  #delete(path: string): void {
    this.#kept -= this.#files.get(path)?.length ?? 0;
    this.#files.delete(path);
  }

  #put(entry: TarEntry): void {
    this.#delete(entry.name);
    if (entry.kind !== 'folder' && this.#files.size > 0) this.#remove(`${entry.name}/`);
    const linked = entry.kind === 'link' ? this.#files.get(entry.target.replace(/^(?:\.?\/)+/, '')) : undefined;
    const bytes = entry.kind === 'file' ? entry.bytes : linked;
    if (bytes === undefined || !isKept(entry.name, bytes, entry.isProgram)) return;
    this.#kept += bytes.length;
    if (this.#kept > keptLimit) throw new UnreadableInput('over-limit', 'installs more than is kept in memory');
    // A view would hold the whole layer.
    this.#files.set(entry.name, bytes.slice());
  }

  /** Reads what is installed. A file that cannot be read is a problem that names it. */
  components(options: RecordOptions): { components: Component[]; problems: Problem[] } {
    const components: Component[] = [];
    const problems: Problem[] = [];
    const lock = [...this.#files.keys()].filter((path) => path.endsWith('node_modules/.package-lock.json'));
    const covered = lock.map((path) => path.slice(0, -'.package-lock.json'.length));
    for (const [path, bytes] of this.#files) {
      const format = formatOf(path, bytes);
      if (format === undefined) continue;
      if (format === packageJson && covered.some((folder) => path.startsWith(folder))) continue;
      try {
        const found = this.#parse(path, bytes, format, options);
        for (const one of found.components)
          components.push({
            ...one,
            at: { offset: 0 },
            ref: undefined,
            attributes: withFacts(one.attributes, { inside: path }),
          });
        for (const problem of found.problems) problems.push(within(path, problem));
      } catch (error) {
        if (error instanceof NotThisFormat) continue;
        if (!(error instanceof UnreadableInput || error instanceof SyntaxFault)) throw error;
        const { code, message, line } = error;
        problems.push(within(path, { code, message, line, weight: 'lost' }));
      }
    }
    return { components, problems };
  }

  #parse(
    path: string,
    bytes: Uint8Array,
    format: Format,
    options: RecordOptions,
  ): { components: readonly Component[]; problems: readonly Problem[] } {
    if ('parseBytes' in format) {
      const { components, problems = [] } = format.parseBytes({ path, bytes, options });
      return { components, problems };
    }
    if (!('parse' in format)) return { components: [], problems: [] };
    const text = textOf(bytes);
    const { components, problems = [] } = format.parse(
      this.#withCompanions({ path, text, companions: new Map() }, format),
    );
    return { components: placed(components, (paths) => format.locate?.(text, paths) ?? []), problems };
  }

  #withCompanions(input: DocumentInput, format: DocumentFormat): DocumentInput {
    const companions = new Map<string, string>();
    for (const path of format.companions?.(input) ?? []) {
      const bytes = this.#files.get(path);
      if (bytes !== undefined) companions.set(path, textOf(bytes));
    }
    return { ...input, companions };
  }
}

/** The place in the image stands in the message: the problem's own line is of no file of the tree. */
function within(path: string, { line, column: _, message, ...rest }: Problem): Problem {
  return { ...rest, message: `"${path}" in the image${line === undefined ? '' : `, line ${line},`} ${message}` };
}

function isKept(path: string, bytes: Uint8Array, isProgram: boolean): boolean {
  return (
    beside.test(path) || installed.some(([pattern]) => pattern.test(path)) || (isProgram && isGoProgram(path, bytes))
  );
}

function formatOf(path: string, bytes: Uint8Array): Format | undefined {
  if (beside.test(path)) return undefined;
  return installed.find(([pattern]) => pattern.test(path))?.[1] ?? (isGoProgram(path, bytes) ? goBinary : undefined);
}

function isGoProgram(path: string, bytes: Uint8Array): boolean {
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  return isElf && goBinary.recognise?.(Buffer.from(bytes.subarray(0, headBytes)).toString('latin1'), path) === true;
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new UnreadableInput('wrong-encoding', 'is not valid UTF-8');
  }
}
