import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { Component, DependencyGraph } from '../src/model/component.ts';
import type { Format } from '../src/model/format.ts';
import { shortestPaths } from '../src/scan/dependency-paths.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { readInput } from '../src/scan/read-input.ts';

/** Documents that one tool wrote of one project in several encodings, and parts of the specification's own sets. */
const alike: readonly (readonly [string, ...string[]])[] = [
  ['cyclonedx-json/real-maven', 'cyclonedx-xml/real-maven'],
  ['cyclonedx-json/real-gomod', 'cyclonedx-xml/real-gomod'],
  ['cyclonedx-json/real-cargo', 'cyclonedx-xml/real-cargo'],
  ['cyclonedx-json/real-python', 'cyclonedx-xml/real-python'],
  ['spdx-json/real-npm', 'spdx-tag-value/real-npm', 'spdx-yaml/real-npm', 'spdx-rdf/real-npm', 'spdx-xml/real-npm'],
];

interface Told {
  readonly components: readonly unknown[];
  /** How many there are and how long the shortest is, by the name at the end: RDF has no order of edges. */
  readonly paths: ReadonlyMap<string, readonly [number, number]>;
}

/** Everything that a document says of its components but where it stands and what its keys are. */
function told(folder: string): Told {
  const id = `sbom/${folder.split('/')[0]}`;
  const format = formats.find((one) => one.id === id) as Format;
  const { input } = JSON.parse(readFileSync(`fixtures/formats/sbom/${folder}/expected.json`, 'utf8')) as {
    input: string;
  };
  const tree = memoryTree(new Map([[input, readFileSync(`fixtures/formats/sbom/${folder}/${input}`)]]));
  const components: Component[] = [];
  let graph: DependencyGraph | undefined;
  readInput(
    tree,
    input,
    format,
    { named: true },
    (batch) => components.push(...batch),
    (document) => {
      graph = document.graph?.();
    },
  );
  const refs = components.flatMap(({ ref }) => ref ?? []);
  const found = new Map<string, readonly [number, number]>();
  if (graph)
    for (const [path = [], ...more] of shortestPaths(graph, refs).values())
      found.set(path.at(-1) ?? '', [more.length + 1, path.length]);
  const facts = components.map(({ at: _, ref: __, identifiers, ...rest }) => ({
    ...rest,
    identifiers: identifiers?.map(({ at: ___, ...identifier }) => identifier),
  }));
  const sorted = (list: readonly unknown[]): unknown[] =>
    list.map((one) => JSON.stringify(one)).sort((a, b) => (a < b ? -1 : 1));
  return { components: sorted(facts), paths: found };
}

describe('one document in several encodings', () => {
  for (const [first, ...others] of alike)
    for (const other of others)
      it(`says the same in ${first} and ${other}`, () => {
        const expected = told(first);
        expect(expected.components.length).toBeGreaterThan(1);
        expect([...expected.paths.values()].some(([, length]) => length > 2)).toBe(!first.includes('python'));
        expect(told(other)).toEqual(expected);
      });
});
