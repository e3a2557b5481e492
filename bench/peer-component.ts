/** One form for every scanner's components, so that sets can be compared. */
import { canonicalPackageName, packageRuleKind } from '../src/identity/package-name.ts';
import { packageOfPurl, parsePurl } from '../src/identity/purl.ts';

/** Ecosystem, name and version in the form of the comparison, and the files it was found in (relative, with `/`). */
export interface PeerComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** Reads a purl into the form of the comparison. Undefined for what is none. */
export function componentOfPurl(purl: string, files: readonly string[]): PeerComponent | undefined {
  const parsed = parsePurl(purl);
  if (parsed === undefined) return undefined;
  const named = packageOfPurl(parsed);
  const ecosystem = named.ecosystem ?? parsed.type;
  return normalised(ecosystem, named.name, named.version ?? '', files);
}

/**
 * Names by the rules of their registry: PEP 503, lower case where it does not count. Versions without what only the writer
 * chose: the `v` of Go, the build part after `+` of NuGet, a `=` before the number.
 */
export function normalised(
  writtenEcosystem: string,
  name: string,
  version: string,
  files: readonly string[],
): PeerComponent | undefined {
  const ecosystem = writtenEcosystem === 'haskell' ? 'hackage' : writtenEcosystem;
  const kind = packageRuleKind(ecosystem as Parameters<typeof packageRuleKind>[0]);
  // Major versions are part of a Go module's path; only case is folded.
  const folded =
    kind === undefined || kind === 'golang' || kind === 'docker' || kind === 'cocoapods'
      ? name.toLowerCase()
      : canonicalPackageName(kind, name).toLowerCase();
  return {
    ecosystem,
    name: folded.replace(/^(?:https?:\/\/|git@)/, '').replace(/\.git$/, ''),
    version: ['golang', 'swift', 'github', 'terraform'].includes(ecosystem) ? version.replace(/^v(?=\d)/, '') : version,
    files,
  };
}
