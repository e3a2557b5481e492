import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateKeys, repeatsNoName } from '../src/syntax/json.ts';

type Node = string | readonly Node[] | { readonly members: readonly (readonly [string, Node])[] };

/** Few names, so that they repeat; one is spelled with an escape, one looks like the end of another. */
const name = fc.constantFrom('a', 'b', 'ab', '', '\\u0061', 'q\\"', '供应商', 'x}y', '{', ',');
const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', 'null', '"v"', '"a"', '"\\""', '"{\\"a\\":"', '"\\\\"'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.record({ members: fc.array(fc.tuple(name, tie('node')), { maxLength: 5 }) }),
  ),
})).node;

function textOf(value: Node, colon = ': '): string {
  if (typeof value === 'string') return value;
  if ('members' in value)
    return `{${value.members.map(([key, inner]) => `"${key}"${colon}${textOf(inner, colon)}`).join(', ')}}`;
  return `[${value.map((inner) => textOf(inner, colon)).join(',')}]`;
}

/** The paths of repeated members, found in the tree instead of in the text. */
function repeated(value: Node, path: readonly (string | number)[] = []): string[] {
  if (typeof value === 'string') return [];
  const found: string[] = [];
  if (!('members' in value)) {
    for (const [at, inner] of value.entries()) found.push(...repeated(inner, [...path, at]));
    return found;
  }
  const seen = new Set<string>();
  for (const [raw, inner] of value.members) {
    const key = JSON.parse(`"${raw}"`) as string;
    if (seen.has(key)) found.push(JSON.stringify([path, key]));
    seen.add(key);
    found.push(...repeated(inner, [...path, key]));
  }
  return found;
}

describe('members that stand twice', () => {
  it('are all found, and no others', () => {
    fc.assert(
      fc.property(node, (value) => {
        const found = duplicateKeys(textOf(value), Infinity).map(({ path, key }) => JSON.stringify([path, key]));
        expect(found).toEqual(repeated(value));
        for (const colon of [':', ': ', ' :', '\t:']) {
          const text = textOf(value, colon);
          // Never certain where there are some, always where there are none and nothing looks like a name.
          const isCertain = repeatsNoName(text, JSON.parse(text));
          if (found.length > 0) expect(isCertain).toBe(false);
          else if (colon.startsWith(':') && !/[\\]/.test(text)) expect(isCertain).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are found in objects of any width, and different names are none', () => {
    for (const width of [15, 16, 17, 18, 300, 5000]) {
      const names = Array.from({ length: width }, (_, at) => `"name-${at}":{"inner":[${at}]}`);
      expect(duplicateKeys(`[{${names.join()}}]`, 20)).toEqual([]);
      const at = `[{${names.join()},`.length;
      expect(duplicateKeys(`[{${names.join()},"name-3":0}]`, 20)).toEqual([
        { key: 'name-3', path: [0], line: 1, column: at + 2 },
      ]);
    }
  });
});
