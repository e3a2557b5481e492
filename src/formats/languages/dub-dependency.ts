import type { Component, Scope } from '../../model/component.ts';
import { memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { requirementOf, withFacts } from './constraint.ts';
import { gitOrigin, isLocalAddress, type Origin } from './origin.ts';

/** A dependency of a D package: a text, or an object with `version`, `path` or `repository`. */
export function dubDependency(
  name: string,
  value: unknown,
  path: Path,
  scope: Scope | undefined,
): Component | undefined {
  const repository = stringOf(memberOf(value, 'repository'));
  const written = stringOf(value) ?? stringOf(memberOf(value, 'version'));
  const folder = stringOf(memberOf(value, 'path'));
  if (written === undefined && folder === undefined && repository === undefined) return undefined;
  const isCommit = repository !== undefined;
  const { version, attributes } = isCommit
    ? { version: written, attributes: undefined }
    : requirementOf(written, ['=='], 'exact');
  return {
    kind: 'package',
    name,
    version: written?.startsWith('~') && version === undefined ? undefined : version,
    ecosystem: 'dub',
    at: { path },
    scope: memberOf(value, 'optional') === true ? 'optional' : scope,
    attributes: withFacts(attributes, {}),
    ...originOf(repository, folder),
  };
}

function originOf(repository: string | undefined, folder: string | undefined): Origin {
  if (repository !== undefined) {
    const address = repository.replace(/^git\+/, '');
    return isLocalAddress(address) ? { source: address, entry: 'link' } : gitOrigin(address, 'repository');
  }
  return folder === undefined ? {} : { source: folder, entry: 'link' };
}
