/**
 * Extensions of a Firefox or Thunderbird profile (extensions.json), and of enterprise policies (policies.json). Documentation: Mozilla,
 * "Extensions", policy templates. Surprising: themes, dictionaries and the browser's own parts stand in the same list.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { locateJson, parseJson } from '../../syntax/json.ts';
import { isRecord, stringOf } from '../../syntax/shape.ts';
import { browserExtensionName } from './browser-extension-name.ts';

/** Reads the add-ons; the author is left out, who is a person more often than not. */
export const firefoxExtensions: DocumentFormat = {
  id: 'apps/firefox-extensions',
  title: 'Firefox profile extensions',
  files: [],
  mayBe: ['extensions.json'],
  recognise: (head) => /"schemaVersion"\s*:/.test(head) && /"addons"\s*:\s*\[/.test(head),
  parse,
  locate: locateJson,
};

function parse(input: DocumentInput): DocumentResult {
  const data = parseJson(input.text);
  const list = isRecord(data) ? data.addons : undefined;
  if (!Array.isArray(list)) throw new NotThisFormat('has no list of add-ons');
  const components: Component[] = [];
  const problems: Problem[] = [];
  for (const [index, addon] of list.entries()) {
    const id = isRecord(addon) ? stringOf(addon.id) : undefined;
    if (!isRecord(addon) || id === undefined) {
      problems.push({ code: 'missing-field', message: `add-on ${index + 1} has no id`, weight: 'lost' });
      continue;
    }
    // Parts of the browser itself.
    if (/^app-(?:builtin|system)/.test(stringOf(addon.location) ?? '')) continue;
    const name = isRecord(addon.defaultLocale) ? stringOf(addon.defaultLocale.name) : undefined;
    const identifiers: Identifier[] = [];
    if (name)
      identifiers.push({
        kind: 'app-name',
        value: name,
        field: 'name',
        at: { path: ['addons', index, 'defaultLocale', 'name'] },
      });
    const source = stringOf(addon.sourceURI);
    components.push({
      kind: 'extension',
      name: browserExtensionName(id),
      version: stringOf(addon.version),
      ecosystem: 'browser-extension',
      identifiers: identifiers.length > 0 ? identifiers : undefined,
      source: source && /^https?:/.test(source) ? source : undefined,
      at: { path: ['addons', index, 'id'] },
    });
  }
  return { components, problems };
}
