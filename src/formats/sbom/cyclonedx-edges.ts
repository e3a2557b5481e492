/** The dependencies of a CycloneDX document that streams past. */
import type { LateEdges } from '../../model/format.ts';
import { memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type DanglingRefs, isElsewhere, noteDangling, type Refs, targetLists } from './cyclonedx-document.ts';
import { EdgeCollector, tooManyEdges } from './late-edges.ts';
import type { Losses } from './loss.ts';

/** The edges of a document that streams past, with what its subject needs itself. */
export class StreamedEdges {
  readonly refs = new EdgeCollector();
  /** The ref of `metadata.component`, once it was met. */
  subject: string | undefined;
  #needs: { has(ref: string): boolean } | undefined;
  #hasSpoken = false;

  /** One entry of `dependencies`. */
  take(entry: unknown): void {
    const ref = memberOf(entry, 'ref');
    if (typeof ref !== 'string') return;
    for (const name of targetLists) {
      const targets = memberOf(entry, name);
      if (name === 'dependsOn' || Array.isArray(targets)) this.refs.begin(ref);
      for (const target of textsOf(targets)) if (target !== ref) this.refs.edge(ref, target);
    }
    if (ref !== this.subject || this.#hasSpoken) return;
    this.#hasSpoken = true;
    const targets = memberOf(entry, 'dependsOn');
    if (Array.isArray(targets)) this.#needs = new Set(textsOf(targets));
  }

  /** After the last entry. */
  readonly late: LateEdges = {
    sayScopes: false,
    graph: () => {
      const described = this.subject === undefined ? [] : [this.subject];
      // Metadata that stand behind the dependencies tell of the subject when its entry has passed.
      const needs = this.#hasSpoken ? this.#needs : this.refs.needsFirst(described);
      return this.refs.graph(described, needs);
    },
  };

  /** A note where edges are missing. */
  noteMissing(path: Path, losses: Losses): void {
    if (this.refs.isTooMany) losses.add('no-paths', path, tooManyEdges, 'note');
  }
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

/** Different refs without a component, as yet, that are remembered. */
const mostPending = 100_000;

/**
 * As of a whole document, but a ref counts only where no component of it has come by the end: sections stand in any order.
 * `pin` gets the path that the note may name, while its entry is there.
 */
export function lateDanglingRefs(refs: Refs, losses: Losses, list: Path, pin: (path: Path) => void): DanglingRefs {
  const pending = new Map<string, { count: number; readonly path: Path }>();
  let isOver = false;
  return {
    check(ref, index) {
      if (refs.has(ref) || isElsewhere(ref)) return;
      const known = pending.get(ref);
      if (known) known.count++;
      else if (pending.size === mostPending) isOver = true;
      else {
        const path = [...list, index];
        pending.set(ref, { count: 1, path });
        pin(path);
      }
    },
    note() {
      let count = 0;
      let first: { readonly ref: string; readonly path: Path } | undefined;
      for (const [ref, mentions] of pending) {
        if (refs.has(ref)) continue;
        count += mentions.count;
        first ??= { ref, path: mentions.path };
      }
      if (first) noteDangling(isOver ? `at least ${count}` : String(count), first.ref, first.path, losses);
    },
  };
}
