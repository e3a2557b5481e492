/** A document of Syft's own JSON: its packages, the image they were found in and that image's distribution. */
import type { Component, Identifier } from '../../model/component.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry, listTails } from './entry-place.ts';
import type { ReadJson } from './json-document.ts';
import { labelsOf } from './labels.ts';
import { listedComponent, textIn } from './listed-package.ts';
import { type Losses, lossList } from './loss.ts';
import { pushOrganisation, pushUrl, withoutContact } from './maker-fields.ts';
import { ecosystemOfType } from './package-types.ts';
import { type Edge, plainGraph } from './plain-graph.ts';
import { scannedImage } from './scanned-image.ts';

const nameTail = ['name'];
const purlTail = ['purl'];
const cpeTail = listTails('cpes');

/** Reads a document and hands over its packages in order. `prefix` is where it stands in its file. */
export function readSyft(root: unknown, emit: (component: Component) => void, prefix: Path): ReadJson {
  const artifacts = memberOf(root, 'artifacts');
  if (!isRecord(root) || !Array.isArray(artifacts))
    throw new UnreadableInput('wrong-shape', 'has no "artifacts" list', { line: 1 });
  const losses = lossList();
  const components: Component[] = [];
  const take = (component: Component | undefined): void => {
    if (component === undefined) return;
    components.push(component);
    emit(component);
  };
  const source = sourceOf(root.source, new Entry(prefix, 'source'));
  take(source);
  take(distroOf(root.distro, new Entry(prefix, 'distro')));
  const list = [...prefix, 'artifacts'];
  for (let index = 0; index < artifacts.length; index++)
    take(artifactOf(artifacts[index], new Entry(list, index), losses));
  const edges = (): Edge[] => edgesOf(root.artifactRelationships);
  const roots = source?.ref === undefined ? [] : [source.ref];
  const graph = () => {
    const refs = new Set(components.flatMap(({ ref }) => (ref === undefined ? [] : [ref])));
    return plainGraph(refs, edges(), roots, () => labelsOf(components));
  };
  return { losses, graph };
}

function artifactOf(value: unknown, entry: Entry, losses: Losses): Component | undefined {
  if (!isRecord(value)) {
    losses.add('wrong-type', entry.path, 'an artifact is not an object');
    return undefined;
  }
  const identifiers: Identifier[] = [];
  const cpes: { value: string; tail: Path }[] = [];
  if (Array.isArray(value.cpes)) {
    for (const [index, one] of value.cpes.entries()) {
      // A text before schema 13, an object with where it comes from since.
      const text = isRecord(one) ? one.cpe : one;
      if (typeof text === 'string')
        cpes.push({ value: text, tail: isRecord(one) ? [...cpeTail(index), 'cpe'] : cpeTail(index) });
    }
  }
  pushMetadata(identifiers, value.metadata, entry);
  return listedComponent(
    {
      name: textIn(value, 'name'),
      version: textIn(value, 'version'),
      purl: textIn(value, 'purl'),
      ecosystem: ecosystemOfType(textIn(value, 'type')),
      cpes,
      nameTail,
      purlTail,
      ref: textIn(value, 'id'),
    },
    entry,
    losses,
    identifiers,
  );
}

/** Members of package metadata that name an organisation; maintainers, authors and packagers are people. */
const vendorMembers = ['vendor', 'publisher', 'manufacturer', 'companyName', 'productVendor'];
const addressMembers: readonly (readonly [string, 'hosted-by' | 'fetched-from'])[] = [
  ['url', 'hosted-by'],
  ['homepage', 'hosted-by'],
  ['homePage', 'hosted-by'],
  ['resolved', 'fetched-from'],
  ['hostedURL', 'fetched-from'],
];
const manifestMembers = new Set(['Implementation-Vendor', 'Specification-Vendor', 'Bundle-Vendor']);

function pushMetadata(into: Identifier[], metadata: unknown, entry: Entry): void {
  if (!isRecord(metadata)) return;
  for (const name of vendorMembers) {
    const value = metadata[name];
    if (typeof value === 'string')
      pushOrganisation(into, withoutContact(value), `metadata.${name}`, entry, ['metadata', name], 'published-by');
  }
  for (const [name, relation] of addressMembers) {
    const value = metadata[name];
    if (typeof value === 'string' && value.includes('://'))
      pushUrl(into, value, `metadata.${name}`, entry, ['metadata', name], relation);
  }
  pushManifest(into, memberOf(metadata.manifest, 'main'), entry);
}

/** A Java manifest: an object before schema 16, a list of keys and values since. */
function pushManifest(into: Identifier[], main: unknown, entry: Entry): void {
  const rows: [unknown, unknown, Path][] = Array.isArray(main)
    ? main.map((row, index) => [memberOf(row, 'key'), memberOf(row, 'value'), [index, 'value']])
    : isRecord(main)
      ? Object.entries(main).map(([key, value]) => [key, value, [key]])
      : [];
  for (const [key, value, tail] of rows)
    if (typeof key === 'string' && typeof value === 'string' && manifestMembers.has(key))
      pushOrganisation(
        into,
        withoutContact(value),
        `manifest ${key}`,
        entry,
        ['metadata', 'manifest', 'main', ...tail],
        'published-by',
      );
}

/** The image that was scanned. A folder or file that was scanned is no component. */
function sourceOf(source: unknown, entry: Entry): Component | undefined {
  if (!isRecord(source) || source.type !== 'image') return undefined;
  // `target` before schema 9.
  const metadata = isRecord(source.metadata) ? source.metadata : source.target;
  const member = isRecord(source.metadata) ? 'metadata' : 'target';
  const input = isRecord(metadata) ? textIn(metadata, 'userInput') : undefined;
  const name = input ?? textIn(source, 'name');
  if (name === undefined || name === '') return undefined;
  const tail = input === undefined ? nameTail : [member, 'userInput'];
  return scannedImage(name, entry.at(tail), textIn(source, 'id'));
}

function distroOf(distro: unknown, entry: Entry): Component | undefined {
  const id = textIn(isRecord(distro) ? distro : {}, 'id');
  if (!isRecord(distro) || id === undefined || id === '') return undefined;
  const identifiers: Identifier[] = [
    { kind: 'brand', value: id, field: 'distro.id', at: entry.at(['id']), relation: 'published-by' },
  ];
  const home = textIn(distro, 'homeURL');
  if (home !== undefined) pushUrl(identifiers, home, 'distro.homeURL', entry, ['homeURL'], 'published-by');
  const version = textIn(distro, 'versionID');
  return { kind: 'os-package', name: textIn(distro, 'name') || id, version, identifiers, at: entry.at(['id']) };
}

function edgesOf(list: unknown): Edge[] {
  const edges: Edge[] = [];
  if (!Array.isArray(list)) return edges;
  for (const one of list) {
    if (!isRecord(one) || typeof one.parent !== 'string' || typeof one.child !== 'string') continue;
    if (one.type === 'contains') edges.push({ from: one.parent, to: one.child });
    // "parent is a dependency of child", says Syft's model.
    else if (one.type === 'dependency-of') edges.push({ from: one.child, to: one.parent });
  }
  return edges;
}
