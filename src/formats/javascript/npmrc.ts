/**
 * .npmrc of npm, pnpm and Bun. Specification: npm documentation, "npmrc". Surprising: `@scope:registry` sends one scope elsewhere, and
 * packages read mirrors of their binaries from it too (`electron_mirror`, `sass_binary_site`). Tokens in it are never read.
 */

import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { parseIni } from '../../syntax/ini.ts';
import { splitLines } from '../../syntax/text.ts';
import { settingComponent } from './registry-settings.ts';

/** Reads the addresses of an .npmrc; a file without any is valid. */
export const npmrc: DocumentFormat = { id: 'javascript/npmrc', title: 'npm .npmrc', files: ['.npmrc', 'npmrc'], parse };

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const lines = splitLines(input.text);
  for (const { key, value, line } of parseIni(input.text)) {
    // `//host/:_authToken` says who may fetch, not from where.
    if (key.startsWith('//')) continue;
    const address = value.replace(/^(["'])(.*)\1$/, '$2');
    const component = settingComponent(key, address, { line, column: columnOf(lines[line - 1], address) });
    if (component) components.push(component);
  }
  return { components };
}

function columnOf(raw: string | undefined, value: string): number {
  return Math.max(raw?.indexOf(value) ?? -1, 0) + 1;
}
