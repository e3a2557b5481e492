/**
 * Bicep files of Azure. Specification: the Bicep documentation. Surprising: an interpolated string ends for us where its first gap begins, and a module may come from
 * a registry (`br:host/path:tag`).
 */
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import type { CodeStyle } from '../../syntax/code-tokens.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { addressComponent, addressesIn, bareHost, relationUnder } from './addresses.ts';
import { codeStrings } from './code-strings.ts';
import { keyMeaning } from './key-meaning.ts';
import { regionComponent, regionIn } from './regions.ts';
import { evidenceFor, readImage } from './tree-evidence.ts';

/** Reads images, regions, addresses and modules of registries. */
export const bicep: DocumentFormat = {
  id: 'infra/bicep',
  title: 'Bicep files of Azure',
  files: ['*.bicep', '*.bicepparam'],
  parse,
};

const style: CodeStyle = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/' }],
  quotes: [
    { open: "'''", close: "'''", escape: 'none', multiline: true },
    { open: "'", close: "'", escape: 'backslash', embeds: '${' },
  ],
};

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  const { strings, fault } = codeStrings(text, style);
  const evidence = evidenceFor(text);
  const { components } = evidence;
  for (const { value, offset, key, call, dynamic } of strings) {
    if (call === 'description' || key === 'description') continue;
    const at = { offset };
    const registry = /^(?:br:|br\/)([a-z0-9-]+(?:\.[a-z0-9-]+)+)\//.exec(value);
    if (registry) {
      components.push(addressComponent(value.slice(3).replace(/:[^:/]*$/, ''), 'module', at, 'fetched-from'));
      continue;
    }
    const meaning = keyMeaning(key);
    if (meaning === 'image') {
      readImage(dynamic ? `${value}\${}` : value, key, offset, {}, evidence);
      continue;
    }
    const region =
      meaning === 'region' || /location|region/i.test(key) ? regionIn(value, 'azure') : regionIn(value, undefined);
    if (region !== undefined && !dynamic) components.push(regionComponent(region, key || 'value', at));
    else if (value.includes('://')) {
      for (const { value: address, offset: inner } of addressesIn(value))
        components.push(addressComponent(address, key, { offset: offset + inner }, relationUnder(key)));
    } else if (meaning === 'host' && !dynamic) {
      const host = bareHost(value);
      if (host !== undefined) components.push(addressComponent(host, key, at, relationUnder(key)));
    }
  }
  const problems: Problem[] = fault
    ? [{ code: 'syntax', line: fault.line, message: fault.message, weight: 'lost' }]
    : [];
  return { components, problems: [...problems, ...evidence.problems] };
}
