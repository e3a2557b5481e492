import { describe, expect, it } from 'vitest';
import { decide } from '../src/decide/decide.ts';
import { compileGlob } from '../src/identity/glob.ts';
import type { Match } from '../src/model/match.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Finding } from '../src/model/report.ts';
import { attribution, list, listing, match, policy, profile } from './decide-examples.ts';

function one(about: Match, under: Policy = policy()): Finding {
  const { findings } = decide([about], under, compileGlob);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

function none(about: Match, under: Policy = policy()): void {
  expect(decide([about], under, compileGlob).findings).toEqual([]);
}

describe('severity', () => {
  it('is the word of the profile for the effect of a live list', () => {
    const finding = one(match());
    expect(finding.severity).toBe('critical');
    expect(finding.message).toBe('npm package @acme/ui 1.2.0 is published by Acme (List A, since 2024-01-01).');
  });
  it('is worst over the lists and profiles that bind', () => {
    const lists = [list({ effect: 'advisory' }), list({ id: 'list-b', effect: 'procurement-ban' })];
    const both = match({ listings: [{ listing: listing() }, { listing: listing({ list: 'list-b' }) }] });
    expect(one(both, policy({ list: lists })).severity).toBe('high');
    expect(one(both, policy({ list: lists, profiles: [profile({ lists: ['*', '!list-b'] })] })).severity).toBe('low');
    expect(
      one(
        both,
        policy({
          list: lists,
          profiles: [
            profile({ lists: ['list-a'] }),
            profile({ lists: ['list-b'], severity: { 'procurement-ban': 'medium' } }),
          ],
        }),
      ).severity,
    ).toBe('medium');
  });
});
