/**
 * CycloneDX in JSON, specification versions 1.2 to 1.7 (ECMA-424). Surprising: nothing but the outermost members tells a
 * document from the schema it follows or from a list of vulnerabilities of the same format.
 */
import { isRecord } from '../../syntax/shape.ts';
import { checkMark, readCyclonedx } from './cyclonedx-document.ts';
import { openCyclonedxJson } from './cyclonedx-json-stream.ts';
import { jsonDocument } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { largeLimit, wholeLimit } from './limits.ts';

/** Reads components, services and models with everybody who made, supplied or hosts them. */
export const cyclonedxJson = jsonDocument({
  id: 'sbom/cyclonedx-json',
  title: 'CycloneDX JSON',
  files: [
    '*.cdx.json',
    'bom.json',
    '*.bom.json',
    'sbom.json',
    '*.sbom.json',
    'sbom-*.json',
    '*-sbom.json',
    '*_sbom.json',
  ],
  mayBe: ['*.json', '*.cdx', '*.bom'],
  recognise(head, path) {
    const kind = jsonSbomKind(head);
    return kind === 'cyclonedx' || (kind === 'unclear' && /(?:\.cdx|bom)\.json$/i.test(path));
  },
  maxBytes: wholeLimit,
  large: { maxBytes: largeLimit, open: openCyclonedxJson },
  read(root, emit, prefix) {
    if (isRecord(root)) checkMark(root);
    return readCyclonedx(root, emit, prefix);
  },
});
