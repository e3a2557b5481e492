/**
 * SWID tags, ISO/IEC 19770-2 of 2009 and 2015. Surprising: who made the tag need not be who made the software, so the roles
 * of the entities decide.
 */
import type { Component, Identifier, Relation } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { attributePosition, child, childrenOf, parseXml, textOf, type XmlElement } from '../../syntax/xml.ts';
import { xmlHead } from '../../syntax/xml-head.ts';
import { domainOfRegid } from './cyclonedx-component.ts';
import { isSaid } from './maker-fields.ts';

/** Reads the one product a tag identifies, with its creator, licensor and distributor. */
export const swidTag: DocumentFormat = {
  id: 'sbom/swid-tag',
  title: 'SWID tag',
  files: ['*.swidtag', '*.swid.xml', '*.swid'],
  mayBe: ['*.xml'],
  recognise(head, path) {
    const root = xmlHead(head);
    if (root === undefined) return /\.swidtag$/i.test(path);
    return roots.has(root.name) && /19770/.test(root.attributes);
  },
  parse,
};

const roots = new Set(['SoftwareIdentity', 'software_identification_tag']);

/** Of 2015. The tag's creator counts where nobody is named as the software's. */
const relationOfRole = new Map<string, Relation>([
  ['softwareCreator', 'published-by'],
  ['manufacturer', 'published-by'],
  ['licensor', 'published-by'],
  ['aggregator', 'published-by'],
  ['distributor', 'fetched-from'],
]);

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (!roots.has(root.name) || !root.namespace.includes('19770'))
    throw new NotThisFormat(`is XML with the root "${root.name}", not a SWID tag`);
  return { components: [root.name === 'SoftwareIdentity' ? of2015(root, input.text) : of2009(root)] };
}

function of2015(root: XmlElement, text: string): Component {
  const name = root.attributes.get('name');
  if (name === undefined || name.trim() === '')
    throw new UnreadableInput('wrong-shape', 'has no "name"', { line: root.line, column: root.column });
  const identifiers: Identifier[] = [];
  const entities = childrenOf(root, 'Entity');
  const rolesOf = (entity: XmlElement): string[] => (entity.attributes.get('role') ?? '').split(/\s+/);
  const hasCreator = entities.some((entity) => rolesOf(entity).includes('softwareCreator'));
  for (const entity of entities) {
    for (const role of rolesOf(entity)) {
      const relation = relationOfRole.get(role) ?? (role === 'tagCreator' && !hasCreator ? 'published-by' : undefined);
      if (relation === undefined) continue;
      pushEntity(identifiers, entity.attributes.get('name'), entity.attributes.get('regid'), role, relation, entity);
    }
  }
  for (const meta of childrenOf(root, 'Meta')) {
    const product = meta.attributes.get('product');
    if (product !== undefined && isSaid(product))
      identifiers.push({
        kind: 'brand',
        value: product,
        field: 'Meta product',
        at: placeOf(meta),
        relation: 'published-by',
      });
  }
  const at = attributePosition(text, root, 'name') ?? placeOf(root);
  identifiers.push({ kind: 'app-name', value: name, field: 'name', at });
  return { kind: 'app', name, version: root.attributes.get('version'), identifiers, at };
}

function of2009(root: XmlElement): Component {
  const title = child(root, 'product_title');
  if (title === undefined || title.text === '')
    throw new UnreadableInput('wrong-shape', 'has no "product_title"', { line: root.line, column: root.column });
  const identifiers: Identifier[] = [];
  const hasCreator = child(root, 'software_creator') !== undefined;
  for (const name of ['software_creator', 'software_licensor', 'tag_creator']) {
    const entity = child(root, name);
    if (entity === undefined || (name === 'tag_creator' && hasCreator)) continue;
    pushEntity(identifiers, textOf(entity, 'name'), textOf(entity, 'regid'), name, 'published-by', entity);
  }
  const at = placeOf(title);
  identifiers.push({ kind: 'app-name', value: title.text, field: 'product_title', at });
  const version = child(root, 'product_version');
  return { kind: 'app', name: title.text, version: version && textOf(version, 'name'), identifiers, at };
}

function pushEntity(
  into: Identifier[],
  name: string | undefined,
  regid: string | undefined,
  role: string,
  relation: Relation,
  element: XmlElement,
): void {
  const at = placeOf(element);
  if (name !== undefined && isSaid(name))
    into.push({ kind: 'organisation', value: name, field: `Entity ${role} name`, at, relation });
  // A registration id of 2015 is an address, of 2009 a domain turned round.
  const domain = regid === undefined ? undefined : (domainOfRegid(regid) ?? regid.replace(/^https?:\/\//i, ''));
  if (domain?.includes('.') && !/^(?:invalid\.unavailable|.*\binvalid)$/i.test(domain))
    into.push({ kind: 'url', value: `https://${domain}`, field: `Entity ${role} regid`, at, relation });
}

function placeOf({ line, column }: XmlElement): { readonly line: number; readonly column: number } {
  return { line, column };
}
