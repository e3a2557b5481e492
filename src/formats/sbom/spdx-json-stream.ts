import type { Component, Scope } from '../../model/component.ts';
import type { RecordReader } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { Entry } from './entry-place.ts';
import { jsonSections, streamPlaces } from './json-sections.ts';
import { EdgeCollector, tooManyEdges, type WithRef } from './late-edges.ts';
import { lossList, problemsOf } from './loss.ts';
import { checkSpdxVersion, isElsewhere, noteDangling, relationshipOf, textsOf } from './spdx-document.ts';
import { packageOf } from './spdx-package.ts';

const headers = new Set(['spdxVersion', 'SPDXID', 'documentDescribes']);
const lists = new Set(['packages', 'relationships']);
/** Different refs without a package, as yet, that are remembered. */
const mostPending = 100_000;
const noScopes: ReadonlyMap<string, Scope> = new Map();

/**
 * An SPDX 2.x JSON document as a stream: the same packages and paths as from the whole document. Which packages are direct and
 * what they are for is known at the end, because relationships come last.
 */
export function openSpdxJson(_path: string, emit: (component: Component) => void): RecordReader {
  const losses = lossList();
  const root: Record<string, unknown> = {};
  const edges = new EdgeCollector();
  const described = new Set<string>();
  /** Refs of relationships without a package, as yet, and how often they are named. */
  const pending = new Map<string, number>();
  let isOver = false;
  let twice = 0;
  let firstTwice = '';
  const context = { losses, direct: undefined, scopes: noScopes };
  const sections = jsonSections({
    section: (name) => (headers.has(name) ? 'whole' : lists.has(name) ? 'entries' : 'note'),
    onSection(name) {
      root[name] = [];
    },
    onNote(name) {
      root[name] = [];
    },
    onWhole(name, value) {
      root[name] = value;
    },
    onEntry(name, index, value) {
      if (index < 0) {
        root[name] = {};
        return;
      }
      if (name === 'relationships') {
        readRelationship(value, index);
        places.remember();
        sections.drop(name, index);
        return;
      }
      const component = packageOf(value, new Entry([name], index), context);
      places.remember();
      if (component === undefined) return;
      const { ref } = component;
      if (ref !== undefined && !edges.add(component as WithRef) && twice++ === 0) firstTwice = ref;
      emit(component);
    },
  });
  const places = streamPlaces(losses, sections);

  function readRelationship(value: unknown, index: number): void {
    const edge = relationshipOf(value, ['relationships'], index, described, losses);
    if (edge === undefined) return;
    edges.edge(edge.from, edge.to, edge.scope);
    for (const ref of [edge.from, edge.to]) {
      if (edges.has(ref) || isElsewhere(ref)) continue;
      const known = pending.get(ref);
      if (known !== undefined || pending.size < mostPending) pending.set(ref, (known ?? 0) + 1);
      else isOver = true;
    }
  }

  function noteLost(): void {
    const lost = [...pending].filter(([ref]) => !edges.has(ref));
    const count = lost.reduce((sum, [, mentions]) => sum + mentions, 0);
    noteDangling(count, lost[0]?.[0] ?? '', ['relationships'], losses, isOver ? 'at least ' : '');
  }

  return {
    write: (text) => sections.write(text),
    end() {
      sections.end();
      if (!sections.isObject() || (root.spdxVersion === undefined && root.SPDXID === undefined && !root.packages))
        throw new NotThisFormat('is JSON without the marks of an SPDX 2.x document');
      checkSpdxVersion(root, [], losses);
      if (root.packages !== undefined && !Array.isArray(root.packages))
        throw new UnreadableInput('wrong-shape', '"packages" is not a list');
      if (root.packages === undefined) {
        if (root.files === undefined && root.snippets === undefined)
          throw new UnreadableInput('wrong-shape', 'has no "packages" section', { line: 1 });
        losses.add('no-packages', [], 'describes files only and no packages', 'note');
      }
      if (twice > 0) {
        const message = `${twice} of its SPDXIDs stand more than once, the first is ${JSON.stringify(firstTwice)}`;
        losses.add('duplicate-ref', ['packages'], message, 'note');
      }
      // Ids of files and snippets are not kept.
      if (root.files === undefined && root.snippets === undefined) noteLost();
      if (edges.isTooMany) losses.add('no-paths', ['relationships'], tooManyEdges, 'note');
      return problemsOf(losses.kept(), places.ofLosses);
    },
    locate: places.locate,
    passed: sections.passed,
    late: {
      sayScopes: true,
      graph() {
        for (const id of textsOf(root.documentDescribes)) described.add(id);
        return edges.graph(described, edges.needsOf(described));
      },
    },
  };
}
