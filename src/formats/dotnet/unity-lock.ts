/**
 * Packages/packages-lock.json of Unity. Specification: Unity manual, "Lock files". Surprising: `depth` 0 is what the project asks for, and `url` is the
 * registry each package really came from; the editions of Unity for China use another one.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { nameGraph } from '../languages/name-graph.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { unityOrigin } from './unity-origin.ts';

/** Reads the resolved packages and who requires whom. */
export const unityLock: DocumentFormat = {
  id: 'dotnet/unity-lock',
  title: 'Unity Packages/packages-lock.json',
  files: ['Packages/packages-lock.json'],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const dependencies = memberOf(root, 'dependencies');
  if (!isRecord(root) || !isRecord(dependencies))
    throw new UnreadableInput('wrong-shape', 'has no "dependencies" object', { line: 1 });
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [name, value] of Object.entries(dependencies)) {
    const path = ['dependencies', name];
    const written = stringOf(memberOf(value, 'version'));
    if (!isRecord(value) || written === undefined) {
      losses.push({ code: 'wrong-type', path, message: `"${name}" has no version` });
      continue;
    }
    const url = stringOf(value.url);
    const origin = unityOrigin(name, written, url === undefined ? undefined : withoutSecrets(url));
    const kind = stringOf(value.source);
    const hash = kind === 'git' ? stringOf(value.hash) : undefined;
    components.push({
      ...{ kind: 'package', name, ecosystem: 'unity', at: { path }, ref: name },
      direct: typeof value.depth === 'number' ? value.depth === 0 : undefined,
      ...origin,
      version: hash ?? origin.version,
      entry: kind === 'builtin' ? 'system' : kind === 'embedded' ? 'workspace' : origin.entry,
    });
  }
  return {
    components,
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => {
      const nodes = components.map(({ name, version }) => {
        const requires = entriesOf(memberOf(memberOf(dependencies, name), 'dependencies')).map(
          ([required]) => required,
        );
        return { ref: name, name, version, requires };
      });
      const direct = components.filter((one) => one.direct === true).map((one) => one.name);
      return nameGraph(nodes, direct.length > 0 ? direct : undefined);
    },
  };
}
