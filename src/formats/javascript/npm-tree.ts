import { entriesOf, isRecord, memberOf, recordOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';

/** One entry of a lockfile, whatever its version: a folder of `node_modules`, a linked or a workspace folder. */
export interface NpmNode {
  /** Folder relative to the lockfile, as v2 and v3 write it: `node_modules/a/node_modules/b`, `packages/x`; '' is the project. */
  readonly key: string;
  /** The name it is required by: what follows the last `node_modules/`, '' for folders outside of it. */
  readonly folderName: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly path: Path;
  /** Members of `entry` whose names are what the entry requires when it is installed. */
  readonly requires: readonly string[];
}

export interface NpmTree {
  /** In the order of the file; the project's own entry included. */
  readonly nodes: ReadonlyMap<string, NpmNode>;
  /** Paths of entries that are not objects. */
  readonly bad: readonly Path[];
}

const modules = 'node_modules/';
const installed = ['dependencies', 'optionalDependencies', 'peerDependencies'];
const declared = [...installed, 'devDependencies'];

/** The `packages` section of v2, v3 and hidden lockfiles. */
export function treeOfPackages(packages: Readonly<Record<string, unknown>>): NpmTree {
  const nodes = new Map<string, NpmNode>();
  const bad: Path[] = [];
  for (const [key, entry] of Object.entries(packages)) {
    const path: Path = ['packages', key];
    if (!isRecord(entry)) {
      bad.push(path);
      continue;
    }
    const cut = key.lastIndexOf(modules);
    const folderName = cut >= 0 && (cut === 0 || key[cut - 1] === '/') ? key.slice(cut + modules.length) : '';
    nodes.set(key, { key, folderName, entry, path, requires: folderName === '' ? declared : installed });
  }
  return { nodes, bad };
}

/** The nested `dependencies` of v1, flattened without recursion to the keys that v2 would give. */
export function treeOfDependencies(dependencies: Readonly<Record<string, unknown>>): NpmTree {
  const nodes = new Map<string, NpmNode>();
  const bad: Path[] = [];
  const waiting: { prefix: string; path: Path; children: Readonly<Record<string, unknown>> }[] = [
    { prefix: '', path: ['dependencies'], children: dependencies },
  ];
  for (let level = waiting.pop(); level; level = waiting.pop()) {
    for (const [name, entry] of Object.entries(level.children)) {
      const path: Path = [...level.path, name];
      if (!isRecord(entry)) {
        bad.push(path);
        continue;
      }
      const key = `${level.prefix}${modules}${name}`;
      nodes.set(key, { key, folderName: name, entry, path, requires: ['requires'] });
      const inner = memberOf(entry, 'dependencies');
      if (isRecord(inner)) waiting.push({ prefix: `${key}/`, path: [...path, 'dependencies'], children: inner });
      else if (inner !== undefined) bad.push([...path, 'dependencies']);
    }
  }
  return { nodes, bad };
}

/** Names an entry requires, each once, in the order of its sections. v1 may say `"requires": true`, which names nothing. */
export function requiredNames(entry: Readonly<Record<string, unknown>>, sections: readonly string[]): string[] {
  const names = new Set<string>();
  for (const section of sections) for (const [name] of entriesOf(memberOf(entry, section))) names.add(name);
  return [...names];
}

/**
 * The key of what `require(name)` finds from the folder `from`: its own `node_modules`, then those of the folders above.
 * A link leads to the folder it points at. Undefined where nothing is installed (an optional peer, another platform).
 */
export function resolveFrom(nodes: ReadonlyMap<string, NpmNode>, from: string, name: string): string | undefined {
  let folder = from;
  while (true) {
    const key = folder === '' ? `${modules}${name}` : `${folder}/${modules}${name}`;
    const node = nodes.get(key);
    if (node) return targetOf(nodes, node);
    if (folder === '') return undefined;
    folder = parentFolder(folder);
  }
}

/** The key a link points at, where that folder is in the lockfile; otherwise the node's own key. */
export function targetOf(nodes: ReadonlyMap<string, NpmNode>, node: NpmNode): string {
  if (node.entry.link !== true) return node.key;
  const target = stringOf(node.entry.resolved);
  return target !== undefined && nodes.has(target) ? target : node.key;
}

/** The folder above, skipping `node_modules` folders and scope folders: both never hold packages of their own. */
function parentFolder(folder: string): string {
  const cut = folder.lastIndexOf(modules);
  const inner = cut < 0 ? folder : folder.slice(cut + modules.length);
  const names = inner.split('/');
  const isPackage = cut >= 0 && names.length === (inner.startsWith('@') ? 2 : 1);
  if (isPackage) return cut === 0 ? '' : folder.slice(0, cut - 1);
  const slash = folder.lastIndexOf('/');
  return slash < 0 ? '' : folder.slice(0, slash);
}

/** Direct names of a manifest or root entry, every section. */
export function declaredNames(manifest: unknown): string[] {
  const record = recordOf(manifest);
  return record ? requiredNames(record, declared) : [];
}
