/**
 * Every format meets damage of every kind, through one driver: each fixture that reads well is cut, flipped, doubled and re-encoded. What
 * must hold: nothing throws, no input ends as complete with fewer components than it had unless a problem names the loss, and an encoding
 * or line end changes nothing at all. Seeds are fixed, so a failure repeats. `DAMAGE_TOTALS=1 npx vitest run test/damage.test.ts` prints how
 * many readings of each kind there were.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { Component } from '../src/model/component.ts';
import type { Format } from '../src/model/format.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { type InputReading, readInput } from '../src/scan/read-input.ts';

interface Sample {
  readonly format: Format;
  readonly name: string;
  readonly input: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly map?: ReadonlyMap<string, string>;
  readonly whole: Outcome;
}
interface Outcome {
  readonly reading: InputReading;
  readonly components: readonly Component[];
}

function read(
  format: Format,
  input: string,
  files: ReadonlyMap<string, Uint8Array>,
  map?: ReadonlyMap<string, string>,
): Outcome {
  const components: Component[] = [];
  const reading = readInput(memoryTree(files), input, format, { named: true, map }, (batch) =>
    components.push(...batch),
  );
  return { reading, components };
}

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

/** The largest sound fixture of a format that is small enough to damage a hundred times. */
function sampleOf(format: Format): Sample | undefined {
  const folder = join('fixtures/formats', format.id);
  if (!existsSync(folder)) return undefined;
  let best: Sample | undefined;
  let size = -1;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name, 'expected.json');
    if (!existsSync(path)) continue;
    const expected: { input: string; status: string; map?: Record<string, string> } = JSON.parse(
      readFileSync(path, 'utf8'),
    );
    if (expected.status !== 'parsed') continue;
    const files = filesUnder(join(folder, name));
    const bytes = files.get(expected.input);
    if (!bytes || (bytes.includes(0) && !('parseBytes' in format)) || bytes.length > 12_000 || bytes.length <= size)
      continue;
    const map = expected.map ? new Map(Object.entries(expected.map)) : undefined;
    const whole = read(format, expected.input, files, map);
    if (whole.reading.status !== 'parsed' || whole.components.length === 0) continue;
    best = { format, name, input: expected.input, files, map, whole };
    size = bytes.length;
  }
  return best;
}

const samples = formats.flatMap((format) => sampleOf(format) ?? []);
const isText = (sample: Sample): boolean => !('parseBytes' in sample.format);
const bytesOf = (sample: Sample): Uint8Array => sample.files.get(sample.input) as Uint8Array;
const textOf = (sample: Sample): string => Buffer.from(bytesOf(sample)).toString('utf8');

/** Readings by kind of damage, and how they ended. */
const totals = new Map<string, Map<string, number>>();
const withBytes = (sample: Sample, bytes: Uint8Array, kind: string): Outcome => {
  const outcome = read(sample.format, sample.input, new Map([...sample.files, [sample.input, bytes]]), sample.map);
  const ends = totals.get(kind) ?? new Map<string, number>();
  totals.set(kind, ends.set(outcome.reading.status, (ends.get(outcome.reading.status) ?? 0) + 1));
  return outcome;
};

afterAll(() => {
  if (process.env.DAMAGE_TOTALS === undefined) return;
  const rows = [...totals].map(([kind, ends]) => {
    const all = [...ends.values()].reduce((sum, count) => sum + count, 0);
    return `  ${kind.padEnd(28)} ${String(all).padStart(7)}   ${[...ends].map(([status, count]) => `${status} ${count}`).join(', ')}`;
  });
  process.stdout.write(
    `${samples.length} files of ${formats.length} formats, readings by kind of damage:\n${rows.join('\n')}\n`,
  );
});

/** A small generator with a fixed seed: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const describeOutcome = ({ reading, components }: Outcome): string =>
  `${reading.status}, ${components.length} components: ${reading.problems.map((problem) => `${problem.code} ${problem.message}`).join('; ')}`;

/** Our own bug, whatever the input. */
function expectNoBug(sample: Sample, outcome: Outcome, what: string): void {
  const bugs = outcome.reading.problems.filter((problem) => problem.code === 'internal-error');
  expect(bugs, `${sample.format.id}/${sample.name} ${what}`).toEqual([]);
}

/** True for text of which no proper beginning is whole: one JSON value, one XML element. Lines, tables and HTML can end anywhere. */
function isOneTree(sample: Sample): boolean {
  const text = textOf(sample);
  if (/^\s*</.test(text)) return !/html|\/apache$/.test(sample.format.id);
  try {
    JSON.parse(text.replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}

describe('samples', () => {
  it('cover nearly every format', () => {
    const missing = formats
      .map((format) => format.id)
      .filter((id) => !samples.some((sample) => sample.format.id === id));
    expect(samples.length, `no small sound fixture: ${missing.join(' ')}`).toBeGreaterThan(formats.length * 0.8);
  });
});

describe.each(samples.map((sample) => [sample.format.id, sample] as const))('%s', (_id, sample) => {
  it('JSON-01: cut anywhere: no bug, and a cut JSON value or XML element never ends as complete with less', () => {
    const bytes = bytesOf(sample);
    const oneTree = isText(sample) && isOneTree(sample);
    const step = Math.max(1, Math.floor(bytes.length / 120));
    for (let end = 0; end < bytes.length; end += step) {
      const outcome = withBytes(sample, bytes.subarray(0, end), 'cut at an offset');
      expectNoBug(sample, outcome, `cut at ${end}`);
      if (
        oneTree &&
        outcome.components.length < sample.whole.components.length &&
        textOf(sample).slice(end).trim() !== ''
      ) {
        expect(
          outcome.reading.status,
          `${sample.format.id}/${sample.name} cut at ${end}: ${describeOutcome(outcome)}`,
        ).not.toBe('parsed');
      }
    }
  });

  it('bytes flipped: no bug', () => {
    const next = random(4711);
    for (let round = 0; round < 60; round++) {
      const bytes = Uint8Array.from(bytesOf(sample));
      for (let flips = 0; flips < 1 + (round % 4); flips++)
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256);
      expectNoBug(sample, withBytes(sample, bytes, 'one to four bytes changed'), `flipped in round ${round}`);
    }
  });

  if (isText(sample)) {
    it('ENCODING-01, ENCODING-02, ENCODING-06: a byte order mark, UTF-16 and CRLF change nothing', () => {
      const text = textOf(sample);
      const names = (outcome: Outcome) =>
        outcome.components.map((component) => `${component.name}@${component.version ?? ''}`);
      const want = names(sample.whole);
      for (const [what, bytes] of [
        ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
        ['UTF-16 LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
        ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
        ['CRLF', Buffer.from(text.replace(/\r?\n/g, '\r\n'))],
      ] as const) {
        const outcome = withBytes(sample, bytes, what);
        expect(outcome.reading.status, `${sample.format.id}/${sample.name} ${what}: ${describeOutcome(outcome)}`).toBe(
          'parsed',
        );
        expect(names(outcome), `${sample.format.id}/${sample.name} ${what}`).toEqual(want);
      }
    });

    it('JSON-10, ENCODING-05: conflict markers and NUL bytes end as a problem with the file, never as complete with less', () => {
      const lines = textOf(sample).split('\n');
      const middle = Math.floor(lines.length / 2);
      const conflict = [
        ...lines.slice(0, middle),
        '<<<<<<< HEAD',
        ...lines.slice(middle, middle + 2),
        '=======',
        ...lines.slice(middle, middle + 2),
        '>>>>>>> theirs',
        ...lines.slice(middle + 2),
      ].join('\n');
      for (const [what, text] of [
        ['conflict markers', conflict],
        ['a NUL byte', [...lines.slice(0, middle), 'a\u0000b', ...lines.slice(middle)].join('\n')],
      ] as const) {
        const outcome = withBytes(sample, Buffer.from(text), what);
        expectNoBug(sample, outcome, what);
        if (outcome.components.length < sample.whole.components.length)
          expect(
            outcome.reading.status,
            `${sample.format.id}/${sample.name} ${what}: ${describeOutcome(outcome)}`,
          ).not.toBe('parsed');
        if (what === 'a NUL byte') expect(outcome.reading.status).not.toBe('parsed');
      }
    });
  }

  if (/^\s*[{[]/.test(textOf(sample)) && isText(sample)) {
    it('JSON-06: wrong types at any place of JSON cost at most that entry, and are told', () => {
      let value: unknown;
      try {
        value = JSON.parse(textOf(sample));
      } catch {
        return; // JSON with comments or one object a line: the other damages cover it.
      }
      const paths: (string | number)[][] = [];
      const walk = (node: unknown, path: (string | number)[]): void => {
        if (paths.length > 400) return;
        paths.push(path);
        if (Array.isArray(node)) for (const [at, inner] of node.entries()) walk(inner, [...path, at]);
        else if (typeof node === 'object' && node !== null)
          for (const [key, inner] of Object.entries(node)) walk(inner, [...path, key]);
      };
      walk(value, []);
      const next = random(4712);
      for (let round = 0; round < 80; round++) {
        const path = paths[Math.floor(next() * paths.length)] as (string | number)[];
        if (path.length === 0) continue;
        const copy: unknown = structuredClone(value);
        let node = copy as Record<string | number, unknown>;
        for (const part of path.slice(0, -1)) node = node[part] as Record<string | number, unknown>;
        node[path.at(-1) as string | number] = [[], {}, 7, null, true, 'x', [[['x']]]][Math.floor(next() * 7)];
        const outcome = withBytes(sample, Buffer.from(JSON.stringify(copy, null, 2)), 'another type at a path');
        expectNoBug(sample, outcome, `wrong type at ${path.join('.')}`);
      }
    });
  }
});
