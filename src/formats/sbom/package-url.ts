import { withoutSecrets } from '../../identity/host.ts';
import { packageOfPurl, parsePurl } from '../../identity/purl.ts';
import type { ComponentKind, Ecosystem, Identifier } from '../../model/component.ts';

/** What a purl of an SBOM says about its component. */
export interface PurlFacts {
  readonly kind: ComponentKind;
  readonly ecosystem: Ecosystem | undefined;
  readonly name: string;
  readonly version: string | undefined;
  /** Where its qualifiers say it is fetched from. */
  readonly source: string | undefined;
}

const kindOfEcosystem = new Map<Ecosystem, ComponentKind>([
  ['docker', 'image'],
  ['deb', 'os-package'],
  ['rpm', 'os-package'],
  ['apk', 'os-package'],
  ['alpm', 'os-package'],
  ['vscode', 'extension'],
  ['browser-extension', 'extension'],
  ['huggingface', 'model'],
  ['ollama', 'model'],
]);

/** Types of purls that are in use and name an ecosystem of ours by another word. */
const otherTypes = new Map<string, Ecosystem>([
  ['githubactions', 'github'],
  ['go', 'golang'],
  ['rubygems', 'gem'],
  ['pip', 'pypi'],
]);

const distributionTypes = new Set(['deb', 'rpm', 'apk', 'alpm']);
const forgeTypes = new Set(['github', 'gitlab', 'gitee', 'bitbucket']);

/**
 * Reads a purl; identifiers that its namespace and qualifiers hold go to `into`. Undefined for text that is no purl: the
 * caller keeps it as it stands.
 */
export function purlFacts(text: string, field: string, into: Identifier[]): PurlFacts | undefined {
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  const named = packageOfPurl(purl);
  const ecosystem = named.ecosystem ?? otherTypes.get(purl.type);
  let source: string | undefined;
  if (purl.qualifiers.size > 0) {
    for (const [key, relation] of [
      ['repository_url', 'fetched-from'],
      ['download_url', 'fetched-from'],
      ['vcs_url', 'hosted-by'],
    ] as const) {
      const raw = purl.qualifiers.get(key);
      if (raw === undefined) continue;
      const value = withoutSecrets(raw);
      if (relation === 'fetched-from') source ??= value;
      into.push({ kind: 'url', value, field: `${field} ${key}`, relation });
    }
  }
  if (purl.namespace !== undefined) {
    // The distribution that built the package: openeuler, kylin, debian.
    if (distributionTypes.has(purl.type))
      into.push({ kind: 'brand', value: purl.namespace, field: `${field} namespace`, relation: 'published-by' });
    else if (forgeTypes.has(purl.type))
      into.push({ kind: 'forge-owner', value: `${purl.type}/${purl.namespace.split('/', 1)[0]}`, field });
  }
  const kind = (ecosystem && kindOfEcosystem.get(ecosystem)) ?? 'package';
  return { kind, ecosystem, name: named.name, version: named.version, source };
}
