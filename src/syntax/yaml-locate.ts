import type { Event, ScalarEvent } from 'js-yaml';
import { enter, offsetsOf, type PathNode, pathTree } from './path-tree.ts';
import type { Path } from './text.ts';
import { yamlEvent } from './yaml-construct.ts';

interface Frame {
  readonly node: PathNode | undefined;
  readonly isMapping: boolean;
  index: number;
  /** In a mapping: whether the next node is a key, and what the last key leads to. */
  atKey: boolean;
  next: PathNode | undefined;
  keyOffset: number;
}

/** Offsets of paths whose first part is the document's index, by one walk over the events. */
export function locateInEvents(
  text: string,
  events: readonly Event[],
  paths: readonly Path[],
  scalarValue: (input: string, scalar: ScalarEvent) => string,
): (number | undefined)[] {
  const root = pathTree(paths);
  let visit = 1;
  enter(root, 0, visit);
  const frames: Frame[] = [{ node: root, isMapping: false, index: -1, atKey: false, next: undefined, keyOffset: -1 }];
  let inDocument = false;
  let document = -1;

  /** The node that a value beginning now belongs to. */
  const step = (offset: number): PathNode | undefined => {
    const frame = frames[frames.length - 1] as Frame;
    let node: PathNode | undefined;
    let place = offset;
    if (frame.isMapping) {
      node = frame.next;
      place = frame.keyOffset;
      frame.atKey = true;
    } else if (frame.index === -1) {
      node = frame.node?.children.get(String(document));
    } else node = frame.node?.children.get(String(frame.index++));
    if (node) enter(node, place, ++visit);
    return node;
  };

  for (const event of events) {
    const frame = frames[frames.length - 1] as Frame;
    if (event.type === yamlEvent.document) {
      inDocument = true;
      document++;
    } else if (event.type === yamlEvent.scalar) {
      const offset = event.valueStart >= 0 ? event.valueStart : Math.max(event.anchorStart, event.tagStart, 0);
      if (frame.isMapping && frame.atKey) {
        const wanted = frame.node?.children.get(frame.node ? scalarValue(text, event) : '');
        // Of a key that stands twice the first is the one that counts.
        const isRepeated = wanted !== undefined && wanted.visit > 0 && wanted.within === frame.node?.visit;
        frame.next = isRepeated ? undefined : wanted;
        frame.keyOffset = offset;
        frame.atKey = false;
      } else step(offset);
    } else if (event.type === yamlEvent.sequence || event.type === yamlEvent.mapping) {
      const isMapping = event.type === yamlEvent.mapping;
      if (frame.isMapping && frame.atKey) {
        frame.next = undefined;
        frame.atKey = false;
        frames.push({ node: undefined, isMapping, index: 0, atKey: isMapping, next: undefined, keyOffset: -1 });
      } else {
        const node = step(event.start);
        frames.push({ node, isMapping, index: 0, atKey: isMapping, next: undefined, keyOffset: -1 });
      }
    } else if (event.type === yamlEvent.alias) {
      if (frame.isMapping && frame.atKey) {
        frame.next = undefined;
        frame.atKey = false;
      } else {
        const node = step(event.anchorStart);
        if (node) visit = enterBelow(node, visit);
      }
    } else if (frames.length > 1) frames.pop();
    else inDocument = false;
  }
  if (inDocument) return paths.map(() => undefined);
  return offsetsOf(root, paths.length);
}

/** What is wanted below an alias stands elsewhere; the place that pulls it in is the one to show. */
function enterBelow(node: PathNode, from: number): number {
  let visit = from;
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const child of at.children.values()) {
      enter(child, node.offset, ++visit);
      open.push(child);
    }
  }
  return visit;
}
