/**
 * bower.json, and .bower.json of an installed package. Specification: the Bower project's "bower.json specification". Surprising: a name may be sent to any
 * repository (`owner/repository#1.0`), and nothing is locked.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { type Loss, problemsOf } from '../python/loss.ts';

/** Reads the declared packages of a project, or the one package of an installed folder. */
export const bowerJson: DocumentFormat = {
  id: 'javascript/bower-json',
  title: 'Bower bower.json',
  files: ['bower.json', '.bower.json'],
  locate: locateJson,
  parse,
};

const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['devDependencies', 'dev'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  if (/(?:^|\/)\.bower\.json$/i.test(input.path)) return { components: installed(root) };
  const losses: Loss[] = [];
  const components: Component[] = [];
  for (const [section, scope] of sections) {
    const table = root[section];
    if (table !== undefined && !isRecord(table))
      losses.push({ code: 'wrong-type', path: [section], message: `"${section}" is not an object` });
    for (const [name, range] of entriesOf(table)) {
      if (typeof range === 'string') components.push(required(name, range, [section, name], scope));
      else losses.push({ code: 'wrong-type', path: [section, name], message: `"${name}" has no range` });
    }
  }
  return { components, problems: problemsOf(losses, input.text, locateJson) };
}

/** Bower writes where it found the package beside the package's own words. */
function installed(root: Readonly<Record<string, unknown>>): Component[] {
  const name = stringOf(root.name);
  if (name === undefined) throw new UnreadableInput('wrong-shape', 'has no "name"', { line: 1 });
  const written = stringOf(root._source);
  const source = written === undefined ? undefined : withoutSecrets(written);
  const version = stringOf(root.version) ?? stringOf(root._release);
  const identifiers =
    source === undefined
      ? undefined
      : [{ kind: 'url', value: source, field: '_source', relation: 'fetched-from' } as const];
  const commit = stringOf(memberOf(root._resolution, 'commit'));
  const attributes = commit === undefined ? undefined : { commit };
  return [
    { kind: 'package', name, version, ecosystem: 'bower', at: { path: ['name'] }, source, identifiers, attributes },
  ];
}

function required(name: string, written: string, path: Path, scope: Scope): Component {
  const base = { kind: 'package', name, ecosystem: 'bower', at: { path }, direct: true, scope } as const;
  const hash = written.indexOf('#');
  const target = hash < 0 ? written : written.slice(0, hash);
  const range = hash < 0 ? undefined : written.slice(hash + 1);
  const isAddress = /^(?:[a-z+]+:\/\/|git@|[\w.-]+\/[\w.-]+$)/i.test(target);
  const wish = isAddress ? range : (range ?? target);
  const version =
    wish !== undefined && /^=?\s*v?\d+\.\d+\.\d+[\w.+-]*$/.test(wish) ? wish.replace(/^=?\s*v?/, '') : undefined;
  const constraint = version === undefined && wish && wish !== '*' ? wish : undefined;
  const attributes = constraint === undefined ? undefined : { constraint };
  if (/^(?:\.{1,2}\/|\/|~\/)/.test(target)) return { ...base, source: target, entry: 'link' };
  if (!isAddress) {
    // `jquery#1.0` under another name: that package is fetched.
    const isAlias = hash >= 0 && target !== '' && target !== name;
    return {
      ...base,
      name: isAlias ? target : name,
      version,
      entry: isAlias ? 'alias' : undefined,
      attributes: isAlias ? { ...attributes, alias: name } : attributes,
    };
  }
  const source = withoutSecrets(/^[\w.-]+\/[\w.-]+$/.test(target) ? `github:${target}` : target);
  const entry = /\.(?:zip|tgz|tar\.gz|js|css)$/i.test(target) ? 'url' : 'git';
  return {
    ...base,
    version,
    source,
    entry,
    attributes,
    identifiers: [{ kind: 'url', value: source, field: section(path), relation: 'fetched-from' }],
  };
}

function section(path: Path): string {
  return String(path[0]);
}
