/**
 * .env files. No specification: what dotenv, Docker Compose and shells agree on. Surprising: values are secrets as often as addresses, so only addresses, hosts under
 * keys that say so, and regions are kept, credentials cut out.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { settingLines } from './shell-lines.ts';

/** Reads addresses, hosts and regions of settings. */
export const dotenv: DocumentFormat = {
  id: 'infra/dotenv',
  title: 'Environment files (.env)',
  files: ['.env', '.env.*', '*.env', 'env.example'],
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  if (text.includes('\0')) throw new UnreadableInput('wrong-encoding', 'is no text', { line: 1 });
  const components: Component[] = [];
  settingLines(text, '', 0, components);
  return { components };
}
