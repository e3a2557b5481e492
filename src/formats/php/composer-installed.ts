/**
 * vendor/composer/installed.json of Composer 1 and 2. Specification: the format is that of Composer's own FilesystemRepository. Surprising: Composer 1
 * wrote a bare list, Composer 2 an object that also names which packages are there for development only.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { listOf, memberOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { type ComposerNode, composerEdges, composerGraph } from './composer-graph.ts';
import { composerAliases, composerOrigin, composerRequires, composerRow } from './composer-package.ts';

/** Reads the installed packages and who requires whom. */
export const composerInstalled: DocumentFormat = {
  id: 'php/composer-installed',
  title: 'Installed Composer packages (installed.json)',
  files: ['composer/installed.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const bare = listOf(root);
  const list = bare ?? listOf(memberOf(root, 'packages'));
  if (!list) throw new UnreadableInput('wrong-shape', 'is neither a list nor has it a "packages" list', { line: 1 });
  const names = bare ? undefined : stringsOf(memberOf(root, 'dev-package-names'));
  const dev = names && new Set(names.map((name) => name.toLowerCase()));
  const losses: Loss[] = [];
  const components: Component[] = [];
  const nodes: ComposerNode[] = [];
  for (const [at, value] of list.entries()) {
    const path: Path = bare ? [at] : ['packages', at];
    const one = composerRow(value);
    if (!one || one.version === undefined)
      losses.push({ code: 'wrong-type', path, message: 'a package has no name or no version' });
    if (!one) continue;
    const ref = `${one.name.toLowerCase()}@${one.version}`;
    nodes.push({
      ref,
      name: one.name,
      version: one.version,
      aliases: composerAliases(value),
      requires: composerRequires(value),
    });
    components.push({
      ...{
        kind: 'package',
        name: one.name,
        version: one.version,
        ecosystem: 'composer',
        at: { path: [...path, 'name'] },
        ref,
      },
      scope: dev ? (dev.has(one.name.toLowerCase()) ? 'dev' : 'runtime') : undefined,
      ...composerOrigin(one.row),
    });
  }
  const edges = composerEdges(nodes);
  return {
    components,
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => composerGraph(nodes, edges, undefined, undefined),
  };
}
