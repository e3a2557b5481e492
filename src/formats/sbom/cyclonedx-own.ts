/**
 * What `-f cyclonedx` wrote beside the fields of CycloneDX, in properties of its own namespace, read back: a document of ours gives
 * the findings of the scan it came from. The words are `report/cyclonedx.ts`'s. Makers and addresses
 * that the document states in fields of CycloneDX count all the same.
 */

import type {
  Component,
  ComponentKind,
  Ecosystem,
  Identifier,
  IdentifierKind,
  Relation,
} from '../../model/component.ts';
import { ecosystems, identifierKinds } from '../../model/component.ts';
import { isRecord } from '../../syntax/shape.ts';
import type { Entry } from './entry-place.ts';

const kinds: ReadonlySet<string> = new Set<ComponentKind>([
  'package', 'image', 'app', 'device', 'service', 'model', 'file', 'os-package', 'extension', 'register-entry',
]); // biome-ignore format: a list
const relations: ReadonlySet<string> = new Set<Relation>([
  'published-by', 'manufactured-by', 'hosted-by', 'fetched-from', 'originated-by', 'owned-by', 'integrates-with',
]); // biome-ignore format: a list
const entries: ReadonlySet<string> = new Set<NonNullable<Component['entry']>>([
  'workspace', 'link', 'git', 'file', 'url', 'alias', 'patched', 'bundled', 'extraneous', 'system',
]); // biome-ignore format: a list
const scopes: ReadonlySet<string> = new Set(['runtime', 'dev', 'optional', 'peer', 'build', 'test']);
const knownIdentifiers: ReadonlySet<string> = new Set(identifierKinds);
const knownEcosystems: ReadonlySet<string> = new Set(ecosystems);

const prefix = 'wherefrom:';

/** The component as it was before it was written, or as it is where it is none of ours. */
export function asWritten(component: Component, value: Readonly<Record<string, unknown>>, entry: Entry): Component {
  const { properties } = value;
  if (!Array.isArray(properties)) return component;
  const kind = kindIn(properties);
  return kind === undefined ? component : restored(component, kind, properties, value, entry);
}

function kindIn(properties: readonly unknown[]): ComponentKind | undefined {
  for (const property of properties) {
    if (isRecord(property) && property.name === 'wherefrom:kind')
      return typeof property.value === 'string' && kinds.has(property.value)
        ? (property.value as ComponentKind)
        : undefined;
  }
  return undefined;
}

function restored(
  component: Component,
  kind: ComponentKind,
  properties: readonly unknown[],
  value: Readonly<Record<string, unknown>>,
  entry: Entry,
): Component {
  const said = new Map<string, string>();
  const attributes: [string, string][] = [];
  const identifiers: Identifier[] = [];
  const covered = new Set<string>();
  for (const [index, property] of properties.entries()) {
    if (!isRecord(property)) continue;
    const { name, value: text } = property;
    if (typeof name !== 'string' || typeof text !== 'string' || !name.startsWith(prefix)) continue;
    const word = name.slice(prefix.length);
    if (word.startsWith('identifier:')) {
      const identifier = identifierOf(word, text, entry, index);
      if (identifier === undefined) continue;
      identifiers.push(identifier);
      covered.add(`${identifier.kind} ${identifier.value}`);
    } else if (word.startsWith('attribute:')) attributes.push([word.slice('attribute:'.length), text]);
    else said.set(word, text);
  }
  for (const identifier of component.identifiers ?? []) {
    // A name and a purl of ours say no more than the name: models and addresses stand among the identifiers.
    if (identifier.field === 'name' || identifier.field.startsWith('purl')) continue;
    if (!covered.has(`${identifier.kind} ${identifier.value}`)) identifiers.push(identifier);
  }
  const name = typeof value.name === 'string' && value.name.trim() !== '' ? value.name : component.name;
  const version = typeof value.version === 'string' && value.version !== '' ? value.version : undefined;
  const ecosystem = said.get('ecosystem');
  const was = said.get('entry');
  const scope = said.get('scope');
  const direct = said.get('direct');
  return {
    kind,
    name,
    version,
    ecosystem: ecosystem !== undefined && knownEcosystems.has(ecosystem) ? (ecosystem as Ecosystem) : undefined,
    purl: component.purl,
    identifiers: identifiers.length === 0 ? undefined : identifiers,
    at: component.at,
    ref: component.ref,
    direct: direct === undefined ? component.direct : direct === 'true',
    scope: scope !== undefined && scopes.has(scope) ? (scope as Component['scope']) : component.scope,
    source: said.get('source'),
    ...(was !== undefined && entries.has(was) && { entry: was as Component['entry'] }),
    ...(said.has('date') && { date: said.get('date') }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  };
}

/** `identifier:<kind>:<relation, or nothing>:<field>`. */
function identifierOf(word: string, value: string, entry: Entry, index: number): Identifier | undefined {
  const [, kind = '', relation = '', ...field] = word.split(':');
  if (!knownIdentifiers.has(kind)) return undefined;
  return {
    kind: kind as IdentifierKind,
    value,
    field: field.join(':'),
    at: entry.at(['properties', index, 'value']),
    ...(relations.has(relation) && { relation: relation as Relation }),
  };
}
