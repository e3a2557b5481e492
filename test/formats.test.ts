import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import { purlOf } from '../src/identity/purl.ts';
import type { Component } from '../src/model/component.ts';
import type { Format } from '../src/model/format.ts';
import type { Problem } from '../src/model/problem.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { shortestPaths } from '../src/scan/dependency-paths.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { type OpenDocument, readInput } from '../src/scan/read-input.ts';

/** What a case folder's `expected.json` may say; every key that is present is checked. */
interface Expected {
  /** The file that is read; the others in the folder are its neighbours. */
  input: string;
  status: 'parsed' | 'partial' | 'failed' | 'skipped';
  /** How many components. Required for parsed and partial. */
  count?: number;
  /** Present and `exhaustive: true`: exactly these, in this order. Otherwise each must be found. */
  components?: Partial<Component & { line: number; column: number }>[];
  exhaustive?: boolean;
  problems?: { code: string; line?: number; message?: string }[];
  /** Component name or name@version to its expected dependency paths. */
  paths?: Record<string, string[][]>;
  /** For `real`: how the count was made independently. */
  counted?: { command: string; count: number; why?: string };
  map?: Record<string, string>;
}

const root = 'fixtures/formats';
const claims = compileClaims(formats);

function filesUnder(folder: string, prefix = ''): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const name of readdirSync(join(folder, prefix))) {
    const path = prefix ? `${prefix}/${name}` : name;
    if (statSync(join(folder, path)).isDirectory())
      for (const [inner, bytes] of filesUnder(folder, path)) files.set(inner, bytes);
    else if (path !== 'expected.json') files.set(path, readFileSync(join(folder, path)));
  }
  return files;
}

function run(format: Format, folder: string, expected: Expected) {
  const files = filesUnder(folder);
  const components: Component[] = [];
  const lines: { line: number; column: number; text: string | undefined }[] = [];
  let document: OpenDocument | undefined;
  const text = Buffer.from(files.get(expected.input) ?? [])
    .toString('utf8')
    .split(/\r\n|\r|\n/);
  const map = expected.map ? new Map(Object.entries(expected.map)) : undefined;
  const reading = readInput(memoryTree(files), expected.input, format, { named: false, map }, (batch, open) => {
    document = open;
    components.push(...batch);
    for (const position of open.locate(batch.map((component) => component.at)))
      lines.push({
        line: position?.line ?? 0,
        column: position?.column ?? 0,
        text: position && text[position.line - 1],
      });
  });
  return { reading, components, lines, document };
}

for (const format of formats) {
  const folder = join(root, format.id);
  describe(format.id, () => {
    const cases = existsSync(folder)
      ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory())
      : [];
    it('has its fixture cases', () => {
      expect(cases).toEqual(expect.arrayContaining(['basic']));
    });
    for (const name of cases) {
      const expected: Expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
      it(name, () => {
        expect(existsSync(join(folder, name, expected.input)), `${expected.input} is missing`).toBe(true);
        expect(
          claims.claimsOf(expected.input).map((claim) => claim.format.id),
          'claims its own fixture',
        ).toContain(format.id);
        const { reading, components, lines, document } = run(format, join(folder, name), expected);
        const said = reading.problems
          .map((problem: Problem) => `${problem.code}:${problem.line ?? ''} ${problem.message}`)
          .join('; ');
        expect(reading.status, said).toBe(expected.status);
        if (expected.status === 'parsed' || expected.status === 'partial') {
          expect(expected.count, 'expected.json states a count').toBeTypeOf('number');
          expect(components.length).toBe(expected.count);
        }
        if (expected.counted) expect(components.length).toBe(expected.counted.count);
        const seen = components.map((component, at) => ({
          ...component,
          purl: purlOf(component),
          line: lines[at]?.line,
          column: lines[at]?.column,
        }));
        if (expected.exhaustive) expect(seen.length).toBe(expected.components?.length);
        for (const [at, want] of (expected.components ?? []).entries()) {
          if (expected.exhaustive) expect(seen[at]).toMatchObject(want);
          else expect(seen).toContainEqual(expect.objectContaining(want));
        }
        for (const want of expected.problems ?? [])
          expect(reading.problems, said).toContainEqual(expect.objectContaining(want));
        if (expected.problems?.length === 0) expect(reading.problems).toEqual([]);
        for (const [key, paths] of Object.entries(expected.paths ?? {})) {
          const component = components.find((one) => one.name === key || `${one.name}@${one.version}` === key);
          expect(component?.ref, `${key} has a ref`).toBeDefined();
          const graph = document?.graph?.();
          expect(graph, 'has a graph').toBeDefined();
          if (graph && component?.ref) expect(shortestPaths(graph, [component.ref]).get(component.ref)).toEqual(paths);
        }
        // Every component of a text format stands on a line of its file.
        if (!('parseBytes' in format))
          for (const [at, place] of lines.entries())
            expect(place.line, `${components[at]?.name} has a line`).toBeGreaterThan(0);
      });
    }
  });
}
