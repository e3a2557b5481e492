import { createRequire } from 'node:module';
import { SyntaxFault } from './fault.ts';
import { isRecord } from './shape.ts';
import { conflictMarkerLine, stripBom } from './text.ts';

export { locateToml } from './toml-locate.ts';

const require = createRequire(import.meta.url);

/** Tables and arrays inside each other, dotted names included. */
const maxDepth = 200;

/**
 * A TOML document. Strings stay strings; numbers, booleans and dates become JavaScript's, integers beyond 2^53 bigints.
 * Names such as `__proto__` are own properties. Throws `SyntaxFault`: `syntax`, `duplicate-key`, `too-deep` or
 * `conflict-markers`, with the position.
 */
export function parseToml(text: string): Record<string, unknown> {
  const { parse, TomlError } = require('smol-toml') as typeof import('smol-toml');
  const body = stripBom(text);
  let value: Record<string, unknown>;
  try {
    value = parse(body, { integersAsBigInt: 'asNeeded', maxDepth });
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxFault('too-deep', 'is nested too deeply');
    if (!(error instanceof TomlError)) throw error;
    const line = conflictMarkerLine(body);
    if (line !== undefined)
      throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line, column: 1 });
    const reason = (error.message.split('\n')[0] as string).replace(/^Invalid TOML document: /, '');
    const code = /max(imum)? ?depth|too deep|nest(?:ing|ed)/i.test(reason)
      ? 'too-deep'
      : /redefine|already defined/i.test(reason)
        ? 'duplicate-key'
        : 'syntax';
    throw new SyntaxFault(code, reason, { line: error.line, column: error.column });
  }
  if (isDeeperThan(value, maxDepth)) throw new SyntaxFault('too-deep', `is nested deeper than ${maxDepth} levels`);
  return value;
}

/** Level by level, so that no stack is used. */
function isDeeperThan(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let at = 0; level.length > 0; at++) {
    if (at > depth) return true;
    const below: unknown[] = [];
    for (const node of level) {
      const children = Array.isArray(node) ? node : isRecord(node) ? Object.values(node) : [];
      for (const child of children) if (typeof child === 'object' && child !== null) below.push(child);
    }
    level = below;
  }
  return false;
}
