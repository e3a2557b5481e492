import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component } from '../../model/component.ts';
import { type RubyCall, rubyOption } from '../languages/ruby-calls.ts';

type Origin = Pick<Component, 'source' | 'entry' | 'identifiers'>;

/** Where a gem comes from by its own options, or by the block around it. */
export function gemOrigin(call: RubyCall, around: readonly RubyCall[]): Origin {
  for (const [kind, read] of [
    ['git', gitAddress],
    ['github', (text: string) => forge('github', text)],
    ['gitlab', (text: string) => forge('gitlab', text)],
    ['bitbucket', (text: string) => forge('bitbucket', text)],
    ['gist', (text: string) => `https://gist.github.com/${text}.git`],
  ] as const) {
    const own = rubyOption(call, kind) ?? around.find((one) => one.name === kind)?.positional[0]?.text;
    if (own !== undefined) return fetched(read(own), kind, 'git');
  }
  const path = rubyOption(call, 'path') ?? around.find((one) => one.name === 'path')?.positional[0]?.text;
  if (path !== undefined) return { source: path, entry: 'link' };
  const server = rubyOption(call, 'source') ?? around.find((one) => one.name === 'source')?.positional[0]?.text;
  return server !== undefined && hostOf(server) !== undefined ? fetched(server, 'source', undefined) : {};
}

function gitAddress(text: string): string {
  return text;
}

/** A name without an owner is its own owner, as Bundler reads it. */
function forge(kind: string, text: string): string {
  return `${kind}:${text.includes('/') ? text : `${text}/${text}`}`;
}

function fetched(address: string, field: string, entry: Component['entry']): Origin {
  const source = withoutSecrets(address);
  return { source, entry, identifiers: [{ kind: 'url', value: source, field, relation: 'fetched-from' }] };
}
