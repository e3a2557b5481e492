/**
 * A JSON document of sections, read as it streams past: the members of the outermost object are either taken whole, or are
 * lists whose entries come one at a time. For SBOMs that are longer than a JavaScript string can be.
 */
import type { Place, Position } from '../../model/format.ts';
import { locateJson } from '../../syntax/json.ts';
import { jsonStream } from '../../syntax/json-stream.ts';
import type { Path } from '../../syntax/text.ts';
import type { Losses } from './loss.ts';

export interface SectionHandlers {
  /** How a member of the outermost object is read. `note`: only that it is there and holds something. */
  readonly section: (name: string) => 'whole' | 'entries' | 'note';
  readonly onWhole: (name: string, value: unknown) => void;
  readonly onEntry: (name: string, index: number, value: unknown) => void;
  readonly onNote: (name: string) => void;
  /** A section of entries begins; it may hold none. */
  readonly onSection: (name: string) => void;
}

export interface SectionReader {
  write(text: string): void;
  /** After the last `write`. */
  end(): void;
  /** Whether the document is an object at all. */
  readonly isObject: () => boolean;
  /** The position of a path into what was handed over since `passed`. */
  locate(path: Path): Position | undefined;
  passed(): void;
  /** One entry is done with, whose section holds no components. */
  drop(name: string, index: number): void;
}

interface Kept {
  readonly raw: string;
  readonly position: Position;
}

const start: Position = { line: 1, column: 1 };

/** Reads sections; whatever cannot be read as JSON is thrown as `SyntaxFault`. */
export function jsonSections(handlers: SectionHandlers): SectionReader {
  /** Texts of what was handed over, by section and index; of sections taken whole by name. */
  let kept = new Map<string, Map<number, Kept> | Kept>();
  /** Where members that were taken whole stand, for what is found wrong with them at the end. */
  const starts = new Map<string, Position>();
  let isObject = false;
  let noted = '';

  const how = (name: string): 'whole' | 'entries' | 'note' => handlers.section(name);
  const stream = jsonStream({
    at(path) {
      if (path.length === 0) return false;
      isObject ||= typeof path[0] === 'string';
      const name = path[0];
      if (typeof name !== 'string') return 'skip';
      const way = how(name);
      if (way === 'whole') return true;
      if (way === 'entries') {
        if (path.length === 1) handlers.onSection(name);
        return path.length > 1;
      }
      if (path.length > 1 && noted !== name) {
        noted = name;
        handlers.onNote(name);
      }
      return path.length > 1 ? 'skip' : false;
    },
    onValue(path, value, position, raw) {
      const name = path[0] as string;
      if (path.length === 1) {
        kept.set(name, { raw, position });
        starts.set(name, position);
        handlers.onWhole(name, value);
        return;
      }
      const index = path[1];
      if (typeof index !== 'number') {
        // A section that should be a list and is an object: its members are no entries.
        handlers.onEntry(name, -1, value);
        return;
      }
      let entries = kept.get(name);
      if (!(entries instanceof Map)) {
        entries = new Map();
        kept.set(name, entries);
      }
      entries.set(index, { raw, position });
      handlers.onEntry(name, index, value);
    },
  });

  return {
    write: (text) => stream.write(text),
    end: () => stream.end(),
    isObject: () => isObject,
    locate([name, index, ...below]) {
      if (name === undefined) return start;
      const section = kept.get(String(name));
      if (section === undefined) return index === undefined ? starts.get(String(name)) : undefined;
      if (!(section instanceof Map)) return within(section, index === undefined ? [] : [index, ...below]);
      const entry = typeof index === 'number' ? section.get(index) : undefined;
      return entry && within(entry, below);
    },
    passed() {
      kept = new Map();
    },
    drop(name, index) {
      const section = kept.get(name);
      if (section instanceof Map) section.delete(index);
    },
  };
}

function within({ raw, position }: Kept, path: Path): Position | undefined {
  const found = path.length === 0 ? start : locateJson(raw, [path])[0];
  if (found === undefined) return undefined;
  const line = position.line + found.line - 1;
  return { line, column: found.line === 1 ? position.column + found.column - 1 : found.column };
}

/**
 * Places of a stream: those of components as long as they are in hand, those of losses from the moment they are added.
 * `remember` is called after each value.
 */
export interface StreamPlaces {
  remember(): void;
  /** Keeps the position of a path that a loss will be added with: of the same array. */
  pin(path: Path): void;
  locate(places: readonly Place[]): readonly (Position | undefined)[];
  ofLosses(paths: readonly Path[]): readonly (Position | undefined)[];
}

export function streamPlaces(losses: Losses, reader: { readonly locate: SectionReader['locate'] }): StreamPlaces {
  const known = new Map<Path, Position | undefined>();
  let seen = 0;
  return {
    pin(path) {
      known.set(path, reader.locate(path));
    },
    remember() {
      if (losses.size() === seen) return;
      for (const { path } of losses.kept().slice(seen, losses.size())) known.set(path, reader.locate(path));
      seen = losses.size();
    },
    locate: (places) =>
      places.map((place) => {
        if ('path' in place) return reader.locate(place.path);
        return 'line' in place ? { line: place.line, column: place.column ?? 1 } : undefined;
      }),
    ofLosses: (paths) => paths.map((path) => known.get(path) ?? reader.locate(path)),
  };
}
