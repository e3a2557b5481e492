import { child, childrenOf, textOf, type XmlElement } from '../../syntax/xml-element.ts';
import { folderOf, pathFrom } from '../javascript/package-manifest.ts';
import { type PomModel, type PomParent, readPomOrNothing } from './pom-model.ts';

/** One POM of a chain, the project's own first. */
export interface PomFile {
  readonly path: string;
  readonly model: PomModel;
}

/** A POM with its parents, as far as they stand in the tree. */
export interface PomContext {
  readonly chain: readonly PomFile[];
  /** The parent that the chain ends with and that is not in the tree. */
  readonly missingParent: PomParent | undefined;
}

/** A real chain has less than ten; a cycle ends here too, through the set of paths. */
const chainLimit = 30;

export function pomContext(path: string, model: PomModel, companions: ReadonlyMap<string, string>): PomContext {
  const chain: PomFile[] = [{ path, model }];
  const seen = new Set([path]);
  for (let file = chain[0]; file && chain.length < chainLimit; ) {
    const { parent } = file.model;
    if (!parent) return { chain, missingParent: undefined };
    const found = parentPaths(file).find((one) => companions.has(one));
    const text = found === undefined ? undefined : companions.get(found);
    const next = text === undefined ? undefined : readPomOrNothing(text);
    if (found === undefined || !next || seen.has(found) || !isParent(next, parent))
      return { chain, missingParent: parent };
    seen.add(found);
    file = { path: found, model: next };
    chain.push(file);
  }
  return { chain, missingParent: chain[chain.length - 1]?.model.parent };
}

/** A stranger's pom.xml may stand one folder up; Maven then looks into the repositories. */
function isParent(model: PomModel, parent: PomParent): boolean {
  return model.artifactId === undefined || model.artifactId === parent.artifactId;
}

/** A relative path names the file or its folder. None where the parent comes from a repository or from outside. */
export function parentPaths({ path, model }: PomFile): string[] {
  const relative = model.parent?.relativePath ?? '';
  if (relative === '') return [];
  const target = pathFrom(folderOf(path), relative);
  if (target === undefined) return [];
  return /\.(?:xml|pom)$/.test(target) ? [target] : [target === '' ? 'pom.xml' : `${target}/pom.xml`, target];
}

/** Replaces `${...}`; what cannot be replaced stays as it is written. `extra` is the profile a text stands in. */
export function interpolated(context: PomContext, text: string, extra?: ReadonlyMap<string, string>): string {
  let result = text;
  // A property may name another; a longer chain of names is a cycle.
  for (let round = 0; round < 20 && result.includes('${'); round++) {
    const next = result.replace(
      /\$\{([^{}$]{1,200})\}/g,
      (whole, name: string) => propertyOf(context, name.trim(), extra) ?? whole,
    );
    if (next === result || next.length > 10_000) break;
    result = next;
  }
  return result;
}

/** True where something of a text could not be replaced. */
export function isUnresolved(text: string): boolean {
  return /\$\{[^}]*\}/.test(text);
}

function propertyOf(
  context: PomContext,
  name: string,
  extra: ReadonlyMap<string, string> | undefined,
): string | undefined {
  const given = extra?.get(name);
  if (given !== undefined) return given;
  for (const { model } of context.chain) {
    const value = model.properties.get(name);
    if (value !== undefined) return value;
  }
  const own = projectValue(context, name.replace(/^(?:project|pom)\./, ''));
  if (own !== undefined) return own;
  // A property that only profiles define has at least one of their values.
  for (const { model } of context.chain)
    for (const { properties } of model.profiles) {
      const value = properties.get(name);
      if (value !== undefined) return value;
    }
  return undefined;
}

/** Group and version are inherited when a POM does not state them. */
function projectValue({ chain }: PomContext, name: string): string | undefined {
  const model = chain[0]?.model;
  switch (name) {
    case 'groupId':
      return model?.groupId ?? model?.parent?.groupId;
    case 'version':
      return model?.version ?? model?.parent?.version;
    case 'artifactId':
      return model?.artifactId;
    case 'parent.groupId':
      return model?.parent?.groupId;
    case 'parent.artifactId':
      return model?.parent?.artifactId;
    case 'parent.version':
      return model?.parent?.version;
    default:
      return undefined;
  }
}

/** What a `dependencyManagement` says of one artifact. */
export interface ManagedArtifact {
  readonly version: string | undefined;
  readonly scope: string | undefined;
  readonly optional: string | undefined;
}

export interface Management {
  /** By `group:artifact:type:classifier`, and by `group:artifact` for the first of them. */
  readonly artifacts: ReadonlyMap<string, ManagedArtifact>;
  readonly plugins: ReadonlyMap<string, string>;
  /** `group:artifact:version` of BOMs that are imported and not in the tree. */
  readonly missingBoms: readonly string[];
}

/** Everything that is managed for a project: its own entries first, then its parents', then those of BOMs of the tree. */
export function managementOf(context: PomContext, companions: ReadonlyMap<string, string>): Management {
  const artifacts = new Map<string, ManagedArtifact>();
  const plugins = new Map<string, string>();
  const missingBoms = new Set<string>();
  const imported: { context: PomContext; groupId: string; artifactId: string; version: string }[] = [];
  const seenBoms = new Set<string>();
  const add = (from: PomContext): void => {
    for (const { model } of from.chain) {
      for (const [element, extra] of sections(model)) {
        for (const one of childrenOf(
          child(child(element, 'dependencyManagement') ?? nothing, 'dependencies') ?? nothing,
          'dependency',
        )) {
          const read = (name: string): string | undefined => {
            const text = textOf(one, name);
            return text === undefined || text === '' ? undefined : interpolated(from, text, extra);
          };
          const [groupId = '', artifactId = '', version] = [read('groupId'), read('artifactId'), read('version')];
          if (read('scope') === 'import') imported.push({ context: from, groupId, artifactId, version: version ?? '' });
          const managed = { version, scope: read('scope'), optional: read('optional') };
          for (const key of [
            artifactKey(groupId, artifactId, read('type'), read('classifier')),
            `${groupId}:${artifactId}`,
          ])
            if (!artifacts.has(key)) artifacts.set(key, managed);
        }
        const management = child(child(element, 'build') ?? nothing, 'pluginManagement') ?? nothing;
        for (const one of childrenOf(child(management, 'plugins') ?? nothing, 'plugin')) {
          const key = pluginName(from, one, extra);
          const version = textOf(one, 'version');
          if (version && !plugins.has(key)) plugins.set(key, interpolated(from, version, extra));
        }
      }
    }
  };
  add(context);
  for (let bom = imported.shift(); bom; bom = imported.shift()) {
    const name = `${bom.groupId}:${bom.artifactId}:${bom.version}`;
    if (seenBoms.has(name) || seenBoms.size > chainLimit) continue;
    seenBoms.add(name);
    const found = bomPaths(bom.context, bom.artifactId).flatMap((path) => {
      const text = companions.get(path);
      const model = text === undefined ? undefined : readPomOrNothing(text);
      return model?.artifactId === bom.artifactId ? [{ path, model }] : [];
    })[0];
    if (found) add(pomContext(found.path, found.model, companions));
    else missingBoms.add(name);
  }
  return { artifacts, plugins, missingBoms: [...missingBoms] };
}

/**
 * Where a BOM of the same build may stand: a module of one of the parents whose folder is called like it. Looking into every module
 * of a large build for every POM would be quadratic.
 */
export function bomPaths({ chain }: PomContext, artifactId: string): string[] {
  const found: string[] = [];
  for (const { path, model } of chain) {
    for (const module of model.modules) {
      const last = module.split('/').pop() ?? '';
      if (last === '' || (artifactId !== last && !artifactId.endsWith(`-${last}`))) continue;
      const target = pathFrom(folderOf(path), module);
      if (target !== undefined) found.push(target.endsWith('.xml') ? target : `${target}/pom.xml`);
    }
  }
  return found;
}

const nothing: XmlElement = {
  ...{ name: '', prefix: '', namespace: '', attributes: new Map<string, string>(), children: [], text: '' },
  ...{ line: 0, column: 0, offset: 0 },
};

/** The project itself and its profiles, each with the properties that only it sees. */
export function sections(model: PomModel): (readonly [XmlElement, ReadonlyMap<string, string> | undefined])[] {
  return [[model.root, undefined], ...model.profiles.map(({ element, properties }) => [element, properties] as const)];
}

export function artifactKey(groupId: string, artifactId: string, type = 'jar', classifier = ''): string {
  return `${groupId}:${artifactId}:${type}:${classifier}`;
}

/** Plugins without a group are Maven's own. */
export function pluginName(
  context: PomContext,
  element: XmlElement,
  extra: ReadonlyMap<string, string> | undefined,
): string {
  const groupId = textOf(element, 'groupId') || 'org.apache.maven.plugins';
  return `${interpolated(context, groupId, extra)}:${interpolated(context, textOf(element, 'artifactId') ?? '', extra)}`;
}

/** The element at the end of a path of names; undefined where one is missing. */
export function below(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at && child(at, name);
  return at;
}
