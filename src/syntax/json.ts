import { SyntaxFault } from './fault.ts';
import { jsonFault } from './json-fault.ts';
import { stringEnd } from './json-string.ts';
import { stripJsonc } from './jsonc.ts';
import { conflictMarkerLine, positionAt, stripBom } from './text.ts';

export { type DuplicateKey, duplicateKeys, repeatsNoName } from './json-duplicates.ts';
export { locateJson, locateJsonValue } from './json-locate.ts';

/** No lockfile or SBOM in the wild comes near; recursion over data below it is safe. */
export const defaultJsonDepth = 200;

export interface JsonOptions {
  /** Deepest nesting of arrays and objects; a document of one array is 1 deep. `Infinity`: the caller bounds what it goes into. */
  readonly depth?: number;
}

/**
 * Strict JSON (RFC 8259); a byte order mark is tolerated. Members named `__proto__` are own properties; of duplicate members
 * the last wins. Throws `SyntaxFault`: `syntax`, `conflict-markers` or `too-deep`, with the exact position.
 */
export function parseJson(text: string, options: JsonOptions = {}): unknown {
  const body = stripBom(text);
  return parseStrict(body, body, options.depth ?? defaultJsonDepth);
}

/** JSON with comments and trailing commas (bun.lock, deno.json, tsconfig.json). Otherwise as `parseJson`. */
export function parseJsonc(text: string, options: JsonOptions = {}): unknown {
  const body = stripBom(text);
  return parseStrict(stripJsonc(body), body, options.depth ?? defaultJsonDepth);
}

/** `original` has the same length as `text` and serves for positions and conflict markers. */
function parseStrict(text: string, original: string, depth: number): unknown {
  const deep = depth === Infinity ? -1 : offsetDeeperThan(text, depth);
  let value: unknown;
  try {
    if (deep < 0) value = JSON.parse(text);
  } catch {
    const line = conflictMarkerLine(original);
    if (line !== undefined)
      throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line, column: 1 });
    const fault = jsonFault(text);
    throw new SyntaxFault('syntax', fault.message, positionAt(original, fault.offset));
  }
  if (deep >= 0) {
    // Broken text before the deep place is the better answer: a stray quote turns the rest inside out.
    const fault = jsonFault(text.slice(0, deep));
    if (fault.offset < deep) throw new SyntaxFault('syntax', fault.message, positionAt(original, fault.offset));
    throw new SyntaxFault('too-deep', `is nested deeper than ${depth} levels`, positionAt(original, deep));
  }
  return value;
}

/** Offset of the bracket that opens level `depth` + 1, or -1. Only brackets outside strings count. */
export function offsetDeeperThan(text: string, depth: number): number {
  const length = text.length;
  let level = 0;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) {
      i = stringEnd(text, i + 1);
    } else if ((c | 32) === 123) {
      if (++level > depth) return i;
    } else if ((c | 32) === 125) level--;
  }
  return -1;
}
