import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier } from '../../model/component.ts';

export interface PythonSource {
  readonly source: string;
  readonly entry: Component['entry'];
  readonly identifiers: readonly Identifier[];
}

/** Where a direct reference leads: `git+https://...@rev`, another version control system, an archive's address, a folder. */
export function pythonSource(reference: string, field: string): PythonSource {
  if (/^(?:file:|\.{1,2}(?:[/\\]|$)|[/\\~]|[A-Za-z]:[/\\])/.test(reference))
    return { source: reference, entry: 'file', identifiers: [] };
  const scheme = /^(git|hg|svn|bzr)\+/.exec(reference)?.[0] ?? '';
  const source = withoutSecrets(reference.slice(scheme.length));
  const isGit = scheme === 'git+' || /^(?:git:|git@|ssh:)/.test(source);
  if (!isGit && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(source)) return { source: reference, entry: 'file', identifiers: [] };
  return {
    source,
    entry: isGit ? 'git' : 'url',
    identifiers: [{ kind: 'url', value: source, field, relation: 'fetched-from' }],
  };
}

/** The name and version of an archive's file name (wheel or sdist); undefined where it is neither. */
export function archiveName(reference: string): { name: string; version: string } | undefined {
  const file = (reference.split(/[?#]/, 1)[0] ?? '').split(/[/\\]/).pop() ?? '';
  const wheel = /^([A-Za-z0-9_.]+)-([^-]+)(?:-[^-]+)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(file);
  const sdist = /^(.+)-(\d[^-]*?)\.(?:tar\.(?:gz|bz2|xz)|zip|tgz)$/.exec(file);
  const found = wheel ?? sdist;
  return found?.[1] && found[2] ? { name: found[1], version: found[2] } : undefined;
}

/** The `egg=` name of an address's fragment, its extras removed. */
export function eggName(reference: string): string | undefined {
  const egg = /[#&]egg=([^&\s[]+)/.exec(reference)?.[1];
  return egg?.split(/[=<>!~]/, 1)[0];
}
