/**
 * spago.lock of PureScript. Specification: Spago documentation, "The lock file"; JSON or, before 0.93, YAML, which JSON is a part of. Surprising: each
 * package says by `type` whether it is of the registry, of a repository or a folder.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { gitOrigin, type Origin } from './origin.ts';

/** Reads the locked packages and who requires whom. */
export const spagoLock: DocumentFormat = {
  id: 'languages/spago-lock',
  title: 'PureScript spago.lock',
  files: ['spago.lock'],
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const packages = memberOf(root, 'packages');
  if (!isRecord(packages)) throw new UnreadableInput('wrong-shape', 'has no "packages"', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  for (const [name, value] of entriesOf(packages)) {
    if (!isRecord(value)) {
      losses.push({ code: 'wrong-type', path: ['packages', name], message: `"${name}" is not a package` });
      continue;
    }
    const version = stringOf(value.version) ?? stringOf(value.rev);
    nodes.push({ ref: name, name, version, requires: stringsOf(value.dependencies) ?? [] });
    components.push({
      kind: 'package',
      name,
      version,
      ecosystem: 'generic',
      at: { path: ['packages', name] },
      ref: name,
      ...originOf(value),
    });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml), graph: () => nameGraph(nodes, undefined) };
}

function originOf(value: Readonly<Record<string, unknown>>): Origin {
  const url = stringOf(value.url);
  if (url !== undefined) return gitOrigin(url, 'url');
  return value.type === 'local' ? { source: stringOf(value.path), entry: 'link' } : {};
}
