/**
 * SPDX 2.x RDF/XML in the shape of its JSON. The graph is written as a tree wherever its writer liked: a package stands
 * inside the relationship, the file or the document that first spoke of it, and everywhere else is a reference to it.
 */
import type { Path, Position } from '../../syntax/text.ts';
import { child, childrenOf, type XmlElement } from '../../syntax/xml.ts';

const terms = 'http://spdx.org/rdf/terms#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** Members of a package that are plain texts or addresses. */
const members = [
  'name',
  'versionInfo',
  'supplier',
  'originator',
  'downloadLocation',
  'homepage',
  'primaryPackagePurpose',
] as const;

export interface RdfDocument {
  readonly root: Readonly<Record<string, unknown>>;
  readonly hasTerms: boolean;
  locate(path: Path): Position | undefined;
}

interface Collected {
  readonly packages: Map<string, { readonly record: Record<string, unknown>; readonly element: XmlElement }>;
  readonly relationships: Record<string, unknown>[];
  readonly relationshipElements: XmlElement[];
  readonly files: Record<string, unknown>[];
  version: string | undefined;
  hasTerms: boolean;
  nameless: number;
}

/** Collects the packages and relationships of a document, wherever they stand. */
export function readRdf(root: XmlElement): RdfDocument {
  const found: Collected = {
    packages: new Map(),
    relationships: [],
    relationshipElements: [],
    files: [],
    version: undefined,
    hasTerms: false,
    nameless: 0,
  };
  walk(root, undefined, found);
  const packages = [...found.packages.values()];
  const shape: Record<string, unknown> = { relationships: found.relationships };
  if (found.files.length > 0) shape.files = found.files;
  if (found.version !== undefined) shape.spdxVersion = found.version;
  if (packages.length > 0) shape.packages = packages.map(({ record }) => record);
  const elementAt = ([first, index, name, at]: Path): XmlElement | undefined => {
    if (first === 'relationships') return found.relationshipElements[typeof index === 'number' ? index : 0];
    if (first !== 'packages') return root;
    const element = packages[typeof index === 'number' ? index : 0]?.element;
    if (element === undefined || name === undefined) return element;
    if (name === 'externalRefs') return childrenOf(element, 'externalRef')[typeof at === 'number' ? at : 0] ?? element;
    return child(element, String(name)) ?? element;
  };
  return {
    root: shape,
    hasTerms: found.hasTerms,
    locate(path) {
      const element = elementAt(path);
      return element && { line: element.line, column: element.column };
    },
  };
}

/** Goes through an element and all below it; the depth is bounded by the XML reader. */
function walk(element: XmlElement, subject: string | undefined, found: Collected): void {
  let inner = subject;
  if (element.namespace === terms) {
    found.hasTerms = true;
    const id = idOf(element);
    if (element.name === 'SpdxDocument') {
      found.version ??= textIn(child(element, 'specVersion'));
      inner = id ?? 'SPDXRef-DOCUMENT';
    } else if (element.name === 'Package') {
      inner = addPackage(element, id, found);
    } else if (element.name === 'File' || element.name === 'Snippet') {
      inner = id;
      if (id !== undefined) found.files.push({ SPDXID: id });
    } else if (element.name === 'Relationship') addRelationship(element, subject, found);
    else if (element.name === 'hasFile' || element.name === 'describesPackage') addImplied(element, subject, found);
  }
  for (const one of element.children) walk(one, inner, found);
}

function addPackage(element: XmlElement, id: string | undefined, found: Collected): string {
  const key = id ?? `_:package-${found.nameless++}`;
  const known = found.packages.get(key);
  const record = known?.record ?? { ...(id !== undefined && { SPDXID: id }) };
  for (const name of members) {
    const value = textIn(child(element, name));
    if (value !== undefined && !Object.hasOwn(record, name)) record[name] = purposeOf(name, value);
  }
  const references = childrenOf(element, 'externalRef').map((outer) => {
    const one = child(outer, 'ExternalRef') ?? outer;
    return {
      referenceType: textIn(child(one, 'referenceType')),
      referenceLocator: textIn(child(one, 'referenceLocator')),
    };
  });
  if (references.length > 0 && record.externalRefs === undefined) record.externalRefs = references;
  // A node may be spoken of before the place that describes it.
  if (!known || known.record.name === undefined || child(known.element, 'name') === undefined)
    found.packages.set(key, { record, element });
  return key;
}

/** `http://spdx.org/rdf/terms#purpose_operatingSystem` is OPERATING_SYSTEM. */
function purposeOf(name: string, value: string): string {
  if (name !== 'primaryPackagePurpose') return value;
  const word = value.slice(value.lastIndexOf('#') + 1).replace(/^purpose_/, '');
  return word.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function addRelationship(element: XmlElement, subject: string | undefined, found: Collected): void {
  const type = textIn(child(element, 'relationshipType'));
  const related = child(element, 'relatedSpdxElement');
  const inside = related?.children.find((one) => one.namespace === terms);
  const target = (inside && idOf(inside)) ?? (related && fragment(textIn(related) ?? ''));
  found.relationshipElements.push(element);
  found.relationships.push({
    spdxElementId: subject,
    relationshipType: type
      ?.slice(type.lastIndexOf('#') + 1)
      .replace(/^relationshipType_/, '')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toUpperCase(),
    relatedSpdxElement: target === '' ? undefined : target,
  });
}

/** Older documents say what they are about by a property of its own. */
function addImplied(element: XmlElement, subject: string | undefined, found: Collected): void {
  if (element.name !== 'describesPackage' || subject === undefined) return;
  const inside = element.children.find((one) => one.namespace === terms);
  const target = (inside && idOf(inside)) ?? fragment(textIn(element) ?? '');
  if (target === '') return;
  found.relationshipElements.push(element);
  found.relationships.push({ spdxElementId: subject, relationshipType: 'DESCRIBES', relatedSpdxElement: target });
}

function idOf(element: XmlElement): string | undefined {
  const about = attribute(element, 'about') ?? attribute(element, 'ID') ?? attribute(element, 'nodeID');
  return about === undefined ? undefined : fragment(about);
}

function fragment(address: string): string {
  return address.slice(address.lastIndexOf('#') + 1);
}

function attribute(element: XmlElement, name: string): string | undefined {
  for (const prefix of ['rdf:', '']) {
    const value = element.attributes.get(`${prefix}${name}`);
    if (value !== undefined) return value;
  }
  for (const [written, value] of element.attributes) if (written.endsWith(`:${name}`)) return value;
  return undefined;
}

/** A text, or the address that stands in its place. */
function textIn(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  if (element.text !== '') return element.text;
  const resource = attribute(element, 'resource');
  if (resource === `${terms}noassertion`) return 'NOASSERTION';
  if (resource === `${terms}none`) return 'NONE';
  return resource ?? (element.namespace === rdf ? undefined : '');
}
