/**
 * SPDX 2.x in RDF/XML (ISO/IEC 5962:2021, annex C). Surprising: the same graph may be written as many different trees, and
 * the words of the other encodings are addresses here.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { parseXml } from '../../syntax/xml.ts';
import { xmlHead } from '../../syntax/xml-head.ts';
import { problemsOf } from './loss.ts';
import { readSpdx } from './spdx-document.ts';
import { readRdf } from './spdx-rdf-shape.ts';

/** A chain of a hundred packages is four hundred elements inside each other: each stands in the relationship to it. */
const depth = 3000;

/** Reads the same as from SPDX JSON. */
export const spdxRdf: DocumentFormat = {
  id: 'sbom/spdx-rdf',
  title: 'SPDX 2.2 and 2.3 RDF/XML',
  files: ['*.spdx.rdf', '*.spdx.rdf.xml'],
  mayBe: ['*.rdf', '*.rdf.xml', '*.xml', '*.spdx'],
  recognise(head, path) {
    const root = xmlHead(head);
    if (root === undefined) return /\.spdx\.rdf(?:\.xml)?$/i.test(path);
    return head.includes('spdx.org/rdf/terms') && (root.name === 'RDF' || root.name === 'SpdxDocument');
  },
  locate(text, paths) {
    if (paths.length === 0) return [];
    const { locate } = readRdf(parseXml(text, { depth }));
    return paths.map(locate);
  },
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const { root, hasTerms, locate } = readRdf(parseXml(input.text, { depth }));
  if (!hasTerms) throw new NotThisFormat('is XML without the terms of SPDX 2.x');
  const components: Component[] = [];
  const { graph, losses } = readSpdx(root, (component) => components.push(component));
  return { components, graph, problems: problemsOf(losses.kept(), (paths) => paths.map(locate)) };
}
