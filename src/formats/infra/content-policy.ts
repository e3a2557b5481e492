import type { Component, Place, Relation } from '../../model/component.ts';
import { addressComponent, bareHost } from './addresses.ts';

/** Directives under which a page loads code or media; under the others it sends or shows something. */
const loading = /^(?:default|script|style|font|img|media|object|worker|child|manifest|prefetch)-src/;

/**
 * Hosts that a Content-Security-Policy allows (W3C, "Content Security Policy Level 3"): what a page may load from and send to. Words in quotes, schemes
 * alone and the report address's path are no hosts.
 */
export function policyHosts(policy: string, offset: number, into: Component[]): void {
  let from = 0;
  for (const directive of policy.split(';')) {
    const start = from;
    from += directive.length + 1;
    let name = '';
    const word = /\S+/g;
    for (let found = word.exec(directive); found; found = word.exec(directive)) {
      if (name === '') {
        name = found[0].toLowerCase();
        continue;
      }
      const text = found[0];
      if (text.startsWith("'") || text.endsWith(':') || text === '*') continue;
      // `https://*.x.y:*`: everything below x.y.
      const host = bareHost(
        text
          .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
          .replace(/^\*\./, '')
          .replace(/:\*$/, ''),
      );
      if (host === undefined) continue;
      const relation: Relation | undefined = loading.test(name) ? 'fetched-from' : undefined;
      const at: Place = { offset: offset + start + found.index };
      into.push(addressComponent(host, name, at, relation));
    }
  }
}
