import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Scope } from '../../model/component.ts';
import { isRecord, listOf, stringOf, stringsOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import type { Loss } from './loss.ts';
import { pythonSource } from './python-source.ts';

/**
 * One table of Poetry's own dependencies (also that of a Pipfile, whose words are nearly the same): a range, a table, or a list of
 * tables for several platforms. `indexes` leads from the label of an index to its address.
 */
export function poetryComponents(
  table: unknown,
  path: Path,
  scope: Scope,
  indexes: ReadonlyMap<string, string>,
  losses: Loss[],
): Component[] {
  const found: Component[] = [];
  if (table !== undefined && !isRecord(table))
    losses.push({ code: 'wrong-type', path, message: `"${path.join('.')}" is not a table` });
  for (const [name, value] of Object.entries(isRecord(table) ? table : {})) {
    // The interpreter stands among the packages.
    if (name.toLowerCase() === 'python') continue;
    const list = listOf(value);
    const rows = (list ?? [value]).map((one) => oneComponent(name, one, [...path, name], scope, indexes));
    for (const one of rows)
      if (one) found.push(one);
      else losses.push({ code: 'wrong-type', path: [...path, name], message: `"${name}" is not a dependency` });
  }
  return found;
}

function oneComponent(
  name: string,
  value: unknown,
  path: Path,
  scope: Scope,
  indexes: ReadonlyMap<string, string>,
): Component | undefined {
  if (typeof value !== 'string' && !isRecord(value)) return undefined;
  const table = isRecord(value) ? value : { version: value };
  const written = stringOf(table.version)?.trim();
  // A bare version is that version and no other.
  const version = /^(?:={2,3})?\s*v?(\d[\w.+!-]*)$/.exec(written ?? '')?.[1];
  const attributes: Record<string, string> = {};
  if (written !== undefined && written !== '*' && version === undefined) attributes.constraint = written;
  const marker = stringOf(table.markers) ?? stringOf(table.platform);
  if (marker !== undefined) attributes.marker = marker;
  const extras = stringsOf(table.extras);
  if (extras && extras.length > 0) attributes.extras = extras.join(',');
  return {
    ...{ kind: 'package', name, version, ecosystem: 'pypi', at: { path }, direct: true },
    scope: table.optional === true ? 'optional' : scope,
    ...poetryOrigin(table, indexes),
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}

/** Where a dependency's table says that it comes from: `git`, `url`, `path`, `file`, or an index by its label. */
export function poetryOrigin(
  table: Readonly<Record<string, unknown>>,
  indexes: ReadonlyMap<string, string>,
): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const git = stringOf(table.git);
  const address =
    git === undefined ? (stringOf(table.url) ?? stringOf(table.file)) : `git+${git.replace(/^git\+/, '')}`;
  if (address !== undefined) {
    const origin = pythonSource(address, git === undefined ? 'url' : 'git');
    return { ...origin, identifiers: origin.identifiers.length > 0 ? origin.identifiers : undefined };
  }
  const path = stringOf(table.path);
  if (path !== undefined)
    return { source: path, entry: table.develop === true || table.editable === true ? 'link' : 'file' };
  if (table.workspace === true) return { entry: 'workspace' };
  const label = stringOf(table.source) ?? stringOf(table.index);
  const index = label === undefined ? undefined : (indexes.get(label) ?? (/^https?:/.test(label) ? label : undefined));
  if (index === undefined) return {};
  const source = withoutSecrets(index);
  return { source, identifiers: [{ kind: 'url', value: source, field: 'index', relation: 'fetched-from' }] };
}
