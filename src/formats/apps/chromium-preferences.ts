/**
 * Extensions in the profile of Chrome, Edge, Brave and other Chromium browsers (`Preferences`, `Secure Preferences`). No specification: the
 * browser's code. Surprising: the file has no suffix, and the list holds the browser's own parts, told by the place they were loaded from.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import { browserExtensionName, isChromeId } from './browser-extension-name.ts';

/** Manifest locations of the browser's own parts: component, external component. */
const ownParts: ReadonlySet<unknown> = new Set([5, 10]);

/** Reads the extensions of the profile. */
export const chromiumPreferences: DocumentFormat = {
  id: 'apps/chromium-preferences',
  title: 'Chromium profile extensions',
  files: [],
  mayBe: ['Preferences', 'Secure Preferences'],
  recognise: (head) => /^\s*\{/.test(head) && /"(?:extensions|browser|profile|protection)"\s*:/.test(head),
  maxBytes: 256 * 1024 * 1024,
  parse,
  locate: locateJson,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  const extensions = isRecord(data) ? data.extensions : undefined;
  if (!isRecord(extensions)) throw new NotThisFormat('has no extensions of a browser');
  const settings = extensions.settings;
  // In most profiles they stand in the other of the two files.
  if (settings === undefined) return { components: [] };
  if (!isRecord(settings)) throw new UnreadableInput('wrong-type', 'has extension settings that are no object');
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [id, entry] of Object.entries(settings)) {
    if (!isChromeId(id) || !isRecord(entry)) {
      problems.push({ code: 'wrong-type', message: 'an extension has no id of an extension', weight: 'lost' });
      continue;
    }
    if (ownParts.has(entry.location)) continue;
    const manifest = isRecord(entry.manifest) ? entry.manifest : undefined;
    const path = ['extensions', 'settings', id];
    const title = stringOf(manifest?.name);
    const identifiers: Identifier[] = [];
    // `__MSG_appName__` is looked up in the extension's own files.
    if (title && !title.startsWith('__MSG_'))
      identifiers.push({ kind: 'app-name', value: title, field: 'name', at: { path: [...path, 'manifest', 'name'] } });
    const update = stringOf(manifest?.update_url);
    if (update)
      identifiers.push({
        kind: 'url',
        value: update,
        field: 'update_url',
        at: { path: [...path, 'manifest', 'update_url'] },
        relation: 'fetched-from',
      });
    components.push({
      kind: 'extension',
      name: browserExtensionName(id),
      version: stringOf(manifest?.version),
      ecosystem: 'browser-extension',
      identifiers: identifiers.length > 0 ? identifiers : undefined,
      at: { path },
    });
  }
  return { components, problems };
}
