/**
 * Info.plist of apps, frameworks and extensions, as XML. Specification: Apple, "Information Property List". Surprising: in a project the
 * identifier is usually a variable of the build; in a built app the file is often binary, which binary-info-plist.ts reads.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { parseXml, type XmlElement } from '../../syntax/xml.ts';

/** Reads the bundle as an app; one whose identifier and names are variables of the build has nothing to compare. */
export const infoPlist: DocumentFormat = {
  id: 'apps/info-plist',
  title: 'Apple Info.plist',
  files: ['Info.plist', '*-Info.plist'],
  recognise: (head) => /<plist[\s>]/.test(head),
  parse,
};

export interface PlistEntry {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

function parse(input: DocumentInput): DocumentResult {
  const root = parseXml(input.text);
  const dict = root.name === 'plist' ? root.children[0] : undefined;
  if (!dict) throw new NotThisFormat('is no property list');
  if (dict.name !== 'dict')
    throw new UnreadableInput('wrong-shape', 'is a property list without a dictionary', { line: dict.line });
  return { components: appOf(entriesOf(dict)) };
}

/** What a property list says of an app, in whichever form it was written. */
export function appOf(entries: ReadonlyMap<string, PlistEntry>): Component[] {
  const said = (key: string): PlistEntry | undefined => {
    const entry = entries.get(key);
    return entry && entry.text !== '' && !/\$[({]/.test(entry.text) ? entry : undefined;
  };
  const identifiers: Identifier[] = [];
  const id = said('CFBundleIdentifier');
  if (id)
    for (const kind of platformsOf(entries))
      identifiers.push({ kind, value: id.text, field: 'CFBundleIdentifier', at: placeOf(id) });
  const name = said('CFBundleDisplayName') ?? said('CFBundleName');
  const field = said('CFBundleDisplayName') ? 'CFBundleDisplayName' : 'CFBundleName';
  if (name) identifiers.push({ kind: 'app-name', value: name.text, field, at: placeOf(name) });
  if (identifiers.length === 0) return [];
  const component: Component = {
    kind: 'app',
    name: name?.text ?? id?.text ?? 'app',
    version: (said('CFBundleShortVersionString') ?? said('CFBundleVersion'))?.text,
    identifiers,
    at: placeOf(id ?? (name as PlistEntry)),
  };
  return [component];
}

function placeOf({ line, column }: PlistEntry): { line: number; column: number } {
  return { line, column };
}

/** Keys and values stand one behind the other. Places are those of the values. */
function entriesOf(dict: XmlElement): Map<string, PlistEntry> {
  const entries = new Map<string, PlistEntry>();
  for (const [index, element] of dict.children.entries()) {
    const value = dict.children[index + 1];
    if (element.name === 'key' && value)
      entries.set(element.text, { text: value.text, line: value.line, column: value.column });
  }
  return entries;
}

function platformsOf(entries: ReadonlyMap<string, PlistEntry>): readonly ('ios' | 'macos')[] {
  const platform = entries.get('DTPlatformName')?.text ?? '';
  if (platform === 'macosx' || entries.has('LSMinimumSystemVersion') || entries.has('NSHumanReadableCopyright'))
    return ['macos'];
  if (
    platform !== '' ||
    entries.has('LSRequiresIPhoneOS') ||
    entries.has('UIDeviceFamily') ||
    entries.has('UILaunchStoryboardName')
  )
    return ['ios'];
  return ['ios', 'macos'];
}
