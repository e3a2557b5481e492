import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';

/** What stands behind a package's name in Unity: a version, `file:` and a folder, or a git address with `#tag`. */
export function unityOrigin(
  name: string,
  written: string,
  registry: string | undefined,
): Pick<Component, 'version' | 'entry' | 'source' | 'identifiers'> {
  if (written.startsWith('file:')) return { entry: /\.tgz$/.test(written) ? 'file' : 'link', source: written };
  if (/^(?:https?:|git[+@:]|ssh:|git:)|\.git(?:[?#]|$)/.test(written)) {
    const source = withoutSecrets(written);
    const version = /#([\w./-]+)$/.exec(source)?.[1];
    return {
      version,
      entry: 'git',
      source,
      identifiers: [{ kind: 'url', value: source, field: 'dependencies', relation: 'fetched-from' }],
    };
  }
  if (name.startsWith('com.unity.modules.')) return { version: written, entry: 'system' };
  if (registry === undefined) return { version: written };
  return {
    version: written,
    source: registry,
    identifiers: [{ kind: 'url', value: registry, field: 'registry', relation: 'fetched-from' }],
  };
}
