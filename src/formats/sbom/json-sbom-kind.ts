import { headString, type JsonHead, jsonHead } from '../../syntax/json-head.ts';

/** What a JSON document is, as far as its beginning says. `unclear`: it is cut, broken, or its marks come later. */
export type JsonSbomKind =
  | 'cyclonedx'
  | 'spdx-2'
  | 'spdx-3'
  | 'github-sbom'
  | 'github-snapshot'
  | 'syft'
  | 'trivy'
  | 'grype'
  | 'osv-scanner'
  | 'npm-ls'
  | 'envelope'
  | 'other'
  | 'unclear';

let last: { readonly text: string; readonly kind: JsonSbomKind } | undefined;

/**
 * Tells the JSON formats of this folder apart by the outermost members of the first 64 KiB, so that a schema, a test or a
 * rule file that merely mentions them is none. The last answer is kept: every format asks about the same text in turn.
 */
export function jsonSbomKind(text: string): JsonSbomKind {
  if (last?.text !== text) last = { text, kind: kindOf(text) };
  return last.kind;
}

function kindOf(text: string): JsonSbomKind {
  const head = jsonHead(text);
  if (head.opens === '[') return 'other';
  if (head.opens !== '{') return 'unclear';
  const has = (name: string): boolean => head.members.has(name);
  if (headString(head, '$schema')?.includes('json-schema.org')) return 'other';
  const format = headString(head, 'bomFormat') ?? headString(head, 'specFormat');
  // With the version beside it another text there is a mistake in a document of this format.
  if (format !== undefined) return format === 'CycloneDX' || has('specVersion') ? 'cyclonedx' : 'other';
  if (has('specVersion') && headString(head, '$schema')?.includes('cyclonedx.org/schema/bom-')) return 'cyclonedx';
  if (headString(head, 'spdxVersion')?.startsWith('SPDX-')) return 'spdx-2';
  if (headString(head, 'SPDXID') === 'SPDXRef-DOCUMENT') return 'spdx-2';
  // An object there is the vocabulary itself, which names every term.
  const context = head.members.get('@context');
  if (context !== undefined && !context.startsWith('{') && context.includes('spdx.org/rdf/3')) return 'spdx-3';
  const statement = headString(head, '_type');
  if (statement?.includes('in-toto.io/Statement')) return 'envelope';
  if (has('payloadType') && has('payload')) return 'envelope';
  if (headString(head, 'mediaType')?.includes('sigstore.bundle') || has('dsseEnvelope')) return 'envelope';
  if (isManifestOfSboms(head)) return 'envelope';
  const sbom = head.members.get('sbom');
  if (sbom !== undefined && /"(?:spdxVersion|SPDXID|bomFormat|packages)"/.test(sbom)) return 'github-sbom';
  if (has('manifests') && (has('detector') || has('job'))) return 'github-snapshot';
  if (has('SchemaVersion') && (has('ArtifactName') || has('Results'))) return 'trivy';
  const matches = head.members.get('matches');
  if (matches !== undefined && (text.includes('"matchDetails"') || isMadeBy(head, 'grype'))) return 'grype';
  if (has('artifacts') && (isMadeBy(head, 'syft') || text.includes('"foundBy"'))) return 'syft';
  const results = head.members.get('results');
  if (results?.startsWith('[') && /"package"\s*:\s*\{/.test(text)) return 'osv-scanner';
  if (isNpmTree(head)) return 'npm-ls';
  if (head.isWhole) return 'other';
  return lateKind(head, text);
}

/** GitHub's answer for a subject, and OCI manifests whose layers are SBOMs. */
function isManifestOfSboms(head: JsonHead): boolean {
  if (head.members.get('attestations')?.includes('"bundle"')) return true;
  const layers = head.members.get('layers') ?? head.members.get('blobs');
  return layers !== undefined && /cyclonedx|spdx|in-toto|sigstore/.test(layers) && head.members.has('mediaType');
}

/** Writers that put the large lists first: sbom-tool begins with "files", others sort their members. */
function lateKind(head: JsonHead, text: string): JsonSbomKind {
  const names = [...head.members.keys()];
  const open = names[names.length - 1];
  if (open === undefined || !head.isJson) return 'unclear';
  if (/^(?:files|packages|relationships|snippets|externalDocumentRefs)$/.test(open) && text.includes('"SPDXID"'))
    return 'spdx-2';
  if (open === '@graph' && /"spdxId"/.test(text)) return 'spdx-3';
  if (/^(?:components|dependencies|metadata|services)$/.test(open) && /"bom-ref"/.test(text)) return 'cyclonedx';
  return 'unclear';
}

function isMadeBy(head: JsonHead, tool: string): boolean {
  return new RegExp(`"name"\\s*:\\s*"${tool}"`).test(head.members.get('descriptor') ?? '');
}

/** `npm ls --json`: dependencies are objects with what is installed, and there is no lockfile version. */
function isNpmTree(head: JsonHead): boolean {
  const dependencies = head.members.get('dependencies');
  if (dependencies === undefined || head.members.has('lockfileVersion') || head.members.has('requires')) return false;
  return /^\{\s*"[^"]{1,214}"\s*:\s*\{\s*"(?:version|missing|required|overridden|invalid|extraneous|problems|resolved)"\s*:/.test(
    dependencies,
  );
}
