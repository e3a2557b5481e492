/**
 * dependencies.lock of ESP-IDF, versions 1.0.0 and 2.0.0. Specification: IDF Component Manager documentation, "dependencies.lock". Surprising: its
 * name is that of a Gradle plug-in's lockfile too, which is JSON.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { locateYaml, parseYaml } from '../../syntax/yaml.ts';
import { type NamedNode, nameGraph } from '../languages/name-graph.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { idfEntry, idfName, idfOrigin } from './idf-source.ts';

const newestMajor = 2;

/** Reads the locked components and who requires whom. */
export const idfLock: DocumentFormat = {
  id: 'native/idf-lock',
  title: 'ESP-IDF dependencies.lock',
  files: [],
  mayBe: ['dependencies.lock', 'dependencies.lock.*'],
  recognise: (head) =>
    !/^\s*[{[]/.test(head) && /^(?:dependencies|manifest_hash|direct_dependencies|target)[ \t]*:/m.test(head),
  locate: locateYaml,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseYaml(input.text);
  const dependencies = memberOf(root, 'dependencies');
  const losses: Loss[] = [];
  const version = stringOf(memberOf(root, 'version'));
  if (dependencies !== null && !isRecord(dependencies))
    throw new UnreadableInput('wrong-shape', 'has no "dependencies" mapping', { line: 1 });
  // The version is written last.
  if (version === undefined)
    losses.push({
      code: 'truncated',
      path: ['dependencies'],
      message: 'has no "version" at its end; components may be missing',
    });
  else if (!(Number.parseInt(version, 10) <= newestMajor))
    losses.push({
      code: 'unsupported-version',
      path: ['version'],
      message: `version ${version} is newer than ${newestMajor}, the newest that is known`,
    });
  const direct = stringsOf(memberOf(root, 'direct_dependencies'));
  const wanted = direct && new Set(direct);
  const nodes: NamedNode[] = [];
  const components: Component[] = [];
  for (const [key, value] of entriesOf(dependencies)) {
    const locked = stringOf(memberOf(value, 'version'));
    if (!isRecord(value)) {
      losses.push({ code: 'wrong-type', path: ['dependencies', key], message: `"${key}" is not a component` });
      continue;
    }
    const requires = (listOf(value.dependencies) ?? []).flatMap((one) => stringOf(memberOf(one, 'name')) ?? []);
    nodes.push({ ref: key, name: key, version: locked, requires });
    components.push({
      kind: 'package',
      name: idfName(key),
      version: locked,
      ecosystem: 'espressif',
      at: { path: ['dependencies', key] },
      ref: key,
      direct: wanted?.has(key),
      ...idfOrigin(value.source),
      ...idfEntry(key),
    });
  }
  return { components, problems: problemsOf(losses, input.text, locateYaml), graph: () => nameGraph(nodes, direct) };
}
