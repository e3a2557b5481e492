/**
 * SPDX 2.2 and 2.3 in JSON (ISO/IEC 5962:2021). Surprising: the mark of the format may stand behind a gigabyte of files,
 * and a supplier's text says by its first word whether it is an organisation or a person.
 */
import { NotThisFormat } from '../../model/problem.ts';
import { isRecord } from '../../syntax/shape.ts';
import { jsonDocument } from './json-document.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { largeLimit, wholeLimit } from './limits.ts';
import { readSpdx } from './spdx-document.ts';
import { openSpdxJson } from './spdx-json-stream.ts';

/** Reads packages with suppliers, originators and download locations, and the relationships between them. */
export const spdxJson = jsonDocument({
  id: 'sbom/spdx-json',
  title: 'SPDX 2.2 and 2.3 JSON',
  files: ['*.spdx.json', 'sbom.json', '*.sbom.json', 'sbom-*.json', '*-sbom.json', '*_sbom.json'],
  mayBe: ['*.json', '*.spdx'],
  recognise(head, path) {
    const kind = jsonSbomKind(head);
    return kind === 'spdx-2' || (kind === 'unclear' && /\.spdx\.json$/i.test(path));
  },
  maxBytes: wholeLimit,
  large: { maxBytes: largeLimit, open: openSpdxJson },
  read(root, emit, prefix) {
    const isSpdx = isRecord(root) && (root.spdxVersion ?? root.SPDXID ?? root.packages) !== undefined;
    if (!isSpdx) throw new NotThisFormat('is JSON without the marks of an SPDX 2.x document');
    return readSpdx(root, emit, prefix);
  },
});
