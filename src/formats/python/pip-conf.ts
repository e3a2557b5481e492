/**
 * pip.conf, pip.ini and the easy_install part of setup.cfg-like files. Specification: pip documentation, "Configuration". Surprising: a value goes on
 * in indented lines, so that one `extra-index-url` may name many indexes.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { parseIni } from '../../syntax/ini.ts';

/** Reads the indexes and mirrors; a file without any is valid. */
export const pipConf: DocumentFormat = {
  id: 'python/pip-conf',
  title: 'pip pip.conf',
  files: ['pip.conf', 'pip.ini'],
  parse,
};

const settings = new Set(['index-url', 'extra-index-url', 'find-links', 'trusted-host', 'index', 'pypi-url']);

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  for (const { key, value, line, column } of parseIni(input.text, { continuation: 'indented' })) {
    const setting = key.toLowerCase().replace(/_/g, '-');
    if (!settings.has(setting)) continue;
    for (const [below, part] of value.split('\n').entries()) {
      for (const address of part.split(/\s+/)) {
        const host = setting === 'trusted-host' ? address.replace(/:(?:\d+|\*)$/, '') : hostOf(address);
        if (address === '' || !host) continue;
        const source = withoutSecrets(address);
        components.push({
          kind: 'service',
          name: host,
          at: below === 0 ? { line, column } : { line: line + below, column: 1 },
          source,
          identifiers: [{ kind: 'url', value: source, field: setting, relation: 'fetched-from' }],
        });
      }
    }
  }
  return { components };
}
