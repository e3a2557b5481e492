/**
 * CycloneDX in XML, specification versions 1.0 to 1.7 (ECMA-424). Surprising: the version is a part of the namespace, and
 * 1.1 has its dependencies in an extension's namespace of its own.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Path, Position } from '../../syntax/text.ts';
import { parseXml, type XmlElement } from '../../syntax/xml.ts';
import { xmlHead } from '../../syntax/xml-head.ts';
import { readCyclonedx } from './cyclonedx-document.ts';
import { checkRoot, elementAt, shapeOf } from './cyclonedx-xml-shape.ts';
import { openCyclonedxXml } from './cyclonedx-xml-stream.ts';
import { largeLimit } from './limits.ts';
import { problemsOf } from './loss.ts';

/** Reads the same as from CycloneDX JSON. */
export const cyclonedxXml: DocumentFormat = {
  id: 'sbom/cyclonedx-xml',
  title: 'CycloneDX XML',
  files: ['*.cdx.xml', 'bom.xml', '*.bom.xml', 'sbom.xml', '*.sbom.xml', '*-sbom.xml'],
  mayBe: ['*.xml', '*.cdx', '*.bom'],
  recognise(head, path) {
    const root = xmlHead(head);
    if (root === undefined) return /(?:\.cdx|bom)\.xml$/i.test(path);
    return root.name === 'bom' && (root.attributes.includes('cyclonedx') || !root.attributes.includes('xmlns'));
  },
  locate,
  parse,
  maxBytes: 32 * 1024 * 1024,
  large: { maxBytes: largeLimit, open: openCyclonedxXml },
};

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  const components: Component[] = [];
  const { graph, losses } = readCyclonedx(documentOf(root), (component) => components.push(component));
  return { components, graph, problems: problemsOf(losses.kept(), (paths) => placesIn(root, paths)) };
}

/** The document as JSON would have it. */
function documentOf(root: XmlElement): unknown {
  const specVersion = checkRoot(root);
  const shape = shapeOf(root);
  return isRecord(shape) ? { ...shape, specVersion } : { specVersion };
}

function locate(text: string, paths: readonly Path[]): (Position | undefined)[] {
  return placesIn(parseXml(text), paths);
}

function placesIn(root: XmlElement, paths: readonly Path[]): (Position | undefined)[] {
  return paths.map((path) => {
    const element = elementAt(root, path);
    return element && { line: element.line, column: element.column };
  });
}
