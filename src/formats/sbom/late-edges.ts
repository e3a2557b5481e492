import { Buffer } from 'node:buffer';
import type { Component, LateGraph, Scope } from '../../model/component.ts';
import { labelOf } from './labels.ts';
import { RefSet, widened } from './ref-set.ts';

/** More edges than this are not kept: they take a quarter of a gigabyte, and three times as much when paths are worked out. */
export const maxEdges = 32 * 1024 * 1024;

export const tooManyEdges = `has more than ${maxEdges} dependencies: nothing is said of paths, scopes and what is direct`;

export type WithRef = Component & { readonly ref: string };

/** A list of numbers that grows. */
class Numbers {
  #list: Int32Array = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#list.length) this.#list = widened(this.#list);
    this.#list[this.length++] = value;
  }

  /** Up to `length`; not a copy. */
  get list(): Int32Array {
    return this.#list.subarray(0, this.length);
  }
}

const chunkSize = 1024 * 1024;

/** Texts that are kept as bytes: as strings they would take three times as much, and the collector's time. */
class Texts {
  readonly #chunks: Buffer[] = [];
  #used = chunkSize;
  /** Where each text begins, counted over chunks of one size. */
  readonly #starts = new Numbers();
  readonly #lengths = new Numbers();

  /** The number of texts before it. */
  push(text: string): number {
    const length = Buffer.byteLength(text);
    if (this.#used + length > chunkSize) {
      this.#chunks.push(Buffer.allocUnsafe(Math.max(chunkSize, length)));
      this.#used = 0;
    }
    (this.#chunks.at(-1) as Buffer).write(text, this.#used);
    this.#starts.push((this.#chunks.length - 1) * chunkSize + this.#used);
    this.#lengths.push(length);
    // What is longer than a chunk has one of its own.
    this.#used = Math.min(this.#used + length, chunkSize);
    return this.#starts.length - 1;
  }

  at(number: number): string {
    // Above 2 GiB of chunks the number has turned negative.
    const start = (this.#starts.list[number] as number) >>> 0;
    const from = start % chunkSize;
    return (this.#chunks[Math.floor(start / chunkSize)] as Buffer).toString(
      'utf8',
      from,
      from + (this.#lengths.list[number] as number),
    );
  }
}

const scopes: readonly (Scope | undefined)[] = [undefined, 'runtime', 'dev', 'optional', 'peer', 'build', 'test'];

/**
 * Collects the edges of a document that streams past, before or after its components, in some 50 bytes a component with its
 * name and 9 an edge.
 */
export class EdgeCollector {
  readonly #nodes = new RefSet();
  /** By node: 0 for a ref that is no component's, otherwise the number of its label and one. */
  #labels: Int32Array = new Int32Array(512);
  readonly #texts = new Texts();
  readonly #from = new Numbers();
  readonly #to = new Numbers();
  /** Edges of assemblies to their parts, which count after all others. */
  readonly #wholes = new Numbers();
  readonly #parts = new Numbers();
  /** By edge, an index into `scopes`; made when the first one has a scope. */
  #scopes: Uint8Array | undefined;
  readonly #limit: number;
  #components = 0;
  #isTooMany = false;
  constructor(limit = maxEdges) {
    this.#limit = limit;
  }

  /** How many components have come. */
  get size(): number {
    return this.#components;
  }

  /** Whether edges are missing because there were more than are kept. */
  get isTooMany(): boolean {
    return this.#isTooMany;
  }

  /** A component with a ref; false where another one has the same. */
  add(component: WithRef): boolean {
    const node = this.#nodes.number(component.ref);
    while (node >= this.#labels.length) this.#labels = widened(this.#labels);
    if (this.#labels[node] !== 0) return false;
    this.#labels[node] = this.#texts.push(labelOf(component)) + 1;
    this.#components++;
    return true;
  }

  /** Whether a component with this ref has come. */
  has(ref: string): boolean {
    const node = this.#nodes.numberOf(ref);
    return node >= 0 && this.#isComponent(node);
  }

  #isComponent(node: number): boolean {
    return node < this.#labels.length && this.#labels[node] !== 0;
  }

  /** The document begins to speak of what a component needs. */
  begin(ref: string): void {
    this.edge(ref, ref);
  }

  /** `from` needs `to`, which is another one. */
  edge(from: string, to: string, scope?: Scope): void {
    if (this.#isFull()) return;
    if (scope !== undefined) {
      let list = this.#scopes ?? new Uint8Array(1024);
      while (this.#from.length >= list.length) {
        const wide = new Uint8Array(list.length * 2);
        wide.set(list);
        list = wide;
      }
      list[this.#from.length] = scopes.indexOf(scope);
      this.#scopes = list;
    }
    this.#from.push(this.#nodes.number(from));
    this.#to.push(this.#nodes.number(to));
  }

  /** `part` is inside `whole`. */
  part(whole: string, part: string): void {
    if (this.#isFull()) return;
    this.#wholes.push(this.#nodes.number(whole));
    this.#parts.push(this.#nodes.number(part));
  }

  #isFull(): boolean {
    this.#isTooMany ||= this.#from.length + this.#parts.length >= this.#limit;
    return this.#isTooMany;
  }

  /** What any of `refs` needs; undefined where that is nothing. */
  needsOf(refs: Iterable<string>): { has(ref: string): boolean } | undefined {
    const asked = new Set<number>();
    for (const ref of refs) asked.add(this.#nodes.numberOf(ref));
    const needed = new Set<number>();
    const { list } = this.#from;
    for (let edge = 0; edge < list.length; edge++)
      if (asked.has(list[edge] as number)) needed.add(this.#to.list[edge] as number);
    return this.#setOf(needed);
  }

  /** As `needsOf`, by the first list of each of `refs` only. */
  needsFirst(refs: Iterable<string>): { has(ref: string): boolean } | undefined {
    const from = this.#from.list;
    const to = this.#to.list;
    const needed = new Set<number>();
    for (const ref of refs) {
      const node = this.#nodes.numberOf(ref);
      let edge = from.findIndex((one, at) => one === node && to[at] === node) + 1;
      if (edge > 0) for (; from[edge] === node && to[edge] !== node; edge++) needed.add(to[edge] as number);
    }
    return this.#setOf(needed);
  }

  #setOf(nodes: ReadonlySet<number>): { has(ref: string): boolean } | undefined {
    return nodes.size === 0 ? undefined : { has: (ref) => nodes.has(this.#nodes.numberOf(ref)) };
  }

  /** What the document is about comes first among the roots, then whatever needs something and is needed by nothing. */
  graph(described: Iterable<string>, direct: { has(ref: string): boolean } | undefined): LateGraph | undefined {
    if (this.#isTooMany) return undefined;
    const nodes = this.#nodes.size;
    const from = new Numbers();
    const to = new Numbers();
    const isReached = new Uint8Array(nodes);
    const isHead = new Uint8Array(nodes);
    const heads: number[] = [];
    const take = (froms: Int32Array, tos: Int32Array): void => {
      for (let edge = 0; edge < froms.length; edge++) {
        const node = froms[edge] as number;
        const target = tos[edge] as number;
        if (!this.#isComponent(node)) continue;
        if (isHead[node] === 0) {
          isHead[node] = 1;
          heads.push(node);
        }
        if (node === target || !this.#isComponent(target)) continue;
        isReached[target] = 1;
        from.push(node);
        to.push(target);
      }
    };
    take(this.#from.list, this.#to.list);
    take(this.#wholes.list, this.#parts.list);
    const first = [...described].map((ref) => this.#nodes.numberOf(ref));
    const roots = new Set(first.filter((node) => node >= 0 && this.#isComponent(node)));
    for (const node of heads) if (isReached[node] === 0) roots.add(node);
    const scopeOf = this.#scopesOfNodes();
    const scoped = new Map<Scope, number>();
    for (const [node, number] of scopeOf?.entries() ?? []) {
      const scope = scopes[number];
      if (scope !== undefined && this.#isComponent(node)) scoped.set(scope, (scoped.get(scope) ?? 0) + 1);
    }
    const nodeOf = (ref: string): number | undefined => {
      const node = this.#nodes.numberOf(ref);
      return node < 0 ? undefined : node;
    };
    return {
      nodes,
      roots: [...roots],
      from: from.list,
      to: to.list,
      nodeOf,
      label: (node) => this.#texts.at((this.#labels[node] as number) - 1),
      factsOf(ref) {
        const node = nodeOf(ref);
        const scope = node === undefined ? undefined : scopes[scopeOf?.[node] ?? 0];
        return { direct: direct?.has(ref), scope };
      },
      scoped,
    };
  }

  /** A component is for development, build or tests only where nothing needs it at run time. Indexes into `scopes`, by node. */
  #scopesOfNodes(): Uint8Array | undefined {
    const ofEdges = this.#scopes;
    if (ofEdges === undefined) return undefined;
    const runtime = scopes.indexOf('runtime');
    const { list } = this.#to;
    const ofNodes = new Uint8Array(this.#nodes.size);
    for (let edge = 0; edge < list.length; edge++) {
      const node = list[edge] as number;
      if (ofNodes[node] === 0) ofNodes[node] = ofEdges[edge] ?? 0;
    }
    for (let edge = 0; edge < list.length; edge++) {
      const node = list[edge] as number;
      const scope = ofEdges[edge] ?? 0;
      if (scope === runtime || scope === 0) ofNodes[node] = scope;
    }
    return ofNodes;
  }
}
