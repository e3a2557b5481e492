import semver from 'semver';
import type { RuleIdentifierKind } from '../model/knowledge.ts';

/**
 * Whether a version lies in a range of the ecosystem's own syntax. npm as npm reads it; Cargo, where a bare version means "this
 * or compatible"; all others as comparisons (`>=1.2 <2`, `,` or space for and, `||` for or) over the ecosystem's order. `unknown`
 * for a version or range that cannot be read: nobody may be let off or accused by a typo.
 */
export function satisfies(kind: RuleIdentifierKind, version: string, range: string): 'yes' | 'no' | 'unknown' {
  const wanted = semver.validRange(kind === 'cargo' ? cargoRange(range) : range.replaceAll(',', ' '), { loose: true });
  if (wanted === null) return 'unknown';
  const read =
    semver.parse(version, { loose: true }) ??
    (kind === 'npm' || kind === 'cargo' ? null : semver.coerce(version, { includePrerelease: true }));
  if (read === null) return 'unknown';
  return semver.satisfies(read, wanted, { includePrerelease: true, loose: true }) ? 'yes' : 'no';
}

function cargoRange(range: string): string {
  return range
    .split(',')
    .map((part) => part.trim())
    .map((part) => (/^\d/.test(part) ? `^${part}` : part))
    .join(' ');
}
