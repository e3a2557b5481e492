import { withoutSecrets } from '../../identity/host.ts';
import type { Component, Place, Scope } from '../../model/component.ts';
import { aliasTarget, protocolEntry, splitSpec } from './npm-spec.ts';

/** A package that a manifest asks for. An exact version is one; everything else is a constraint. */
export function rangeComponent(name: string, range: string, at: Place, scope: Scope | undefined): Component {
  const base = { kind: 'package', ecosystem: 'npm', at, direct: true, scope } as const;
  const alias = range.startsWith('npm:') ? (aliasTarget(range) ?? splitSpec(range.slice(4))) : undefined;
  if (alias && isName(alias.name)) {
    const rest = versionOrConstraint(alias.range);
    return { ...base, name: alias.name, ...rest, entry: 'alias', attributes: { ...rest.attributes, alias: name } };
  }
  if (/^(?:workspace|link|portal):/.test(range)) {
    return { ...base, name, source: range, entry: range.startsWith('workspace:') ? 'workspace' : 'link' };
  }
  const isShort = /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(range);
  const entry = isShort ? 'git' : protocolEntry(range);
  if (entry === 'file') return { ...base, name, source: range, entry };
  if (entry) {
    const source = withoutSecrets(isShort ? `github:${range}` : range);
    return {
      ...base,
      name,
      source,
      entry,
      identifiers: [{ kind: 'url', value: source, field: 'range', relation: 'fetched-from' }],
    };
  }
  if (range.startsWith('patch:')) return { ...base, name, entry: 'patched', attributes: { constraint: range } };
  return { ...base, name, ...versionOrConstraint(range) };
}

function isName(text: string): boolean {
  return /^(?:@[\w.~-]+\/)?[A-Za-z_][\w.~-]*$/.test(text) && !/^[vx]\d*(?:\.|$)/.test(text);
}

function versionOrConstraint(range: string): Pick<Component, 'version' | 'attributes'> {
  const trimmed = range.trim();
  if (/^=?\s*v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(trimmed)) return { version: trimmed.replace(/^=?\s*v?/, '') };
  return trimmed === '' || trimmed === '*' ? {} : { attributes: { constraint: trimmed } };
}
