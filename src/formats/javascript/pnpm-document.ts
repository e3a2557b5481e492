import { withoutSecrets } from '../../identity/host.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, recordOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type PnpmKeyStyle, withoutPeers } from './pnpm-dep-path.ts';
import { type PnpmProject, type PnpmRequirement, projectsOf } from './pnpm-projects.ts';

const newestMajor = 9;
/** So many missing packages are named; a damaged lockfile does not become a damaged report. */
const missingLimit = 20;

/** pnpm writes `{}` or nothing for what is empty; anything else was cut or edited. */
const projectSections = ['dependencies', 'devDependencies', 'optionalDependencies', 'specifiers'];

/** One document, its packages resolved. */
export interface PnpmDocument {
  readonly document: number;
  readonly style: PnpmKeyStyle;
  readonly packages: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly patched: ReadonlySet<string>;
  readonly projects: readonly PnpmProject[];
  /** What projects require and `packages` does not list, each name and reference once. */
  readonly unlisted: readonly PnpmRequirement[];
  /** Package key to package keys. */
  readonly edges: ReadonlyMap<string, readonly string[]>;
  readonly runtime: ReadonlySet<string>;
  readonly dev: ReadonlySet<string>;
  /** Packages that are only reached through optional dependencies, as 9 says it. */
  readonly optional: ReadonlySet<string>;
}

/** Something that is left out, with where it stands. */
export interface PnpmLoss {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

/** One document of a lockfile. Throws `UnreadableInput` where it is none; what is lost of it is added to `losses`. */
export function pnpmDocument(root: unknown, document: number, losses: PnpmLoss[]): PnpmDocument {
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const style = styleOf(root, document, losses);
  const section = memberOf(root, 'packages');
  const hasProjects = isRecord(root.importers) || isRecord(root.dependencies) || isRecord(root.specifiers);
  if (section === undefined || section === null) {
    if (style === 'at' && !hasProjects)
      throw new UnreadableInput('wrong-shape', 'has no "importers" and no "packages" section', { line: 1 });
  } else if (!isRecord(section)) throw new UnreadableInput('wrong-shape', '"packages" is not a mapping');
  const packages = new Map<string, Record<string, unknown>>();
  for (const [key, value] of entriesOf(section)) {
    if (isRecord(value)) packages.set(key, value);
    else
      losses.push({
        code: 'wrong-type',
        path: [document, 'packages', key],
        message: `the entry "${key}" is not a mapping`,
      });
  }
  for (const [folder, importer] of entriesOf(root.importers)) {
    const cut = isRecord(importer)
      ? projectSections.find((key) => Object.hasOwn(importer, key) && !isRecord(importer[key]))
      : '';
    if (cut !== undefined)
      losses.push({
        code: 'wrong-type',
        path: [document, 'importers', folder, ...(cut === '' ? [] : [cut])],
        message: `"${cut === '' ? folder : cut}" of "importers" is not a mapping`,
      });
  }
  const projects = projectsOf(root, document);
  const missing = missingReporter(losses);
  const { edges, optional } = edgesOf(root, packages, style, document, missing);
  const runtime = new Set<string>();
  const dev = new Set<string>();
  const unlisted = new Map<string, PnpmRequirement>();
  for (const project of projects) {
    for (const one of project.requires) {
      const key = keyOf(packages, style, one.name, one.reference);
      if (key !== undefined) (one.isDev ? dev : runtime).add(key);
      else if (!one.isOptional && !isLink(one.reference)) {
        missing(one.path, project.folder, one.name, one.reference);
        const same = `${one.name} ${one.reference}`;
        if (unlisted.get(same)?.isDev !== false) unlisted.set(same, one);
      }
    }
  }
  const patched = new Set(entriesOf(memberOf(root, 'patchedDependencies')).map(([name]) => name));
  const listed = { packages, patched, projects, unlisted: [...unlisted.values()] };
  return { document, style, ...listed, edges, runtime, dev, optional };
}

function styleOf(root: Readonly<Record<string, unknown>>, document: number, losses: PnpmLoss[]): PnpmKeyStyle {
  const version = stringOf(root.lockfileVersion);
  if (version === undefined) throw new UnreadableInput('wrong-shape', 'has no "lockfileVersion"', { line: 1 });
  const major = Number.parseInt(version, 10);
  if (!(major >= 5)) throw new UnreadableInput('unsupported-version', `lockfileVersion ${version} is not known`);
  if (major > newestMajor) {
    const message = `lockfileVersion ${version} is newer than ${newestMajor}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: [document, 'lockfileVersion'], message });
  }
  if (major < 6) return 'slash';
  return major < 7 || hasSlashedKeys(root) ? 'slash-at' : 'at';
}

/** Files that were converted by hand say 9 and keep the keys of 6; those of 9 proper have `snapshots`. */
function hasSlashedKeys(root: Readonly<Record<string, unknown>>): boolean {
  if (isRecord(root.snapshots)) return false;
  const first = entriesOf(root.packages)[0]?.[0];
  return first?.startsWith('/') === true && first.indexOf('@', 2) > 0;
}

function isLink(reference: string): boolean {
  return /^(?:link|workspace):/.test(reference);
}

type Missing = (path: Path, from: string, name: string, reference: string) => void;

function missingReporter(losses: PnpmLoss[]): Missing {
  let count = 0;
  return (path, from, name, reference) => {
    if (isLink(reference) || ++count > missingLimit) return;
    const message = `"${from}" requires "${name}" ${withoutSecrets(reference)}, which has no entry`;
    losses.push({ code: 'missing-entry', path, message });
  };
}

/** The key of `packages` that a name and its reference mean. Undefined for links and for what is missing. */
export function keyOf(
  packages: ReadonlyMap<string, unknown>,
  style: PnpmKeyStyle,
  name: string,
  reference: string,
): string | undefined {
  if (reference.startsWith('link:')) return undefined;
  if (style === 'at') {
    const own = withoutPeers(`${name}@${reference}`);
    if (packages.has(own)) return own;
    const absolute = withoutPeers(reference);
    return packages.has(absolute) ? absolute : undefined;
  }
  const own = style === 'slash' ? `/${name}/${reference}` : `/${name}@${reference}`;
  if (packages.has(own)) return own;
  return packages.has(reference) ? reference : undefined;
}

function edgesOf(
  root: Readonly<Record<string, unknown>>,
  packages: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  style: PnpmKeyStyle,
  document: number,
  missing: Missing,
): { edges: Map<string, readonly string[]>; optional: Set<string> } {
  const edges = new Map<string, string[]>();
  const optional = new Set<string>();
  const snapshots = style === 'at' ? entriesOf(memberOf(root, 'snapshots')) : packages;
  for (const [snapshot, value] of snapshots) {
    const key = style === 'at' ? withoutPeers(snapshot) : snapshot;
    const next = edges.get(key) ?? [];
    edges.set(key, next);
    if (!isRecord(value)) continue;
    if (value.optional === 'true') optional.add(key);
    for (const name in recordOf(value.dependencies)) {
      const reference = stringOf(memberOf(value.dependencies, name)) ?? '';
      const found = keyOf(packages, style, name, reference);
      if (found === undefined)
        missing(
          [document, style === 'at' ? 'snapshots' : 'packages', snapshot, 'dependencies', name],
          snapshot,
          name,
          reference,
        );
      else if (!next.includes(found)) next.push(found);
    }
    for (const [name, reference] of entriesOf(value.optionalDependencies)) {
      const found = keyOf(packages, style, name, stringOf(reference) ?? '');
      if (found !== undefined && !next.includes(found)) next.push(found);
    }
  }
  return { edges, optional };
}
