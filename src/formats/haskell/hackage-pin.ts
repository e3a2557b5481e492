import type { Component } from '../../model/component.ts';
import { memberOf, stringOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { gitOrigin, isLocalAddress, repositoryName, urlOrigin } from '../languages/origin.ts';

/** `name-1.2.3`, perhaps with `@sha256:...` or `@rev:1` behind it; undefined where that is not what it is. */
export function hackagePin(text: string): { readonly name: string; readonly version: string } | undefined {
  const plain = text.split('@', 1)[0]?.trim() ?? '';
  const found = /^([A-Za-z0-9][A-Za-z0-9-]*)-(\d+(?:\.\d+)*)$/.exec(plain);
  return found?.[1] && found[2] ? { name: found[1], version: found[2] } : undefined;
}

/**
 * A package as Stack names it, in stack.yaml and in the completed form of the lockfile: a pin of Hackage, a repository, an
 * archive or a folder. `path` is where the value stands.
 */
export function stackPackage(value: unknown, path: Path): Component | undefined {
  const base = { kind: 'package', ecosystem: 'hackage' } as const;
  const text = stringOf(value) ?? stringOf(memberOf(value, 'hackage'));
  if (text !== undefined) {
    const pin = hackagePin(text);
    const at = { path: typeof value === 'string' ? path : [...path, 'hackage'] };
    if (pin) return { ...base, ...pin, at };
    if (/^https?:\/\//.test(text)) return { ...base, name: archiveName(text), at, ...urlOrigin(text, 'extra-deps') };
    if (isLocalAddress(text) || text.includes('/'))
      return { ...base, name: lastPart(text), at, source: text, entry: 'link' };
    return undefined;
  }
  const stated = stringOf(memberOf(value, 'name'));
  const version = stringOf(memberOf(value, 'version'));
  const github = stringOf(memberOf(value, 'github'));
  const git = github === undefined ? stringOf(memberOf(value, 'git')) : `https://github.com/${github}`;
  const key = ['github', 'git', 'hg', 'archive', 'url'].find((one) => stringOf(memberOf(value, one)) !== undefined);
  const address = git ?? (key === undefined ? undefined : stringOf(memberOf(value, key)));
  if (key === undefined || address === undefined) return undefined;
  const revision = stringOf(memberOf(value, 'commit'));
  const origin = git === undefined && key !== 'hg' ? urlOrigin(address, key) : gitOrigin(address, key);
  const name =
    stated ?? (git === undefined ? archiveName(address) : lastPart(repositoryName(address)?.name ?? address));
  return {
    ...base,
    name,
    version: version ?? revision,
    at: { path: [...path, stated === undefined ? key : 'name'] },
    ...origin,
  };
}

function archiveName(address: string): string {
  const file = lastPart(address.split(/[?#]/, 1)[0] ?? address);
  const stem = file.replace(/\.(?:tar\.gz|tgz|zip)$/, '');
  return hackagePin(stem)?.name ?? stem;
}

function lastPart(address: string): string {
  const parts = address.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts[parts.length - 1] ?? address;
}
