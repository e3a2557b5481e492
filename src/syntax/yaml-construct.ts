import type { Event, ScalarEvent } from 'js-yaml';
import { SyntaxFault } from './fault.ts';
import { positionAt } from './text.ts';

/** Numbers of js-yaml's event kinds (its `EVENT_ID`), repeated so that this file needs no library at run time. */
export const yamlEvent = { document: 1, sequence: 2, mapping: 3, scalar: 4, alias: 5, pop: 6 } as const;
const plainStyle = 1;

/** Nodes that aliases may add to what the text holds: one million, or ten times the text's own where that is more. */
const aliasBudget = 1_000_000;

export interface YamlDocument {
  readonly value: unknown;
  /** Of the document's first node or marker, for messages. */
  readonly offset: number;
}

/** A member whose key its mapping already had. The first one is kept in the mapping. */
export interface RepeatedMember {
  readonly key: string;
  readonly value: unknown;
  readonly mapping: object;
  /** Of the later key. */
  readonly offset: number;
}

interface Anchor {
  readonly value: unknown;
  /** Nodes below and including it with all aliases expanded; undefined while it is still open. */
  size: number | undefined;
}

interface Frame {
  readonly kind: 'document' | 'sequence' | 'mapping';
  readonly value: unknown[] | Record<string, unknown>;
  readonly anchor: Anchor | undefined;
  readonly offset: number;
  key: string | undefined;
  keyOffset: number;
  size: number;
}

/**
 * Values of a stream of YAML events, one a document. Iterative. Throws `duplicate-key` with the later key's place,
 * `alias-limit` where aliases would multiply the content or an alias stands inside its own anchor, `syntax` for an alias
 * without anchor and for a key that is a collection. With `repeats`, a repeated key is added there instead.
 */
export function constructYaml(
  text: string,
  events: readonly Event[],
  scalarValue: (input: string, scalar: ScalarEvent) => string,
  repeats?: RepeatedMember[],
): YamlDocument[] {
  const documents: YamlDocument[] = [];
  const frames: Frame[] = [];
  let anchors = new Map<string, Anchor>();
  let frame: Frame | undefined;
  let expanded = 0;
  const budget = Math.max(aliasBudget, events.length * 10);
  let last = 0;

  const fail = (code: 'syntax' | 'duplicate-key' | 'alias-limit', message: string, offset: number): never => {
    throw new SyntaxFault(code, message, positionAt(text, offset));
  };
  const add = (value: unknown, offset: number): void => {
    const into = frame as Frame;
    if (into.kind !== 'mapping') {
      (into.value as unknown[]).push(value);
      return;
    }
    if (into.key === undefined) {
      if (typeof value === 'object' && value !== null) fail('syntax', 'has a key that is not a scalar', offset);
      into.key = value === null ? '' : (value as string);
      into.keyOffset = offset;
      return;
    }
    const key = into.key;
    const record = into.value as Record<string, unknown>;
    if (Object.hasOwn(record, key)) {
      if (!repeats) fail('duplicate-key', `has the key ${JSON.stringify(key)} twice in one mapping`, into.keyOffset);
      repeats?.push({ key, value, mapping: record, offset: into.keyOffset });
    } else if (key === '__proto__')
      Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
    else record[key] = value;
    into.key = undefined;
  };
  const anchorOf = (start: number, end: number, value: unknown, size: number | undefined): Anchor | undefined => {
    if (start < 0) return undefined;
    const anchor: Anchor = { value, size };
    anchors.set(text.slice(start, end), anchor);
    return anchor;
  };

  for (const event of events) {
    switch (event.type) {
      case yamlEvent.document: {
        anchors = new Map();
        frame = { kind: 'document', value: [], anchor: undefined, offset: last, key: undefined, keyOffset: 0, size: 0 };
        frames.push(frame);
        break;
      }
      case yamlEvent.scalar: {
        const at = event.valueStart >= 0 ? event.valueStart : Math.max(event.anchorEnd, event.tagEnd, last);
        last = Math.max(last, event.valueEnd);
        const isKey = frame?.kind === 'mapping' && frame.key === undefined;
        const content = event.fast ? text.slice(event.valueStart, event.valueEnd) : scalarValue(text, event);
        const value = !isKey && event.style === plainStyle && event.tagStart < 0 && isNull(content) ? null : content;
        anchorOf(event.anchorStart, event.anchorEnd, value, 1);
        (frame as Frame).size++;
        add(value, at);
        break;
      }
      case yamlEvent.sequence:
      case yamlEvent.mapping: {
        const value = event.type === yamlEvent.sequence ? [] : {};
        last = Math.max(last, event.start);
        const anchor = anchorOf(event.anchorStart, event.anchorEnd, value, undefined);
        const kind = event.type === yamlEvent.sequence ? 'sequence' : 'mapping';
        frame = { kind, value, anchor, offset: event.start, key: undefined, keyOffset: 0, size: 1 };
        frames.push(frame);
        break;
      }
      case yamlEvent.alias: {
        last = Math.max(last, event.anchorEnd);
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const anchor = anchors.get(name);
        if (!anchor) return fail('syntax', `has an alias without anchor, ${JSON.stringify(name)}`, event.anchorStart);
        if (anchor.size === undefined)
          return fail('alias-limit', 'has an alias inside its own anchor', event.anchorStart);
        expanded += anchor.size;
        if (expanded > budget)
          fail('alias-limit', 'has aliases that multiply its content beyond bounds', event.anchorStart);
        (frame as Frame).size += anchor.size;
        add(anchor.value, event.anchorStart);
        break;
      }
      default: {
        const done = frames.pop() as Frame;
        frame = frames[frames.length - 1];
        if (done.kind === 'document') {
          documents.push({ value: (done.value as unknown[])[0] ?? null, offset: done.offset });
          break;
        }
        if (done.anchor) done.anchor.size = done.size;
        (frame as Frame).size += done.size;
        add(done.value, done.offset);
      }
    }
  }
  return documents;
}

function isNull(content: string): boolean {
  return content === '' || content === '~' || content === 'null' || content === 'Null' || content === 'NULL';
}
