/**
 * `_headers` files of static hosts. Documentation: the pages of the hosts that read them. Surprising: a path on a line of its own opens a block, and the header names
 * below it are indented.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { readPolicyHeader } from './web-server-lines.ts';

/** Reads hosts of content security policies. */
export const headerRules: DocumentFormat = {
  id: 'infra/header-rules',
  title: 'Header rules of static hosts (_headers)',
  files: ['_headers'],
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const components: Component[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    if (!line.trimStart().startsWith('#')) readPolicyHeader({ name: 'header', rest: line, offset: from }, components);
    from += line.length + 1;
  }
  return { components };
}
