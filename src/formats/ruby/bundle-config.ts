/**
 * .bundle/config of Bundler. Specification: Bundler manual, "bundle-config(1)". Surprising: `BUNDLE_MIRROR__<server>` sends everything for one server
 * elsewhere, and its key spells the server with `__` for dots. Credentials in it are not read.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the mirrors; a file without any is valid. */
export const bundleConfig: DocumentFormat = {
  id: 'ruby/bundle-config',
  title: 'Bundler .bundle/config',
  files: ['.bundle/config'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  for (const [index, raw] of plainLines(input.text).entries()) {
    // The key itself may hold an address: BUNDLE_MIRROR__HTTPS://...: "https://...".
    const found = /^(BUNDLE_MIRROR__.+?):\s+["']?([^"'\s]+)["']?\s*$/.exec(raw);
    if (!found?.[2]) continue;
    const component = settingComponent('mirror', found[2], { line: index + 1, column: raw.lastIndexOf(found[2]) + 1 });
    if (component) components.push(component);
  }
  return { components };
}
