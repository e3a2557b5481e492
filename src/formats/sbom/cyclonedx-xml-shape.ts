/**
 * CycloneDX XML in the shape of its JSON: the same members and lists, so that one reader serves both. Only what names a
 * component, its makers, its places and its relations is carried over.
 */
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import type { Path } from '../../syntax/text.ts';
import type { XmlElement } from '../../syntax/xml.ts';

/** Elements that hold entries of one kind: an array in JSON. */
const lists = new Set([
  'components',
  'services',
  'externalReferences',
  'properties',
  'ancestors',
  'descendants',
  'variants',
  'datasets',
  'owners',
  'custodians',
  'stewards',
  'endpoints',
  'compositions',
  'dependencies',
  'formulation',
  'source',
  'destination',
  'hashes',
  'patches',
  'resolves',
  'citations',
  'pointers',
]);
/** Elements that are objects even where they are empty; every other one without children is its text. */
const records = new Set([
  'component',
  'service',
  'metadata',
  'supplier',
  'manufacturer',
  'manufacture',
  'provider',
  'organization',
  'reference',
  'swid',
  'dataset',
  'dataflow',
  'formula',
  'composition',
  'citation',
  'patch',
  'issue',
]);
/** Parts without anything of interest: licences and texts are most of a document. */
const ignored = new Set([
  'description',
  'copyright',
  'releaseNotes',
  'contact',
  'authors',
  'tools',
  'signature',
  'commits',
  'notes',
  'cryptoProperties',
  'occurrences',
  'callstack',
  'workflows',
  'considerations',
  'quantitativeAnalysis',
]);
/** Of these only whether there are any is asked. */
const counted = new Set(['vulnerabilities', 'annotations', 'declarations', 'definitions']);
const parties = new Set(['supplier', 'manufacturer', 'manufacture', 'provider', 'organization']);

const schema = /^https?:\/\/cyclonedx\.org\/schema\//;

/**
 * The version that the root's namespace names. Throws where it is another document, or in a namespace of something else:
 * its elements may mean anything.
 */
export function checkRoot(root: XmlElement): string {
  if (root.name !== 'bom') throw new NotThisFormat(`is XML with the root "${root.name}", not "bom"`);
  const version = /^https?:\/\/cyclonedx\.org\/schema\/bom\/([\w.-]+)$/.exec(root.namespace)?.[1];
  if (version !== undefined) return version;
  const message = `its namespace ${JSON.stringify(root.namespace)} is not one of CycloneDX`;
  throw new UnreadableInput('unsupported-schema', message, { line: root.line, column: root.column });
}

/** An element as JSON would have it. Elements of other namespaces than CycloneDX's own are left out. */
export function shapeOf(element: XmlElement): unknown {
  const { name } = element;
  if (name === 'licenses') return own(element).map(licenceOf);
  if (isList(element)) return own(element).map(shapeOf);
  if (name === 'dependency') return dependencyOf(element);
  if (name === 'property') return { name: element.attributes.get('name'), value: element.text };
  if (name === 'hash') return { alg: element.attributes.get('alg'), content: element.text };
  if (name === 'classification' && element.attributes.has('flow')) return { flow: element.attributes.get('flow') };
  if (element.children.length === 0 && !records.has(name)) return element.text;
  const record: Record<string, unknown> = {};
  for (const [attribute, value] of element.attributes)
    if (!attribute.startsWith('xmlns') && !attribute.includes(':')) set(record, attribute, value);
  for (const child of own(element)) {
    if (ignored.has(child.name)) continue;
    if (counted.has(child.name)) set(record, child.name, child.children);
    else if (isRepeated(element, child)) {
      const before = record[child.name];
      if (Array.isArray(before)) before.push(shapeOf(child));
      else record[child.name] = [shapeOf(child)];
    } else if (!Object.hasOwn(record, child.name)) set(record, child.name, shapeOf(child));
  }
  return record;
}

function set(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') return;
  record[name] = value;
}

/** In a list of licences the element's name says which kind of choice it is. Texts are left out: they are most of a document. */
function licenceOf(element: XmlElement): unknown {
  if (element.name !== 'license') return { [element.name]: true };
  const license: Record<string, unknown> = {};
  for (const child of own(element)) {
    const value = child.name === 'text' ? { encoding: child.attributes.get('encoding') } : shapeOf(child);
    license[child.name] = Object.hasOwn(license, child.name) ? [license[child.name], value] : value;
  }
  return { license };
}

/** In a service `data` holds data flows; in a component it is one set of data beside others. */
function isList(element: XmlElement): boolean {
  if (lists.has(element.name)) return true;
  return (
    element.name === 'data' &&
    element.children.some(
      (child) => child.name === 'dataflow' || (child.name === 'classification' && child.attributes.has('flow')),
    )
  );
}

function isRepeated(parent: XmlElement, child: XmlElement): boolean {
  if (child.name === 'url') return parties.has(parent.name);
  if (child.name === 'identity') return parent.name === 'evidence';
  return child.name === 'data' && parent.name === 'component';
}

const owned = new WeakMap<XmlElement, readonly XmlElement[]>();
let ownNamespace = '';

/** Whether an element is in a namespace of CycloneDX. */
export function isOwn({ namespace }: XmlElement): boolean {
  if (namespace === ownNamespace) return true;
  if (!schema.test(namespace)) return false;
  ownNamespace = namespace;
  return true;
}

/** Kept for lists: places ask for their entries one by one. */
function own(element: XmlElement): readonly XmlElement[] {
  const known = owned.get(element);
  if (known) return known;
  const found = element.children.every(isOwn) ? element.children : element.children.filter(isOwn);
  if (found.length > 8) owned.set(element, found);
  return found;
}

function dependencyOf(element: XmlElement): unknown {
  const dependsOn: unknown[] = [];
  const provides: unknown[] = [];
  for (const child of own(element))
    (child.name === 'provides' ? provides : dependsOn).push(child.attributes.get('ref'));
  return { ref: element.attributes.get('ref'), dependsOn, provides };
}

/** The element that a path into the JSON shape leads to; the innermost there is where a part is an attribute. */
export function elementAt(root: XmlElement, path: Path): XmlElement | undefined {
  let at: XmlElement | undefined = root;
  for (let index = 0; index < path.length; index++) {
    const part = path[index];
    if (at === undefined) return undefined;
    if (typeof part === 'number') {
      at = own(at)[part];
      continue;
    }
    const children: XmlElement[] = own(at).filter((child) => child.name === part);
    const first = children[0];
    if (first === undefined) return at.attributes.has(String(part)) || index === path.length - 1 ? at : undefined;
    const next = path[index + 1];
    if (typeof next === 'number' && isRepeated(at, first)) {
      at = children[next];
      index++;
    } else at = first;
  }
  return at;
}
