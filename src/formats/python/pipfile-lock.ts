/**
 * Pipfile.lock, pipfile-spec 6. Specification: Pipenv documentation, "Pipfile & Pipfile.lock". Surprising: versions are written as `==1.0`, and
 * the indexes stand once in `_meta.sources`; a package names its index only by that index's label.
 */

import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import { parseToml } from '../../syntax/toml.ts';
import { type Loss, problemsOf } from './loss.ts';
import { normalName } from './project-name.ts';
import { pythonSource } from './python-source.ts';

const newestSpec = 6;

/** Reads every group of a Pipfile.lock and its indexes. It has no edges; the Pipfile beside it says what is direct. */
export const pipfileLock: DocumentFormat = {
  id: 'python/pipfile-lock',
  title: 'Pipenv Pipfile.lock',
  files: ['Pipfile.lock'],
  companions: (input) => [pipfilePath(input.path)],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  const losses: Loss[] = [];
  const meta = memberOf(root, '_meta');
  const spec = memberOf(meta, 'pipfile-spec');
  if (!isRecord(root.default) && !isRecord(root.develop)) {
    if (!isRecord(meta))
      throw new UnreadableInput('wrong-shape', 'has no "default", "develop" or "_meta" section', { line: 1 });
    losses.push({ code: 'wrong-shape', path: ['_meta'], message: 'has no "default" and no "develop" section' });
  }
  if (typeof spec === 'number' && spec > newestSpec) {
    const message = `pipfile-spec ${spec} is newer than ${newestSpec}, the newest that is known`;
    losses.push({ code: 'unsupported-version', path: ['_meta', 'pipfile-spec'], message });
  }
  const indexes = new Map<string, string>();
  const components: Component[] = [];
  for (const [at, source] of (listOf(memberOf(meta, 'sources')) ?? []).entries()) {
    const url = stringOf(memberOf(source, 'url'));
    if (url === undefined) continue;
    indexes.set(stringOf(memberOf(source, 'name')) ?? '', withoutSecrets(url));
    const component = indexComponent(url, ['_meta', 'sources', at, 'url']);
    if (component) components.push(component);
  }
  const direct = directNames(input.companions.get(pipfilePath(input.path)));
  for (const [group, section] of entriesOf(root)) {
    if (group === '_meta') continue;
    if (!isRecord(section)) losses.push({ code: 'wrong-type', path: [group], message: `"${group}" is not an object` });
    for (const [name, value] of entriesOf(section)) {
      if (isRecord(value)) components.push(packageComponent(name, value, { group, indexes, direct }));
      else losses.push({ code: 'wrong-type', path: [group, name], message: `the entry "${name}" is not an object` });
    }
  }
  return { components, problems: [...duplicates(input.text), ...problemsOf(losses, input.text, locateJson)] };
}

function pipfilePath(path: string): string {
  return path.slice(0, -'.lock'.length);
}

function duplicates(text: string): Problem[] {
  return duplicateKeys(text, 20).map(({ key, line, column }) => {
    return {
      code: 'duplicate-key',
      line,
      column,
      message: `"${key}" stands twice; only the last one counts`,
      weight: 'lost',
    };
  });
}

function indexComponent(url: string, path: readonly (string | number)[]): Component | undefined {
  const host = hostOf(url);
  if (!host) return undefined;
  const source = withoutSecrets(url);
  const identifiers: Identifier[] = [
    { kind: 'url', value: source, field: '_meta.sources.url', relation: 'fetched-from' },
  ];
  return { kind: 'service', name: host, at: { path }, source, identifiers };
}

interface Surroundings {
  readonly group: string;
  /** Label of an index to its address. */
  readonly indexes: ReadonlyMap<string, string>;
  readonly direct: ReadonlySet<string> | undefined;
}

function packageComponent(name: string, value: Readonly<Record<string, unknown>>, around: Surroundings): Component {
  const scope: Scope = around.group === 'default' ? 'runtime' : 'dev';
  const version = stringOf(value.version);
  const attributes: Record<string, string> = {};
  const marker = stringOf(value.markers);
  const extras = stringsOf(value.extras);
  if (marker !== undefined) attributes.marker = marker;
  if (extras && extras.length > 0) attributes.extras = extras.join(',');
  if (version !== undefined && version !== '*' && !version.startsWith('==')) attributes.constraint = version;
  return {
    kind: 'package',
    name,
    version: version?.startsWith('==') ? version.replace(/^=+\s*/, '') : undefined,
    ecosystem: 'pypi',
    at: { path: [around.group, name] },
    direct: around.direct?.has(normalName(name)),
    scope,
    ...originOf(value, around.indexes),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

function originOf(
  value: Readonly<Record<string, unknown>>,
  indexes: ReadonlyMap<string, string>,
): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const git = stringOf(value.git);
  const reference =
    git === undefined ? (stringOf(value.file) ?? stringOf(value.url)) : `git+${git.replace(/^git\+/, '')}`;
  if (reference !== undefined) {
    const origin = pythonSource(reference, git === undefined ? 'file' : 'git');
    return { ...origin, identifiers: origin.identifiers.length > 0 ? origin.identifiers : undefined };
  }
  const path = stringOf(value.path);
  if (path !== undefined) return { source: path, entry: value.editable === true ? 'link' : 'file' };
  const index = indexes.get(stringOf(value.index) ?? '');
  if (index === undefined) return {};
  return { source: index, identifiers: [{ kind: 'url', value: index, field: 'index', relation: 'fetched-from' }] };
}

/** What a Pipfile declares, in every group. Undefined where it is absent or does not parse: it is an input of its own. */
function directNames(text: string | undefined): ReadonlySet<string> | undefined {
  const root = text === undefined ? undefined : tableOf(text);
  if (!root) return undefined;
  const names = new Set<string>();
  for (const [section, table] of entriesOf(root)) {
    if (section === 'requires' || section === 'scripts' || section === 'pipenv') continue;
    for (const [name] of entriesOf(table)) names.add(normalName(name));
  }
  return names;
}

function tableOf(text: string): Record<string, unknown> | undefined {
  try {
    return parseToml(text);
  } catch {
    return undefined;
  }
}
