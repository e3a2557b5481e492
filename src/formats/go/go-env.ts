/**
 * go.env: defaults of the go command, in a toolchain's folder or a project's. Specification: Go documentation, "go help environment". Surprising: GOPROXY is a
 * list that `,` and `|` part, and it sees every module that is fetched; GOSUMDB may name a mirror of the checksum database.
 */
import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the proxies and the checksum database; a file without any is valid. */
export const goEnv: DocumentFormat = { id: 'go/go-env', title: 'Go go.env', files: ['go.env'], parse };

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  for (const [index, raw] of plainLines(input.text).entries()) {
    const found = /^\s*(GOPROXY|GOSUMDB)\s*=\s*["']?([^"'#]*)/.exec(raw);
    if (!found?.[1] || !found[2]) continue;
    for (const part of found[2].split(/[,|\s]+/)) {
      // A database is a name and may be followed by a key or an address.
      const isDatabase = found[1] === 'GOSUMDB' && /^[\w-]+(?:\.[\w-]+)+(?:\+|$)/.test(part);
      const address = isDatabase ? `https://${part.split('+', 1)[0]}` : part;
      const at = { line: index + 1, column: Math.max(raw.indexOf(part), 0) + 1 };
      const host = /:\/\//.test(address) ? hostOf(address) : undefined;
      if (host === undefined) continue;
      const source = withoutSecrets(address);
      const identifiers = [{ kind: 'url', value: source, field: found[1], relation: 'fetched-from' } as const];
      components.push({ kind: 'service', name: host, at, source, identifiers });
    }
  }
  return { components };
}
