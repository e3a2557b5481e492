import type { RuleIdentifierKind } from '../model/knowledge.ts';
import { canonicalPackageName, lowerCase, type PackageRuleKind, packageRuleKinds } from './package-name.ts';

/**
 * A pattern of a rule for names, ready for an index. `exact` is compared whole. `prefix` is compared with the beginning;
 * after it must come the end, or a character of `boundary` where there is one.
 */
export interface NamePattern {
  readonly form: 'exact' | 'prefix';
  readonly text: string;
  /** Empty: anything may follow, at least one character. */
  readonly boundary: string;
}

/** Kinds whose dotted names are a hierarchy: `a.b.*` is a.b and everything below it. */
const dotted: ReadonlySet<RuleIdentifierKind> = new Set([
  'maven',
  'nuget',
  'android',
  'code-prefix',
  'ios',
  'macos',
  'winget',
]);
const paths: ReadonlySet<RuleIdentifierKind> = new Set(['golang', 'swift']);

/** Why a pattern can match nothing, or everything. */
export interface PatternFault {
  readonly fault: string;
}

/**
 * Compiles one pattern of a package or app-id kind. The syntax is the kind's own: `@scope/*`, `name-*` and `name*` for flat
 * registries, `a.b.*` with a dot boundary for Maven and app ids, `host/org/*` with a slash boundary for Go.
 */
export function compileNamePattern(kind: RuleIdentifierKind, pattern: string): NamePattern | PatternFault {
  const star = pattern.indexOf('*');
  if (pattern.trim() !== pattern || pattern === '') return { fault: 'is empty, or has a blank at an end' };
  if (star === -1) return exactPattern(kind, pattern);
  if (star !== pattern.length - 1) return { fault: `has "*" before its end, which a ${kind} pattern cannot` };
  const head = pattern.slice(0, star);
  if (head === '') return { fault: 'matches every name' };
  if (dotted.has(kind) && head.endsWith('.')) {
    return { form: 'prefix', text: fold(kind, head.slice(0, -1)), boundary: kind === 'maven' ? '.:' : './$' };
  }
  if (paths.has(kind) && head.endsWith('/'))
    return { form: 'prefix', text: fold(kind, head.slice(0, -1)), boundary: '/' };
  return { form: 'prefix', text: foldPrefix(kind, head), boundary: '' };
}

function exactPattern(kind: RuleIdentifierKind, pattern: string): NamePattern {
  // A class, package or library prefix covers what lies below it, with or without ".*".
  if (kind === 'code-prefix') return { form: 'prefix', text: fold(kind, pattern), boundary: './$' };
  // A bare groupId stands for all its artefacts.
  if (kind === 'maven' && !pattern.includes(':')) return { form: 'prefix', text: pattern, boundary: ':' };
  if (paths.has(kind)) return { form: 'prefix', text: fold(kind, pattern), boundary: '/' };
  return { form: 'exact', text: fold(kind, pattern), boundary: '' };
}

/** The canonical form of a name of the kind, for rule and component alike. */
export function foldName(kind: RuleIdentifierKind, name: string): string {
  return fold(kind, name);
}

function fold(kind: RuleIdentifierKind, name: string): string {
  return isPackageKind(kind) ? canonicalPackageName(kind, name) : lowerCase(name);
}

/** The beginning of a name: what only makes sense for whole names (tags, majors, subspecs) is left alone. */
function foldPrefix(kind: RuleIdentifierKind, head: string): string {
  switch (kind) {
    case 'pypi':
      return head.toLowerCase().replace(/[-_.]+/g, '-');
    case 'cargo':
      return lowerCase(head.replaceAll('_', '-'));
    case 'maven':
    case 'gem':
    case 'cocoapods':
      return head;
    default:
      return lowerCase(head);
  }
}

const packageKinds: ReadonlySet<string> = new Set(packageRuleKinds);

export function isPackageKind(kind: RuleIdentifierKind): kind is PackageRuleKind {
  return packageKinds.has(kind);
}
