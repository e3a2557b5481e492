import { compileModelGlob } from '../identity/glob.ts';
import { forgeOwnerOf, hostKeys, hostOf, hostPathOf } from '../identity/host.ts';
import type { RuleIndex } from '../knowledge/rule-index.ts';
import type { Row } from './row.ts';

/** What the rules say about a host. */
interface HostEntry {
  readonly rows: readonly HostRow[];
  readonly isForge: boolean;
}
interface HostRow {
  readonly row: Row;
  /** Without slashes at its ends; the URL's path must be this or lie below it. */
  readonly path?: string;
}

/** Looks up hosts and forge owners. Hosts repeat, URLs do not: what a host gives is kept, nothing is kept of a path. */
export interface Hosts {
  /** Rows for a URL in any spelling of `hostOf`, hosts and forge owners. */
  readonly ofUrl: (url: string) => Row[] | undefined;
  /** Rows for the host and path of an image or module name: `host/a/b` without a scheme. */
  readonly ofHostPath: (hostPath: string) => Row[] | undefined;
  readonly ofForgeOwner: (owner: string) => Row[] | undefined;
}

/** Inputs name few hosts; a hostile one may name many, and is forgotten in one go. */
const mostKept = 20_000;

export function hostsOver(index: RuleIndex, readRow: (number: number) => Row): Hosts {
  const kept = new Map<string, HostEntry | null>();
  let lastStart = '';
  let lastEntry: HostEntry | null = null;
  let lastHost = '';
  let lastHostEntry: HostEntry | null = null;

  /** The entry of a URL, found by the text up to its path, so that neighbours in a lockfile cost one comparison. */
  const entryOf = (url: string): HostEntry | null => {
    if (lastStart !== '' && url.startsWith(lastStart)) return lastEntry;
    const mark = url.indexOf('//');
    const slash = mark === -1 ? -1 : url.indexOf('/', mark + 2);
    const start = slash === -1 ? url : url.slice(0, slash + 1);
    let entry = kept.get(start);
    if (entry === undefined) {
      const host = hostOf(url);
      entry = host === undefined ? null : readHost(host);
      if (kept.size >= mostKept) kept.clear();
      kept.set(start, entry);
    }
    if (slash !== -1 && !start.includes('@')) {
      lastStart = start;
      lastEntry = entry;
    }
    return entry;
  };

  const readHost = (host: string): HostEntry | null => {
    const table = index.exact('host');
    const rows: HostRow[] = [];
    for (const key of hostKeys(host)) {
      for (const number of listed(table.get(key))) {
        const found = hostRow(readRow(number), host);
        if (found !== undefined) rows.push(found);
      }
    }
    const isForge = forgeOwnerOf(`https://${host}/owner/repository`) !== undefined;
    return rows.length === 0 && !isForge ? null : { rows, isForge };
  };

  const ofForgeOwner = (owner: string): Row[] | undefined => {
    const table = index.exact('forge');
    const [forge = '', name = '', ...below] = owner.toLowerCase().split('/');
    const keys =
      below.length === 0 ? [`${forge}/${name}`] : [`${forge}/${name}`, `${forge}/${name}/${below.join('/')}`];
    const found = keys.flatMap((key) => listed(table.get(key)).map(readRow));
    return found.length === 0 ? undefined : found;
  };

  const ofForge = (url: string): readonly Row[] => {
    const owner = forgeOwnerOf(url);
    if (owner === undefined) return [];
    const { forge, owner: name, repository } = owner;
    return ofForgeOwner(repository === undefined ? `${forge}/${name}` : `${forge}/${name}/${repository}`) ?? [];
  };

  /** For a host without a scheme, as image and module names have it. */
  const entryOfPath = (hostPath: string): HostEntry | null => {
    if (lastHost !== '' && hostPath.startsWith(lastHost)) return lastHostEntry;
    const slash = hostPath.indexOf('/');
    const start = slash === -1 ? hostPath : hostPath.slice(0, slash + 1);
    let entry = kept.get(start);
    if (entry === undefined) {
      const host = hostOf(slash === -1 ? `https://${start}` : `https://${start.slice(0, -1)}`);
      entry = host === undefined || !host.includes('.') ? null : readHost(host);
      if (kept.size >= mostKept) kept.clear();
      kept.set(start, entry);
    }
    if (slash !== -1) {
      lastHost = start;
      lastHostEntry = entry;
    }
    return entry;
  };

  const rowsOf = (entry: HostEntry, url: string): Row[] => {
    let path: string | undefined;
    return entry.rows
      .filter((held) => {
        if (held.path === undefined) return true;
        path ??= hostPathOf(url) ?? '';
        const below = path.slice(path.indexOf('/') + 1).toLowerCase();
        return path.includes('/') && (below === held.path || below.startsWith(`${held.path}/`));
      })
      .map((held) => held.row);
  };

  return {
    ofForgeOwner,
    ofUrl(url) {
      const entry = entryOf(url);
      const mark = url.indexOf('://');
      // A proxy carries the true address in its path.
      const inner = mark === -1 ? -1 : url.indexOf('://', mark + 3);
      if (entry === null && inner === -1) return undefined;
      const found = entry === null ? [] : rowsOf(entry, url);
      if (entry?.isForge === true || inner !== -1) found.push(...ofForge(url));
      return found.length === 0 ? undefined : found;
    },
    ofHostPath(hostPath) {
      const entry = entryOfPath(hostPath);
      if (entry === null) return undefined;
      const found = rowsOf(entry, `https://${hostPath}`);
      if (entry.isForge) found.push(...ofForge(`https://${hostPath}`));
      return found.length === 0 ? undefined : found;
    },
  };
}

/** A row of the host table that really holds for the host: a `*` inside its pattern was not part of the key. */
function hostRow(row: Row, host: string): HostRow | undefined {
  const pattern = row.pattern.toLowerCase();
  const slash = pattern.indexOf('/');
  const hostPart = (slash === -1 ? pattern : pattern.slice(0, slash)).replace(/\.$/, '').replace(/:\d+$/, '');
  const path = slash === -1 ? '' : pattern.slice(slash + 1).replace(/\/?\*?$/, '');
  const isPlain = !hostPart.includes('*') || (hostPart.startsWith('*.') && !hostPart.includes('*', 1));
  if (!isPlain && !compileModelGlob(hostPart)(host)) return undefined;
  // In an image pattern `*.x.y` needs a label before it: the bare domain is a row of its own.
  return path === '' ? { row } : { row, path };
}

function listed(held: number | readonly number[] | undefined): readonly number[] {
  if (held === undefined) return [];
  return typeof held === 'number' ? [held] : held;
}
