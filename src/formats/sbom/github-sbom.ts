/**
 * What GitHub's REST API answers for a repository's SBOM: an SPDX 2.3 document inside `{"sbom": ...}`. Specification: GitHub
 * REST API, "Export a software bill of materials".
 */
import { isRecord, memberOf } from '../../syntax/shape.ts';
import { readCyclonedx } from './cyclonedx-document.ts';
import { jsonDocument } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { readSpdx } from './spdx-document.ts';

/** Reads the document inside the envelope. */
export const githubSbom = jsonDocument({
  id: 'sbom/github-sbom',
  title: 'GitHub SBOM API answer',
  files: ['*.github-sbom.json'],
  mayBe: ['*.json'],
  recognise: (head) => jsonSbomKind(head) === 'github-sbom',
  read(root, emit, prefix) {
    const inner = memberOf(root, 'sbom');
    const at = [...prefix, 'sbom'];
    return isRecord(inner) && inner.bomFormat === 'CycloneDX'
      ? readCyclonedx(inner, emit, at)
      : readSpdx(inner, emit, at);
  },
});
