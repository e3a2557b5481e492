import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '../model/problem.ts';

/** One thing that a batch looks at. */
export interface Target {
  /** Stable on every machine: the path below the listed folder or beside the list, or host and path of an address. */
  readonly id: string;
  /** `repository`: read from its git objects. `folder` and `file`: read from disk. `url`: cloned first. */
  readonly kind: 'repository' | 'folder' | 'file' | 'url' | 'missing';
  /** Absolute path, or the address without credentials. */
  readonly place: string;
  /** The address as given, for cloning only: never printed, never stored. */
  readonly address?: string;
}

const deepest = 6;
const passedOver = new Set(['node_modules', '.git', '.hg', '.svn']);

/**
 * Targets of a folder or a list file, sorted by id, each once. What a batch itself has written into the folder, or is about to write at
 * `out`, is none. Throws `UsageError` for a path that is not there or holds none.
 */
export function readTargets(path: string, out?: string): Target[] {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder`);
  const found = statSync(path).isDirectory() ? [...inFolder(realpathSync(path), out)] : [...inList(path)];
  if (found.length === 0) throw new UsageError(`${path}: names no targets`);
  const byId = new Map(found.map((target) => [target.id, target]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** True for a checkout or a bare repository. */
export function isRepository(path: string): boolean {
  if (existsSync(`${path}/.git`)) return true;
  return existsSync(`${path}/HEAD`) && existsSync(`${path}/objects`) && existsSync(`${path}/refs`);
}

/** Repositories below a folder; a direct child without one is a target of its own. Links are not followed. */
function* inFolder(root: string, out: string | undefined): Iterable<Target> {
  const start = root.endsWith(sep) ? root.length : root.length + 1;
  const idOf = (path: string): string => path.slice(start).split(sep).join('/');
  if (isRepository(root)) {
    yield { id: '.', kind: 'repository', place: root };
    return;
  }
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name);
    if (!entry.isDirectory() || passedOver.has(entry.name)) continue;
    const repositories = [...repositoriesIn(path, 1)];
    if (repositories.length === 0) {
      const isOurs = existsSync(join(path, 'run.json')) && existsSync(join(path, 'results.ndjson'));
      const holdsOut = out !== undefined && `${out}${sep}`.startsWith(path + sep);
      if (!isOurs && !holdsOut) yield { id: idOf(path), kind: 'folder', place: path };
    } else for (const place of repositories) yield { id: idOf(place), kind: 'repository', place };
  }
}

function* repositoriesIn(path: string, depth: number): Iterable<string> {
  if (isRepository(path)) {
    yield path;
    return;
  }
  if (depth >= deepest) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory() && !passedOver.has(entry.name)) yield* repositoriesIn(join(path, entry.name), depth + 1);
  }
}

/** One path or address a line; `#` begins a comment. */
function* inList(listPath: string): Iterable<Target> {
  const folder = dirname(resolve(listPath));
  for (const raw of readFileSync(listPath, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)) {
    const line = raw.replace(/(?:^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const address = /^(?:https?|ssh|git):\/\/|^[\w.-]+@[\w.-]+:/.test(line) ? withoutCredentials(line) : undefined;
    if (address !== undefined) {
      yield { id: address.id, kind: 'url', place: address.shown, address: line };
      continue;
    }
    const place = resolve(folder, line);
    const id = relative(folder, place).split(sep).join('/').replace(/\/$/, '') || '.';
    if (!existsSync(place)) yield { id, kind: 'missing', place };
    else if (!statSync(place).isDirectory()) yield { id, kind: 'file', place };
    else yield { id, kind: isRepository(place) ? 'repository' : 'folder', place };
  }
}

/** Spellings of one repository fold to one id: user, default port, `.git`, trailing slash and the host's case do not matter. */
function withoutCredentials(address: string): { id: string; shown: string } {
  const scp = /^(?:[^@/]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  const url = /^([a-z]+):\/\/(?:[^@/]*@)?([^/:]+)(?::(\d+))?\/(.*)$/i.exec(address);
  const host = (url?.[2] ?? scp?.[1] ?? '').toLowerCase();
  const port = url?.[3] !== undefined && !['22', '80', '443', '9418'].includes(url[3]) ? `:${url[3]}` : '';
  const path = (url?.[4] ?? scp?.[2] ?? '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  return { id: `${host}${port}/${path}`, shown: `${url?.[1]?.toLowerCase() ?? 'ssh'}://${host}${port}/${path}` };
}

/** Which of `count` shards a target belongs to, 1-based: by its id alone, so that adding targets moves none. */
export function shardOf(id: string, count: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE(0) % count) + 1;
}
