import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclonedxJson } from '../src/formats/sbom/cyclonedx-json.ts';
import { cyclonedxXml } from '../src/formats/sbom/cyclonedx-xml.ts';
import { spdxJson } from '../src/formats/sbom/spdx-json.ts';
import type { Component } from '../src/model/component.ts';
import type { DocumentFormat, Format } from '../src/model/format.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { type InputReading, readInput } from '../src/scan/read-input.ts';

interface Outcome {
  readonly reading: InputReading;
  /** Components with their places as lines and columns; identifiers too. */
  readonly components: readonly unknown[];
}

/** Everything that readers of a file can see of it, places worked out. */
function outcomeOf(format: Format, name: string, bytes: Uint8Array): Outcome {
  const components: unknown[] = [];
  const reading = readInput(memoryTree(new Map([[name, bytes]])), name, format, { named: true }, (batch, document) => {
    const places = batch.flatMap((component) => [
      component.at,
      ...(component.identifiers ?? []).map((identifier) => identifier.at ?? component.at),
    ]);
    const positions = document.locate(places);
    let next = 0;
    for (const component of batch) {
      const at = positions[next++];
      const identifiers = component.identifiers?.map((identifier) => ({ ...identifier, at: positions[next++] }));
      components.push({ ...component, at, identifiers });
    }
  });
  return { reading, components };
}

/** The format with its limit below any document, so that the other path is taken. */
function streaming(format: DocumentFormat): DocumentFormat {
  return { ...format, maxBytes: 1 };
}

/** What a stream cannot know: dependencies and relationships come behind the components. */
function withoutGraph(components: readonly unknown[]): unknown[] {
  return components.map((component) => {
    const { direct: _, scope, ...rest } = component as Component;
    return { ...rest, scope: scope === 'test' || scope === 'dev' || scope === undefined ? undefined : scope };
  });
}

function problemsOf({ problems }: InputReading): string[] {
  return (
    problems
      .filter(({ code }) => code !== 'no-paths' && code !== 'dangling-ref')
      // Where a list begins is behind by the time it is known to hold something twice.
      .map(({ code, message, line, weight }) => `${code} ${code === 'duplicate-ref' ? '' : line} ${message} ${weight}`)
      .sort()
  );
}

const roots: readonly [DocumentFormat, string][] = [
  [cyclonedxJson, 'fixtures/formats/sbom/cyclonedx-json'],
  [cyclonedxXml, 'fixtures/formats/sbom/cyclonedx-xml'],
  [spdxJson, 'fixtures/formats/sbom/spdx-json'],
];

describe('a document as a whole and as a stream', () => {
  for (const [format, root] of roots) {
    for (const name of readdirSync(root)) {
      const { input } = JSON.parse(readFileSync(join(root, name, 'expected.json'), 'utf8')) as { input: string };
      it(`${format.id} ${name}`, () => {
        const bytes = readFileSync(join(root, name, input));
        const whole = outcomeOf(format, input, bytes);
        const stream = outcomeOf(streaming(format), input, bytes);
        if (whole.reading.status === 'failed') {
          expect(stream.reading.status).not.toBe('parsed');
          const codes = whole.reading.problems.map(({ code, line }) => [code, line]);
          expect(stream.reading.problems.map(({ code, line }) => [code, line])).toEqual(codes);
          return;
        }
        expect(stream.reading.status).toBe(whole.reading.status);
        expect(withoutGraph(stream.components)).toEqual(withoutGraph(whole.components));
        const graphProblems = format === spdxJson ? /relationship/ : /^$/;
        const expected = problemsOf(whole.reading).filter((problem) => !graphProblems.test(problem));
        expect(problemsOf(stream.reading)).toEqual(expected);
      });
    }
  }
});
