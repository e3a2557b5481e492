import { readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import { renderers } from '../src/report/registry.ts';

/** Which folders a folder may import, besides itself. Data moves one way: bytes, components, matches, findings, text. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  syntax: [],
  identity: ['model'],
  formats: ['model', 'syntax', 'identity'],
  knowledge: ['model', 'identity'],
  match: ['model', 'identity', 'knowledge'],
  decide: ['model'],
  report: ['model'],
  scan: ['model', 'syntax', 'identity', 'formats', 'knowledge', 'match', 'decide'],
  fleet: ['model', 'scan', 'knowledge', 'decide'],
  cli: ['model', 'syntax', 'identity', 'formats', 'knowledge', 'match', 'decide', 'report', 'scan', 'fleet'],
};
/** Node's own modules that let a folder touch the world, and who may. */
const world: Readonly<Record<string, readonly string[]>> = {
  'node:fs': ['knowledge', 'scan', 'fleet', 'cli'],
  'node:fs/promises': ['knowledge', 'scan', 'fleet', 'cli'],
  'node:child_process': ['fleet'],
  'node:worker_threads': ['fleet'],
  'node:process': ['cli', 'fleet'],
};
/** Nobody opens a connection of their own; the queue's driver is a package of `fleet`. */
const network = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dns', 'node:dgram'];

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = posix.join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const importLine = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/g;
function importsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(importLine)].map((match) => match[1] ?? match[2] ?? '');
}

const files = sources('src');
const folderOf = (path: string): string => path.split('/')[1] ?? '';

describe('import arrows', () => {
  it('finds imports at all', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(500);
  });
  for (const path of files) {
    if (path === 'src/index.ts') continue;
    it(path, () => {
      const own = folderOf(path);
      expect(Object.keys(arrows), `src/${own} is a folder of the house`).toContain(own);
      for (const target of importsOf(path)) {
        if (target.startsWith('.')) {
          const to = folderOf(posix.join(posix.dirname(path), target));
          if (to !== own) expect(arrows[own], `${path} imports ${target}`).toContain(to);
        } else {
          const allowed = world[target];
          if (allowed) expect(allowed, `${path} imports ${target}`).toContain(own);
          expect(network, `${path} imports ${target}`).not.toContain(target);
        }
      }
    });
  }
});

describe('one process, one clock', () => {
  // The library's entry stands where a process is known, as the command line does.
  const outside = files.filter((path) => path !== 'src/index.ts' && !['cli', 'fleet'].includes(folderOf(path)));
  it.each(outside)('%s uses neither process, console nor the clock', (path) => {
    const code = readFileSync(path, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/[^\n]*/g, '');
    expect(code).not.toMatch(
      /\bprocess\.(?:env|argv|cwd|exit|stdout|stderr|hrtime|platform|memoryUsage)\b|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
    );
  });
});

describe('registers', () => {
  it('every format file with an id is registered, and every registered id is its file', () => {
    // A format's file holds its own path as its id, and no other file does.
    const onDisk = files
      .flatMap((path) => /^src\/formats\/([^/]+\/[^/]+)\.ts$/.exec(path)?.[1] ?? [])
      .filter((id) => readFileSync(`src/formats/${id}.ts`, 'utf8').includes(`'${id}'`));
    expect(formats.map((format) => format.id).sort()).toEqual(onDisk.sort());
    for (const { id } of formats) expect(files, `${id} is the file of that name`).toContain(`src/formats/${id}.ts`);
  });
  it('every renderer file is registered', () => {
    const onDisk = readdirSync('src/report')
      .filter((name) => name.endsWith('.ts') && name !== 'registry.ts')
      .filter((name) => /^export const \w+: Renderer/m.test(readFileSync(`src/report/${name}`, 'utf8')))
      .map((name) => name.slice(0, -3));
    expect(renderers.map((renderer) => renderer.id).sort()).toEqual(onDisk.sort());
  });
});
