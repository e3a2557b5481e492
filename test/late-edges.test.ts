import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclonedxJson } from '../src/formats/sbom/cyclonedx-json.ts';
import { EdgeCollector } from '../src/formats/sbom/late-edges.ts';
import { RefSet } from '../src/formats/sbom/ref-set.ts';
import type { Component, DependencyGraph, LateGraph } from '../src/model/component.ts';
import { shortestPaths } from '../src/scan/dependency-paths.ts';

const component = (ref: string): Component & { ref: string } => ({
  kind: 'package',
  name: ref,
  at: { line: 1 },
  ref,
});

function graphAsStream(text: string): LateGraph | undefined {
  const reader = cyclonedxJson.large?.open('bom.json', () => undefined, {});
  reader?.write(text);
  reader?.end();
  return reader?.late?.graph();
}

function graphAsWhole(text: string): DependencyGraph | undefined {
  return cyclonedxJson.parse({ path: 'bom.json', text, companions: new Map() }).graph?.();
}

const node = fc.integer({ min: 0, max: 12 }).map((number) => `n${number}`);
/** Dependencies of some components on others, twice the same ones and ones that are not there included. */
const documents = fc.record({
  components: fc.array(fc.record({ name: node, parts: fc.array(node, { maxLength: 2 }) }), { maxLength: 10 }),
  dependencies: fc.array(
    fc.record({ ref: fc.oneof(node, fc.constant('app')), dependsOn: fc.array(node, { maxLength: 4 }) }),
    { maxLength: 14 },
  ),
});

describe('edges of a document that streams past', () => {
  it('give the paths that the whole document gives', () => {
    fc.assert(
      fc.property(documents, ({ components, dependencies }) => {
        const text = JSON.stringify({
          bomFormat: 'CycloneDX',
          specVersion: '1.6',
          metadata: { component: { type: 'application', 'bom-ref': 'app', name: 'app' } },
          components: components.map(({ name, parts }) => ({
            type: 'library',
            'bom-ref': name,
            name,
            version: '1',
            components: parts.map((part) => ({ type: 'library', 'bom-ref': part, name: part })),
          })),
          dependencies,
        });
        const refs = [...new Set(['app', ...components.flatMap(({ name, parts }) => [name, ...parts])])];
        const late = graphAsStream(text) as LateGraph;
        expect(shortestPaths(late, refs)).toEqual(shortestPaths(graphAsWhole(text) as DependencyGraph, refs));
      }),
      { numRuns: 300 },
    );
  });

  it('are left out as a whole where they are more than are kept', () => {
    const edges = new EdgeCollector(2);
    for (const ref of ['a', 'b', 'c']) edges.add(component(ref));
    edges.edge('a', 'b');
    edges.edge('b', 'c');
    expect(edges.graph([], undefined)?.from.length).toBe(2);
    edges.part('a', 'c');
    expect(edges.isTooMany).toBe(true);
    expect(edges.graph([], undefined)).toBeUndefined();
  });

  it('keep labels of any length and script', () => {
    const edges = new EdgeCollector();
    const names = ['ä', '供应商', '𝒳'.repeat(3), 'x'.repeat(3_000_000), '', 'last'];
    for (const [at, name] of names.entries()) edges.add({ ...component(`r${at}`), name });
    for (let at = 0; at < 50_000; at++) edges.add(component(`some component with number ${at}`));
    edges.edge('r0', 'r1');
    const graph = edges.graph(['r0'], undefined) as LateGraph;
    const label = (ref: string): string => graph.label(graph.nodeOf(ref) as number);
    expect(names.map((_, at) => label(`r${at}`))).toEqual(names);
    expect(label('some component with number 49999')).toBe('some component with number 49999');
  });
});

describe('a set of refs', () => {
  it('numbers texts in the order in which they come', () => {
    const refs = new RefSet();
    const texts = Array.from({ length: 5000 }, (_, at) => `pkg:npm/a@${at}`);
    expect(texts.map((text) => refs.number(text))).toEqual(texts.map((_, at) => at));
    expect(texts.map((text) => refs.numberOf(text))).toEqual(texts.map((_, at) => at));
    expect(refs.numberOf('pkg:npm/b')).toBe(-1);
    expect(refs.size).toBe(5000);
  });
});
