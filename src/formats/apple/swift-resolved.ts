/**
 * Package.resolved, versions 1 to 3. Specification: swift-package-manager documentation, "Package.resolved", and its source for the versions.
 * Surprising: the identity of a package is the address of its repository, the `identity` beside it is only that address's last part; and a
 * package pinned to a branch has no version, only a revision.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { listOf, memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { withFacts } from '../languages/constraint.ts';
import { jsonProblems } from '../languages/json-problems.ts';
import { withoutLastSlashes } from '../languages/origin.ts';
import type { Loss } from '../python/loss.ts';
import { swiftManifestLocations } from './swift-manifest.ts';
import { swiftPackage } from './swift-package-name.ts';

const newestVersion = 3;

/** Reads the pinned packages. Which are direct is known where a Package.swift stands beside it. It has no edges. */
export const swiftResolved: DocumentFormat = {
  id: 'apple/swift-resolved',
  title: 'Swift Package.resolved',
  files: ['Package.resolved', '.package.resolved'],
  companions: (input) => [manifestPath(input.path)],
  locate: locateJson,
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseJson(input.text);
  const losses: Loss[] = [];
  const isFirst = memberOf(root, 'object') !== undefined;
  const base: Path = isFirst ? ['object', 'pins'] : ['pins'];
  const pins = listOf(memberOf(isFirst ? memberOf(root, 'object') : root, 'pins'));
  const version = memberOf(root, 'version');
  if (typeof version === 'number' && version > newestVersion) {
    const message = `version ${version} is newer than ${newestVersion}, the newest that is known`;
    if (!pins) throw new UnreadableInput('unsupported-version', message);
    losses.push({ code: 'unsupported-version', path: ['version'], message });
  }
  if (!pins) throw new UnreadableInput('wrong-shape', 'has no "pins" list', { line: 1 });
  const manifest = input.companions.get(manifestPath(input.path));
  const declared = manifest === undefined ? undefined : new Set(swiftManifestLocations(manifest).map(identityOf));
  const components: Component[] = [];
  for (const [at, pin] of pins.entries()) {
    const one = pinned(pin, [...base, at], declared);
    if (one) components.push(one);
    else losses.push({ code: 'wrong-type', path: [...base, at], message: 'a pin has no location and no identity' });
  }
  return { components, problems: jsonProblems(losses, input.text) };
}

function pinned(pin: unknown, path: Path, declared: ReadonlySet<string> | undefined): Component | undefined {
  const field = memberOf(pin, 'repositoryURL') === undefined ? 'location' : 'repositoryURL';
  const location = stringOf(memberOf(pin, field)) ?? '';
  const identity = stringOf(memberOf(pin, 'identity')) ?? stringOf(memberOf(pin, 'package'));
  const state = memberOf(pin, 'state');
  const branch = stringOf(memberOf(state, 'branch'));
  const kind = stringOf(memberOf(pin, 'kind'));
  const rest = {
    kind: 'package',
    ecosystem: 'swift',
    version: stringOf(memberOf(state, 'version')) ?? stringOf(memberOf(state, 'revision')),
    attributes: withFacts(undefined, { branch }),
  } as const;
  // A registry's packages are named scope.name and have no location.
  if (location === '') {
    if (identity === undefined) return undefined;
    return {
      ...rest,
      name: identity,
      at: { path: [...path, 'identity'] },
      direct: declared?.has(identityOf(identity)),
    };
  }
  const named = swiftPackage(location, field);
  const entry = kind === 'localSourceControl' || kind === 'fileSystem' ? 'link' : named.entry;
  return { ...rest, ...named, entry, at: { path: [...path, field] }, direct: declared?.has(identityOf(location)) };
}

function manifestPath(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}Package.swift`;
}

/** How the package manager tells packages apart: the last part of the address, without `.git`, folded. */
function identityOf(location: string): string {
  const tail = withoutLastSlashes(location).replace(/\.git$/i, '');
  return tail.slice(Math.max(tail.lastIndexOf('/'), tail.lastIndexOf(':')) + 1).toLowerCase();
}
