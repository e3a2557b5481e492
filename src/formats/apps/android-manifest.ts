/**
 * AndroidManifest.xml as source. Specification: developer.android.com, "App manifest overview". Surprising: since AGP 8 the package stands in
 * the Gradle file, so the manifest may name the app nowhere and still list the components of other people's SDKs. Manifests inside packages
 * are binary XML, which binary-android-manifest.ts reads.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { attributePosition, child, childrenOf, parseXml, type XmlElement } from '../../syntax/xml.ts';

/** Reads the app, and as integrations of it the classes and packages of others that it declares or asks for. */
export const androidManifest: DocumentFormat = {
  id: 'apps/android-manifest',
  title: 'Android manifest',
  files: ['AndroidManifest.xml'],
  parse,
};

const declarations: ReadonlySet<string> = new Set(['activity', 'activity-alias', 'service', 'receiver', 'provider']);

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  if (root.name !== 'manifest') throw new NotThisFormat('is no Android manifest');
  const at = (element: XmlElement, attribute: string) => attributePosition(input.text, element, attribute);
  return { components: manifestApp(root, at) };
}

/** What a manifest says, in whichever form it was written. `find` knows where an attribute stands. */
export function manifestApp(
  root: XmlElement,
  find: (element: XmlElement, attribute: string) => { readonly line: number; readonly column: number } | undefined,
): Component[] {
  const own = literal(root.attributes.get('package'));
  const identifiers: Identifier[] = [];
  const at = (element: XmlElement, attribute: string) =>
    find(element, attribute) ?? { line: element.line, column: element.column };
  if (own !== undefined) identifiers.push({ kind: 'android', value: own, field: 'package', at: at(root, 'package') });
  const seen = new Set<string>();
  const add = (kind: 'code-prefix' | 'android', element: XmlElement, name: string, field: string): void => {
    const attribute = attributeOf(element, name);
    const value = literal(attribute && element.attributes.get(attribute));
    if (!attribute || value === undefined || !value.includes('.') || value.startsWith('.')) return;
    if (own !== undefined && (value === own || value.startsWith(`${own}.`))) return;
    if (seen.has(`${kind} ${value}`)) return;
    seen.add(`${kind} ${value}`);
    identifiers.push({ kind, value, field, at: at(element, attribute), relation: 'integrates-with' });
  };
  for (const application of childrenOf(root, 'application')) {
    add('code-prefix', application, 'name', 'application');
    for (const element of application.children) {
      if (declarations.has(element.name)) add('code-prefix', element, 'name', element.name);
      else if (element.name === 'meta-data') add('code-prefix', element, 'name', 'meta-data');
    }
  }
  // Packages that the app wants to see: it hands something over to them.
  for (const queries of childrenOf(root, 'queries'))
    for (const element of childrenOf(queries, 'package')) add('android', element, 'name', 'queries');
  if (identifiers.length === 0) return [];
  const label = literal(labelOf(child(root, 'application')));
  const version = literal(root.attributes.get(attributeOf(root, 'versionName') ?? ''));
  const component: Component = {
    kind: 'app',
    name: own ?? label ?? 'Android app',
    version,
    identifiers,
    at: { line: root.line, column: root.column },
  };
  return [component];
}

/** The attribute as written: its prefix is the document's own choice. */
function attributeOf(element: XmlElement, name: string): string | undefined {
  for (const key of element.attributes.keys()) if (key === name || key.endsWith(`:${name}`)) return key;
  return undefined;
}

function labelOf(application: XmlElement | undefined): string | undefined {
  return application?.attributes.get(attributeOf(application, 'label') ?? '');
}

/** A value that is not a reference to a resource or a placeholder of the build. */
function literal(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value.startsWith('@') || value.includes('$') ? undefined : value;
}
