/**
 * SPDX 2.2 and 2.3 in XML as the SPDX tools write it: the members of the JSON encoding as elements, without a namespace. The
 * specification's own XML is RDF, see `spdx-rdf.ts`.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import type { Path, Position } from '../../syntax/text.ts';
import { child, childrenOf, parseXml, type XmlElement } from '../../syntax/xml.ts';
import { xmlHead } from '../../syntax/xml-head.ts';
import { problemsOf } from './loss.ts';
import { readSpdx } from './spdx-document.ts';

/** Reads the same as from SPDX JSON. */
export const spdxXml: DocumentFormat = {
  id: 'sbom/spdx-xml',
  title: 'SPDX 2.2 and 2.3 XML',
  files: ['*.spdx.xml'],
  mayBe: ['*.xml', '*.spdx'],
  recognise(head, path) {
    const root = xmlHead(head);
    if (root === undefined) return /\.spdx\.xml$/i.test(path);
    return root.name === 'Document' && head.includes('<SPDXID>SPDXRef-');
  },
  locate: (text, paths) => (paths.length === 0 ? [] : placesIn(parseXml(text), paths)),
  parse,
};

/** Elements that repeat for each entry of a list. */
const repeated = new Set(['packages', 'files', 'snippets', 'relationships', 'externalRefs', 'documentDescribes']);

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'Document' || child(root, 'SPDXID') === undefined)
    throw new NotThisFormat('is XML without the marks of an SPDX 2.x document');
  const components: Component[] = [];
  const { graph, losses } = readSpdx(shapeOf(root), (component) => components.push(component));
  return { components, graph, problems: problemsOf(losses.kept(), (paths) => placesIn(root, paths)) };
}

function shapeOf(element: XmlElement): unknown {
  if (element.children.length === 0) return element.text;
  const record: Record<string, unknown> = {};
  for (const one of element.children) {
    if (one.name === '__proto__') continue;
    const before = record[one.name];
    if (!repeated.has(one.name)) record[one.name] ??= shapeOf(one);
    else if (Array.isArray(before)) before.push(shapeOf(one));
    else record[one.name] = [shapeOf(one)];
  }
  return record;
}

function placesIn(root: XmlElement, paths: readonly Path[]): (Position | undefined)[] {
  const packages = childrenOf(root, 'packages');
  return paths.map((path) => {
    const element = elementAt(root, packages, path);
    return element && { line: element.line, column: element.column };
  });
}

function elementAt(root: XmlElement, packages: readonly XmlElement[], path: Path): XmlElement | undefined {
  let at: XmlElement | undefined = root;
  for (let index = 0; index < path.length && at !== undefined; index++) {
    const part = String(path[index]);
    const next = path[index + 1];
    if (typeof next !== 'number') at = child(at, part) ?? (index === path.length - 1 ? at : undefined);
    else {
      at = at === root && part === 'packages' ? packages[next] : childrenOf(at, part)[next];
      index++;
    }
  }
  return at;
}
