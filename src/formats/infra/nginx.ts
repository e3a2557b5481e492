/**
 * Configurations of nginx, and of servers that read them. Specification: the nginx documentation. Surprising: where requests go may be said in an `upstream` far from
 * the `proxy_pass` that uses it, so every server of every upstream counts.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { conflictMarkerLine, positionAt } from '../../syntax/text.ts';
import { type Directive, readPolicyHeader, readTargets } from './web-server-lines.ts';

/** Reads upstreams, proxied addresses, redirects, log targets and content security policies. */
export const nginx: DocumentFormat = {
  id: 'infra/nginx',
  title: 'nginx configurations',
  files: [
    'nginx.conf',
    'nginx.*.conf',
    '*.nginx.conf',
    '*.nginx',
    'nginx/*.conf',
    'sites-available/*.conf',
    'sites-enabled/*.conf',
  ],
  mayBe: ['*.conf', 'default.conf.template', '*.conf.template', 'sites-available/*', 'sites-enabled/*'],
  recognise: (head) =>
    head.trim() === '' ||
    /^[ \t]*(?:server|http|events|upstream[ \t]{1,20}\S{1,200}|location\s[^{\n]{1,200}|stream|map\s[^{\n]{1,200})[ \t]*\{/m.test(
      head,
    ) ||
    /^[ \t]*(?:proxy_pass|add_header|listen|server_name|include|upstream|worker_processes|ssl_certificate|gzip)\s/m.test(
      head,
    ),
  parse,
};

/** Directives whose first word is always a host. */
const bare = /^(?:proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass|memcached_pass|scgi_pass|auth_request|js_fetch)$/;
/** Names and comments of this server, and texts. */
const own =
  /^(?:server_name|listen|root|alias|index|include|ssl_\w+|error_page|set|if|return|rewrite|location|default_type|log_format|map|geo|charset)$/;

function parse({ text }: DocumentInput): DocumentResult {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  if (text.trim() === '') throw new UnreadableInput('empty', 'is empty', { line: 1 });
  const components: Component[] = [];
  const problems: Problem[] = [];
  const blocks: string[] = [];
  let depthLost = false;
  for (const item of directives(text)) {
    if (item.kind === 'close') {
      if (blocks.pop() === undefined) depthLost = true;
      continue;
    }
    if (item.kind === 'open') blocks.push(item.name);
    const { name } = item;
    if (name === 'add_header' || name === 'more_set_headers' || name === 'proxy_set_header') {
      readPolicyHeader(item, components);
    } else if (name === 'server' && blocks[blocks.length - 1] === 'upstream')
      readTargets(item, 'may-be-bare', components);
    else if (bare.test(name)) readTargets(item, 'may-be-bare', components);
    else if (name === 'return' || name === 'rewrite' || !own.test(name)) readTargets(item, 'whole-only', components);
  }
  if (blocks.length > 0 || depthLost)
    problems.push({
      code: 'syntax',
      ...positionAt(text, text.length),
      message: blocks.length > 0 ? `"${blocks[blocks.length - 1]}" is never closed` : 'closes what is not open',
      weight: 'lost',
    });
  return { components, problems };
}

type Item = (Directive & { readonly kind: 'simple' | 'open' }) | { readonly kind: 'close'; readonly name: '' };

function* directives(text: string): Iterable<Item> {
  let from = 0;
  let quote = 0;
  let begun = false;
  const item = (to: number, kind: 'simple' | 'open'): Item | undefined => {
    const found = /^(\S+)\s*([\s\S]*)$/.exec(text.slice(from, to));
    return found
      ? { kind, name: found[1] as string, rest: found[2] as string, offset: to - (found[2] as string).length }
      : undefined;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === 92) at++;
      else if (code === quote) quote = 0;
      continue;
    }
    if (code === 34 || code === 39) quote = code;
    else if (code === 35 && (at === 0 || text.charCodeAt(at - 1) <= 32 || text.charCodeAt(at - 1) === 59)) {
      const end = text.indexOf('\n', at);
      if (!begun) from = end < 0 ? text.length : end + 1;
      at = end < 0 ? text.length : end;
      continue;
    } else if (code === 36 && text.charCodeAt(at + 1) === 123) {
      const end = text.indexOf('}', at);
      if (end > 0) at = end;
    } else if (code === 59 || code === 123) {
      const found = begun ? item(at, code === 59 ? 'simple' : 'open') : undefined;
      if (found) yield found;
      else if (code === 123) yield { kind: 'open', name: '', rest: '', offset: at };
      from = at + 1;
      begun = false;
      continue;
    } else if (code === 125) {
      yield { kind: 'close', name: '' };
      from = at + 1;
      begun = false;
      continue;
    }
    if (!begun) {
      if (code <= 32) from = at + 1;
      else begun = true;
    }
  }
}
