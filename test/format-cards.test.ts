import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { InputSummary, Report } from '../src/model/report.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { diskTree } from '../src/scan/disk-tree.ts';
import { excludedFolder } from '../src/scan/excluded-folders.ts';
import { scanTree } from '../src/scan/scan-tree.ts';
import { atOnce, loadedFormat, loading } from '../src/scan/steps.ts';

function built(...args: string[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['bin/wherefrom.js', ...args, '-f', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** The register itself, every format loaded: what the built program, which loads each late and by its card, has to agree with. */
function fromRegister(folder: string): readonly InputSummary[] {
  const tree = diskTree('.', { starts: [folder], exclude: (_path, name, beside) => excludedFolder(name, beside) });
  return scanTree(tree, {
    claims: compileClaims(formats),
    matcher: { match: () => [] },
    named: new Set(),
    starts: [folder],
    wanted: () => true,
    scope: 'all',
    listComponents: 'no',
  }).inputs;
}

describe('formats of the built program, which are loaded late', () => {
  it('are those of the register, in its order', () => {
    expect(built('formats')).toEqual(
      formats.map(({ id, title, files, mayBe }) => ({ id, title, files, byContent: mayBe ?? [] })),
    );
  });
  it('read every fixture of every format as the register does', () => {
    const { inputs } = built('scan', 'fixtures/formats', '-q', '--no-progress') as Report;
    const told = (list: readonly InputSummary[]) =>
      list.map(({ path, format, status, components }) => ({ path, format, status, components })).sort(byPath);
    expect(told(inputs)).toEqual(told(fromRegister('fixtures/formats')));
    const read = new Set(inputs.map(({ format }) => format));
    expect(formats.map(({ id }) => id).filter((id) => !read.has(id))).toEqual([]);
  });
  it('are asked for once, and a step that nobody loads is told', async () => {
    const [format] = formats;
    if (!format) throw new Error('the register is empty');
    const { id, title, files } = format;
    let asked = 0;
    const card = {
      ...{ id, title, files, looks: false },
      loaded: undefined as typeof format | undefined,
      load: async () => {
        asked++;
        card.loaded = format;
        return format;
      },
    };
    expect(() => atOnce(loadedFormat(card))).toThrow(`${id} is not loaded`);
    expect(await loading(loadedFormat(card))).toBe(format);
    expect(await loading(loadedFormat(card))).toBe(format);
    expect(asked).toBe(1);
  });
});

function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}
