/**
 * packages.lock.json of NuGet, version 1 and 2. Specification: NuGet documentation, "Enable repeatable package restore by using a lock file"; the format is
 * that of NuGet's own PackagesLockFileFormat. Surprising: every package stands in it once for each target framework, and again under
 * `framework/runtime` where the runtime changes something; a `CentralTransitive` package is one that only a central version file names.
 */
import type { Component, DependencyGraph } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

const newestVersion = 2;
/** Looking for duplicate keys in a file of this size costs more than it tells. */
const duplicateCheckLimit = 8_000_000;

/** Reads the packages of every framework and who requires whom. */
export const packagesLockJson: DocumentFormat = {
  id: 'dotnet/packages-lock-json',
  title: 'NuGet packages.lock.json',
  files: ['packages.lock.json', 'packages.*.lock.json'],
  locate: locateJson,
  parse,
};

interface Locked {
  readonly framework: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly type: string;
  readonly requires: readonly string[];
  readonly path: Path;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const frameworks = memberOf(root, 'dependencies');
  if (!isRecord(frameworks)) throw new UnreadableInput('wrong-shape', 'has no "dependencies" object', { line: 1 });
  const losses: Loss[] = [];
  if (typeof root.version === 'number' && root.version > newestVersion) {
    const message = `version ${root.version} is newer than ${newestVersion}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  const locked: Locked[] = [];
  for (const [framework, packages] of Object.entries(frameworks)) {
    if (!isRecord(packages))
      losses.push({
        code: 'wrong-type',
        path: ['dependencies', framework],
        message: `"${framework}" is not an object`,
      });
    for (const [name, value] of entriesOf(packages)) {
      const path = ['dependencies', framework, name];
      const type = stringOf(memberOf(value, 'type'));
      const version = stringOf(memberOf(value, 'resolved'));
      if (type === undefined) {
        losses.push({ code: 'wrong-type', path, message: `"${name}" has no type` });
        continue;
      }
      if (version === undefined && type !== 'Project')
        losses.push({ code: 'unresolved', path, message: `"${name}" has no resolved version` });
      const requires = entriesOf(memberOf(value, 'dependencies')).map(([required]) => required);
      locked.push({ framework, name, version, type, requires, path });
    }
  }
  const duplicates = input.text.length > duplicateCheckLimit ? [] : duplicateKeys(input.text, 20);
  for (const { key, path } of duplicates)
    losses.push({
      code: 'duplicate-key',
      path: [...path, key],
      message: `"${key}" stands twice; only the last one counts`,
    });
  return {
    components: locked.map(componentOf),
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => graphOf(locked),
  };
}

/** Names of packages are compared without case. */
function refOf(framework: string, name: string): string {
  return `${framework} ${name.toLowerCase()}`;
}

function componentOf(one: Locked): Component {
  return {
    ...{ kind: 'package', name: one.name, version: one.version, ecosystem: 'nuget', at: { path: one.path } },
    ...{ ref: refOf(one.framework, one.name), direct: one.type === 'Direct' },
    entry: one.type === 'Project' ? 'workspace' : undefined,
    attributes: { framework: one.framework },
  };
}

function graphOf(locked: readonly Locked[]): DependencyGraph {
  const known = new Set(locked.map((one) => refOf(one.framework, one.name)));
  const edges = new Map<string, readonly string[]>();
  const required = new Set<string>();
  for (const one of locked) {
    // What a runtime adds leans on the framework's own list.
    const base = one.framework.split('/', 1)[0] ?? one.framework;
    const next = one.requires
      .map((name) => [refOf(one.framework, name), refOf(base, name)].find((ref) => known.has(ref)))
      .filter((ref) => ref !== undefined);
    for (const ref of next) required.add(ref);
    edges.set(refOf(one.framework, one.name), next);
  }
  const isFirst = (one: Locked): boolean =>
    one.type === 'Direct' || (one.type === 'Project' && !required.has(refOf(one.framework, one.name)));
  edges.set(
    '',
    locked.filter(isFirst).map((one) => refOf(one.framework, one.name)),
  );
  const labels = new Map(
    locked.map((one) => [refOf(one.framework, one.name), one.version ? `${one.name}@${one.version}` : one.name]),
  );
  return { roots: [''], edges, label: (ref) => (ref === '' ? 'project' : (labels.get(ref) ?? ref)) };
}
