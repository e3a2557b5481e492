/** What was read of a file is kept, found again for the same content, and never changes a result. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInputStore } from '../src/fleet/input-store.ts';
import { formats } from '../src/formats/registry.ts';
import type { FileTree } from '../src/model/file-tree.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { takeInventory } from '../src/scan/inventory.ts';
import { alikeInAnyFolder, type InputCache, type KeptEntry } from '../src/scan/kept-input.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { npmLock, run } from './command-line.ts';

const claims = compileClaims(formats);
const room = mkdtempSync(join(tmpdir(), 'wherefrom-cache-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A tree that names contents as git does, and counts what is read. */
function identified(files: ReadonlyMap<string, string | Uint8Array>): FileTree & { readonly reads: string[] } {
  const tree = memoryTree(files);
  const reads: string[] = [];
  const noted = <Result>(path: string, result: Result): Result => {
    reads.push(path);
    return result;
  };
  return {
    reads,
    list: (onTrouble) => tree.list(onTrouble),
    read: (path, maxBytes) => noted(path, tree.read(path, maxBytes)),
    readHead: (path, bytes) => noted(path, tree.readHead(path, bytes)),
    readChunks: (path, chunk, maxBytes) => noted(path, tree.readChunks(path, chunk, maxBytes)),
    contentId: (path) => {
      const content = files.get(path);
      return content === undefined ? undefined : Buffer.from(content).toString('base64');
    },
  };
}

function memoryCache(): InputCache & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    find: (key) => JSON.parse(entries.get(JSON.stringify(key)) ?? 'null') ?? undefined,
    keep: (key, entry) => void entries.set(JSON.stringify(key), JSON.stringify(entry)),
  };
}

const inventory = (tree: FileTree, cache?: InputCache) =>
  JSON.stringify(takeInventory(tree, { claims, named: new Set(), wanted: () => true, scope: 'all', cache }));

function filesUnder(folder: string, prefix = ''): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = posix.join(prefix, entry.name);
    if (entry.isDirectory()) for (const [inner, bytes] of filesUnder(folder, path)) files.set(inner, bytes);
    else files.set(path, readFileSync(join(folder, path)));
  }
  return files;
}

const cases = formats.flatMap(({ id }) => {
  const folder = join('fixtures/formats', id);
  return existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => ({ id, folder: join(folder, entry.name) }))
    : [];
});

describe('BATCH-11: the same content is read once', () => {
  it('every fixture of every format gives the same bytes from the cache, without being read again', () => {
    const cache = memoryCache();
    const differing: string[] = [];
    const readAgain: string[] = [];
    for (const { folder } of cases) {
      const files = filesUnder(folder);
      const fresh = inventory(identified(files));
      const first = inventory(identified(files), cache);
      const second = identified(files);
      if (first !== fresh || inventory(second, cache) !== fresh) differing.push(folder);
      // What failed for another reason than its content is looked at anew.
      if (second.reads.length > 0) readAgain.push(folder);
    }
    expect(cases.length).toBeGreaterThan(500);
    expect(differing).toEqual([]);
    expect(readAgain).toEqual([]);
    expect(cache.entries.size).toBeGreaterThan(cases.length / 2);
  }, 300_000);

  it('lockfiles that count as alike in any folder are: every fixture of them in another folder, neighbours included', () => {
    const told: string[] = [];
    let count = 0;
    for (const { id, folder } of cases.filter((one) => alikeInAnyFolder.has(one.id))) {
      const files = filesUnder(folder);
      const moved = new Map([...files].map(([path, bytes]) => [`services/b/${path}`, bytes] as const));
      const cache = memoryCache();
      inventory(identified(files), cache);
      const again = identified(moved);
      const cached = inventory(again, cache);
      if (cached !== inventory(identified(moved))) told.push(folder);
      if ([...files.keys()].some((path) => !path.includes('/')) && again.reads.length < files.size) count++;
      expect(id).toBeTruthy();
    }
    expect(told).toEqual([]);
    expect(count).toBeGreaterThan(50);
  }, 120_000);

  it('a neighbour that changed, came or went is another key; going back finds the first again', () => {
    const lock = readFileSync('fixtures/formats/go/go-sum/basic/go.sum', 'utf8');
    const module = 'module example.test/app\n\nrequire github.com/x/y v1.0.0\n';
    const cache = memoryCache();
    const variants = [
      new Map([['go.sum', lock]]),
      new Map([
        ['go.sum', lock],
        ['go.mod', module],
      ]),
      new Map([
        ['go.sum', lock],
        ['go.mod', 'module example.test/other\n'],
      ]),
    ];
    for (const files of [...variants, ...variants])
      expect(inventory(identified(files), cache)).toBe(inventory(identified(files)));
    const again = identified(variants[1] as Map<string, string>);
    inventory(again, cache);
    expect(again.reads).toEqual([]);
  });
});

describe('the store', () => {
  const entry = (name: string): KeptEntry => ({
    of: { inputs: [{ format: name, status: 'parsed', components: 0 }], problems: [], held: [] },
  });
  const open = (folder: string, reader: string, notes: string[] = [], maxBytes = 1 << 30) =>
    openInputStore(folder, { maxBytes, reader, onNote: (note) => notes.push(note) });
  const filesIn = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath ?? one.path, one.name));

  it('another process finds what one has kept; another reader does not', () => {
    const folder = join(room, 'shared');
    open(folder, '1').keep(['a', 'b'], entry('x'));
    expect(open(folder, '1').find(['a', 'b'])).toEqual(entry('x'));
    expect(open(folder, '1').find(['ab'])).toBeUndefined();
    expect(open(folder, '2').find(['a', 'b'])).toBeUndefined();
  });
  it('a damaged, torn or empty entry is ignored with a note and written anew', () => {
    const folder = join(room, 'damaged');
    for (const damage of [
      (bytes: Buffer) => bytes.fill(0, bytes.length - 4),
      (bytes: Buffer) => bytes.subarray(0, 80),
      () => Buffer.alloc(0),
    ]) {
      open(folder, '1').keep(['a'], entry('x'));
      const [path = ''] = filesIn(folder);
      writeFileSync(path, damage(readFileSync(path)));
      const notes: string[] = [];
      const again = open(folder, '1', notes);
      expect(again.find(['a'])).toBeUndefined();
      expect(notes).toEqual([expect.stringMatching(/a damaged entry of the cache was ignored and removed$/)]);
      again.keep(['a'], entry('x'));
      expect(open(folder, '1').find(['a'])).toEqual(entry('x'));
    }
  });
  it('stays below its bound, and goes on with what is newest', () => {
    const folder = join(room, 'bounded');
    const store = open(folder, '1', [], 256 * 800);
    for (let at = 0; at < 1500; at++) store.keep([String(at)], entry(`format-${at}`));
    const sizes = filesIn(folder).map((path) => statSync(path).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(256 * 800);
    expect(open(folder, '1').find(['1499'])).toEqual(entry('format-1499'));
  });
  it('a folder that cannot be written ends the storing with one note', () => {
    const folder = join(room, 'a-file');
    writeFileSync(folder, '');
    const notes: string[] = [];
    const store = open(join(folder, 'inside'), '1', notes);
    store.keep(['a'], entry('x'));
    store.keep(['b'], entry('y'));
    expect(store.find(['a'])).toEqual(entry('x'));
    expect(notes).toHaveLength(1);
  });
});

describe('a run', () => {
  const source = join(room, 'source');
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], { cwd, stdio: 'ignore' });
  beforeAll(() => {
    for (let at = 0; at < 8; at++) {
      const path = join(source, `app-${at}`);
      const files = {
        [at % 2 === 0 ? 'package-lock.json' : 'web/package-lock.json']: npmLock('left-pad@1.3.0', 'ali-oss@6.0.0'),
        'go.sum': readFileSync('fixtures/formats/go/go-sum/basic/go.sum', 'utf8'),
        'broken/package-lock.json': '{',
        'compose.yaml': `services:\n  web:\n    image: registry.example/a/b:${at}\n`,
      };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
      git(path, 'init', '-q');
      git(path, 'add', '-A');
      git(path, 'commit', '-q', '-m', 'one');
    }
  });
  const batch = (out: string, ...args: string[]) =>
    run(['batch', 'source', '--out', out, '--as-of', '2026-11-25', ...args], { cwd: room });
  const bytesOf = (out: string) => [
    ...['fleet.json', 'fleet.csv', 'fleet.html'].map((name) => readFileSync(join(room, out, name), 'utf8')),
    readdirSync(join(room, out, 'inventories'))
      .sort()
      .join('\n'),
  ];

  it('fresh, cached and with a damaged cache: the same bytes', async () => {
    const fresh = await batch('fresh', '--cache', 'kept', '--jobs', '2');
    expect(fresh.code, fresh.stderr).toBe(1);
    const cached = await batch('cached', '--cache', 'kept', '--jobs', '1');
    expect(cached.code).toBe(1);
    expect(bytesOf('cached')).toEqual(bytesOf('fresh'));
    const entries = readdirSync(join(room, 'kept'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    // Seven lockfiles and manifests at eight places: what is alike is there once, compose.yaml eight times.
    expect(entries.length).toBeLessThan(16);
    for (const one of entries) writeFileSync(join(one.parentPath ?? one.path, one.name), 'torn');
    const damaged = await batch('torn', '--cache', 'kept', '--jobs', '1');
    expect(damaged.code).toBe(1);
    expect(damaged.stderr).toContain('a damaged entry of the cache was ignored and removed');
    expect(bytesOf('torn')).toEqual(bytesOf('fresh'));
  }, 120_000);
});
