import { readFileSync } from 'node:fs';
import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryPlistTexts } from '../src/syntax/binary-plist.ts';
import { parseBinaryXml } from '../src/syntax/binary-xml.ts';
import { SyntaxFault } from '../src/syntax/fault.ts';
import { run } from './command-line.ts';

const plist = readFileSync('fixtures/formats/apps/binary-info-plist/basic/Info.plist');
const manifest = readFileSync('fixtures/formats/apps/binary-android-manifest/basic/AndroidManifest.xml');

describe.each([
  ['binary property list', plist, binaryPlistTexts],
  ['binary XML', manifest, parseBinaryXml],
] as const)('%s', (_, good, read) => {
  it('is cut anywhere: a fault, and nothing else', () => {
    for (let end = 0; end < good.length; end++)
      expect(() => read(good.subarray(0, end)), `${end}`).toThrow(SyntaxFault);
  });
  it('survives any damaged bytes, and in no time', () => {
    const byte = tuple(integer({ min: 0, max: good.length - 1 }), constantFrom(0, 1, 0x7f, 0x80, 0xff, 0x5f, 0xdf));
    const began = performance.now();
    assert(
      property(array(byte, { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          read(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxFault);
        }
      }),
      { numRuns: 3000 },
    );
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

it('one large text that a list names ten thousand times is not read ten thousand times', () => {
  const [text, entries] = [60_000, 9_999];
  const head = Buffer.from('bplist00');
  const long = Buffer.concat([Buffer.from([0x5f, 0x12, 0, 0, text >> 8, text & 255]), Buffer.alloc(text, 97)]);
  const dict = Buffer.concat([Buffer.from([0xdf, 0x11, entries >> 8, entries & 255]), Buffer.alloc(entries * 2, 0)]);
  const table = Buffer.alloc(8);
  table.writeUInt32BE(8, 0);
  table.writeUInt32BE(8 + long.length, 4);
  const trailer = Buffer.alloc(32);
  trailer[6] = 4;
  trailer[7] = 1;
  trailer.writeUInt32BE(2, 12);
  trailer.writeUInt32BE(1, 20);
  trailer.writeUInt32BE(8 + long.length + dict.length, 28);
  const began = performance.now();
  expect(binaryPlistTexts(Buffer.concat([head, long, dict, table, trailer])).size).toBe(0);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('both are found by name and content, beside their text forms', async () => {
  const folders = ['info-plist', 'binary-info-plist', 'android-manifest', 'binary-android-manifest'];
  const paths = folders.map((name) => `fixtures/formats/apps/${name}/basic`);
  const ran = await run(['scan', ...paths, '-f', 'json', '--as-of', '2026-11-22', '--exclude', 'expected.json']);
  const { inputs } = JSON.parse(ran.stdout) as { inputs: { path: string; format: string; status: string }[] };
  expect(inputs.map(({ format, status }) => `${format} ${status}`).sort()).toEqual([
    'apps/android-manifest parsed',
    'apps/binary-android-manifest parsed',
    'apps/binary-info-plist parsed',
    'apps/info-plist parsed',
  ]);
});
