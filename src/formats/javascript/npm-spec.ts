/** A package as npm, yarn and pnpm spell it in one string. */
export interface NpmSpec {
  readonly name: string;
  /** What follows the `@`: a version, a range or a protocol; '' where nothing does. */
  readonly range: string;
}

/** Splits `name@range` at the `@` that is not a scope's. A bare name has the range ''. */
export function splitSpec(spec: string): NpmSpec {
  const at = spec.indexOf('@', 1);
  return at < 0 ? { name: spec, range: '' } : { name: spec.slice(0, at), range: spec.slice(at + 1) };
}

/**
 * The package behind `npm:name@version`. Undefined where the range is not an alias: yarn berry writes every range with
 * `npm:`, and `npm:latest` is a tag there, so that an unscoped name needs its `@`.
 */
export function aliasTarget(range: string): NpmSpec | undefined {
  if (!range.startsWith('npm:')) return undefined;
  const target = splitSpec(range.slice(4));
  if (target.range === '' && !target.name.startsWith('@')) return undefined;
  return /^(?:@[^/@\s]+\/)?[\w.~-]+$/.test(target.name) ? target : undefined;
}

/** `git`, `file` or `url` for a version or range that is no registry version; undefined for one that is. */
export function protocolEntry(range: string): 'git' | 'file' | 'url' | undefined {
  if (/^(?:git\+|git:|git@|ssh:|github:|gitlab:|bitbucket:|gist:|gitee:)/i.test(range)) return 'git';
  if (/^https?:/i.test(range)) return /\.git(?:#|$)/i.test(range) ? 'git' : 'url';
  if (/^(?:file:|\.{1,2}\/|\/|~\/)/i.test(range)) return 'file';
  return undefined;
}
