/**
 * Scarb.lock of Cairo, version 1. Specification: Scarb documentation, "The lockfile". Surprising: it is written like Cargo's, but a dependency is named
 * by its name alone.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateToml, parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { fetchedOrigin, gitOrigin, type Origin } from './origin.ts';

const newestVersion = 1;

/** Reads the locked packages and who requires whom. One without a source is the project's own. */
export const scarbLock: DocumentFormat = {
  id: 'languages/scarb-lock',
  title: 'Cairo Scarb.lock',
  files: ['Scarb.lock'],
  locate: locateToml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseToml(input.text);
  const list = listOf(memberOf(root, 'package'));
  const version = memberOf(root, 'version');
  const losses: Loss[] = [];
  if (typeof version === 'number' && version > newestVersion) {
    const message = `version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!list) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  if (!list && version === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "[[package]]" table', { line: 1 });
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  for (const [at, value] of (list ?? []).entries()) {
    const name = stringOf(memberOf(value, 'name'));
    const locked = stringOf(memberOf(value, 'version'));
    if (name === undefined || locked === undefined) {
      losses.push({ code: 'wrong-type', path: ['package', at], message: 'a package has no name or no version' });
      continue;
    }
    const source = stringOf(memberOf(value, 'source'));
    nodes.push({ ref: name, name, version: locked, requires: stringsOf(memberOf(value, 'dependencies')) ?? [] });
    components.push({
      kind: 'package',
      name,
      version: locked,
      ecosystem: 'generic',
      at: { path: ['package', at, 'name'] },
      ref: name,
      ...(source === undefined ? { entry: 'workspace' as const } : originOf(source)),
    });
  }
  const names = new Set(nodes.map((node) => node.name));
  for (const [at, node] of nodes.entries())
    for (const name of node.requires)
      if (!names.has(name) && losses.length < 20)
        losses.push({
          code: 'missing-entry',
          path: ['package', at],
          message: `"${node.name}" requires "${name}", which has no entry`,
        });
  return { components, problems: problemsOf(losses, input.text, locateToml), graph: () => nameGraph(nodes, undefined) };
}

function originOf(source: string): Origin {
  const plus = source.indexOf('+');
  const address = source.slice(plus + 1);
  return source.startsWith('git+') ? gitOrigin(address, 'source') : fetchedOrigin(address, 'source');
}
