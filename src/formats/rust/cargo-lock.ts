/**
 * Cargo.lock versions 1 to 4, and the `[root]` table of Cargo before 1.19. Specification: the Cargo Book, "Cargo.toml vs
 * Cargo.lock", and cargo's own `encode.rs` for the versions. Surprising: a dependency is spelled with as few words as make it
 * unique, `name`, `name version` or `name version (source)`, and a package without a source is the project's own.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { cargoSource } from './cargo-source.ts';

const newestVersion = 4;
const missingLimit = 20;

/** Reads the resolved packages and who requires whom. Development and build dependencies are not marked in it. */
export const cargoLock: DocumentFormat = {
  id: 'rust/cargo-lock',
  title: 'Cargo Cargo.lock',
  files: ['Cargo.lock'],
  locate: locateToml,
  parse,
};

interface CargoPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly dependencies: readonly string[];
  readonly path: Path;
}

interface Loss {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  if (typeof version === 'number' && version > newestVersion) {
    const message = `lockfile version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!listOf(memberOf(root, 'package'))) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const packages = packagesOf(root, losses);
  const edges = edgesOf(packages, losses);
  const own = packages.filter((one) => one.source === undefined);
  const direct = new Set(own.flatMap((one) => edges.get(refOf(one)) ?? []));
  const components = packages.map((one) => componentOf(one, direct));
  const lines = locateToml(
    input.text,
    losses.map((loss) => loss.path),
  );
  const problems = losses.map(
    ({ code, message }, at): Problem => ({ code, line: lines[at]?.line, message, weight: 'lost' }),
  );
  return { components, problems, graph: () => graphOf(packages, own, edges) };
}

function packagesOf(root: Readonly<Record<string, unknown>>, losses: Loss[]): CargoPackage[] {
  const section = memberOf(root, 'package');
  const list = listOf(section);
  const old = memberOf(root, 'root');
  if (section !== undefined && !list) throw new UnreadableInput('wrong-shape', '"package" is not an array of tables');
  // A workspace without members has no packages, but then it has its version line.
  if (!list && !isRecord(old) && memberOf(root, 'version') === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "[[package]]" table', { line: 1 });
  const found: CargoPackage[] = [];
  const read = (value: unknown, path: Path): void => {
    const one = packageOf(value, path);
    if (one) found.push(one);
    else losses.push({ code: 'wrong-type', path, message: 'a package has no name or no version' });
  };
  if (old !== undefined) read(old, ['root']);
  for (const [at, value] of (list ?? []).entries()) read(value, ['package', at]);
  // Patches that nothing uses are not built; they are listed so that none is missed when something does.
  const unused = listOf(memberOf(memberOf(root, 'patch'), 'unused'));
  for (const [at, value] of (unused ?? []).entries()) read(value, ['patch', 'unused', at]);
  return found;
}

function packageOf(value: unknown, path: Path): CargoPackage | undefined {
  const name = stringOf(memberOf(value, 'name'));
  const version = stringOf(memberOf(value, 'version'));
  if (name === undefined || version === undefined) return undefined;
  const dependencies = (listOf(memberOf(value, 'dependencies')) ?? []).filter((one) => typeof one === 'string');
  return { name, version, source: stringOf(memberOf(value, 'source')), dependencies, path };
}

/** The longest of the three spellings; the source is left out for the project's own packages. */
function refOf({ name, version, source }: CargoPackage): string {
  return source === undefined ? `${name} ${version}` : `${name} ${version} (${source})`;
}

function edgesOf(packages: readonly CargoPackage[], losses: Loss[]): Map<string, readonly string[]> {
  const spellings = new Map<string, string>();
  for (const one of packages) {
    const ref = refOf(one);
    for (const spelling of [one.name, `${one.name} ${one.version}`, ref, shortRef(one)])
      if (!spellings.has(spelling)) spellings.set(spelling, ref);
  }
  const edges = new Map<string, readonly string[]>();
  let missing = 0;
  for (const one of packages) {
    const next: string[] = [];
    for (const spelling of one.dependencies) {
      // Version 1 writes git sources without the commit that the package's own source has.
      const ref = spellings.get(spelling) ?? spellings.get(spelling.replace(/#[^)]*\)$/, ')'));
      if (ref !== undefined) next.push(ref);
      else if (++missing <= missingLimit) {
        losses.push({
          code: 'missing-entry',
          path: one.path,
          message: `"${one.name}" requires "${withoutSecrets(spelling)}", which has no entry`,
        });
      }
    }
    edges.set(refOf(one), next);
  }
  return edges;
}

function shortRef({ name, version, source }: CargoPackage): string {
  return `${name} ${version} (${(source ?? '').split('#', 1)[0]})`;
}

function componentOf(one: CargoPackage, direct: ReadonlySet<string>): Component {
  const source = one.source === undefined ? undefined : cargoSource(one.source);
  const isUnused = one.path[0] === 'patch';
  return {
    kind: 'package',
    name: one.name,
    version: one.version,
    ecosystem: 'cargo',
    at: { path: [...one.path, 'name'] },
    ref: refOf(one),
    direct: direct.has(refOf(one)),
    source: source?.url ?? (one.source && withoutSecrets(one.source)),
    entry: isUnused ? 'extraneous' : one.source === undefined ? 'workspace' : source?.entry,
    identifiers: source?.identifiers,
  };
}

function graphOf(
  packages: readonly CargoPackage[],
  own: readonly CargoPackage[],
  edges: ReadonlyMap<string, readonly string[]>,
): DependencyGraph {
  const labels = new Map(packages.map((one) => [refOf(one), `${one.name}@${one.version}`]));
  const all = new Map(edges);
  let roots = own.map(refOf);
  if (roots.length === 0) {
    const required = new Set([...edges.values()].flat());
    all.set(
      '',
      [...edges.keys()].filter((ref) => !required.has(ref)),
    );
    labels.set('', 'project');
    roots = [''];
  }
  return { roots, edges: all, label: (ref) => labels.get(ref) ?? ref };
}
