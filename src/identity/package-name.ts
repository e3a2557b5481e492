import type { Ecosystem } from '../model/component.ts';
import type { RuleIdentifierKind } from '../model/knowledge.ts';
import { canonicalImageName } from './image-reference.ts';

/** Rule kinds that are package names of an ecosystem. Their patterns are compared with `canonicalPackageName` on both sides. */
export const packageRuleKinds = [
  'npm', 'pypi', 'maven', 'golang', 'nuget', 'cargo', 'gem', 'composer', 'cocoapods', 'swift', 'pub', 'hex',
  'conan', 'vcpkg', 'docker', 'terraform', 'huggingface', 'ollama', 'vscode', 'browser-extension',
] as const satisfies readonly (RuleIdentifierKind & Ecosystem)[]; // biome-ignore format: one table
export type PackageRuleKind = (typeof packageRuleKinds)[number];

/**
 * Which rule kind speaks of an ecosystem's names. Names are per ecosystem: the npm `easyjson` is not the Go one, so only
 * registries that share their names share a kind. Clojars is a Maven repository.
 */
const ruleKindOfEcosystem = new Map<Ecosystem, PackageRuleKind>([
  ...packageRuleKinds.map((kind) => [kind, kind] as const),
  ['clojars', 'maven'],
]);

/** The rule kind for names of an ecosystem; undefined where no rule can name one. */
export function packageRuleKind(ecosystem: Ecosystem): PackageRuleKind | undefined {
  return ruleKindOfEcosystem.get(ecosystem);
}

/**
 * The form in which two names of one ecosystem are the same package, by that registry's own rules. Returns the argument
 * itself when nothing has to change, which is the usual case and costs no memory. A name that is none is only folded.
 */
export function canonicalPackageName(kind: PackageRuleKind, name: string): string {
  switch (kind) {
    case 'pypi':
      return normalisedProject(name);
    case 'cargo':
      // crates.io refuses a name that differs from an existing one by case or by "-" against "_".
      return lowerCase(name.includes('_') ? name.replaceAll('_', '-') : name);
    case 'golang':
    case 'swift':
      return withoutMajor(lowerCase(name));
    case 'cocoapods':
      // A subspec belongs to its pod. Pod names are case-sensitive.
      return name.includes('/') ? name.slice(0, name.indexOf('/')) : name;
    case 'docker':
      return canonicalImageName(name);
    case 'ollama': {
      const bare = name.includes(':') ? name.slice(0, name.indexOf(':')) : name;
      return lowerCase(bare.startsWith('library/') ? bare.slice('library/'.length) : bare);
    }
    // Maven coordinates and gem names are case-sensitive; an extension id of a store is compared as it stands.
    case 'maven':
    case 'gem':
      return name;
    default:
      return lowerCase(name);
  }
}

/** Lower case without a locale; the same string when there is nothing to fold. */
export function lowerCase(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code >= 0x41 && code <= 0x5a) || code > 0x7f) return text.toLowerCase();
  }
  return text;
}

/** PEP 503: lower case, and every run of `-`, `_` and `.` is one `-`. */
function normalisedProject(name: string): string {
  let dash = false;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    const isDash = code === 0x2d;
    if (code === 0x5f || code === 0x2e || (code >= 0x41 && code <= 0x5a) || code > 0x7f || (isDash && dash)) {
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    }
    dash = isDash;
  }
  return name;
}

/** Go writes a major version into the path: `/v2`, and `.v2` on gopkg.in. It is the same project. */
function withoutMajor(path: string): string {
  let at = path.length;
  while (at > 0 && isDigit(path.charCodeAt(at - 1))) at--;
  if (at === path.length || at < 2 || path.charCodeAt(at - 1) !== 0x76) return path;
  const mark = path.charCodeAt(at - 2);
  if (mark === 0x2f || (mark === 0x2e && path.startsWith('gopkg.in/'))) return path.slice(0, at - 2);
  return path;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
