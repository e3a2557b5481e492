/**
 * Service workers. Specification: W3C, "Service Workers". Surprising: `importScripts` runs code of another host inside the site's own origin, and no manifest
 * lists it.
 */
import { withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import type { Problem } from '../../model/problem.ts';
import { cdnPackage } from '../javascript/cdn-package.ts';
import { addressComponent, addressesIn } from './addresses.ts';
import { codeStrings, scriptStyle } from './code-strings.ts';

/** Reads imported scripts and other addresses. */
export const serviceWorker: DocumentFormat = {
  id: 'infra/service-worker',
  title: 'Service workers',
  files: [],
  mayBe: [
    'sw.js',
    'service-worker.js',
    'serviceworker.js',
    '*-sw.js',
    'firebase-messaging-sw.js',
    'sw.ts',
    'service-worker.ts',
  ],
  recognise: (head) => /\b(?:importScripts|self\.addEventListener|workbox|skipWaiting|self\.registration)\b/.test(head),
  parse,
};

function parse({ text }: DocumentInput): DocumentResult {
  const { strings, fault } = codeStrings(text, scriptStyle);
  const components: Component[] = [];
  for (const { value, offset, key, call } of strings) {
    if (!/^(?:https?:)?\/\//.test(value)) continue;
    const isImport = call === 'importScripts' || key === 'importScripts';
    const address = value.startsWith('//') ? `https:${value}` : value;
    const [found] = addressesIn(address);
    if (!found) continue;
    const served = isImport ? cdnPackage(address) : undefined;
    const field = isImport ? 'importScripts' : key || call || 'string';
    const at = { offset };
    if (served)
      components.push({
        kind: 'package',
        ...served,
        at,
        direct: true,
        entry: 'url',
        source: withoutSecrets(address),
        identifiers: [{ kind: 'url', value: found.value, field, relation: 'fetched-from' }],
      });
    else components.push(addressComponent(found.value, field, at, isImport ? 'fetched-from' : undefined));
  }
  const problems: Problem[] = fault
    ? [{ code: 'syntax', line: fault.line, message: fault.message, weight: 'lost' }]
    : [];
  return { components, problems };
}
