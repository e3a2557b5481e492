/**
 * package.json: what a project or an installed package declares. Specification: npm documentation, "package.json". Surprising: the one
 * name is used for a project, where the dependencies count, and below `node_modules` for an installed package, where its own name and
 * version count and its dependencies have folders of their own. Names and addresses of persons in it are not read.
 */

import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { duplicateKeys, locateJson, parseJson } from '../../syntax/json.ts';
import { entriesOf, isRecord, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { rangeComponent } from './range-component.ts';

const duplicateCheckLimit = 8_000_000;

/** Reads the declared dependencies of a project, or the one package of an installed folder. */
export const packageJson: DocumentFormat = {
  id: 'javascript/package-json',
  title: 'package.json',
  files: ['package.json'],
  locate: locateJson,
  parse,
};

const sections: readonly (readonly [string, Scope])[] = [
  ['dependencies', 'runtime'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
  ['devDependencies', 'dev'],
];

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a JSON object', { line: 1 });
  if (/(?:^|\/)node_modules\//.test(input.path)) return { components: installedPackage(root) };
  const components: Component[] = [];
  const bad: Path[] = [];
  for (const [section, scope] of sections) {
    const value = memberOf(root, section);
    if (value !== undefined && !isRecord(value)) bad.push([section]);
    // npm lists what is optional under dependencies as well when it publishes; the optional section wins.
    const optional = section === 'dependencies' ? memberOf(root, 'optionalDependencies') : undefined;
    for (const [name, range] of entriesOf(value)) {
      if (isRecord(optional) && Object.hasOwn(optional, name)) continue;
      if (typeof range === 'string') components.push(rangeComponent(name, range, { path: [section, name] }, scope));
      else bad.push([section, name]);
    }
  }
  components.push(...forced(root), ...manager(root), ...jspm(root));
  const lines = locateJson(input.text, bad);
  const problems = bad.map((path, at): Problem => {
    return {
      code: 'wrong-type',
      line: lines[at]?.line,
      message: `"${path.join('.')}" is not what package.json has there`,
      weight: 'lost',
    };
  });
  return { components, problems: [...duplicates(input.text), ...problems] };
}

function duplicates(text: string): Problem[] {
  if (text.length > duplicateCheckLimit) return [];
  const ours = new Set(sections.map(([section]) => section));
  return duplicateKeys(text, 20)
    .filter(({ key, path }) => ours.has(path.length === 0 ? key : String(path[0])))
    .map(({ key, line, column }) => {
      return {
        code: 'duplicate-key',
        line,
        column,
        message: `"${key}" stands twice; only the last one counts`,
        weight: 'lost',
      };
    });
}

/** Overrides matter where they bring another package or another source; a changed range is in the lockfile. */
function forced(root: Readonly<Record<string, unknown>>): Component[] {
  const found: Component[] = [];
  for (const path of [['overrides'], ['resolutions'], ['pnpm', 'overrides']]) {
    const table = path.reduce<unknown>((value, key) => memberOf(value, key), root);
    for (const [pattern, range] of entriesOf(table)) {
      if (typeof range !== 'string') continue;
      const name = /((?:@[^/@]+\/)?[^/@>]+)(?:@[^/]*)?$/.exec(pattern)?.[1] ?? pattern;
      const component = rangeComponent(name, range, { path: [...path, pattern] }, undefined);
      if (component.entry) found.push({ ...component, direct: undefined });
    }
  }
  return found;
}

/** JSPM before import maps kept its own sections: `npm:jquery@^2.1.0`, `github:owner/repository@1.0`. */
function jspm(root: Readonly<Record<string, unknown>>): Component[] {
  const found: Component[] = [];
  for (const [section, scope] of sections) {
    for (const [name, target] of entriesOf(memberOf(memberOf(root, 'jspm'), section))) {
      const path = ['jspm', section, name];
      const [, registry, rest] = /^(npm|github):(.+)$/.exec(typeof target === 'string' ? target : '') ?? [];
      if (registry === undefined || rest === undefined) continue;
      const at = rest.indexOf('@', 1);
      const [named, range] = at < 0 ? [rest, '*'] : [rest.slice(0, at), rest.slice(at + 1)];
      if (registry === 'npm') {
        const component = rangeComponent(named, range, { path }, scope);
        found.push(
          named === name
            ? component
            : { ...component, entry: 'alias', attributes: { ...component.attributes, alias: name } },
        );
      } else found.push(rangeComponent(name, `github:${named}${at < 0 ? '' : `#${range}`}`, { path }, scope));
    }
  }
  return found;
}

/** `packageManager` pins a tool that is downloaded: `pnpm@9.0.0+sha512.abc`. */
function manager(root: Readonly<Record<string, unknown>>): Component[] {
  const pinned = /^([a-z]+)@([\w.-]+)/.exec(stringOf(memberOf(root, 'packageManager')) ?? '');
  if (!pinned?.[1]) return [];
  const at = { path: ['packageManager'] };
  return [{ kind: 'package', name: pinned[1], version: pinned[2], ecosystem: 'npm', at, direct: true, scope: 'build' }];
}

/** Below node_modules; `_resolved` was written by npm up to 6. Folders without a name are parts of a package. */
function installedPackage(root: Readonly<Record<string, unknown>>): Component[] {
  const name = stringOf(memberOf(root, 'name'));
  const version = stringOf(memberOf(root, 'version'));
  if (name === undefined || version === undefined) return [];
  const resolved = stringOf(memberOf(root, '_resolved'));
  const source = resolved === undefined ? undefined : withoutSecrets(resolved);
  return [
    {
      kind: 'package',
      name,
      version,
      ecosystem: 'npm',
      at: { path: ['name'] },
      source,
      identifiers:
        source === undefined
          ? undefined
          : [{ kind: 'url', value: source, field: '_resolved', relation: 'fetched-from' }],
    },
  ];
}
