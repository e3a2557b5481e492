import { Buffer } from 'node:buffer';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { Format } from '../src/model/format.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';

interface Placed {
  readonly what: string;
  readonly line: number;
  readonly column: number;
}

/** Every component, identifier and problem with its place, in order; identifiers without one of their own stand with their component. */
function placed(format: Format, name: string, bytes: Uint8Array): Placed[] {
  const found: Placed[] = [];
  const tree = memoryTree(new Map([[name, bytes]]));
  const reading = readInput(tree, name, format, { named: true }, (batch, document) => {
    const told = batch.flatMap((component) => [
      { what: `${component.kind} ${component.name}`, at: component.at },
      ...(component.identifiers ?? []).flatMap(({ kind, value, at }) => (at ? [{ what: `${kind} ${value}`, at }] : [])),
    ]);
    for (const [index, position] of document.locate(told.map(({ at }) => at)).entries())
      found.push({ what: told[index]?.what ?? '', line: position?.line ?? 0, column: position?.column ?? 0 });
  });
  expect(reading.status).not.toBe('failed');
  for (const { code, line = 1, column = 1 } of reading.problems) found.push({ what: `problem ${code}`, line, column });
  return found;
}

/** What stands at a place, as far as it tells places apart. */
function wordAt(text: string, { line, column }: Placed): string {
  const lines = text.split(/\r\n|\r|\n/);
  return (lines[line - 1] ?? '').slice(column - 1, column + 11).trimEnd();
}

const utf16 = (text: string, order: 'le' | 'be'): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

const cases = formats.flatMap((format) => {
  const folder = `fixtures/formats/${format.id}/basic`;
  if (!/^sbom\/(?:cyclonedx|spdx|syft|trivy|grype|osv|github|npm-ls|swid)/.test(format.id)) return [];
  if (!existsSync(folder) || 'parseBytes' in format) return [];
  const { input } = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')) as { input: string };
  return [{ id: format.id, format, input, text: readFileSync(`${folder}/${input}`, 'utf8').replaceAll('\r\n', '\n') }];
});

describe('places in SBOMs', () => {
  it('are tried in every format of text', () => {
    expect(cases.map(({ id }) => id)).toContain('sbom/spdx-rdf');
    expect(cases.length).toBeGreaterThanOrEqual(14);
  });

  it.each(cases)('$id: line ends, marks and encodings change none', ({ format, input, text }) => {
    const plain = placed(format, input, Buffer.from(text));
    expect(plain.length).toBeGreaterThan(1);
    expect(plain.every(({ line, column }) => line > 0 && column > 0)).toBe(true);
    expect(placed(format, input, Buffer.from(text.replaceAll('\n', '\r\n')))).toEqual(plain);
    expect(placed(format, input, Buffer.from(`\ufeff${text}`))).toEqual(plain);
    expect(placed(format, input, utf16(text.replace('encoding="UTF-8"', 'encoding="UTF-16"'), 'le'))).toEqual(plain);
    expect(placed(format, input, utf16(text.replace('encoding="UTF-8"', 'encoding="UTF-16"'), 'be'))).toEqual(plain);
  });

  const bracketed = cases.filter(({ text }) => /^\s*[<{[]/.test(text));
  it.each(bracketed)('$id: one long line with characters outside the first plane', ({ format, input, text }) => {
    const isJson = /^\s*[{[]/.test(text);
    // Before everything else, so that all columns lie behind it.
    const marked = isJson
      ? text.replace(/^\s*\{/, '{"𝒳供": "𐍈𐍈",').replace(/^\s*\[/, '[')
      : text.replace(/(<\?xml[^>]*\?>)?/, '$1<!-- 𝒳供𐍈 -->');
    const line = isJson ? JSON.stringify(JSON.parse(marked)) : marked.replaceAll('\n', ' ');
    const plain = placed(format, input, Buffer.from(text));
    const long = placed(format, input, Buffer.from(line));
    expect(long.map(({ what }) => what)).toEqual(plain.map(({ what }) => what));
    expect(long.every((place) => place.line === 1)).toBe(true);
    const word = (full: string, place: Placed): string => /^(?:[{[]|[^\s,:}\]]*)/.exec(wordAt(full, place))?.[0] ?? '';
    expect(long.map((place) => word(line, place))).toEqual(plain.map((place) => word(text, place)));
  });
});
