import { compileGlob } from '../identity/glob.ts';
import type { Format, FormatCard } from '../model/format.ts';

/** A format that may read a file, and whether the name alone says so. */
export interface Claim {
  readonly format: Format | FormatCard;
  readonly by: 'name' | 'content';
}

/** Answers which formats claim a path. Names are compared without case, so that every volume gives the same answer. */
export interface ClaimIndex {
  /** Claims in order: by name before by content, higher priority first, then register order. Empty for most files. */
  claimsOf(path: string): readonly Claim[];
}

interface Pattern {
  readonly claim: Claim;
  readonly order: number;
  readonly test: (path: string, base: string) => boolean;
}

/** Compiles the name patterns of all formats once: exact base names and suffixes become Map look-ups, the rest globs. */
export function compileClaims(formats: readonly (Format | FormatCard)[]): ClaimIndex {
  const byBase = new Map<string, Pattern[]>();
  const bySuffix = new Map<string, Pattern[]>();
  const others: Pattern[] = [];
  let order = 0;
  for (const format of formats) {
    for (const [by, globs] of [
      ['name', format.files],
      ['content', format.mayBe ?? []],
    ] as const) {
      for (const glob of globs) addPattern(glob.toLowerCase(), { format, by }, order++);
    }
  }

  function addPattern(glob: string, claim: Claim, at: number): void {
    const slash = glob.lastIndexOf('/');
    const base = glob.slice(slash + 1);
    const literal = (text: string) => !/[*?[{]/.test(text);
    const tail = slash < 0 || literal(glob) ? undefined : compiledLate(`**/${glob}`);
    const literalTail = slash >= 0 && literal(glob) ? glob : undefined;
    // What must stand in the name or path in any case: asked first, because a glob is walked letter by letter and most files fail it.
    const needed = longestLiteral(tail ? glob : base);
    const test = (path: string, name: string): boolean => {
      if (literalTail) return path === literalTail || path.endsWith(`/${literalTail}`);
      if (needed !== '' && !(tail ? path : name).includes(needed)) return false;
      if (tail) return tail(path) || tail(`/${path}`);
      return baseTest(name);
    };
    const baseTest = literal(base)
      ? (name: string) => name === base
      : /^\*[^*?[{]+$/.test(base)
        ? (name: string) => name.endsWith(base.slice(1))
        : compiledLate(base);
    const pattern: Pattern = { claim, order: at, test };
    const suffix = /^\*(\.[^*?[{.]+)$/.exec(base) ?? /(\.[^*?[{.]+)$/.exec(base);
    if (literal(base)) push(byBase, base, pattern);
    else if (suffix?.[1]) push(bySuffix, suffix[1], pattern);
    else others.push(pattern);
  }

  return {
    claimsOf(path) {
      const lower = path.toLowerCase();
      const base = lower.slice(lower.lastIndexOf('/') + 1);
      const dot = base.lastIndexOf('.');
      let found: Pattern[] | undefined;
      const consider = (patterns: readonly Pattern[] | undefined): void => {
        if (!patterns) return;
        for (const pattern of patterns) if (pattern.test(lower, base)) (found ??= []).push(pattern);
      };
      consider(byBase.get(base));
      if (dot >= 0) consider(bySuffix.get(base.slice(dot)));
      consider(others);
      if (!found) return [];
      found.sort(
        (a, b) =>
          Number(a.claim.by === 'content') - Number(b.claim.by === 'content') ||
          (b.claim.format.priority ?? 0) - (a.claim.format.priority ?? 0) ||
          a.order - b.order,
      );
      const seen = new Set<string>();
      return found
        .map((pattern) => pattern.claim)
        .filter((claim) => !seen.has(claim.format.id) && seen.add(claim.format.id));
    },
  };
}

/** Compiled at the first question: a scan asks few of the many globs. */
function compiledLate(glob: string): (text: string) => boolean {
  let test: ((text: string) => boolean) | undefined;
  return (text) => (test ??= compileGlob(glob))(text);
}

/** The longest part of a glob that stands for itself; empty where brackets or braces make parts optional. */
function longestLiteral(glob: string): string {
  if (/[[{]/.test(glob)) return '';
  let longest = '';
  for (const part of glob.split(/[*?]+/)) if (part.length > longest.length) longest = part;
  // `**/` may stand for nothing, and then its slash is not there.
  return longest.replace(/^\/|\/$/g, '');
}

function push(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const list = map.get(key);
  if (list) list.push(pattern);
  else map.set(key, [pattern]);
}
