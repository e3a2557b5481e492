/**
 * luarocks.lock. Specification: LuaRocks documentation, "Pinning versions with a lock file". Surprising: it is a Lua program that returns one table,
 * whose keys are names and whose values are versions with their revision.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { isToken, literalOf } from '../../syntax/code-tree.ts';
import { luaMembers, luaTree } from './lua-tables.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads the pinned rocks. It has no edges. */
export const luarocksLock: DocumentFormat = {
  id: 'languages/luarocks-lock',
  title: 'LuaRocks luarocks.lock',
  files: ['luarocks.lock'],
  parse,
};

const tables: ReadonlyMap<string, Scope> = new Map([
  ['dependencies', 'runtime'],
  ['build_dependencies', 'build'],
  ['test_dependencies', 'test'],
]);

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const nodes = luaTree(input.text);
  const sections = isToken(nodes[0], 'return') ? luaMembers(nodes.slice(1)) : undefined;
  if (!sections) throw new UnreadableInput('wrong-shape', 'does not return a table', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const section of sections) {
    const scope = tables.get(section.key ?? '');
    if (!scope) continue;
    for (const { key, keyNode, value } of luaMembers(section.value) ?? []) {
      const version = literalOf(value[0]);
      if (key === undefined || !keyNode || version === undefined) {
        problems.push({
          code: 'wrong-type',
          line: value[0]?.line,
          message: 'an entry is not a name with its version',
          weight: 'lost',
        });
        continue;
      }
      const entry = key === 'lua' ? ('system' as const) : undefined;
      components.push({
        kind: 'package',
        name: key,
        version,
        ecosystem: 'luarocks',
        at: { offset: keyNode.offset },
        scope,
        entry,
      });
    }
  }
  return { components, problems };
}
