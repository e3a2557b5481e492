/**
 * build.zig.zon of Zig. Specification: Zig's own documentation, "build.zig.zon". Surprising: a dependency has an address and a hash and no version;
 * since 0.14 the hash begins with the package's name and version.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { type CodeStyle, strictTokens } from '../../syntax/code-tokens.ts';
import { type CodeNode, codeTree, isToken, literalOf, splitNodes } from '../../syntax/code-tree.ts';
import { gitOrigin, type Origin, urlOrigin } from './origin.ts';
import { refuseConflicts } from './plain-lines.ts';

/** Reads what the package declares. */
export const zigZon: DocumentFormat = {
  id: 'languages/zig-zon',
  title: 'Zig build.zig.zon',
  files: ['build.zig.zon'],
  parse,
};

const zig: CodeStyle = {
  lineComments: ['//', '\\\\'],
  quotes: [{ open: '"', close: '"', escape: 'backslash' }],
};

function parse(input: DocumentInput): DocumentResult {
  refuseConflicts(input.text);
  const root = fieldsOf(codeTree(strictTokens(input.text, zig)));
  if (!root || !['name', 'version', 'dependencies', 'paths'].some((key) => root.some((field) => field.key === key)))
    throw new UnreadableInput('wrong-shape', 'is not a package of Zig', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  const section = root.find((field) => field.key === 'dependencies');
  const dependencies = section && fieldsOf(section.value);
  if (section && !dependencies)
    problems.push({
      code: 'wrong-type',
      line: section.node.line,
      message: '"dependencies" is not a struct',
      weight: 'lost',
    });
  for (const { key, node, value } of dependencies ?? []) {
    const fields = fieldsOf(value);
    const text = (name: string): string | undefined => literalOf(fields?.find((field) => field.key === name)?.value[0]);
    const url = text('url');
    const path = text('path');
    if (url === undefined && path === undefined) {
      problems.push({
        code: 'wrong-type',
        line: node.line,
        message: `"${key}" has neither "url" nor "path"`,
        weight: 'lost',
      });
      continue;
    }
    const isLazy = isToken(fields?.find((field) => field.key === 'lazy')?.value[0], 'true');
    components.push({
      kind: 'package',
      name: key,
      version: versionOf(text('hash'), url),
      ecosystem: 'zig',
      at: { offset: node.offset },
      direct: true,
      scope: isLazy ? 'optional' : undefined,
      ...originOf(url, path),
    });
  }
  return { components, problems };
}

interface Field {
  readonly key: string;
  readonly node: CodeNode;
  readonly value: readonly CodeNode[];
}

/** `.{ .key = value, .@"other key" = value }`; an empty one is `.{}`. */
function fieldsOf(nodes: readonly CodeNode[]): Field[] | undefined {
  const group = nodes[1];
  if (!isToken(nodes[0], '.') || group?.kind !== 'group' || group.open !== '{') return undefined;
  return splitNodes(group.nodes, ',').flatMap((part) => {
    const quoted = isToken(part[1], '@');
    const node = part[quoted ? 2 : 1];
    const equals = quoted ? 3 : 2;
    if (!isToken(part[0], '.') || !node || node.kind === 'group' || !isToken(part[equals], '=')) return [];
    return [{ key: node.text, node, value: part.slice(equals + 1) }];
  });
}

function versionOf(hash: string | undefined, url: string | undefined): string | undefined {
  // Version, then 44 characters of hash and size; a hash without them is of an older Zig.
  const stated = /^[A-Za-z_]\w*-(\d+\.\d+\.\d+[\w.+-]*)-[A-Za-z0-9_-]{44}$/.exec(hash ?? '')?.[1];
  return stated ?? /#([0-9a-f]{7,64})$/.exec(url ?? '')?.[1];
}

function originOf(url: string | undefined, path: string | undefined): Origin {
  if (url === undefined) return { source: path, entry: 'link' };
  return url.startsWith('git+') ? gitOrigin(url.slice('git+'.length), 'url') : urlOrigin(url, 'url');
}
