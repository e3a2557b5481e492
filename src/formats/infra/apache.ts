/**
 * Configurations of the Apache HTTP server, and .htaccess. Specification: the Apache documentation, "Directive index". Surprising: directives are words of a line
 * without any mark at the end, and a backslash goes on with the next line.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { readPolicyHeader, readTargets } from './web-server-lines.ts';

/** Reads proxied addresses, balancers, redirects and content security policies. */
export const apache: DocumentFormat = {
  id: 'infra/apache',
  title: 'Apache HTTP server configurations',
  files: ['httpd.conf', 'apache2.conf', '.htaccess', 'htaccess', '*.vhost'],
  mayBe: ['*.conf', 'sites-available/*', 'sites-enabled/*'],
  recognise: (head, path) =>
    head.trim() === '' ||
    /(?:^|\/)(?:\.?htaccess|httpd\.conf|apache2\.conf)$|\.vhost$/.test(path) ||
    /^[ \t]*<(?:VirtualHost|Directory|Location|IfModule|Proxy)\b/im.test(head),
  parse,
};

const targets =
  /^(?:ProxyPass|ProxyPassMatch|ProxyPassReverse|BalancerMember|ProxyRemote|Redirect\w*|RewriteRule|ErrorDocument|SSLOCSPDefaultResponder|AuthLDAPURL|CustomLog)$/i;

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const components: Component[] = [];
  let from = 0;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const start = from;
    let line = lines[at] as string;
    from += line.length + 1;
    while (/\\\r?$/.test(line) && at + 1 < lines.length) {
      at++;
      line += `\n${lines[at]}`;
      from += (lines[at] as string).length + 1;
    }
    const found = /^(\s*<?)([A-Za-z]+)(\s+)(\S[\s\S]*)$/.exec(line);
    if (!found || line.trimStart().startsWith('#')) continue;
    const name = found[2] as string;
    const directive = {
      name,
      rest: found[4] as string,
      offset: start + (found[1] as string).length + name.length + (found[3] as string).length,
    };
    if (/^Header$/i.test(name)) readPolicyHeader(directive, components);
    else if (targets.test(name)) readTargets(directive, 'whole-only', components);
  }
  return { components };
}
