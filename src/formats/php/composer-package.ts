import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';
import { entriesOf, isRecord, listOf, memberOf, stringOf } from '../../syntax/shape.ts';

type Row = Readonly<Record<string, unknown>>;

/** Names that are no packages: the language, its extensions, libraries and Composer's own interfaces. */
export function isPlatform(name: string): boolean {
  return /^(?:php(?:-\w+)?|hhvm|(?:ext|lib)-.+|composer(?:-(?:plugin|runtime)-api)?)$/i.test(name);
}

/** Where a locked package comes from: `dist`, its mirrors, `source`, and the repository that was asked (`notification-url`). */
export function composerOrigin(row: Row): Pick<Component, 'source' | 'entry' | 'identifiers'> {
  const dist = memberOf(row, 'dist');
  const source = memberOf(row, 'source');
  const distUrl = stringOf(memberOf(dist, 'url'));
  const sourceUrl = stringOf(memberOf(source, 'url'));
  const identifiers: Identifier[] = [];
  const add = (url: string | undefined, field: string): void => {
    if (url === undefined || hostOf(url) === undefined) return;
    const value = withoutSecrets(url);
    if (!identifiers.some((one) => one.value === value))
      identifiers.push({ kind: 'url', value, field, relation: 'fetched-from' });
  };
  add(distUrl, 'dist.url');
  for (const mirror of listOf(memberOf(dist, 'mirrors')) ?? []) add(stringOf(memberOf(mirror, 'url')), 'dist.mirrors');
  add(sourceUrl, 'source.url');
  add(stringOf(row['notification-url']), 'notification-url');
  const address = distUrl ?? sourceUrl;
  const isFolder = stringOf(memberOf(dist, 'type')) === 'path';
  return {
    source: address === undefined ? undefined : withoutSecrets(address),
    entry: isFolder ? 'link' : dist === undefined && stringOf(memberOf(source, 'type')) === 'git' ? 'git' : undefined,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
  };
}

/** The packages that a row requires, without the platform. */
export function composerRequires(row: unknown): string[] {
  return entriesOf(memberOf(row, 'require'))
    .map(([name]) => name)
    .filter((name) => !isPlatform(name));
}

/** Other names that a package answers to: what it replaces or provides. */
export function composerAliases(row: unknown): string[] {
  return ['replace', 'provide'].flatMap((key) => entriesOf(memberOf(row, key)).map(([name]) => name));
}

/** A `dev-` version names a branch; the commit says more. */
export function composerReference(row: Row): string | undefined {
  const reference = stringOf(memberOf(row.source, 'reference')) ?? stringOf(memberOf(row.dist, 'reference'));
  return reference === '' ? undefined : reference;
}

/** A row of a lockfile or of installed.json; undefined where it has no name. */
export function composerRow(
  value: unknown,
): { readonly name: string; readonly version: string | undefined; readonly row: Row } | undefined {
  const name = stringOf(memberOf(value, 'name'));
  if (!isRecord(value) || !name) return undefined;
  return { name, version: stringOf(value.version), row: value };
}
