/**
 * SPDX 3.0 and 3.0.1 JSON-LD. Surprising: it is one flat list of elements in any order, and the supplier of a package is an
 * id that leads to another element, which alone says whether that is an organisation or a person.
 */
import { NotThisFormat } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import { jsonDocument } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { wholeLimit } from './limits.ts';
import { readSpdx3 } from './spdx3-document.ts';

/** Reads packages of software, AI and data, and builds, with the organisations that supplied or originated them. */
export const spdx3Json = jsonDocument({
  id: 'sbom/spdx3-json',
  title: 'SPDX 3.0 JSON-LD',
  files: ['*.spdx3.json', '*.spdx.jsonld', '*.spdx3.jsonld', '*.spdx.json-ld', '*.spdx.json'],
  mayBe: ['*.json', '*.jsonld'],
  recognise(head, path) {
    const kind = jsonSbomKind(head);
    return kind === 'spdx-3' || (kind === 'unclear' && /\.(?:spdx3\.json|spdx3?\.jsonld)$/i.test(path));
  },
  maxBytes: 2 * wholeLimit,
  read(root, emit, prefix) {
    const context = isRecord(root) ? root['@context'] : undefined;
    const contexts = Array.isArray(context) ? context : [context];
    if (!contexts.some((one) => typeof one === 'string' && one.includes('spdx.org/rdf/3')))
      throw new NotThisFormat('is JSON without the context of SPDX 3');
    return readSpdx3(root, emit, prefix);
  },
});
