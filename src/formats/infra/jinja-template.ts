/**
 * Jinja templates of settings files, as Ansible and Salt fill them in. Specification: the Jinja documentation. Surprising: they may be of any syntax, so they are read
 * line by line for settings and whole addresses, never rendered, and each is marked partial.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { settingLines } from './shell-lines.ts';
import { templateProblem } from './tree-format.ts';

/** Reads literal addresses and hosts. */
export const jinjaTemplate: DocumentFormat = {
  id: 'infra/jinja-template',
  title: 'Jinja templates of settings',
  files: [],
  mayBe: ['*.j2', '*.jinja2', '*.jinja'],
  recognise: (head) => head.includes('://') || /(?:host|endpoint|server|registry|mirror)\w*\s*[:=]/i.test(head),
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  const components: Component[] = [];
  // Comments of the engine, blanked so that offsets hold.
  const plain = text.replace(/\{#[\s\S]*?#\}/g, (comment) => comment.replace(/[^\n]/g, ' '));
  settingLines(plain, '', 0, components);
  const gap = plain.search(/\{\{|\{%/);
  return { components, problems: gap < 0 ? [] : [templateProblem(text, gap)] };
}
