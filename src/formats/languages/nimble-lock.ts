/**
 * nimble.lock of Nim, versions 1 and 2. Specification: nimble documentation, "nimble lock". Surprising: every package names its repository and
 * commit, and the compiler itself stands in it as the package `nim`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Loss } from '../python/loss.ts';
import { jsonProblems } from './json-problems.ts';
import { type NamedNode, nameGraph } from './name-graph.ts';
import { gitOrigin, isLocalAddress } from './origin.ts';

const newestVersion = 2;

/** Reads the locked packages, those of tasks among them, and who requires whom. */
export const nimbleLock: DocumentFormat = {
  id: 'languages/nimble-lock',
  title: 'Nim nimble.lock',
  files: ['nimble.lock'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const packages = memberOf(root, 'packages');
  if (!isRecord(packages)) throw new UnreadableInput('wrong-shape', 'has no "packages" object', { line: 1 });
  const losses: Loss[] = [];
  const version = memberOf(root, 'version');
  if (typeof version !== 'number' || version > newestVersion)
    losses.push({
      code: 'unsupported-version',
      path: ['version'],
      message: `the version is not one up to ${newestVersion}, the newest that is known`,
    });
  const components: Component[] = [];
  const nodes: NamedNode[] = [];
  const read = (section: unknown, base: readonly string[], scope: 'build' | undefined): void => {
    for (const [name, value] of entriesOf(section)) {
      const path = [...base, name];
      if (!isRecord(value)) {
        losses.push({ code: 'wrong-type', path, message: `"${name}" is not a package` });
        continue;
      }
      const url = stringOf(value.url);
      const locked = stringOf(value.version);
      const ref = [...path].join(' ');
      nodes.push({ ref, name, version: locked, requires: stringsOf(value.dependencies) ?? [] });
      components.push({
        kind: 'package',
        name,
        version: locked ?? stringOf(value.vcsRevision),
        ecosystem: 'nim',
        at: { path },
        ref,
        scope,
        ...(url === undefined
          ? {}
          : isLocalAddress(url)
            ? { source: url, entry: 'link' as const }
            : gitOrigin(url, 'url')),
      });
    }
  };
  read(packages, ['packages'], undefined);
  for (const [task, section] of entriesOf(memberOf(root, 'tasks'))) read(section, ['tasks', task], 'build');
  return { components, problems: jsonProblems(losses, input.text), graph: () => nameGraph(nodes, undefined) };
}
