/**
 * .yarnrc of yarn 1. Specification: Yarn classic documentation, ".yarnrc". Surprising: it is no INI file; a line is a key, a blank and a
 * value, both perhaps in quotes.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { splitLines } from '../../syntax/text.ts';
import { settingComponent } from './registry-settings.ts';

/** Longer lines are not settings. */
const longestLine = 10_000;

/** Reads the addresses of a .yarnrc; a file without any is valid. */
export const yarnrc: DocumentFormat = {
  id: 'javascript/yarnrc',
  title: 'Yarn classic .yarnrc',
  files: ['.yarnrc'],
  parse,
};

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  for (const [index, raw] of splitLines(input.text).entries()) {
    if (raw.length > longestLine) continue;
    const words = /^\s*("[^"]*"|[^\s"]+)\s+("[^"]*"|\S+)\s*$/.exec(raw);
    const [key, value] = [unquoted(words?.[1]), unquoted(words?.[2])];
    if (key === undefined || value === undefined || key.startsWith('#')) continue;
    const component = settingComponent(key, value, { line: index + 1, column: raw.indexOf(value) + 1 });
    if (component) components.push(component);
  }
  return { components };
}

function unquoted(text: string | undefined): string | undefined {
  return text?.replace(/^"(.*)"$/, '$1');
}
