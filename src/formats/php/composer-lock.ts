/**
 * composer.lock of Composer 1 and 2. Specification: Composer documentation, "composer.lock", and Composer's own Locker. Surprising: nothing in it says
 * what the project itself asks for, so composer.json beside it is read; and `dist.url` and `dist.mirrors` show which mirror a team
 * fetches through. Authors in it are not read.
 */
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import { type Loss, problemsOf } from '../python/loss.ts';
import { type ComposerNode, composerEdges, composerGraph } from './composer-graph.ts';
import {
  composerAliases,
  composerOrigin,
  composerReference,
  composerRequires,
  composerRow,
  isPlatform,
} from './composer-package.ts';

const duplicateCheckLimit = 8_000_000;

/** Reads the locked packages, those for development too, and who requires whom. */
export const composerLock: DocumentFormat = {
  id: 'php/composer-lock',
  title: 'Composer composer.lock',
  files: ['composer.lock'],
  companions: (input) => [manifestPath(input.path)],
  locate: locateJson,
  parse,
};

function manifestPath(path: string): string {
  return path.replace(/lock$/i, 'json');
}

const sections: readonly (readonly [string, Scope])[] = [
  ['packages', 'runtime'],
  ['packages-dev', 'dev'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  if (!sections.some(([key]) => Array.isArray(root[key])))
    throw new UnreadableInput('wrong-shape', 'has neither a "packages" nor a "packages-dev" list', { line: 1 });
  const losses: Loss[] = [];
  const manifest = manifestOf(input.companions.get(manifestPath(input.path)));
  const components: Component[] = [];
  const nodes: ComposerNode[] = [];
  for (const [section, scope] of sections) {
    const list = root[section];
    // Composer writes null where `--no-dev` was locked.
    if (list === null) continue;
    if (!Array.isArray(list)) {
      losses.push({
        code: 'wrong-shape',
        path: list === undefined ? [] : [section],
        message: `has no "${section}" list`,
      });
      continue;
    }
    for (const [at, value] of list.entries()) {
      const one = composerRow(value);
      if (!one || one.version === undefined)
        losses.push({ code: 'wrong-type', path: [section, at], message: 'a package has no name or no version' });
      if (!one) continue;
      const ref = `${one.name.toLowerCase()}@${one.version}`;
      nodes.push({
        ref,
        name: one.name,
        version: one.version,
        aliases: composerAliases(value),
        requires: composerRequires(value),
      });
      const isBranch = one.version?.startsWith('dev-') === true || one.version?.endsWith('-dev') === true;
      const reference = isBranch ? composerReference(one.row) : undefined;
      components.push({
        ...{ kind: 'package', name: one.name, version: one.version, ecosystem: 'composer' },
        ...{ at: { path: [section, at, 'name'] }, ref, direct: manifest?.direct.has(one.name.toLowerCase()), scope },
        ...composerOrigin(one.row),
        attributes: reference === undefined ? undefined : { reference },
      });
    }
  }
  const edges = composerEdges(nodes);
  const duplicates = input.text.length > duplicateCheckLimit ? [] : duplicateKeys(input.text, 20);
  for (const { key, path } of duplicates)
    losses.push({
      code: 'duplicate-key',
      path: [...path, key],
      message: `"${key}" stands twice; only the last one counts`,
    });
  return {
    components,
    problems: problemsOf(losses, input.text, locateJson),
    graph: () => composerGraph(nodes, edges, manifest?.direct, manifest?.name),
  };
}

/** Undefined where it is absent or does not parse: it is an input of its own, where that is reported. */
function manifestOf(text: string | undefined): { name: string | undefined; direct: ReadonlySet<string> } | undefined {
  const root = text === undefined ? undefined : parsedOrNothing(text);
  if (!isRecord(root)) return undefined;
  const names = ['require', 'require-dev'].flatMap((key) => entriesOf(memberOf(root, key)).map(([name]) => name));
  return {
    name: stringOf(root.name),
    direct: new Set(names.filter((name) => !isPlatform(name)).map((name) => name.toLowerCase())),
  };
}

function parsedOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
