import { createRequire } from 'node:module';
import type { RuleIdentifierKind } from '../model/knowledge.ts';
import { compareVersions, isVersion, type UnknownWords } from './version-order.ts';

// Loaded at the first range: most scans meet none.
const semverLibrary = () => createRequire(import.meta.url)('semver') as typeof import('semver');
const pep440Library = () =>
  createRequire(import.meta.url)('@renovatebot/pep440') as typeof import('@renovatebot/pep440');

/** `unknown`: the version or the range cannot be read. Nobody may be let off or accused by a typo. */
export type Fit = 'yes' | 'no' | 'unknown';

/**
 * Whether a version lies in a range of the ecosystem's own syntax: npm as npm reads it; Cargo, where a bare version means "this or
 * compatible"; PEP 440 specifiers; intervals for Maven and NuGet (`[1.0,2.0)`); `~>` for gems and Hex; npm's syntax for Composer,
 * pub and Swift; and comparisons (`>=1.2 <2`) everywhere, blank or comma for and, `||` for or.
 */
export function satisfies(kind: RuleIdentifierKind, version: string, range: string): Fit {
  switch (kind) {
    case 'npm':
      return bySemver(version, range);
    case 'cargo':
      return bySemver(version, range.split(',').map(cargoPart).join(' '));
    case 'pypi':
      return byPep440(version, range);
    case 'composer':
    case 'pub':
    case 'swift':
      return bySemver(
        semverLibrary().coerce(version, { includePrerelease: true })?.version ?? version,
        range.replaceAll(',', ' '),
      );
    case 'maven':
      return byOrder(version, range, 'after');
    default:
      return byOrder(version, range, 'before');
  }
}

function bySemver(version: string, range: string): Fit {
  const semver = semverLibrary();
  const wanted = semver.validRange(range, { loose: true });
  const read = semver.parse(version, { loose: true });
  if (wanted === null || read === null) return 'unknown';
  return semver.satisfies(read, wanted, { includePrerelease: true, loose: true }) ? 'yes' : 'no';
}

/** https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html: `1.2` is `^1.2`. */
function cargoPart(part: string): string {
  const trimmed = part.trim();
  return /^\d/.test(trimmed) && !trimmed.includes('*') ? `^${trimmed}` : trimmed;
}

function byPep440(version: string, range: string): Fit {
  const wanted =
    isVersion(range) && !/[,<>=!~*]/.test(range)
      ? `==${range}`
      : range
          .trim()
          .replace(/\s+(?=[<>=!~])/g, ',')
          .replace(/,+/g, ',');
  const { satisfies, valid, validRange } = pep440Library();
  if (valid(version) === null || !validRange(wanted)) return 'unknown';
  return satisfies(version, wanted, { prereleases: true }) ? 'yes' : 'no';
}

type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';
interface Condition {
  readonly operator: Operator;
  readonly version: string;
}

function byOrder(version: string, range: string, unknown: UnknownWords): Fit {
  if (!isVersion(version)) return 'unknown';
  const either = alternativesOf(range);
  if (either === undefined) return 'unknown';
  return either.some((all) => all.every((condition) => holds(version, condition, unknown))) ? 'yes' : 'no';
}

function holds(version: string, condition: Condition, unknown: UnknownWords): boolean {
  const order = compareVersions(version, condition.version, unknown);
  switch (condition.operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
  }
}

/** Any of the lists must hold as a whole; undefined where a part cannot be read. */
function alternativesOf(range: string): Condition[][] | undefined {
  if (range.length > 500) return undefined;
  if (/^\s*[[(]/.test(range)) return intervalsOf(range);
  const alternatives: Condition[][] = [];
  for (const text of range.split('||')) {
    const parts = text
      .replace(/(~>|[<>=!]=?)\s+/g, '$1')
      .split(/[\s,]+/)
      .filter((part) => part !== '');
    const conditions = parts.map(conditionsOf);
    if (parts.length === 0 || conditions.some((one) => one === undefined)) return undefined;
    alternatives.push(conditions.flatMap((one) => one ?? []));
  }
  return alternatives;
}

function conditionsOf(part: string): Condition[] | undefined {
  const [, sign = '', version = ''] = /^(~>|[<>]=?|[!=]=|=)?(.+)$/.exec(part) ?? [];
  if (!isVersion(version)) return undefined;
  if (sign === '~>')
    return [
      { operator: '>=', version },
      { operator: '<', version: nextOf(version) },
    ];
  const operator = sign === '' || sign === '==' ? '=' : sign;
  return [{ operator: operator as Operator, version }];
}

/** `~> 2.1.3` ends at 2.2, `~> 2.1` at 3. */
function nextOf(version: string): string {
  const numbers =
    /^v?([\d.]*)/i
      .exec(version)?.[1]
      ?.split('.')
      .filter((part) => part !== '') ?? [];
  const kept = numbers.slice(0, Math.max(1, numbers.length - 1));
  const last = Number(kept.at(-1) ?? 0) + 1;
  return [...kept.slice(0, -1), String(last)].join('.');
}

/** Maven's and NuGet's intervals: `[1.0,2.0)`, `(,1.0]`, `[1.5]`, several with a comma between. */
function intervalsOf(range: string): Condition[][] | undefined {
  const alternatives: Condition[][] = [];
  for (const interval of range.split(/(?<=[\])])\s*,\s*/)) {
    const [, open, from, comma, to, close] = /^\s*([[(])([^,[\]()]*)(,?)([^,[\]()]*)([\])])\s*$/.exec(interval) ?? [];
    if (open === undefined || from === undefined || to === undefined) return undefined;
    const [low, high] = [from.trim(), to.trim()];
    if ([low, high].some((end) => end !== '' && !isVersion(end)) || (comma === '' && low === '')) return undefined;
    if (comma === '') alternatives.push([{ operator: '=', version: low }]);
    else {
      alternatives.push([
        ...(low === '' ? [] : [{ operator: open === '[' ? ('>=' as const) : ('>' as const), version: low }]),
        ...(high === '' ? [] : [{ operator: close === ']' ? ('<=' as const) : ('<' as const), version: high }]),
      ]);
    }
  }
  return alternatives;
}
