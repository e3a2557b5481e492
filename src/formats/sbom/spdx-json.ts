/**
 * SPDX 2.2 and 2.3 in JSON (ISO/IEC 5962:2021). Surprising: the mark of the format may stand behind a gigabyte of files,
 * and a supplier's text says by its first word whether it is an organisation or a person.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord } from '../../syntax/shape.ts';
import { jsonSbomKind } from './json-sbom-kind.ts';
import { largeLimit, wholeLimit } from './limits.ts';
import { problemsOf } from './loss.ts';
import { readSpdx } from './spdx-document.ts';
import { openSpdxJson } from './spdx-json-stream.ts';

/** Reads packages with suppliers, originators and download locations, and the relationships between them. */
export const spdxJson: DocumentFormat = {
  id: 'sbom/spdx-json',
  title: 'SPDX 2.2 and 2.3 JSON',
  files: ['*.spdx.json', 'sbom.json', '*.sbom.json', 'sbom-*.json', '*-sbom.json', '*_sbom.json'],
  mayBe: ['*.json', '*.spdx'],
  recognise(head, path) {
    const kind = jsonSbomKind(head);
    return kind === 'spdx-2' || (kind === 'unclear' && /\.spdx\.json$/i.test(path));
  },
  locate: locateJson,
  parse,
  parseEach,
  maxBytes: wholeLimit,
  large: { maxBytes: largeLimit, open: openSpdxJson },
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const rest = parseEach(input, (component) => components.push(component));
  return { components, ...rest };
}

function parseEach(input: DocumentInput, emit: (component: Component) => void): Omit<DocumentResult, 'components'> {
  const root = parseJson(input.text, { depth: Infinity });
  if (!isRecord(root) || (root.spdxVersion === undefined && root.SPDXID === undefined && !Array.isArray(root.packages)))
    throw new NotThisFormat('is JSON without the marks of an SPDX 2.x document');
  const { graph, losses } = readSpdx(root, emit);
  return { graph, problems: problemsOf(losses.kept(), (paths) => locateJson(input.text, paths)) };
}
