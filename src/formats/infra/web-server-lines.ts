import type { Component } from '../../model/component.ts';
import { addressComponent, addressesIn, bareHost } from './addresses.ts';
import { policyHosts } from './content-policy.ts';

/** One directive: its first word, the rest, and where that begins. */
export interface Directive {
  readonly name: string;
  readonly rest: string;
  readonly offset: number;
}

/** A policy in a header directive: `add_header Content-Security-Policy "..."`, `Header set Content-Security-Policy "..."`. */
export function readPolicyHeader({ rest, offset }: Directive, into: Component[]): boolean {
  const found = /content-security-policy(?:-report-only)?["']?[\s:]+(["']?)/i.exec(rest);
  if (!found) return false;
  const from = found.index + found[0].length;
  const quote = found[1] ?? '';
  const end = quote === '' ? rest.length : rest.indexOf(quote, from);
  policyHosts(rest.slice(from, end < 0 ? rest.length : end), offset + from, into);
  return true;
}

/** Addresses of a directive, or the host at its begin where the directive always has one. */
export function readTargets(directive: Directive, host: 'may-be-bare' | 'whole-only', into: Component[]): void {
  const { name, rest, offset } = directive;
  const found = addressesIn(rest);
  for (const { value, offset: at } of found)
    into.push(addressComponent(value, name, { offset: offset + at }, undefined));
  if (found.length > 0 || host === 'whole-only') return;
  const word = /[^\s;"']+/.exec(rest);
  const bare = word && bareHost(word[0]);
  if (word && bare) into.push(addressComponent(bare, name, { offset: offset + word.index }, undefined));
}
