/**
 * A LuaRocks specification, *.rockspec. Specification: LuaRocks documentation, "Rockspec format". Surprising: a rockspec in a tree of installed rocks
 * describes what is installed, and then it is itself the component; a dependency is one text, `name operator version`.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeNode, literalOf } from '../../syntax/code-tree.ts';
import { requirementOf } from './constraint.ts';
import { luaGlobals, luaMembers, luaTree } from './lua-tables.ts';
import { gitOrigin, isLocalAddress, type Origin, urlOrigin } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads an installed rock, or what a rock in source asks for. */
export const rockspec: DocumentFormat = {
  id: 'languages/rockspec',
  title: 'LuaRocks *.rockspec',
  files: ['*.rockspec'],
  parse,
};

const tables: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['build_dependencies', 'build'],
  ['test_dependencies', 'test'],
];

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const globals = luaGlobals(luaTree(input.text));
  const own = globals.get('package')?.[0];
  const name = literalOf(own);
  if (name === undefined || !own) throw new UnreadableInput('wrong-shape', 'has no "package" name', { line: 1 });
  const version = literalOf(globals.get('version')?.[0]);
  if (/(?:^|\/)(?:lib\/luarocks\/)?rocks(?:-\d\.\d)?\/[^/]+\/[^/]+\/[^/]+$/.test(input.path)) {
    const at = { offset: own.offset };
    return {
      components: [{ kind: 'package', name, version, ecosystem: 'luarocks', at, ...sourceOf(globals.get('source')) }],
    };
  }
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [key, scope] of tables) {
    const nodes = globals.get(key);
    if (!nodes) continue;
    const members = luaMembers(nodes);
    if (!members)
      problems.push({
        code: 'not-literal',
        line: nodes[0]?.line,
        message: `"${key}" is computed, so it is unknown`,
        weight: 'lost',
      });
    for (const member of members ?? []) {
      // `platforms` holds further lists by platform.
      const inner = luaMembers(member.value);
      const lists = inner ? [member.value, ...inner.map((one) => one.value)] : [];
      const values = inner
        ? lists.flatMap(
            (list) =>
              luaMembers(list)
                ?.filter((one) => one.key === undefined)
                .map((one) => one.value) ?? [],
          )
        : [member.value];
      for (const value of values) {
        const one = dependencyOf(value, scope);
        if (one) components.push(one);
        else
          problems.push({
            code: 'wrong-type',
            line: value[0]?.line,
            message: 'this is not a dependency',
            weight: 'lost',
          });
      }
    }
  }
  return { components, problems };
}

function dependencyOf(value: readonly CodeNode[], scope: Scope): Component | undefined {
  const node = value[0];
  const text = value.length === 1 ? literalOf(node) : undefined;
  if (text === undefined || !node) return undefined;
  const found = /^\s*([\w.-]+(?:\/[\w.-]+)?)\s*(.*)$/s.exec(text);
  if (!found?.[1]) return undefined;
  return {
    kind: 'package',
    name: found[1],
    ecosystem: 'luarocks',
    at: { offset: node.offset },
    direct: true,
    scope,
    ...requirementOf(found[2], ['=='], 'exact'),
    ...(found[1] === 'lua' && { entry: 'system' as const }),
  };
}

function sourceOf(nodes: readonly CodeNode[] | undefined): Origin {
  const url = literalOf(luaMembers(nodes)?.find((one) => one.key === 'url')?.value[0]);
  if (url === undefined) return {};
  if (isLocalAddress(url)) return { source: url, entry: 'file' };
  return /^(?:git|hg|svn)(?:\+|:)/.test(url) || url.endsWith('.git')
    ? gitOrigin(url.replace(/^git\+/, ''), 'source.url')
    : urlOrigin(url, 'source.url');
}
